"""What counts of the decisions on published lines: each recipient's newest in the open round; do they agree?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from planner.roadmap.document import DocumentLine

Kind = Literal["in_budget", "purchase", "board", "defer", "decline", "ask", "comment"]
KINDS: Final = ("in_budget", "purchase", "board", "defer", "decline", "ask", "comment")
STANCES: Final[Mapping[str, str]] = {
    "in_budget": "approved", "purchase": "approved", "board": "approved", "defer": "deferred", "decline": "declined",
}  # fmt: skip
"""Deciding kind → what it comes to; to ask or to comment decides nothing."""
Outcome = Literal["open", "approved", "deferred", "declined", "disputed"]


@dataclass(frozen=True, slots=True)
class Given:
    """One decision as it was made. `amount_minor`: up to what may be purchased; `board_on`: the board's day;
    `quarter_starts_on`: to where it is deferred; `line_amount_minor`: what the line cost in that version."""

    decision_id: int
    line_key: str
    kind: str
    recipient: str
    version: int
    round: int
    made_at: datetime
    amount_minor: int | None = None
    board_on: date | None = None
    quarter_starts_on: date | None = None
    comment: str = ""
    line_amount_minor: int | None = None
    line_sha256: str = ""
    link_id: int | None = None

    @property
    def stance(self) -> str | None:
        return STANCES.get(self.kind)


def person(name: str) -> str:
    """Recipients are the same however their name is written."""
    return " ".join(name.casefold().split())


def counting(given: Iterable[Given], round_number: int) -> dict[str, tuple[Given, ...]]:
    """Line → the newest decision of each recipient in the round, the oldest of them first."""
    newest: dict[str, dict[str, Given]] = defaultdict(dict)
    for one in sorted(given, key=lambda one: one.decision_id):
        if one.round == round_number and one.stance is not None:
            newest[one.line_key].pop(person(one.recipient), None)
            newest[one.line_key][person(one.recipient)] = one
    return {key: tuple(by_person.values()) for key, by_person in newest.items()}


def disagree(counted: Sequence[Given]) -> bool:
    """Whether two recipients stand for different things, or defer to different quarters."""
    stances = {one.stance for one in counted}
    return len(stances) > 1 or (stances == {"deferred"} and len({one.quarter_starts_on for one in counted}) > 1)


def outcome(counted: Sequence[Given]) -> Outcome:
    """What the decisions on a line come to."""
    if not counted:
        return "open"
    if disagree(counted):
        return "disputed"
    stance = counted[0].stance
    return "approved" if stance == "approved" else "deferred" if stance == "deferred" else "declined"


def allowed_minor(counted: Sequence[Given]) -> int | None:
    """Up to what the line may be purchased: the least that anybody said, None where nobody let it be purchased yet."""
    amounts = [one.amount_minor for one in counted if one.kind == "purchase" and one.amount_minor is not None]
    return min(amounts) if amounts and all(one.kind == "purchase" for one in counted) else None


def changed_since(approved: DocumentLine, now: DocumentLine | None, tolerance_basis_points: int) -> bool:
    """Whether what was approved is no longer what would be done: it is gone or in another quarter, or its amount or its
    number of devices moved by more than the tolerance."""
    if now is None or now.quarter_starts_on != approved.quarter_starts_on:
        return True
    pairs = ((approved.amount_minor, now.amount_minor), (approved.devices, now.devices))
    return any(
        was is not None and new is not None and abs(new - was) * 10_000 > tolerance_basis_points * was
        for was, new in pairs
    )
