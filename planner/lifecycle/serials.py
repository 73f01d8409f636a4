"""The week of manufacture that some makers write into their serial numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from planner.lifecycle.days import DAYS_PER_YEAR, Days, day_number
from planner.reference import SerialRule
from planner.reference.names import maker_key

_HALF_YEARS: Final = "CDFGHJKLMNPQRSTVWXYZ"
_WEEKS: Final = "123456789CDFGHJKLMNPQRTVWXY"
_BEFORE_LAUNCH_YEARS: Final = 2.0
"""A model is first seen up to this long after it came out; the other decade is ten years away."""


def serial_dates(
    makers: Sequence[str], serials: Sequence[str], released: Days, rules: Mapping[str, SerialRule], as_of: date
) -> list[tuple[SerialRule, Days]]:
    """For each rule that fits at least one serial number, the day of manufacture by asset (NaN: none).

    `released`: when the model came out (NaN: not known); it decides the decade where the serial number leaves it open,
    else the latest day that is not after `as_of` is taken.
    """
    found: dict[str, Days] = {}
    for i, (maker, serial) in enumerate(zip(makers, serials, strict=True)):
        key = maker_key(maker)
        rule = rules.get(key)
        if rule is None or not serial:
            continue
        day = made_on(serial, rule, float(released[i]), as_of)
        if day is not None:
            if key not in found:
                found[key] = np.full(len(makers), np.nan)
            found[key][i] = day
    return [(rules[key], found[key]) for key in sorted(found)]


def made_on(serial: str, rule: SerialRule, released: float, as_of: date) -> float | None:
    """The middle of the week of manufacture in days since 1970; None where the number does not follow the rule."""
    match = rule.pattern.match(serial.strip().upper())
    if match is None:
        return None
    parts = match.groupdict()
    if "half_year" in parts:
        return _apple(parts["half_year"], parts["half_week"], released, as_of)
    week = int(parts["week"])
    if not 1 <= week <= 53:
        return None
    if "year_digit" in parts:
        first = 1990 + int(parts["year_digit"])
        return _in_decade(range(first, as_of.year + 1, 10), (week - 1) * 7 + 3, released, as_of)
    year = 1996 + int(parts["years_since_1996"]) if "years_since_1996" in parts else 2000 + int(parts["year"])
    day = _day(year, (week - 1) * 7 + 3)
    return day if day <= day_number(as_of) else None


def _apple(half_year: str, half_week: str, released: float, as_of: date) -> float | None:
    half = _HALF_YEARS.index(half_year)
    day_in_year = (_WEEKS.index(half_week) + 26 * (half % 2)) * 7 + 3
    first = 2010 + half // 2
    return _in_decade([year for year in (first, first + 10) if year <= min(as_of.year, 2021)], day_in_year, released,
                      as_of)  # fmt: skip


def _in_decade(years: Iterable[int], day_in_year: int, released: float, as_of: date) -> float | None:
    days = [day for year in years if (day := _day(year, day_in_year)) <= day_number(as_of)]
    if np.isnan(released):
        return max(days, default=None)
    return min((day for day in days if day >= released - _BEFORE_LAUNCH_YEARS * DAYS_PER_YEAR), default=None)


def _day(year: int, day_in_year: int) -> float:
    return day_number(date(year, 1, 1)) + day_in_year
