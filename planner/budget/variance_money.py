"""Money planned by quarter against invoices of it, where no unit is known: contracts, projects, installation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from planner.budget.actuals import Purchase
from planner.budget.variance_book import Book
from planner.budget.variance_model import Cause, CauseItem


def settle(book: Book, label: str, group: str, expected: Sequence[int], found: Sequence[tuple[int, Purchase]]) -> None:
    """Writes what was invoiced, and the causes of what differs from what was `expected` in each judged quarter. Actual
    less expected is surplus less lack; what a quarter without its own invoice lacks is looked for in another quarter's
    surplus. Of credits
    (trade-ins) more than expected is cheaper."""
    actual = [0] * len(expected)
    sources: dict[int, list[str]] = defaultdict(list)
    for quarter, bought in found:
        actual[quarter] += bought.amount_minor or 0
        sources[quarter].append(bought.source)
    sign = -1 if sum(expected) < 0 else 1
    surplus = [max(0, sign * (is_ - was)) for was, is_ in zip(expected, actual, strict=True)]
    lack = [max(0, sign * (was - is_)) for was, is_ in zip(expected, actual, strict=True)]

    def tell(quarter: int, cause: Cause, minor: int) -> None:
        book.tell(
            CauseItem(
                quarter, group, cause, label, 1, sign * minor, expected[quarter], actual[quarter],
                source=", ".join(dict.fromkeys(sources[quarter])),
            )
        )  # fmt: skip

    for quarter, (was, is_) in enumerate(zip(expected, actual, strict=True)):
        book.buy(quarter, group, is_)
        if was == is_ and was:
            tell(quarter, "as_planned", 0)
    _carry(surplus, lack, actual, tell)
    more: Cause = "dearer" if sign > 0 else "cheaper"
    less: Cause = "cheaper" if sign > 0 else "dearer"
    for quarter, minor in enumerate(surplus):
        tell(quarter, more if expected[quarter] else "unplanned", minor)
    for quarter, minor in enumerate(lack):
        cause: Cause = "open" if not book.is_over(quarter) else less if actual[quarter] else "later"
        tell(quarter, cause, -minor)


def _carry(surplus: list[int], lack: list[int], actual: Sequence[int], tell: Callable[[int, Cause, int], None]) -> None:
    """Sets a quarter without an invoice against what other quarters were charged beyond their plan: the following ones
    first (paid later), then those before it (paid earlier). A surplus of less than half of it is a higher price."""
    for quarter in range(len(lack)):
        if actual[quarter]:
            continue
        for other in (*range(quarter + 1, len(lack)), *range(quarter - 1, -1, -1)):
            moved = min(lack[quarter], surplus[other])
            if moved and 2 * moved >= lack[quarter]:
                cause: Cause = "later" if other > quarter else "earlier"
                lack[quarter] -= moved
                surplus[other] -= moved
                tell(other, cause, moved)
                tell(quarter, cause, -moved)
