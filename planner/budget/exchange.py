"""Dated rates of exchange: an amount in another currency counts at the newest entered rate, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from planner.money import minor_digits, round_half_up


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of `from_currency` costs `rate` of `to_currency` on `on`, as `source` says."""

    from_currency: str
    to_currency: str
    on: date
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """The rate that counts between two currencies; `is_inverse` where it was entered the other way round."""

    rate: Rate
    is_inverse: bool

    def converted(self, minor: int) -> int:
        """An amount of one unit in the other currency's minor units, half up."""
        rate = self.rate
        known, wanted = rate.from_currency, rate.to_currency
        if self.is_inverse:
            known, wanted = wanted, known
        with localcontext(prec=60):
            amount = minor / rate.rate if self.is_inverse else minor * rate.rate
            return round_half_up(amount.scaleb(minor_digits(wanted) - minor_digits(known)))

    @property
    def words(self) -> str:
        """'1 EUR = 1.08 USD of 2026-07-01, European Central Bank'."""
        told = f"1 {self.rate.from_currency} = {self.rate.rate:f} {self.rate.to_currency} of {self.rate.on}"
        return f"{told}, {self.rate.source}" if self.rate.source else told


def exchange(rates: Sequence[Rate], from_currency: str, to_currency: str, as_of: date) -> Exchange | None:
    """The newest rate between the two up to `as_of`, either way round; on one day the one that was entered in this
    direction, and of several the last. None where there is none: then nothing is exchanged."""
    pair = (from_currency, to_currency)
    known = [
        (rate.on, is_direct, number, rate)
        for number, rate in enumerate(rates)
        for is_direct in (True, False)
        if rate.on <= as_of and (rate.from_currency, rate.to_currency) == (pair if is_direct else pair[::-1])
    ]
    if not known:
        return None
    _, is_direct, _, rate = max(known, key=lambda entry: entry[:3])
    return Exchange(rate, not is_direct)
