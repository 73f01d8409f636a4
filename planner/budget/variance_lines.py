"""Contracts and projects against their invoices, and invoices that belong to nothing planned.

A line is compared only where an invoice of it was seen in the judged quarters; the others stand apart and save nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz

from planner.budget.actuals import Purchase
from planner.budget.frozen_plan import FrozenPlan
from planner.budget.variance_beside import GROUP_OF_KIND
from planner.budget.variance_book import Book
from planner.budget.variance_model import CONTRACTS, OTHER, PROJECTS, Apart, CauseItem
from planner.budget.variance_money import settle
from planner.records.names import folded_name

_ALIKE: Final = 90
"""rapidfuzz's token-set ratio from which an invoice's text names a contract or project."""
_SAME_VENDOR: Final = 80
_LABEL: Final = re.compile(r"(?P<name>.+?)(?: \((?P<vendor>[^()]+)\))?(?: no\. \d+)?")
_GROUP: Final = {"recurring": CONTRACTS, "project": PROJECTS}


def compare_lines(book: Book, named: NamedLines, purchases: Sequence[tuple[int, Purchase]]) -> tuple[Apart, ...]:
    """`purchases`: (quarter, line of an invoice that is neither a device nor installation of one). Gives the lines of
    which no invoice was seen."""
    found: dict[str, list[tuple[int, Purchase]]] = defaultdict(list)
    for quarter, bought in purchases:
        label = named.line_of(bought)
        if label is None:
            _unplanned(book, quarter, bought)
        else:
            found[label].append((quarter, bought))
    apart = []
    for line in named.lines:
        group, amounts = _GROUP[line.kind], line.amounts[: book.judged]
        if found[line.line]:
            for quarter, minor in enumerate(amounts):
                book.plan(quarter, group, minor)
            settle(book, line.line, group, amounts, found[line.line])
        elif any(amounts):
            apart.append(Apart(line.line, group, tuple(amounts)))
    return tuple(apart)


class NamedLines:
    """Finds the contract or project that an invoice's line is about; each text is looked up once."""

    def __init__(self, plan: FrozenPlan) -> None:
        self.lines = [line for line in plan.lines if line.kind in _GROUP]
        self._known: dict[tuple[str | None, str], str | None] = {}
        self._names = []
        for line in self.lines:
            if (parts := _LABEL.fullmatch(line.line)) is not None:
                self._names.append((line.line, folded_name(parts["name"]), folded_name(parts["vendor"] or "")))

    def line_of(self, bought: Purchase) -> str | None:
        key = (bought.vendor, bought.label)
        if key not in self._known:
            self._known[key] = self._find(folded_name(bought.vendor or ""), folded_name(bought.label))
        return self._known[key]

    def _find(self, vendor: str, text: str) -> str | None:
        """The best by name among those whose vendor does not differ; else a vendor's only contract."""
        own = [
            (fuzz.token_set_ratio(name, text), label, by)
            for label, name, by in self._names
            if not (vendor and by) or fuzz.ratio(vendor, by) >= _SAME_VENDOR
        ]
        best = max(own, default=None, key=lambda one: one[0])
        if best is not None and best[0] >= _ALIKE:
            return best[1]
        of_vendor = [label for _, label, by in own if vendor and by]
        return of_vendor[0] if len(of_vendor) == 1 else None


def _unplanned(book: Book, quarter: int, bought: Purchase) -> None:
    group = GROUP_OF_KIND.get(bought.kind) or (CONTRACTS if bought.kind == "recurring" else OTHER)
    amount = bought.amount_minor or 0
    book.buy(quarter, group, amount)
    book.tell(
        CauseItem(quarter, group, "unplanned" if amount > 0 else "cheaper", bought.label, bought.quantity, amount,
                  None, amount, None, bought.bought_on, bought.source)
    )  # fmt: skip
