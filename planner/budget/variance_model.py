"""The values of a plan set against what was bought. Amounts are minor units before contingency and tax."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from planner.calendar import FiscalQuarter
from planner.fields import CATEGORIES, CATEGORY_LABELS

Cause = Literal["earlier", "later", "open", "dearer", "cheaper", "unplanned", "not_needed", "as_planned"]
CAUSES: Final[tuple[Cause, ...]] = ("earlier", "later", "open", "dearer", "cheaper", "unplanned", "not_needed")
"""What a difference is made of; 'as_planned' makes none."""
CAUSE_LABELS: Final[Mapping[Cause, str]] = {
    "earlier": "Earlier", "later": "Later", "open": "Still open", "dearer": "Dearer", "cheaper": "Cheaper",
    "unplanned": "Unplanned", "not_needed": "No longer needed", "as_planned": "As planned",
}  # fmt: skip
CAUSE_MEANINGS: Final[Mapping[Cause, str]] = {
    "earlier": "bought in an earlier quarter than planned: more there, less in the planned one",
    "later": "not bought in its planned quarter: less there, and more where it was bought since",
    "open": "planned for the quarter that still runs, not bought yet",
    "dearer": "the same thing at a higher price",
    "cheaper": "the same thing at a lower price, credit notes too",
    "unplanned": "bought, and in no plan",
    "not_needed": "planned, and the device is gone without a purchase; or an allowance that nothing used",
    "as_planned": "bought in its quarter at its price",
}  # fmt: skip
INSTALLATION: Final = "installation"
EXTRAS: Final = "extras"
TRADE_INS: Final = "trade_ins"
CONTRACTS: Final = "contracts"
PROJECTS: Final = "projects"
OTHER: Final = "other_spend"
GROUPS: Final = (*CATEGORIES, INSTALLATION, EXTRAS, TRADE_INS, CONTRACTS, PROJECTS, OTHER)
GROUP_LABELS: Final[Mapping[str, str]] = {
    **CATEGORY_LABELS, INSTALLATION: "Installation", EXTRAS: "Accessories and freight", TRADE_INS: "Trade-ins",
    CONTRACTS: "Contracts", PROJECTS: "Projects",
    OTHER: "Everything else",
}  # fmt: skip
"""The rows of the comparison: a device's category, or what belongs to none."""


@dataclass(frozen=True, slots=True)
class CauseItem:
    """One thing that makes `amount_minor` of the difference in one quarter and group (0 where as planned). `quarter`
    is a position in the plan's quarters; `is_estimated`: bought at a price that nobody stated."""

    quarter: int
    group: str
    cause: Cause
    label: str
    units: int
    amount_minor: int
    planned_minor: int | None = None
    actual_minor: int | None = None
    planned_on: date | None = None
    bought_on: date | None = None
    source: str = ""
    is_estimated: bool = False
    counted_by: str = ""


@dataclass(slots=True)
class Cell:
    """One quarter and group. `causes` add up to actual less planned."""

    planned_minor: int = 0
    actual_minor: int = 0
    causes: dict[Cause, int] = field(default_factory=dict)

    @property
    def difference_minor(self) -> int:
        return self.actual_minor - self.planned_minor

    def add(self, other: Cell) -> None:
        self.planned_minor += other.planned_minor
        self.actual_minor += other.actual_minor
        for cause, minor in other.causes.items():
            self.causes[cause] = self.causes.get(cause, 0) + minor


@dataclass(frozen=True, slots=True)
class Apart:
    """A line of the plan of which no invoice was seen in the judged quarters: not compared, no saving."""

    label: str
    group: str
    planned: tuple[int, ...]

    @property
    def planned_minor(self) -> int:
        return sum(self.planned)


@dataclass(frozen=True)
class Variance:
    """`quarters`: those judged, from the plan's first to the one that holds the as-of date, or the plan's last; the
    last is `runs` where it is not over. `cells`: (position, group) → cell. `contingency_minor`: what the plan holds for
    these quarters, `needed_minor` how much of it higher prices and unplanned purchases took."""

    quarters: tuple[FiscalQuarter, ...]
    runs: bool
    cells: Mapping[tuple[int, str], Cell]
    items: tuple[CauseItem, ...]
    apart: tuple[Apart, ...]
    contingency_minor: int
    outside: int
    """Purchases before the plan was frozen or after its last judged quarter: in no figure."""

    def total(self, quarter: int | None = None, group: str | None = None) -> Cell:
        """The sum of the cells of a quarter, of a group, or of all."""
        found = Cell()
        for (at, name), cell in self.cells.items():
            if quarter in (None, at) and group in (None, name):
                found.add(cell)
        return found

    @property
    def groups(self) -> tuple[str, ...]:
        """Those with an amount, in the order of the table."""
        present = {name for (_, name), cell in self.cells.items() if cell.planned_minor or cell.actual_minor}
        return tuple(name for name in GROUPS if name in present)

    @property
    def _overspent_minor(self) -> int:
        """What prices and unplanned purchases came to; when things were bought needs no contingency."""
        causes = self.total().causes
        return sum(causes.get(cause, 0) for cause in ("dearer", "cheaper", "unplanned"))

    @property
    def needed_minor(self) -> int:
        return max(0, min(self.contingency_minor, self._overspent_minor))

    @property
    def beyond_minor(self) -> int:
        """What went beyond plan and contingency."""
        return max(0, self._overspent_minor - self.contingency_minor)
