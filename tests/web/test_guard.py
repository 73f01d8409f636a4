"""What the guard lets through, asked over the wire."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from http.cookies import SimpleCookie

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from planner.actions.sessions import open_local_session
from planner.store import Store
from tests.serving import DOCUMENT, Server, serving
from web.guard import Guard, Message, Receive, Send
from web.locality import Scope

PAGES = ("", "overview", "import", "assets", "budget", "roadmap", "data_quality", "start")
GATED = (
    ("GET", "/_stcore/metrics"), ("GET", "/media/0123456789abcdef.csv"), ("PUT", "/_stcore/upload_file/session/file"),
    ("DELETE", "/_stcore/upload_file/session/file"), ("POST", "/_stcore/agent/interact"),
    ("POST", "/_stcore/agent/mcp"), ("GET", "/_stcore/stream"), ("GET", "/component/x/index.html"), ("POST", "/"),
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("guard")) as running:
        yield running


def ask(server: Server, method: str, path: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.request(method, server.url + path, headers=named)


def test_health_is_open_to_all_and_says_nothing_else(server: Server) -> None:
    for headers in ({}, {"host": "evergreen.example"}, {"x_forwarded_for": "8.8.8.8"}):
        answer = ask(server, "GET", "/healthz", **headers)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("method", "path"), GATED)
def test_nothing_of_streamlits_answers_without_a_session(server: Server, method: str, path: str) -> None:
    answer = ask(server, method, path)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    forged = ask(server, method, path, cookie=f"{server.cookie_name}=forged")
    assert forged.status_code == 403


def test_the_person_at_the_machine_gets_a_session_with_the_page(server: Server) -> None:
    answer = httpx.get(server.url, headers=DOCUMENT)
    cookie = SimpleCookie(answer.headers["set-cookie"])[server.cookie_name]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert len(cookie.value) >= 43
    again = httpx.get(server.url, headers=DOCUMENT, cookies={server.cookie_name: cookie.value})
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize(
    "headers", [{"host": "evergreen.example"}, {"x_forwarded_for": "127.0.0.1"}, {"x_real_ip": "1.2.3.4"}]
)
@pytest.mark.parametrize("page", PAGES)
def test_from_elsewhere_there_is_no_page_and_no_session(server: Server, page: str, headers: dict[str, str]) -> None:
    answer = ask(server, "GET", f"/{page}", **headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "only on the machine it runs on" in answer.text


def test_a_session_does_not_help_from_elsewhere(server: Server) -> None:
    cookie = f"{server.cookie_name}={server.new_session()}"
    assert ask(server, "GET", "/_stcore/metrics", cookie=cookie).status_code == 200
    assert ask(server, "GET", "/_stcore/metrics", cookie=cookie, host="evergreen.example").status_code == 403
    assert ask(server, "GET", "/_stcore/metrics", cookie=cookie, x_forwarded_for="127.0.0.1").status_code == 403


def test_a_page_of_another_site_cannot_send_anything(server: Server) -> None:
    cookie = f"{server.cookie_name}={server.new_session()}"
    path = "/_stcore/upload_file/session/file"
    assert ask(server, "PUT", path, cookie=cookie, origin="http://localhost:1").status_code == 403
    assert ask(server, "PUT", path, cookie=cookie, sec_fetch_site="cross-site").status_code == 403


def test_what_a_page_embeds_gets_no_session(server: Server) -> None:
    assert "set-cookie" not in ask(server, "GET", "/", sec_fetch_dest="image").headers
    assert "set-cookie" not in ask(server, "GET", "/", sec_fetch_dest="iframe").headers


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/_stcore/health", "/_stcore/metrics", "/static/none.js", "/favicon.png"]
)
def test_every_answer_carries_the_headers(server: Server, path: str) -> None:
    headers = ask(server, "GET", path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_only_a_pages_own_messages_reach_streamlit(store: Store) -> None:
    """A browser that asks the server to clear everybody's cache is not heard."""
    token = open_local_session(store, datetime.now(UTC))
    asked = [BackMsg(clear_cache=True), BackMsg(load_git_info=True), BackMsg(stop_script=True)]
    waiting = [{"type": "websocket.receive", "bytes": message.SerializeToString()} for message in asked]
    heard: list[str] = []

    async def inner(_scope: Scope, receive: Receive, _send: Send) -> None:
        heard.append(BackMsg.FromString((await receive())["bytes"]).WhichOneof("type"))

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        raise AssertionError(message)

    headers = [(b"host", b"localhost:8501"), (b"cookie", f"evergreen_session_8501={token}".encode())]
    scope = {"type": "websocket", "path": "/_stcore/stream", "client": ("127.0.0.1", 50000), "headers": headers}
    asyncio.run(Guard(inner, lambda: store)(scope, receive, send))
    assert heard == ["stop_script"]
