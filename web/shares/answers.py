"""The answers of the client's door: a page with its policy, and the one answer to whatever opens nothing."""

from __future__ import annotations

from typing import Final

from starlette.responses import HTMLResponse, Response

from planner.actions.shared_pages import TEXTS, notice, style_digest

HEADERS: Final = {
    "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff",
    "x-frame-options": "DENY", "x-robots-tag": "noindex, nofollow", "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
}  # fmt: skip


def policy(accent: str | None = None) -> str:
    """The page's own style by its digest, the logo in it, forms to this server; no script, nothing from elsewhere."""
    return (
        f"default-src 'none'; style-src 'sha256-{style_digest(accent)}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )


def page(html: str, status: int = 200, accent: str | None = None) -> HTMLResponse:
    """A page of this door."""
    return HTMLResponse(html, status, headers={**HEADERS, "content-security-policy": policy(accent)})


def nothing() -> Response:
    """For every address and token that opens nothing, the same to the byte."""
    return page(notice(TEXTS["not_found"], TEXTS["not_found_why"]), 404)


def forged() -> Response:
    """For a form that did not come from its page."""
    return page(notice(TEXTS["forged"], TEXTS["forged_why"]), 403)
