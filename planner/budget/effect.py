"""What a change of the rules does: two budgets and two schedules of one fleet, compared. Pure; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from planner.budget.model import Budget
from planner.fields import CATEGORIES
from planner.frames import to_records
from planner.intake.difference import device_label


@dataclass(frozen=True, slots=True)
class Amounts:
    """Minor units before and after, of a fiscal year or of a row of the table."""

    before: int
    after: int

    @property
    def change(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class MovedDevice:
    """A device whose due date or planned quarter is another one after the change; a day is None where there is none,
    a quarter empty. `quantity` is the units that its row stands for. Another name of the same day's quarter is no
    move: the fiscal year's first month moves no date."""

    asset_id: int
    device: str
    category: str
    quantity: int
    due_before: date | None
    due_after: date | None
    planned_before: str
    planned_after: str


@dataclass(frozen=True, slots=True)
class Effect:
    """`by_year`: fiscal year's label → its totals, in the order of time. `by_row`: category, 'recurring', 'project',
    'contingency' or 'tax' → fiscal year's label → its amounts; only rows that change. The rows' changes add up to the
    years'."""

    by_year: dict[str, Amounts]
    by_row: dict[str, dict[str, Amounts]]
    moved: tuple[MovedDevice, ...]
    total: Amounts

    @property
    def moved_units(self) -> int:
        """Devices that move, in units."""
        return sum(device.quantity for device in self.moved)

    @property
    def is_none(self) -> bool:
        return not self.moved and not any(amounts.change for amounts in self.by_year.values())


def effect_of(before: Budget, after: Budget, schedule_before: pd.DataFrame, schedule_after: pd.DataFrame) -> Effect:
    """The second against the first. Both schedules hold the same assets (`roadmap.model.Roadmap.schedule`); years are
    matched by their label, so that another first month of the fiscal year shows what each named year then holds."""
    years = _years(before, after)
    old, new = _rows(before), _rows(after)
    rows = {
        row: {year: Amounts(old.get((row, year), 0), new.get((row, year), 0)) for year in years}
        for row in (*CATEGORIES, "recurring", "project", "contingency", "tax")
    }
    return Effect(
        by_year={year: Amounts(before.by_year().get(year, 0), after.by_year().get(year, 0)) for year in years},
        by_row={row: of for row, of in rows.items() if any(amounts.change for amounts in of.values())},
        moved=_moved(schedule_before, schedule_after),
        total=Amounts(before.total, after.total),
    )


def _years(before: Budget, after: Budget) -> list[str]:
    starts: dict[str, date] = {}
    for quarter in (*before.quarters, *after.quarters):
        starts.setdefault(quarter.year_label, quarter.starts_on)
    return sorted(starts, key=lambda label: (starts[label], label))


def _rows(budget: Budget) -> dict[tuple[str, str], int]:
    """(category or surcharge, fiscal year) → minor units."""
    sums: dict[tuple[str, str], int] = {}
    for line in budget.lines:
        for quarter, amount in zip(budget.quarters, line.amounts, strict=True):
            key = line.category or line.kind, quarter.year_label
            sums[key] = sums.get(key, 0) + amount
    return sums


def _moved(before: pd.DataFrame, after: pd.DataFrame) -> tuple[MovedDevice, ...]:
    """Ordered by the new due date, those without one last."""
    compared = ["asset_id", "due_on", "planned_on", "planned_quarter"]
    told = [*compared, "category", "quantity", "name", "serial_number", "asset_tag", "manufacturer", "model"]
    old = {row["asset_id"]: row for row in to_records(before[compared])}
    moved = [
        _device(old[row["asset_id"]], row) for row in to_records(after[told]) if _is_moved(old[row["asset_id"]], row)
    ]
    return tuple(sorted(moved, key=lambda item: (item.due_after or date.max, item.device, item.asset_id)))


def _is_moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    replanned = all(old[name] != new[name] for name in ("planned_on", "planned_quarter"))
    return replanned or bool(old["due_on"] != new["due_on"])


def _device(old: Mapping[str, Any], new: Mapping[str, Any]) -> MovedDevice:
    return MovedDevice(
        new["asset_id"], device_label(dict(new)), new["category"], new["quantity"], old["due_on"], new["due_on"],
        old["planned_quarter"] or "", new["planned_quarter"] or "",
    )  # fmt: skip
