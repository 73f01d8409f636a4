"""Published versions and what differs between them, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.actions.stored_documents import PublishedVersion
from planner.money import decimal_string
from planner.roadmap.document import Document, DocumentLine
from planner.roadmap.document_changes import LineChange, change_sentence
from planner.roadmap.document_json import document_to_json
from planner.roadmap.sentences import say

__all__ = ["changes_json", "document_to_json", "say", "version_json"]


def version_json(one: PublishedVersion) -> dict[str, Any]:
    """A version without its document."""
    return {
        "published_id": one.published_id, "version": one.version, "title": one.title, "as_of": one.as_of.isoformat(),
        "made_at": one.made_at.isoformat(), "actor": one.actor, "sha256": one.sha256, "costs": one.profile.costs,
        "left_out": sorted(one.profile.left_out), "tolerance_basis_points": one.tolerance_basis_points,
    }  # fmt: skip


def changes_json(before: Document, after: Document, changes: Sequence[LineChange]) -> list[dict[str, Any]]:
    """Each difference with its sentence, and the line as it was and is; amounts as decimal strings."""
    return [
        {
            "kind": one.kind, "key": one.key, "sentence": _said(one, before, after),
            "before": one.before and _line(one.before, before), "after": one.after and _line(one.after, after),
        }
        for one in changes
    ]  # fmt: skip


def _said(one: LineChange, before: Document, after: Document) -> str:
    of = after if one.after else before
    return say(change_sentence(one, before, after), of.locale, of.currency)


def _line(line: DocumentLine, of: Document) -> dict[str, Any]:
    costs = line.amount_minor is not None and of.currency is not None
    amount = decimal_string(line.amount_minor or 0, of.currency or "") if costs else None
    return {
        "title": say(line.title, of.locale, of.currency), "status": line.status, "amount": amount,
        "quarter": line.quarter_starts_on and line.quarter_starts_on.isoformat(),
    }  # fmt: skip
