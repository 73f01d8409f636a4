"""Which cells of the assumptions a device's price comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from planner.budget.model import SpecialPrice
from planner.budget.prices import STATED
from planner.budget.special_prices import special_prices
from planner.frames import to_records
from planner.workbook_format import AS_OF

PRICE: Final = "price"
PRICED_ON: Final = "priced_on"
ACCESSORIES: Final = "accessories"
FREIGHT: Final = "freight"
MINUTES: Final = "labour_minutes"
DISPOSAL: Final = "disposal"
TRADE_IN: Final = "trade_in"
GROWTH: Final = "growth"
USEFUL_LIFE: Final = "useful_life"
_WANTED: Final = ["asset_id", "category", "price_source", "unit_hardware_minor"]


def named(what: str, category: str) -> str:
    """'price_laptop'."""
    return f"{what}_{category}"


def named_special(what: str, number: int) -> str:
    """'price_special_1' of the first special price."""
    return f"{what}_special_{number + 1}"


@dataclass(frozen=True, slots=True)
class PriceNames:
    """The names of the cells. `own_minor`: a price that is stated for this device alone, as of today; it stands beside
    the device and outranks `hardware`."""

    category: str
    hardware: str
    hardware_priced_on: str
    minutes: str
    own_minor: int | None

    def priced_on(self, own: str) -> str:
        """When the price was asked for: today, if the cell `own` holds one."""
        return f"IF(ISNUMBER({own}),{AS_OF},{self.hardware_priced_on})"

    def of(self, what: str) -> str:
        """A part that is priced by category alone."""
        return named(what, self.category)


def price_names(schedule: pd.DataFrame, specials: Sequence[SpecialPrice]) -> dict[int, PriceNames]:
    """Asset id → its names; of all assets that have a price. `schedule` as the finished roadmap has it."""
    numbers = {id(special): number for number, special in enumerate(specials)}
    return {
        row["asset_id"]: _names(row, None if special is None else (numbers[id(special)], special))
        for row, special in zip(to_records(schedule[_WANTED]), special_prices(schedule, specials), strict=True)
        if row["unit_hardware_minor"] is not None
    }


def _names(device: Mapping[str, Any], special: tuple[int, SpecialPrice] | None) -> PriceNames:
    category = device["category"]
    hardware, priced_on, minutes = (named(what, category) for what in (PRICE, PRICED_ON, MINUTES))
    if special is not None:
        hardware, priced_on = named_special(PRICE, special[0]), named_special(PRICED_ON, special[0])
        minutes = named_special(MINUTES, special[0])
    if (device["price_source"] or "").startswith(STATED):
        return PriceNames(category, hardware, priced_on, minutes, device["unit_hardware_minor"])
    return PriceNames(category, hardware, priced_on, minutes, None)
