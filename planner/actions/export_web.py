"""The roadmap as one web page that needs nothing besides."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.actions.exports import Export, safe_name
from planner.actions.publishing import handed_document
from planner.reports.page.render import render_page
from planner.sharing.people import Actor
from planner.store import Store

HTML: Final = "text/html; charset=utf-8"


def web_page(store: Store, actor: Actor, client_id: int, as_of: date, version: int | None = None) -> Export:
    """The client's page: of a published version, or without one as the roadmap stands. Raises PlannerError where there
    is no such client or version."""
    document = handed_document(store, actor, client_id, as_of, version)
    name = f"{safe_name(document.client)} roadmap {document.as_of}.html"
    return Export(name, HTML, render_page(document).encode())
