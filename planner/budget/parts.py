"""What one unit costs, part by part: each grown and rounded half up on its own, before it is multiplied.

    hardware, accessories, freight   price · (1 + g)^(months from the price's date / 12)
    labour                           minutes · hourly rate / 60
    disposal                         its price, not grown
    trade-in                         less what the old device brings, not grown; at most what the rest costs

g is the category's own yearly price growth, else the client's. A trade-in is no purchase: it bears neither contingency
nor tax. A device that fails brings nothing: what is bought in an emergency has no trade-in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from planner.budget.model import Assumptions
from planner.calendar import months_between
from planner.frames import DATE, WHOLE
from planner.money import grown, round_half_up

UNIT_COLUMNS: Final[dict[str, str]] = {
    "unit_hardware_minor": WHOLE,
    "unit_accessories_minor": WHOLE,
    "unit_freight_minor": WHOLE,
    "unit_labour_minutes": WHOLE,
    "unit_disposal_minor": WHOLE,
    "unit_worth_minor": WHOLE,
    "growth_basis_points": WHOLE,
    "priced_on": DATE,
}
"""A device's prices before growth, as the schedule holds them: `unit_worth_minor` is what the old device brings, the
growth missing where it is the client's."""


class UnitCost(NamedTuple):
    """One unit's parts on one day, minor units; `trade_in` is a credit and never above 0."""

    hardware: int
    accessories: int
    freight: int
    labour: int
    disposal: int
    trade_in: int

    @property
    def bought(self) -> int:
        """What is delivered: hardware, accessories and freight."""
        return self.hardware + self.accessories + self.freight

    @property
    def work(self) -> int:
        """What is done besides: labour and disposal."""
        return self.labour + self.disposal


PARTS: Final = UnitCost._fields
DELIVERED: Final = ("hardware", "accessories", "freight")
_GROWING: Final = tuple(f"unit_{part}_minor" for part in DELIVERED)


def labour_unit_minor(minutes: int, assumptions: Assumptions) -> int:
    """A technician's minutes × the hourly rate, half up per unit."""
    return _hours_at(assumptions.labour_rate_minor, minutes)


@cache
def _hours_at(rate_minor: int, minutes: int) -> int:
    return round_half_up(Decimal(rate_minor * minutes) / 60)


def growth_of(basis_points: int | None, assumptions: Assumptions) -> Decimal:
    """The category's own yearly price growth, else the client's."""
    return assumptions.price_growth_per_year if basis_points is None else _share(basis_points)


@cache
def _share(basis_points: int) -> Decimal:
    return Decimal(basis_points) / 10_000


def months_of_growth(priced_on: date, day: date) -> int:
    """Whole months from the price's date; a price dated later is not shrunk."""
    return max(0, months_between(priced_on, day))


def unit_cost(priced: Mapping[str, Any], assumptions: Assumptions, months: int) -> UnitCost:
    """`priced`: a device's `UNIT_COLUMNS` as plain values."""
    growth = growth_of(priced["growth_basis_points"], assumptions)
    hardware, accessories, freight = (
        grown(price, growth, months) if (price := priced[name]) else 0 for name in _GROWING
    )
    labour, disposal = labour_unit_minor(priced["unit_labour_minutes"], assumptions), priced["unit_disposal_minor"]
    credit = min(priced["unit_worth_minor"], hardware + accessories + freight + labour + disposal)
    return UnitCost(hardware, accessories, freight, labour, disposal, -credit)
