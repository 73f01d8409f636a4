"""A document as canonical JSON and back: the same document is the same text to the byte."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from planner.errors import PlannerError
from planner.roadmap.document import (
    SCHEMA,
    Document,
    DocumentArea,
    DocumentBudgetRow,
    DocumentFigure,
    DocumentLine,
    DocumentQuarter,
    DocumentRisk,
    Parameter,
    Sentence,
)


def document_to_json(document: Document) -> str:
    """Sorted keys, no blanks, days ISO; nothing but texts, whole numbers, nulls, lists and objects."""
    return _canonical(asdict(document))


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def with_digest(line: DocumentLine) -> DocumentLine:
    """The line with the digest of all else that is in it."""
    return replace(line, digest=sha256_of(_canonical({**asdict(line), "digest": ""})))


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a document")


def document_from_json(text: str) -> Document:
    """The reverse. Raises PlannerError for a document of a newer version of Evergreen."""
    read = json.loads(text)
    if read["schema"] > SCHEMA:
        raise PlannerError("This roadmap was published by a newer version of Evergreen.", "Update Evergreen.")
    return Document(
        **{
            **read,
            "as_of": date.fromisoformat(read["as_of"]),
            "answer": _sentence(read["answer"]),
            "figures": tuple(DocumentFigure(_sentence(one["label"]), Parameter(**one["value"]))
                             for one in read["figures"]),
            "quarters": tuple(DocumentQuarter(**{**one, "starts_on": date.fromisoformat(one["starts_on"])})
                              for one in read["quarters"]),
            "lines": tuple(_line(one) for one in read["lines"]),
            "budget": tuple(DocumentBudgetRow(**{**one, "amounts_minor": tuple(one["amounts_minor"])})
                            for one in read["budget"]),
            "risks": tuple(DocumentRisk(**{**one, "title": _sentence(one["title"]), "why": _sentence(one["why"])})
                           for one in read["risks"]),
            "statuses": tuple((name, count) for name, count in read["statuses"]),
            "areas": tuple(DocumentArea(**one) for one in read["areas"]),
            "goals": tuple(read["goals"]),
            "changes": tuple(_sentence(one) for one in read["changes"]),
        }
    )  # fmt: skip


def _sentence(read: Mapping[str, Any]) -> Sentence:
    return Sentence(read["key"], tuple(Parameter(**one) for one in read["parameters"]))


def _line(read: Mapping[str, Any]) -> DocumentLine:
    day = read["quarter_starts_on"]
    return DocumentLine(
        **{
            **read, "title": _sentence(read["title"]), "why": _sentence(read["why"]),
            "quarter_starts_on": day and date.fromisoformat(day), "depends_on": tuple(read["depends_on"]),
        }
    )  # fmt: skip
