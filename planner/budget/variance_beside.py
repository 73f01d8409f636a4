"""What goes with a device (installation and disposal, accessories and freight, trade-ins), as planned with it, against
its invoices.

It follows its device: where a device was bought in another quarter, so was what goes with it to be; where none was
bought, none was needed yet. What was invoiced otherwise than so expected is dearer or cheaper. Without any invoice of
its kind in the judged quarters it stands apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from planner.budget.actuals import Purchase, PurchaseKind
from planner.budget.variance_book import Book
from planner.budget.variance_model import EXTRAS, GROUP_LABELS, INSTALLATION, TRADE_INS, Apart, Cause, CauseItem
from planner.budget.variance_money import settle

GROUP_OF_PART: Final = {
    "accessories": EXTRAS, "freight": EXTRAS, "labour": INSTALLATION, "disposal": INSTALLATION, "trade_in": TRADE_INS,
}  # fmt: skip
"""The parts of a device's cost besides its hardware (`parts.PARTS`), by the group in which they are compared."""
GROUP_OF_KIND: Final[dict[PurchaseKind, str]] = {"labour": INSTALLATION, "extra": EXTRAS, "trade_in": TRADE_INS}


@dataclass(frozen=True, slots=True)
class Beside:
    """What of a group goes with devices of a category planned for `planned_at` and bought in `bought_at`, or, for
    `cause`, not at all."""

    group: str
    category: str
    planned_at: int
    bought_at: int | None
    cause: Cause


Moves = Counter[Beside]
"""Minor units of each."""


def compare_beside(
    book: Book, group: str, moves: Moves, purchases: Sequence[tuple[int, Purchase]]
) -> tuple[Apart, ...]:
    """One group; `purchases`: (quarter, line of an invoice that belongs to it)."""
    own = {move: minor for move, minor in moves.items() if move.group == group and minor}
    planned = [0] * book.judged
    for move, minor in own.items():
        if move.planned_at < book.judged:
            planned[move.planned_at] += minor
    if not purchases:
        return (Apart(GROUP_LABELS[group], group, tuple(planned)),) if any(planned) else ()
    expected = [0] * book.judged
    for quarter, minor in enumerate(planned):
        book.plan(quarter, group, minor)
    for move, minor in own.items():
        if move.bought_at is not None:
            expected[move.bought_at] += minor
        _tell(book, move, minor)
    settle(book, GROUP_LABELS[group], group, expected, purchases)
    return ()


def _tell(book: Book, move: Beside, minor: int) -> None:
    label = f"{GROUP_LABELS[move.group]}: {GROUP_LABELS[move.category]}"
    if move.bought_at is None:
        words = "of devices that were not bought"
        book.tell(CauseItem(move.planned_at, move.group, move.cause, label, 1, -minor, minor, source=words))
    elif move.bought_at != move.planned_at:
        cause: Cause = "earlier" if move.bought_at < move.planned_at else "later"
        words = f"of devices bought in {book.quarters[move.bought_at].label}"
        book.tell(CauseItem(move.bought_at, move.group, cause, label, 1, minor, minor, source=words))
        book.tell(CauseItem(move.planned_at, move.group, cause, label, 1, -minor, minor, source=words))
