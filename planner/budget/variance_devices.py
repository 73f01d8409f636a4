"""Planned replacements against the devices bought.

A purchase takes the planned replacement of the device whose name it bears; else one of its category planned in the
same quarter; else the oldest one of an earlier quarter; else the next one of the following four. What it finds none
for was not planned; an allowance for failures of its category and quarter pays for it first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from planner.budget.actuals import Purchase
from planner.budget.frozen_plan import FrozenPlan, PlannedItem
from planner.budget.variance_beside import GROUP_OF_PART, Beside, Moves
from planner.budget.variance_book import Book
from planner.budget.variance_model import Cause, CauseItem

MOST_QUARTERS_EARLY: Final = 4
"""A purchase further ahead than that is one more device, not an early replacement. Our own choice."""


@dataclass(slots=True)
class _Open:
    """A planned replacement and its units that are not bought yet."""

    item: PlannedItem
    quarter: int
    units: int


@dataclass(slots=True)
class _Bought:
    """A purchase, its units and its amount that no plan was found for yet; without an amount its price is unknown."""

    purchase: Purchase
    quarter: int
    units: int
    amount: int | None

    def take(self, units: int) -> int | None:
        """The amount of some of its units; what is left over after dividing stays with the last."""
        if self.amount is None:
            self.units -= units
            return None
        part = self.amount if units == self.units else self.amount * units // self.units
        self.units, self.amount = self.units - units, self.amount - part
        return part


Slots = dict[tuple[str, int], list[_Open]]


def compare_devices(book: Book, plan: FrozenPlan, purchases: Sequence[tuple[int, Purchase]], gone: Set[int]) -> Moves:
    """`purchases`: (quarter, device bought) in the judged quarters, by date; `gone`: ids of planned devices that are
    retired or no longer in the fleet. Gives what goes with the devices that were planned."""
    moves = Moves()
    slots, named = _opened(book, plan, gone)
    prices = _usual_prices(plan)
    bought = [_Bought(one, quarter, one.quantity, one.amount_minor) for quarter, one in purchases]
    for one in bought:
        if (found := named.get((one.purchase.name or "").casefold())) is not None:
            _match(book, moves, one, [found])
    for one in bought:
        _match(book, moves, one, slots[_category(one), one.quarter])
    for one in bought:
        for quarter in (*range(one.quarter), *range(one.quarter + 1, one.quarter + 1 + MOST_QUARTERS_EARLY)):
            if not one.units:
                break
            _match(book, moves, one, slots[_category(one), quarter])
    allowances = _allowances(book, plan)
    for one in bought:
        if one.units:
            _unplanned(book, one, prices, allowances)
    _close(book, moves, slots, gone, allowances)
    return moves


def _category(one: _Bought) -> str:
    return one.purchase.category or "other"


def _opened(book: Book, plan: FrozenPlan, gone: Set[int]) -> tuple[Slots, dict[str, _Open]]:
    """What is planned, by category and quarter, and the first replacements by name. Within a quarter the devices that
    are gone come first: what was bought is more likely their replacement."""
    slots: Slots = defaultdict(list)
    named: dict[str, _Open] = {}
    items = sorted(plan.items, key=lambda one: (one.asset_id not in gone, one.planned_on, one.asset_id, one.generation))
    for item in items:
        quarter = plan.quarter_at(item.planned_on)
        if quarter is None:
            continue
        opened = _Open(item, quarter, item.quantity)
        slots[item.category, quarter].append(opened)
        book.plan(quarter, item.category, item.quantity * item.unit_hardware_minor)
        if item.name and item.generation == 0:
            named.setdefault(item.name.casefold(), opened)
    return slots, named


def _usual_prices(plan: FrozenPlan) -> dict[str, int]:
    """The middle one of the plan's unit prices by category: what an unplanned device without a price is taken for."""
    prices: dict[str, list[int]] = defaultdict(list)
    for item in plan.items:
        prices[item.category].append(item.unit_hardware_minor)
    return {category: sorted(found)[len(found) // 2] for category, found in prices.items()}


def _match(book: Book, moves: Moves, one: _Bought, opened: list[_Open]) -> None:
    """Takes units of what is planned, first come first served; what is used up leaves the list."""
    used = 0
    for slot in opened:
        units = min(one.units, slot.units)
        if units:
            planned = units * slot.item.unit_hardware_minor
            part = one.take(units)
            slot.units -= units
            _add_beside(moves, slot, units, one.quarter, "as_planned")
            actual = planned if part is None else part
            book.buy(one.quarter, slot.item.category, actual)
            book.matched(_item(one, slot, units, is_estimated=part is None), slot.quarter, planned, actual)
        if slot.units:
            break
        used += 1
    del opened[:used]


def _add_beside(moves: Moves, slot: _Open, units: int, bought_at: int | None, cause: Cause) -> None:
    """What goes with units of a planned replacement."""
    for part, minor in slot.item.unit_parts_minor.items():
        if part in GROUP_OF_PART:
            moves[Beside(GROUP_OF_PART[part], slot.item.category, slot.quarter, bought_at, cause)] += units * minor


def _item(one: _Bought, slot: _Open, units: int, *, is_estimated: bool) -> CauseItem:
    bought = one.purchase
    return CauseItem(
        one.quarter, slot.item.category, "as_planned", slot.item.label, units, 0, planned_on=slot.item.planned_on,
        bought_on=bought.bought_on, source=bought.source, is_estimated=is_estimated, counted_by=bought.counted_by,
    )  # fmt: skip


def _unplanned(book: Book, one: _Bought, prices: Mapping[str, int], allowances: dict[tuple[str, int], int]) -> None:
    """What is left of a purchase: the allowance of its category and quarter pays first, the rest is unplanned."""
    category, units, bought = _category(one), one.units, one.purchase
    part = one.take(units)
    actual = prices.get(category, 0) * units if part is None else part
    covered = min(actual, allowances.get((category, one.quarter), 0))
    book.buy(one.quarter, category, actual)
    item = CauseItem(
        one.quarter, category, "as_planned", bought.label, units, 0, bought_on=bought.bought_on, source=bought.source,
        is_estimated=part is None, counted_by=bought.counted_by,
    )  # fmt: skip
    if covered:
        allowances[category, one.quarter] -= covered
        label = f"{bought.label}, from the allowance for failures"
        book.tell(replace(item, label=label, planned_minor=covered, actual_minor=covered))
    book.tell(replace(item, cause="unplanned", amount_minor=actual - covered, actual_minor=actual - covered))


def _allowances(book: Book, plan: FrozenPlan) -> dict[tuple[str, int], int]:
    """(category, quarter) → what the plan allows for failures there."""
    found: dict[tuple[str, int], int] = {}
    for line in plan.lines:
        if line.kind == "allowance" and line.category is not None:
            for quarter, minor in enumerate(line.amounts[: book.judged]):
                found[line.category, quarter] = minor
                book.plan(quarter, line.category, minor)
    return found


def _close(book: Book, moves: Moves, slots: Slots, gone: Set[int], allowances: Mapping[tuple[str, int], int]) -> None:
    """What was planned for the judged quarters and not bought."""
    for (category, quarter), opened in sorted(slots.items(), key=lambda pair: (pair[0][1], pair[0][0])):
        for slot in opened:
            minor = slot.units * slot.item.unit_hardware_minor
            is_gone = slot.item.asset_id in gone and slot.item.generation == 0
            cause: Cause = "not_needed" if is_gone else "later" if book.is_over(quarter) else "open"
            _add_beside(moves, slot, slot.units, None, cause)
            book.tell(
                CauseItem(quarter, category, cause, slot.item.label, slot.units, -minor, minor, None,
                          slot.item.planned_on)
            )  # fmt: skip
    for (category, quarter), minor in sorted(allowances.items()):
        unused: Cause = "not_needed" if book.is_over(quarter) else "open"
        book.tell(CauseItem(quarter, category, unused, "Allowance for failures", 1, -minor, minor))
