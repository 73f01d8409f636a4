"""What proposals of every source have in common: their quarter, their priority, the project that they become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.model import Assumptions
from planner.budget.plan import first_buyable_day
from planner.budget.projects import Project, project_budget
from planner.calendar import FiscalQuarter
from planner.roadmap.held import open_quarters
from planner.roadmap.model import Priority, Proposal

SOURCES: Final = ("os", "warranty", "lease", "licence", "contract", "posture")
"""How the keys begin, before a colon."""
NEAR_QUARTERS: Final = 4
_LONGEST_SLUG: Final = 80
_LONGEST_TITLE: Final = 200
NOT_FLEET: Final = ("virtual", "not_owned", "absorbed", "unconfirmed", "excluded_by_rule")
"""Groups of the reconciliation whose hardware this client does not keep going."""


@dataclass(frozen=True, slots=True)
class When:
    """The quarters that there are, and those in which something can land."""

    assumptions: Assumptions
    quarters: Sequence[FiscalQuarter]
    as_of: date
    may: tuple[FiscalQuarter, ...]

    @classmethod
    def of(cls, assumptions: Assumptions, quarters: Sequence[FiscalQuarter], as_of: date) -> When:
        return cls(assumptions, quarters, as_of, open_quarters(assumptions, quarters, as_of))

    @property
    def ends_on(self) -> date:
        return self.quarters[-1].ends_on

    def before(self, day: date) -> FiscalQuarter:
        """The last open quarter that is over by that day, else the first open one."""
        return next((one for one in reversed(self.may) if one.ends_on <= day), self.may[0])

    def holding(self, day: date) -> FiscalQuarter:
        """The last open quarter that has begun by that day, else the first open one."""
        return next((one for one in reversed(self.may) if one.starts_on <= day), self.may[0])

    def outlasts_the_first(self, planned_on: pd.Series[Any]) -> pd.Series[bool]:
        """Which devices the plan replaces later than in the first open quarter, or not at all."""
        return planned_on.isna() | (planned_on > pd.Timestamp(self.may[0].ends_on))

    def priority(self, day: date, *, protects: bool) -> Priority:
        """What protects and is near is high; what is beyond the next four quarters is low."""
        near = day <= self.quarters[min(NEAR_QUARTERS, len(self.quarters)) - 1].ends_on
        return ("high" if protects else "medium") if near else "low"


def is_proposal(key: str) -> bool:
    """Whether a card's key is that of a proposal."""
    return key.partition(":")[0] in SOURCES


def as_project(one: Proposal) -> Project:
    """The project that it becomes when a person takes it up. Its devices stay in the plan: it replaces none."""
    return Project(
        0, one.title[:_LONGEST_TITLE], one.why, one.lane, one.priority, "proposed", None, one.starts_on, "budgetary",
        None, None, lines=one.lines, source=one.key,
    )  # fmt: skip


def proposed_minor(one: Proposal, assumptions: Assumptions, quarters: Sequence[FiscalQuarter], as_of: date) -> int:
    """By how much the budget grows once it is taken up, contingency and tax included."""
    own = project_budget(
        (as_project(one),), assumptions, quarters, as_of, first_buyable_day(assumptions, as_of)
    )  # fmt: skip
    return sum(sum(amounts) for amounts in own.whole.values())


def units(members: Iterable[Mapping[str, Any]]) -> int:
    return sum(int(row["quantity"]) for row in members)


def ids(members: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    return tuple(sorted(int(row["asset_id"]) for row in members))


def slug(*words: str) -> str:
    """'Windows Server', '2016' → 'windows_server_2016'."""
    return "_".join(" ".join(words).lower().replace(":", " ").split())[:_LONGEST_SLUG]
