"""What differs between two versions of a client's document: by line, and as the sentences that the newer one tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from planner.fields import STATUS_LABELS
from planner.roadmap.document import Document, DocumentLine, Parameter, Sentence
from planner.roadmap.sentences import say

ChangeKind = Literal["added", "removed", "moved", "amount_changed", "status_changed", "reworded"]
_NOWHERE = "Unscheduled"


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that differs in one way; `before` or `after` is None where it was not there."""

    kind: ChangeKind
    key: str
    before: DocumentLine | None
    after: DocumentLine | None


def line_changes(before: Document, after: Document) -> tuple[LineChange, ...]:
    """Every way in which a line differs, in the order of the newer document, what is gone last."""
    old = {line.key: line for line in before.lines}
    new = {line.key: line for line in after.lines}
    found: list[LineChange] = []
    for key, line in new.items():
        was = old.get(key)
        if was is None:
            found.append(LineChange("added", key, None, line))
        elif was.digest != line.digest:
            found += [LineChange(kind, key, was, line) for kind in _kinds(was, line)]
    return (*found, *(LineChange("removed", key, line, None) for key, line in old.items() if key not in new))


def _kinds(was: DocumentLine, now: DocumentLine) -> tuple[ChangeKind, ...]:
    differing: tuple[tuple[ChangeKind, bool], ...] = (
        ("moved", was.quarter_starts_on != now.quarter_starts_on),
        ("amount_changed", None not in (was.amount_minor, now.amount_minor) and was.amount_minor != now.amount_minor),
        ("status_changed", was.status != now.status),
        ("reworded", _words(was) != _words(now)),
    )
    return tuple(kind for kind, differs in differing if differs)


def _words(line: DocumentLine) -> tuple[object, ...]:
    """What it says besides money, quarter and status: a version without costs says the same words."""
    said = ([part for part in one.parameters if part.kind != "money"] for one in (line.title, line.why))
    return (*said, line.lane, line.goal)


def with_changes(document: Document, before: Document | None) -> Document:
    """The document with the sentences of what differs from the version before; a first one has none."""
    return document if before is None else replace(document, changes=tuple(_sentences(before, document)))


def _sentences(before: Document, after: Document) -> Iterable[Sentence]:
    """Amounts only where both versions show costs in the same currency."""
    comparable = before.currency is not None and before.currency == after.currency
    if comparable:
        was, now = (sum(row.planned_minor or 0 for row in one.quarters) for one in (before, after))
        if was != now:
            yield Sentence("plan_changed", (Parameter("before", "money", was), Parameter("after", "money", now)))
    old = dict(before.statuses)
    for status, count in after.statuses:
        if status in ("overdue", "due") and old.get(status, 0) != count:
            named = Parameter("status", "text", f"Devices {STATUS_LABELS[status].lower()}")
            yield Sentence(
                "devices_changed",
                (named, Parameter("before", "count", old.get(status, 0)), Parameter("after", "count", count)),
            )
    for change in line_changes(before, after):
        if change.kind != "amount_changed" or comparable:
            yield change_sentence(change, before, after)


def change_sentence(change: LineChange, before: Document, after: Document) -> Sentence:
    """What differs, as the newer document tells it."""
    line, of = (change.after, after) if change.after else (change.before, before)
    assert line is not None  # noqa: S101 - a change has one of the two
    title = Parameter("title", "text", say(line.title, of.locale, of.currency))
    if change.before is None or change.after is None or change.kind == "reworded":
        return Sentence(change.kind, (title,))
    was, now = change.before, change.after
    pair = {
        "moved": ("quarter", _quarter(was, before), _quarter(now, after)),
        "amount_changed": ("money", was.amount_minor or 0, now.amount_minor or 0),
        "status_changed": ("text", was.status, now.status),
    }
    kind, old, new = pair[change.kind]
    return Sentence(change.kind, (title, Parameter("before", kind, old), Parameter("after", kind, new)))  # type: ignore[arg-type]


def _quarter(line: DocumentLine, of: Document) -> str:
    """The quarter's label in its own document."""
    labels = {quarter.starts_on: quarter.label for quarter in of.quarters}
    return _NOWHERE if line.quarter_starts_on is None else labels[line.quarter_starts_on]
