"""A server of the board alone, under the headers of the real one; it needs no store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from web.headers import security_headers

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Headers:
    """Answers carry the content security policy under which the board has to work."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Send) -> None:
        async def sending(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *security_headers()]
            await send(message)

        await self.app(scope, receive, sending)


async def healthz(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


app = st.App(
    Path(__file__).parent / "board_page.py", routes=[Route("/healthz", healthz)], middleware=[Middleware(Headers)]
)
