"""Where a request comes from, judged by what cannot be forged from afar.

Without sign-in Evergreen serves the one person at the machine it runs on. A loopback peer alone does not prove
that: behind a tunnel or a reverse proxy everybody is a loopback peer. A loopback Host alone neither: any client
can write it. And a page of another site can make the person's own browser ask, which Origin tells.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers

Scope = dict[str, Any]
FORWARDING: Final = frozenset({
    "forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "x-original-host",
    "x-original-forwarded-for", "cf-connecting-ip", "cf-ray", "cdn-loop", "true-client-ip",
    "fastly-client-ip", "tailscale-user-login",
})  # fmt: skip
"""Headers that only something between the browser and this server adds; those in `x-forwarded…` count too."""
_HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:(?P<port>[0-9]{1,5}))?")
COOKIE: Final = "evergreen_session"


def is_local(scope: Scope) -> bool:
    """Whether the request was made on this machine, to it, with nothing in between."""
    headers = Headers(scope=scope)
    if any(name in FORWARDING or name.startswith("x-forwarded") for name in headers):
        return False
    peer = scope.get("client")
    return peer is not None and _is_loopback(peer[0]) and _is_loopback(_host_name(headers))


def is_same_origin(scope: Scope) -> bool:
    """Whether the browser says that one of our own pages asks; a client that sends no Origin is no browser's page."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    return urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def cookie_name(host: str | None) -> str:
    """Cookies do not know ports: each Evergreen on a machine names its own after its port."""
    found = _HOST.fullmatch(host.lower()) if host else None
    return f"{COOKIE}_{found['port']}" if found and found["port"] else COOKIE


def _host_name(headers: Headers) -> str:
    hosts = headers.getlist("host")
    found = _HOST.fullmatch(hosts[0].lower()) if len(hosts) == 1 else None
    return found["name"].strip("[]") if found else ""


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback
