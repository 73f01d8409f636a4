"""Projects → one-time and recurring lines of the budget, and the devices whose own replacement they absorb.

A project lands on its day, or the first buyable one where that is later; what buys nothing, or is ordered or invoiced,
stands where it is, and what of it lies before the as-of date is spent. Declined and done projects cost nothing and
absorb nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from planner.budget.budget import whole_amounts
from planner.budget.contracts import BILLING_MONTHS
from planner.budget.model import Assumptions, BudgetLine, LineKind, Treatment
from planner.calendar import FiscalQuarter, add_months

Kind = Literal["one_time", "recurring"]
KINDS: Final = ("one_time", "recurring")
DISPOSITIONS: Final = ("migrate", "consolidate", "retire", "upgrade")
STATUSES: Final = ("proposed", "approved", "deferred", "declined", "done")
PRICE_STATUSES: Final = ("budgetary", "quoted", "ordered", "invoiced")
_FIXED: Final = frozenset({"quoted", "ordered", "invoiced"})
_STANDING: Final = frozenset({"ordered", "invoiced"})
_OUT: Final = frozenset({"declined", "done"})
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One line before contingency and tax. One-time: `unit_price_minor` × `quantity`, `months_after` its project's
    start. Recurring: the same for each `billing` period from then on, for `months` (None: on and on)."""

    name: str
    kind: Kind
    treatment: Treatment
    quantity: int
    unit_price_minor: int
    months_after: int = 0
    billing: str = "month"
    months: int | None = None

    @property
    def amount_minor(self) -> int:
        """Of one payment."""
        return self.unit_price_minor * self.quantity


@dataclass(frozen=True, slots=True)
class Project:
    """`devices`: asset id → its disposition. `project_id` is 0 before it is stored. `goal_id`: the goal it serves;
    `depends_on`: keys of the initiatives that have to come first; `source`: the key of the proposal that it came from.
    A project that buys nothing needs no lead time."""

    project_id: int
    title: str
    why: str
    lane: str
    priority: str
    status: str
    owner: str | None
    starts_on: date
    price_status: str
    quote: str | None
    valid_until: date | None
    lines: tuple[ProjectLine, ...] = ()
    devices: tuple[tuple[int, str], ...] = ()
    goal_id: int | None = None
    depends_on: tuple[str, ...] = ()
    source: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is in the budget and absorbs its devices."""
        return self.status not in _OUT

    @property
    def is_fixed(self) -> bool:
        """Whether its price is agreed, so that it bears no contingency."""
        return self.price_status in _FIXED

    def lands_on(self, first_buyable: date) -> date:
        stands = self.price_status in _STANDING or not (self.lines or self.devices)
        return self.starts_on if stands else max(self.starts_on, first_buyable)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """A device whose own replacement a project absorbs; `also`: titles of later projects that name it as well."""

    project: Project
    disposition: str
    also: tuple[str, ...] = ()


def absorbed(projects: Sequence[Project]) -> dict[int, Absorbed]:
    """Asset id → what absorbs it: of several projects the first by start, then id."""
    found: dict[int, Absorbed] = {}
    for project in sorted(projects, key=lambda one: (one.starts_on, one.project_id)):
        for asset_id, disposition in project.devices if project.counts else ():
            known = found.get(asset_id)
            found[asset_id] = (
                replace(known, also=(*known.also, project.title)) if known else Absorbed(project, disposition)
            )
    return found


def payments(project: Project, line: ProjectLine, first_buyable: date, until: date) -> Iterator[date]:
    """The days on which the line is paid, up to `until`."""
    starts_on = project.lands_on(first_buyable)
    if line.kind == "one_time":
        yield add_months(starts_on, line.months_after)
        return
    step, month = BILLING_MONTHS[line.billing], 0
    while line.months is None or month < line.months:
        day = add_months(starts_on, line.months_after + month)
        if day > until:
            return
        yield day
        month += step


def line_amounts(
    project: Project, line: ProjectLine, quarters: Sequence[FiscalQuarter], as_of: date, first_buyable: date
) -> tuple[int, ...]:
    """What the line costs in each quarter from `as_of` on, before contingency and tax."""
    amounts = [0] * len(quarters)
    for day in payments(project, line, first_buyable, quarters[-1].ends_on):
        if as_of <= day <= quarters[-1].ends_on:
            amounts[next(at for at, quarter in enumerate(quarters) if quarter.contains(day))] += line.amount_minor
    return tuple(amounts)


@dataclass(frozen=True)
class ProjectBudget:
    """`agreed`: lines at agreed prices, which bear tax; `foreseen`: at budgetary ones, which bear contingency too;
    `whole`: project id → its whole cost in each quarter, both included."""

    agreed: tuple[BudgetLine, ...] = ()
    foreseen: tuple[BudgetLine, ...] = ()
    whole: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


def project_budget(
    projects: Sequence[Project], assumptions: Assumptions, quarters: Sequence[FiscalQuarter], as_of: date,
    first_buyable: date,
) -> ProjectBudget:  # fmt: skip
    """The lines of all projects that count, by start, and what each costs."""
    lines: dict[bool, list[BudgetLine]] = {True: [], False: []}
    whole = {project.project_id: (0,) * len(quarters) for project in _in_order(projects)}
    for project, _, made in project_lines(projects, quarters, as_of, first_buyable):
        lines[project.is_fixed].append(made)
        own = whole_amounts(made, assumptions, is_fixed=project.is_fixed)
        before = whole[project.project_id]
        whole[project.project_id] = tuple(one + amount for one, amount in zip(before, own, strict=True))
    return ProjectBudget(tuple(lines[True]), tuple(lines[False]), whole)


def project_lines(
    projects: Sequence[Project], quarters: Sequence[FiscalQuarter], as_of: date, first_buyable: date
) -> Iterator[tuple[Project, ProjectLine, BudgetLine]]:
    """Each line of the projects that count, by start, with the budget's line that it makes; those that cost nothing
    within the quarters make none."""
    used: set[str] = set()
    for project in _in_order(projects):
        for line in project.lines:
            amounts = line_amounts(project, line, quarters, as_of, first_buyable)
            if any(amounts):
                kind: LineKind = "project" if line.kind == "one_time" else "recurring"
                name = _distinct(f"{project.title}: {line.name}", project.project_id, used)
                yield project, line, BudgetLine(name, kind, None, line.treatment, amounts)


def _in_order(projects: Sequence[Project]) -> list[Project]:
    """Those that count, by start."""
    return sorted((one for one in projects if one.counts), key=lambda one: (one.starts_on, one.project_id))


def yearly_minor(project: Project, assumptions: Assumptions) -> int:
    """What its recurring lines cost in their first twelve months, contingency and tax included."""
    yearly = 0
    for line in project.lines:
        if line.kind == "recurring":
            payments_a_year = -(-min(line.months or _YEAR, _YEAR) // BILLING_MONTHS[line.billing])
            made = BudgetLine(line.name, "recurring", None, line.treatment, (line.amount_minor * payments_a_year,))
            yearly += sum(whole_amounts(made, assumptions, is_fixed=project.is_fixed))
    return yearly


def _distinct(name: str, project_id: int, used: set[str]) -> str:
    """The name, or one that no other line has."""
    number, chosen = 1, name
    while chosen in used:
        chosen, number = f"{name} (no. {project_id}{f'.{number}' if number > 1 else ''})", number + 1
    used.add(chosen)
    return chosen
