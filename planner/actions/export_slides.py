"""The deck of a review, to hand over."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.actions.exports import Export, safe_name
from planner.actions.publishing import handed_document
from planner.reports.slides.deck import deck
from planner.sharing.people import Actor
from planner.store import Store

PPTX: Final = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def slides(
    store: Store, actor: Actor, client_id: int, as_of: date, version: int | None = None, template: bytes | None = None
) -> Export:
    """The client's deck: of a published version, or without one as the roadmap stands. Raises PlannerError where there
    is no such client or version, or the template cannot be used."""
    document = handed_document(store, actor, client_id, as_of, version)
    return Export(f"{safe_name(document.client)} QBR {document.as_of}.pptx", PPTX, deck(document, template))
