"""The finished roadmap: one frozen value that holds all that a report, a page or a shared document shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import pandas as pd

from planner.budget.case_inputs import CaseInputs
from planner.budget.levelled_plan import LevelledPlan
from planner.budget.model import Assumptions, Budget
from planner.budget.plan import first_buyable_day
from planner.budget.projects import ProjectLine
from planner.budget.risk import Risk, risk
from planner.budget.shocks import FLEET, Shock
from planner.budget.workings import Workings
from planner.calendar import FiscalQuarter

Lane = Literal["Run", "Protect", "Grow", "Transform"]
Priority = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Initiative:
    """A piece of work on the roadmap. `amount_minor` is its part of the budget, contingency and tax included,
    in the quarter that starts on `quarter_starts_on`; `asset_ids` are the devices it replaces or absorbs, `devices` the
    units. `later_minor`: what a project costs in the horizon's other quarters, its recurring lines included.
    `is_held`: a person changed it, and it keeps its devices; `goal_id`: the client's goal that it serves; `depends_on`:
    keys of the initiatives that have to come first. `price_status`: budgetary, quoted (by `quote`, until
    `valid_until`), ordered or invoiced; a project's quoted price bears no contingency, a replacement's keeps the price
    book's amount and says only how sure it is. `proposal`: of one that nobody has taken up yet, in words what it would
    cost; then its amount is 0 and `proposed_minor` (None where a price is not known) is in no total.

    The initiatives' amounts and later amounts, the contracts and the allowances add up to the budget's total."""

    key: str
    title: str
    why: str
    lane: Lane
    category: str | None
    quarter_starts_on: date
    quarter_label: str
    amount_minor: int
    devices: int
    asset_ids: tuple[int, ...]
    priority: Priority
    status: Literal["proposed", "approved", "deferred", "declined", "done"]
    owner: str | None
    later_minor: int = 0
    goal_id: int | None = None
    is_held: bool = False
    depends_on: tuple[str, ...] = ()
    price_status: str = "budgetary"
    quote: str | None = None
    valid_until: date | None = None
    proposal: str = ""
    proposed_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Work that nobody has decided yet, in no total until a person takes it up as a project. `key`: its source and what
    it is about, the same on every later day. `starts_on`: the first day of the quarter in which it has to be done, or
    the day itself by which it has to be decided where nothing is bought. `lines`: as they become a project's;
    `is_priced` says whether each has its price. `in_budget`: where its money is in the budget already, as that of a
    contract is, what of it."""

    key: str
    title: str
    why: str
    lane: Lane
    priority: Priority
    starts_on: date
    devices: int = 0
    asset_ids: tuple[int, ...] = ()
    lines: tuple[ProjectLine, ...] = ()
    is_priced: bool = True
    in_budget: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about the data that a person should know or mend, and the money at stake if it is known."""

    key: str
    sentence: str
    assets: int
    asset_ids: tuple[int, ...]
    amount_minor: int | None


@dataclass(frozen=True)
class Roadmap:
    """One client's roadmap at one as-of date.

    `schedule`: one row per active asset, the asset frame's columns joined with the forecast's and with the plan's
    `planned_on` (datetime64[s], NaT where none), `planned_quarter` (label or missing), `planned_amount_minor`
    (Int64: the first replacement's whole cost with contingency and tax), `group` (the reconciliation's), `absorbed_by`
    (the project's title or missing).
    `actions`: one row per planned replacement, successors included (see `budget.plan.ACTION_COLUMNS`), with
    its whole cost as `amount_minor` (Int64, contingency and tax included).
    """

    client: str
    client_id: int
    as_of: date
    assumptions: Assumptions
    quarters: tuple[FiscalQuarter, ...]
    budget: Budget
    initiatives: tuple[Initiative, ...]
    schedule: pd.DataFrame
    actions: pd.DataFrame
    findings: tuple[Finding, ...]
    answer: str
    """The first line of every report: 'What must go, what it costs', in words."""
    case_inputs: CaseInputs = field(default_factory=CaseInputs)
    shocks: tuple[Shock, ...] = (FLEET,)
    levelled: LevelledPlan | None = None
    """What levelling answered, where this is a levelled plan."""
    parked: tuple[Initiative, ...] = ()
    """Initiatives that people took out of all quarters; they are in no total."""
    proposals: tuple[Proposal, ...] = ()
    """What the data asks for and nobody has taken up yet, by day."""
    proposed: tuple[Initiative, ...] = ()
    """The same as cards; they are in no total."""
    workings: Workings | None = None
    """What the budget's figures come from; None where only the figures are known."""

    @cached_property
    def risk(self) -> Risk:
        """Unplanned spend of this plan by quarter; calculated when it is first asked for."""
        premium = self.case_inputs.emergency_premium
        return risk(self.schedule, self.actions, self.assumptions, self.quarters, self.as_of, premium, self.shocks)

    @property
    def first_buyable(self) -> date:
        """The first day on which anything can land."""
        return first_buyable_day(self.assumptions, self.as_of)

    @property
    def currency(self) -> str:
        return self.assumptions.currency

    @property
    def quarter_cap_minor(self) -> int | None:
        """What a quarter may cost, where the plan was levelled within a cap."""
        return self.levelled.limits.quarter_cap_minor if self.levelled else None

    @property
    def status_counts(self) -> dict[str, int]:
        """Units by calculated status, in the order healthy … unknown."""
        counts = self.schedule.groupby("lifecycle_status")["quantity"].sum()
        return {status: int(counts.get(status, 0)) for status in ("healthy", "due_soon", "due", "overdue", "unknown")}
