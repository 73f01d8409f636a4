"""The client's own figures for the case against waiting: who stands still, for how long, at what cost.

The defaults are Evergreen's modest starting values, not measurements and from no survey of downtime; they are there to
be replaced by what client and vCIO agree on, and every screen that uses them shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from planner.errors import PlannerError
from planner.fields import CATEGORIES, CATEGORY_LABELS

HOURS_PER_FAILURE: Final[Mapping[str, float]] = MappingProxyType({
    "laptop": 4.0, "desktop": 4.0, "workstation": 4.0, "mobile_phone": 2.0, "tablet": 2.0, "phone": 1.0,
    "server": 4.0, "storage": 4.0, "switch": 2.0, "router": 2.0, "firewall": 2.0, "access_point": 1.0, "ups": 1.0,
    "printer": 1.0,
})  # fmt: skip
"""Hours until people work again, by category; none for what stops nobody, as a dock or a backup appliance."""
SHARED: Final = frozenset({"server", "storage", "switch", "router", "firewall", "access_point", "ups", "printer"})
"""Categories whose failure stops several people; any other device stops the one who uses it."""
EMERGENCY_PREMIUM: Final = Decimal("0.10")
"""Share of the hardware price: express delivery, and no time to compare offers."""
_MOST_HOURS: Final = 1_000


@dataclass(frozen=True)
class CaseInputs:
    """`people_affected` stand still when a shared device fails; `hourly_rate_minor` is what an hour of one of them
    costs with everything that is paid on top of wages; `emergency_premium` is a share of the hardware price.

    Raises PlannerError where a figure is negative or out of all proportion.
    """

    people_affected: int = 5
    hourly_rate_minor: int = 4_000
    emergency_premium: Decimal = EMERGENCY_PREMIUM
    monthly_fee_minor: int = 0
    hours_per_failure: Mapping[str, float] = field(default_factory=lambda: HOURS_PER_FAILURE)

    def __post_init__(self) -> None:
        _within("The number of people", self.people_affected, 1_000_000)
        _within("The hourly rate", self.hourly_rate_minor, 10**12)
        _within("The emergency premium", self.emergency_premium, 10)
        _within("The monthly fee", self.monthly_fee_minor, 10**13)
        for category, hours in self.hours_per_failure.items():
            if category not in CATEGORIES:
                raise PlannerError(f"There is no category '{category}'.", f"Use one of: {', '.join(CATEGORIES)}.")
            _within(f"Hours per failure of {CATEGORY_LABELS[category].lower()}", hours, _MOST_HOURS)

    def people(self, category: str) -> int:
        """How many stand still when a device of this category fails."""
        return self.people_affected if category in SHARED else 1

    def cost_of_downtime(self, category: str) -> float:
        """Of one failure, in minor units: hours × people × rate."""
        return self.hours_per_failure.get(category, 0.0) * self.people(category) * self.hourly_rate_minor


def _within(name: str, value: Decimal | float, most: float) -> None:
    if not 0 <= value <= most:
        raise PlannerError(f"{name} cannot be {value}.", f"Enter a number from 0 to {most:,}.")
