"""In front of everything: what reaches the staff's app at all.

Pure ASGI, so that it sees the websocket too. Streamlit's own page and its static files hold no data and are
served to this machine; a socket, an upload, a download or any other path of Streamlit's needs a session of ours,
and a message on an open socket needs that it has not ended since.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final

from google.protobuf.message import DecodeError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from streamlit.proto.BackMsg_pb2 import BackMsg

from planner.actions.sessions import actor_of_token, open_local_session
from planner.errors import PlannerError
from planner.sharing.people import SESSION_LIFE
from planner.store import Store
from web.headers import security_headers
from web.locality import Scope, cookie_name, is_local, is_same_origin

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

FOR_ALL: Final = ("/healthz",)
SHARED: Final = "/s/"
"""The client's door: a token is its own authority and the pages bear their own policy; no session is opened there."""
FOR_THIS_MACHINE: Final = ("/static/", "/_stcore/health", "/_stcore/host-config", "/favicon.png", "/manifest.json")
NOT_PAGES: Final = ("/_stcore", "/media", "/component", "/static", "/app/static", "/auth", "/oauth2callback")
DROPPED: Final = frozenset({"clear_cache", "load_git_info", "set_run_on_save"})
"""Messages of a development browser that reach beyond its own session."""
ELSEWHERE: Final = (
    "Evergreen has no sign-in here, so it answers only on the machine it runs on, without a proxy or a tunnel. "
    "Open http://localhost with its port there."
)
NO_SESSION: Final = "This needs an open session. Load the page again."


class Guard:
    """The middleware. `store` gives the open store: sessions are looked up in it at every request."""

    def __init__(self, app: App, store: Callable[[], Store]) -> None:
        self.app = app
        self.store = store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["path"].startswith(SHARED) and is_local(scope):
            await self.app(scope, receive, send)
        else:
            await self._request(scope, receive, _with_headers(send, security_headers()))

    async def _lifespan(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Where the store cannot be opened, the server's last line says why in a sentence, without a traceback."""
        failed: list[Message] = []

        async def sending(message: Message) -> None:
            if message["type"] == "lifespan.startup.failed":
                failed.append(message)
            else:
                await send(message)

        try:
            await self.app(scope, receive, sending)
        except PlannerError as error:
            failed = [{"type": "lifespan.startup.failed", "message": " ".join(str(error).split())}]
        finally:
            for message in failed:
                await send(message)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path in FOR_ALL:
            await self.app(scope, receive, send)
        elif not is_local(scope) or (scope["method"] not in ("GET", "HEAD") and not is_same_origin(scope)):
            await PlainTextResponse(ELSEWHERE, 403)(scope, receive, send)
        elif path.startswith(FOR_THIS_MACHINE) or await self._is_open(_token(scope)):
            await self.app(scope, receive, send)
        elif _is_document(scope):
            await self.app(scope, receive, _with_headers(send, ((b"set-cookie", await self._new_cookie(scope)),)))
        else:
            await PlainTextResponse(NO_SESSION, 403)(scope, receive, send)

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = _token(scope)
        if not (is_local(scope) and is_same_origin(scope) and await self._is_open(token)):
            await send({"type": "websocket.close", "code": 1008})
            return
        await self.app(scope, self._checked(receive, send, token), send)

    def _checked(self, receive: Receive, send: Send, token: str | None) -> Receive:
        """The socket's messages without those that no page needs; ends when the session has ended."""

        async def checked() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                if not await self._is_open(token):
                    await send({"type": "websocket.close", "code": 1008})
                    return {"type": "websocket.disconnect", "code": 1008}
                if _kind(message.get("bytes")) not in DROPPED:
                    return message

        return checked

    async def _is_open(self, token: str | None) -> bool:
        return (
            token is not None
            and await run_in_threadpool(actor_of_token, self.store(), token, datetime.now(UTC)) is not None
        )

    async def _new_cookie(self, scope: Scope) -> bytes:
        token = await run_in_threadpool(open_local_session, self.store(), datetime.now(UTC))
        name = cookie_name(Headers(scope=scope).get("host"))
        age = int(SESSION_LIFE.total_seconds())
        return f"{name}={token}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax".encode()


def _is_document(scope: Scope) -> bool:
    """A person opening one of our screens in a tab; what a page fetches by itself gets no session."""
    destination = Headers(scope=scope).get("sec-fetch-dest", "document")
    return scope["method"] == "GET" and destination == "document" and not scope["path"].startswith(NOT_PAGES)


def _token(scope: Scope) -> str | None:
    headers = Headers(scope=scope)
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return None
    found = cookies.get(cookie_name(headers.get("host")))
    return str(found.value) if found else None


def _kind(data: bytes | None) -> str | None:
    """Which message of Streamlit's protocol this is; what is none is left to Streamlit to refuse."""
    message = BackMsg()
    try:
        message.ParseFromString(data or b"")
    except DecodeError:
        return None
    kind: str | None = message.WhichOneof("type")
    return kind


def _with_headers(send: Send, headers: tuple[tuple[bytes, bytes], ...]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = MutableHeaders(scope=message)
            for name, value in headers:
                added.append(name.decode(), value.decode())
        await send(message)

    return sending
