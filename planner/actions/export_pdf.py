"""The PDFs of a client's roadmap: one page for a signature, and the pre-read."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.actions.exports import Export, safe_name
from planner.actions.publishing import handed_document
from planner.reports.pdf.pre_read import pre_read
from planner.reports.pdf.summary import summary
from planner.sharing.people import Actor
from planner.store import Store

PDF: Final = "application/pdf"


def summary_pdf(store: Store, actor: Actor, client_id: int, as_of: date, version: int | None = None) -> Export:
    """One page for a signature, of a published version or of what would be published today. Raises PlannerError where
    there is no such client or version."""
    document = handed_document(store, actor, client_id, as_of, version)
    return Export(f"{safe_name(document.client)} summary {document.as_of}.pdf", PDF, summary(document))


def pre_read_pdf(store: Store, actor: Actor, client_id: int, as_of: date, version: int | None = None) -> Export:
    """Everything to read before the meeting, of a published version or of what would be published today. Raises
    PlannerError where there is no such client or version."""
    document = handed_document(store, actor, client_id, as_of, version)
    return Export(f"{safe_name(document.client)} pre-read {document.as_of}.pdf", PDF, pre_read(document))
