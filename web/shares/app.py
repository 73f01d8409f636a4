"""The client's door as an ASGI application of its own: `/s/…` and nothing else.

`app.py` mounts it beside the staff's app; `python -m planner serve-shares` runs it alone, so that a link can be opened
from outside while the staff's app stays on loopback. Tokens stand in addresses, so no access log may be kept of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from planner.actions.shared import decide, note_view, open_shared, try_passphrase
from planner.actions.shared_pages import TEXTS, download, notice, shared_html
from planner.actions.shared_views import DecisionAsked, LockedOut, NeedsPassphrase, SharedRoadmap
from planner.errors import PlannerError
from planner.sharing.links import UNLOCKED_FOR, form_key, is_form_key, is_well_formed
from planner.store import Store, open_store
from web.shares.answers import HEADERS, forged, nothing, page
from web.shares.forms import MOST_BYTES, asked_of

BROWSER: Final = "evergreen_share"
UNLOCKED: Final = "evergreen_unlocked"
SENT: Final = "sent"
Handler = Callable[[Request], Awaitable[Response]]


def share_routes(store: Callable[[], Store]) -> list[Route]:
    """The routes of the door. `store` gives the open store."""
    door = Door(store)
    return [
        Route("/s/{token}", door.show, methods=["GET"]),
        Route("/s/{token}", door.post, methods=["POST"]),
        Route("/s/{token}/download/{kind}", door.download, methods=["GET"]),
        Route("/s/{rest:path}", door.nothing),
    ]


def share_app() -> Starlette:
    """The door alone, with an answer for whatever watches the process."""
    routes = [*share_routes(_opened), Route("/healthz", healthz)]
    compress = [Middleware(GZipMiddleware, minimum_size=500, compresslevel=5)]
    app = Starlette(routes=routes, middleware=compress, exception_handlers={404: not_found, 405: not_found})
    app.router.redirect_slashes = False
    return app


@cache
def _opened() -> Store:
    return open_store()


async def healthz(_request: Request) -> Response:
    return PlainTextResponse("ok")


async def not_found(_request: Request, _error: Exception) -> Response:
    return nothing()


class Door:
    """What a recipient can do: look, decide, give the passphrase, take something away."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store

    async def nothing(self, _request: Request) -> Response:
        return nothing()

    async def show(self, request: Request) -> Response:
        """The page, or the question for the passphrase."""
        token = request.path_params["token"]
        seen = await run_in_threadpool(open_shared, self._store(), token, _now(), _unlocked(request))
        if seen is None:
            return nothing()
        browser = request.cookies.get(BROWSER) or secrets.token_urlsafe(24)
        answer = self._page(seen, token, browser, TEXTS["sent"] if request.query_params.get(SENT) else "")
        if isinstance(seen, SharedRoadmap):
            await run_in_threadpool(note_view, self._store(), token, "page", _now())
        _keep(answer, request, BROWSER, browser, token, None)
        return answer

    def _page(
        self, seen: SharedRoadmap | NeedsPassphrase, token: str, browser: str, message: str = "", fault: str = "",
        typed: FormData | None = None,
    ) -> Response:  # fmt: skip
        csrf = form_key(token, browser)
        if isinstance(seen, NeedsPassphrase):
            words = notice(TEXTS["passphrase"], TEXTS["passphrase_ask"], f"/s/{token}", csrf, fault)
            return page(words, 401 if fault else 200)
        given = {name: str(value) for name, value in (typed or {}).items()}
        html = shared_html(seen, f"/s/{token}", csrf, message, fault, given)
        return page(html, 422 if fault else 200, seen.document.accent)

    async def post(self, request: Request) -> Response:
        """A decision, or the passphrase."""
        token = request.path_params["token"]
        seen = await run_in_threadpool(open_shared, self._store(), token, _now(), _unlocked(request))
        if seen is None:
            return nothing()
        if int(request.headers.get("content-length") or MOST_BYTES + 1) > MOST_BYTES:
            return page(notice(TEXTS["too_long"], TEXTS["forged_why"]), 413)
        form, browser = await request.form(max_files=0, max_fields=20), request.cookies.get(BROWSER, "")
        if not _from_here(request) or not is_form_key(str(form.get("csrf", "")), token, browser):
            return forged()
        if isinstance(seen, NeedsPassphrase):
            return await self._open(request, seen, token, browser, str(form.get("passphrase", "")))
        try:
            asked: DecisionAsked = asked_of(form, seen)
            await run_in_threadpool(decide, self._store(), token, [asked], _now(), _unlocked(request))
        except PlannerError as error:
            return self._page(seen, token, browser, fault=f"{error.message} {error.remedy}", typed=form)
        return _away(f"/s/{token}?{SENT}=1")

    async def _open(
        self, request: Request, seen: NeedsPassphrase, token: str, browser: str, passphrase: str
    ) -> Response:
        kept = await run_in_threadpool(try_passphrase, self._store(), token, passphrase[:1000], _now())
        if not isinstance(kept, str):
            fault = TEXTS["locked"] if isinstance(kept, LockedOut) else TEXTS["wrong"]
            return self._page(seen, token, browser, fault=fault)
        answer = _away(f"/s/{token}")
        _keep(answer, request, UNLOCKED, kept, token, int(UNLOCKED_FOR.total_seconds()))
        return answer

    async def download(self, request: Request) -> Response:
        """What the vCIO allowed to be taken away."""
        token, kind = request.path_params["token"], request.path_params["kind"]
        seen = await run_in_threadpool(open_shared, self._store(), token, _now(), _unlocked(request))
        if not isinstance(seen, SharedRoadmap) or kind not in seen.link.downloads:
            return nothing()
        name, media, data = await run_in_threadpool(download, seen, kind)
        await run_in_threadpool(note_view, self._store(), token, kind, _now())
        headers = {**HEADERS, "content-disposition": f'attachment; filename="{name}"',
                   "content-security-policy": "default-src 'none'; sandbox"}  # fmt: skip
        return Response(data, media_type=media, headers=headers)


def _now() -> datetime:
    return datetime.now(UTC)


def _unlocked(request: Request) -> str:
    return request.cookies.get(UNLOCKED, "")


def _from_here(request: Request) -> bool:
    """Whether the browser says that our own page sends this; a client that says nothing is no browser's page."""
    origin = request.headers.get("origin")
    if origin is None or origin == "null":
        return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")
    return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def _keep(answer: Response, request: Request, name: str, value: str, token: str, seconds: int | None) -> None:
    """A cookie for this link alone. The path is the link's, as it was asked for: a well-formed token."""
    if is_well_formed(token):
        secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
        answer.set_cookie(
            name, value, max_age=seconds, path=f"/s/{token}", httponly=True, samesite="strict", secure=secure
        )


def _away(path: str) -> Response:
    return RedirectResponse(path, 303, headers=HEADERS)
