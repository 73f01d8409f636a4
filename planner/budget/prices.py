"""What replacing one device costs: its own stated price, else the client's, else the price book's, else nothing.

There is no exchange of currencies: a price in another currency than the client's does not count (a finding says so),
and a device that has no other one is unpriced.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import pandas as pd

from planner.budget.model import Assumptions, Price
from planner.frames import DATE, TEXT, WHOLE, series, to_records
from planner.reference import Reference

STATED: Final = "stated in the sheet"


def price_book(reference: Reference, assumptions: Assumptions) -> dict[str, Price]:
    """category → price in the client's currency; the client's own prices outrank the reference's."""
    book = reference.price_book
    own = book[book["currency"] == assumptions.currency]
    prices = {
        row["category"]: Price(
            row["category"],
            int(row["hardware_minor"]),
            int(row["labour_minutes"]),
            _day(row["priced_on"]),
            row["source"],
        )
        for row in to_records(own)
    }
    return prices | dict(assumptions.prices)


def _day(value: object) -> date:
    return pd.Timestamp(str(value)).date()


def unit_prices(schedule: pd.DataFrame, prices: Mapping[str, Price], currency: str, as_of: date) -> pd.DataFrame:
    """One row per asset, aligned with `schedule`: `unit_hardware_minor` (Int64, missing where unpriced, before
    growth), `unit_labour_minutes` (Int64), `priced_on` (datetime64[s]), `price_source`.

    A stated replacement cost counts as of today: sheets do not say when they asked for it.
    """
    found = [prices.get(category) for category in schedule["category"]]
    stated = schedule["replacement_cost_minor"].where(schedule["currency"] == currency)
    usable = stated.notna() & (stated > 0)
    hardware = series((price.hardware_minor if price else None for price in found), WHOLE)
    hardware.index = schedule.index
    priced_on = series((price.priced_on if price else None for price in found), DATE)
    priced_on.index = schedule.index
    source = series((price.source if price else None for price in found), TEXT)
    source.index = schedule.index
    minutes = series((price.labour_minutes if price else 0 for price in found), WHOLE)
    minutes.index = schedule.index
    return pd.DataFrame(
        {
            "unit_hardware_minor": hardware.where(~usable, stated),
            "unit_labour_minutes": minutes,
            "priced_on": priced_on.mask(usable, pd.Timestamp(as_of)),
            "price_source": source.mask(usable, STATED),
        }
    )
