"""What replacing one device costs: its own stated price, else the client's for its model, its specification or its
category, else the price book's, else nothing.

A stated price in another currency than the client's counts at the newest entered rate. Without one it does not count
(a finding says so), and a device that has no other price is unpriced. A price of zero is a price.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.exchange import Rate, exchange
from planner.budget.model import Assumptions, Price, SpecialPrice
from planner.budget.special_prices import special_prices
from planner.frames import DATE, TEXT, WHOLE, series, to_records
from planner.reference import Reference

STATED: Final = "stated for this device"
_SPECIAL: Final = {"model": "model", "spec": "specification"}
_NOTHING: Final = Price("", 0, 0, date.min, "")


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


def unit_prices(
    assets: pd.DataFrame, prices: Mapping[str, Price], currency: str, as_of: date,
    specials: Sequence[SpecialPrice] = (), rates: Sequence[Rate] = (),
) -> pd.DataFrame:  # fmt: skip
    """One row per asset, aligned with `assets`: `parts.UNIT_COLUMNS` before growth, of which `unit_hardware_minor` is
    missing where a device is unpriced, and `price_source` (text).

    A stated replacement cost counts as of today: sheets do not say when they asked for it.
    """
    found = [prices.get(category) for category in assets["category"]]
    own = special_prices(assets, specials)
    told = [price or _NOTHING for price in found]
    made = pd.DataFrame(
        {
            "unit_hardware_minor": series(map(_hardware, own, found), WHOLE),
            "unit_accessories_minor": series((price.accessories_minor for price in told), WHOLE),
            "unit_freight_minor": series((price.freight_minor for price in told), WHOLE),
            "unit_labour_minutes": series(map(_minutes, own, told), WHOLE),
            "unit_disposal_minor": series((price.disposal_minor for price in told), WHOLE),
            "unit_worth_minor": series((price.trade_in_minor for price in told), WHOLE),
            "growth_basis_points": series((price.growth_basis_points for price in told), WHOLE),
            "priced_on": series((one.priced_on if one else None for one in map(_either, own, found)), DATE),
            "price_source": series(map(_source, own, found), TEXT),
        }
    ).set_axis(assets.index)
    return _with_stated(made, assets, currency, as_of, rates)


def _either(own: SpecialPrice | None, price: Price | None) -> SpecialPrice | Price | None:
    return own or price


def _hardware(own: SpecialPrice | None, price: Price | None) -> int | None:
    chosen = own or price
    return chosen.hardware_minor if chosen else None


def _minutes(own: SpecialPrice | None, price: Price) -> int:
    return price.labour_minutes if own is None or own.labour_minutes is None else own.labour_minutes


def _source(own: SpecialPrice | None, price: Price | None) -> str | None:
    if own is not None:
        return f"the client's own price of the {_SPECIAL[own.kind]} '{own.text}'"
    return price.source if price else None


def _with_stated(
    made: pd.DataFrame, assets: pd.DataFrame, currency: str, as_of: date, rates: Sequence[Rate]
) -> pd.DataFrame:
    """The prices with those that are stated for single devices over them, exchanged where that is needed."""
    stated = assets["replacement_cost_minor"]
    told = assets["currency"].where(stated.notna() & (stated >= 0))
    for code in sorted(told.dropna().unique()):
        chosen = told == code
        amounts: pd.Series[Any] = stated[chosen]
        source = STATED
        if code != currency:
            found = exchange(rates, str(code), currency, as_of)
            if found is None:
                continue
            amounts = series(map(found.converted, amounts.tolist()), WHOLE).set_axis(amounts.index)
            source = f"{STATED}, at {found.words}"
        made.loc[chosen, "unit_hardware_minor"] = amounts
        made.loc[chosen, "priced_on"] = pd.Timestamp(as_of)
        made.loc[chosen, "price_source"] = source
    return made
