"""Whether a request was made on this machine, told from what cannot be forged from afar."""

from __future__ import annotations

import pytest

from web.locality import cookie_name, is_local, is_same_origin


def request(peer: str = "127.0.0.1", **headers: str) -> dict:
    named = {"host": "localhost:8501"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return {
        "type": "http",
        "client": (peer, 51000),
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:80", "127.8.8.8", "[::1]:8501"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_loopback_peer_asking_for_a_loopback_host_is_local(peer: str, host: str) -> None:
    assert is_local(request(peer, host=host))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "localhost.evil.example", "10.0.0.5", "evil@localhost", "", "[::1", "localhost:x.evil",
        "localhost/evil", "2130706433",
    ],
)  # fmt: skip
def test_a_foreign_host_is_not_local(host: str) -> None:
    assert not is_local(request(host=host))


def test_two_hosts_are_no_host() -> None:
    scope = request()
    scope["headers"].append((b"host", b"evil.example"))
    assert not is_local(scope)


@pytest.mark.parametrize("peer", ["192.168.1.20", "8.8.8.8", "fe80::1", "::ffff:10.0.0.1"])
def test_a_peer_from_the_network_is_not_local(peer: str) -> None:
    assert not is_local(request(peer))


def test_a_request_without_a_peer_is_not_local() -> None:
    assert not is_local(request() | {"client": None})


@pytest.mark.parametrize(
    "header",
    ["forwarded", "x_forwarded_for", "x_forwarded_proto", "x_forwarded_host", "x_real_ip", "cf_connecting_ip", "via"],
)
def test_whatever_came_through_a_proxy_or_tunnel_is_not_local(header: str) -> None:
    assert not is_local(request(**{header: "127.0.0.1"}))


def test_a_page_of_another_site_is_another_origin() -> None:
    assert is_same_origin(request(origin="http://localhost:8501"))
    assert is_same_origin(request())
    assert not is_same_origin(request(origin="http://localhost:9000"))
    assert not is_same_origin(request(origin="https://evil.example"))
    assert not is_same_origin(request(origin="null"))
    assert not is_same_origin(request(sec_fetch_site="cross-site"))


def test_each_port_has_a_cookie_of_its_own() -> None:
    assert cookie_name("localhost:8501") == "evergreen_session_8501"
    assert cookie_name("localhost:8502") != cookie_name("localhost:8501")
    assert cookie_name(None) == cookie_name("localhost") == cookie_name("localhost:999999") == "evergreen_session"
