"""The rows of the cost sheets: each planned replacement, its successors, and those that a change could bring about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.budget.landing import landed
from planner.budget.parts import PARTS, months_of_growth
from planner.calendar import add_months
from planner.fields import CATEGORIES
from planner.frames import to_records
from planner.reports.excel.price_names import PriceNames, price_names
from planner.roadmap.model import Roadmap

SHORTEST_LIFE: Final = 36
"""Months: a useful life below this needs more successors than the sheet has rows for."""

Record = Mapping[str, Any]
_WANTED: Final = [
    "asset_id", "name", "asset_tag", "model", "category", "quantity", "plan_months", "useful_life_months",
    "in_service_est_on", "due_on", "limiting_factor", "runner_ups", "follows_asset_id", "growth_basis_points",
    "priced_on",
]  # fmt: skip
_OF_ACTIONS: Final = ["asset_id", "generation", "planned_on", "is_pinned", *(f"{part}_minor" for part in PARTS)]


@dataclass(frozen=True, slots=True)
class CostRow:
    """One replacement. `lands_on` is None where nothing is planned; `quarter` is None outside the plan; `parts` are the
    amounts of all units, nothing outside the plan. `leader_row`: index of the row whose device it goes with; where that
    device has no row, `dated` is that device, else it is `device`: whose age and ends make it due.

    Of a levelled plan a successor has `base`: the days on which the one before it and itself would land unlevelled,
    from which it is placed on `placed_on`, if it is."""

    device: Record
    name: str
    generation: int
    prices: PriceNames
    lands_on: date | None
    quarter: int | None
    months: int
    parts: tuple[int, ...]
    leader_row: int | None
    dated: Record
    base: tuple[date, date] | None = None
    placed_on: date | None = None

    @property
    def total(self) -> int:
        return sum(self.parts)


def device_name(record: Record) -> str:
    """What a client calls the device: its name, else its tag, its model, or its number in Evergreen."""
    return str(record["name"] or record["asset_tag"] or record["model"] or f"Device {record['asset_id']}")


def cost_rows(roadmap: Roadmap, *, is_due: bool) -> tuple[CostRow, ...]:
    """By category, device and generation. `is_due`: useful lives may be changed, so that there are rows down to the
    shortest one; else the quarter of a device may be."""
    return tuple(_Rows(roadmap, is_due).made())


class _Rows:
    def __init__(self, roadmap: Roadmap, is_due: bool) -> None:
        self._roadmap, self._is_due = roadmap, is_due
        self._actions = {(row["asset_id"], row["generation"]): row for row in to_records(roadmap.actions[_OF_ACTIONS])}
        self._prices = price_names(roadmap.schedule, roadmap.assumptions.special_prices)
        self._earliest = landed(roadmap.first_buyable, roadmap.assumptions)
        self._row_of: dict[int, int] = {}
        self._due_with: dict[tuple[str | None, date | None], int] = {}
        self._known: dict[int, Record] = {}
        self._levelled = None if is_due else roadmap.levelled

    def made(self) -> Iterator[CostRow]:
        order = {category: number for number, category in enumerate(CATEGORIES)}
        schedule = self._roadmap.schedule
        self._known = {device["asset_id"]: device for device in to_records(schedule[_WANTED])}
        is_shown = schedule["group"].isin(("planned", "estimated"))
        devices, others = (
            [self._known[asset_id] for asset_id in schedule.loc[chosen, "asset_id"].tolist()]
            for chosen in (is_shown, ~is_shown)
        )
        devices.sort(key=lambda device: (
            device["limiting_factor"] == "follows", order.get(device["category"], len(order)),
            device_name(device).casefold(), device["asset_id"],
        ))  # fmt: skip
        self._due_with = {
            (device["category"], device["due_on"]): device["asset_id"] for device in (*others, *reversed(devices))
        }
        number = 0
        for device in devices:
            self._row_of[device["asset_id"]] = number
            for row in self._rows_of(device):
                yield row
                number += 1

    def _rows_of(self, device: Record) -> Iterator[CostRow]:
        base = self._base(device)
        leader = self._leader(device)
        leader_row = None if leader is None else self._row_of.get(leader)
        dated = device if leader is None or leader_row is not None else self._known.get(leader, device)
        lands_on: date | None = None
        for generation in range(self._generations(device)):
            action = self._actions.get((device["asset_id"], generation))
            if action is not None:
                lands_on = action["planned_on"]
            elif generation == 0:
                lands_on = self._due_landing(device) if self._is_due else None
            elif lands_on is not None:
                before = base[generation - 1] if base else lands_on
                lands_on = landed(add_months(before, device["plan_months"]), self._roadmap.assumptions)
            yield CostRow(
                device, device_name(device), generation, self._prices[device["asset_id"]], lands_on,
                None if action is None else self._quarter(lands_on),
                0 if action is None or lands_on is None else months_of_growth(device["priced_on"], lands_on),
                tuple(0 if action is None else action[f"{part}_minor"] for part in PARTS),
                leader_row, dated,
                (base[generation - 1], base[generation]) if base and generation else None,
                self._placed(device["asset_id"], generation),
            )  # fmt: skip

    def _base(self, device: Record) -> list[date]:
        """Of a levelled plan, on which days the device and its successors would land if nothing was levelled."""
        if self._levelled is None:
            return []
        action = self._actions.get((device["asset_id"], 0))
        days = [action["planned_on"] if action and action["is_pinned"] else self._due_landing(device)]
        for _ in range(self._generations(device) - 1):
            days.append(landed(add_months(days[-1], device["plan_months"]), self._roadmap.assumptions))
        return days

    def _placed(self, asset_id: int, generation: int) -> date | None:
        starts_on = self._levelled.placed.get((asset_id, generation)) if self._levelled else None
        if starts_on is None:
            return None
        return landed(max(starts_on, self._roadmap.first_buyable), self._roadmap.assumptions)

    def _generations(self, device: Record) -> int:
        """How many replacements there may be until the plan ends."""
        life = min(SHORTEST_LIFE, device["plan_months"]) if self._is_due else device["plan_months"]
        day, count = self._earliest, 0
        while day <= self._roadmap.quarters[-1].ends_on:
            day, count = landed(add_months(day, life), self._roadmap.assumptions), count + 1
        return max(1, count)

    def _leader(self, device: Record) -> int | None:
        """The device that it goes with, and is replaced with; where none is its own and it goes with the middle of
        many, one that is due with that."""
        own: int | None = device["follows_asset_id"]
        if own is None and self._is_due and device["limiting_factor"] == "follows":
            return self._due_with.get((self._followed(device), device["due_on"]))
        return own

    def _followed(self, device: Record) -> str | None:
        workings = self._roadmap.workings
        return workings.policy.of(device["category"]).follows if workings else None

    def _due_landing(self, device: Record) -> date:
        return landed(max(device["due_on"], self._roadmap.first_buyable), self._roadmap.assumptions)

    def _quarter(self, day: date | None) -> int | None:
        quarters = self._roadmap.quarters
        return next((at for at, quarter in enumerate(quarters) if day and quarter.contains(day)), None)
