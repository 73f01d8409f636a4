"""A levelled plan as it is kept and shown: where each replacement went, from where, why, and what that costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np

from planner.budget.candidates import Key, key_of
from planner.budget.levelling import Horizon, Item, Levelled, Limits
from planner.budget.levelling.moves import moves
from planner.budget.levelling.windows import open_quarters
from planner.calendar import FiscalQuarter, add_months

STANDS: Final = "stands"
"""How the id of an item begins that is no replacement: the spend of a quarter that stands whatever moves."""


@dataclass(frozen=True, slots=True)
class PlannedMove:
    """A replacement that is not in the quarter where it would land undisturbed. Quarters are their first days;
    `risk_minor`: what waiting past the due quarter risks, `lost_minor`: the life given up by going early.

    `params` by reason as `levelling.model.Move` has them, with first days for quarters.
    """

    asset_id: int
    generation: int
    start: date
    to: date
    why: str
    params: Mapping[str, int | float | str]
    risk_minor: int
    lost_minor: int


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """What was asked of levelling: amounts for a quarter or fiscal year, minor units, all spend of it included."""

    quarter_cap_minor: int | None = None
    year_cap_minor: int | None = None
    minimum_minor: int | None = None
    hours_per_quarter: int | None = None

    @property
    def is_capped(self) -> bool:
        return self.quarter_cap_minor is not None or self.year_cap_minor is not None


@dataclass(frozen=True, slots=True)
class LevelledPlan:
    """`placed`: (asset id, generation) → the first day of its quarter. `objective_minor`, `bound_minor` and `gap` are
    levelling's; `as_of` is the day it was made for, `held` says that the plan before it was kept where it stood."""

    as_of: date
    status: str
    objective_minor: int
    bound_minor: int
    gap: float
    limits: PlanLimits
    placed: Mapping[Key, date]
    moves: tuple[PlannedMove, ...]
    held: bool = False
    plan_id: int | None = None


def standing(fixed: Sequence[int], shut: Collection[int]) -> list[Item]:
    """What stands in each quarter in which something else may land, as items that cannot move: the spend is level with
    them, and a cap is for the whole of a quarter. `fixed`: minor units by quarter, contracts and projects for
    instance; `shut`: quarters in which nothing lands."""
    return [
        Item(
            f"{STANDS}:{at}", amount, due=at, earliest=at, latest=at, pinned=at, risk_cost=0.0, value_lost=0.0,
            published=at,
        )
        for at, amount in enumerate(fixed)
        if amount > 0 and at not in shut
    ]  # fmt: skip


def levelled_plan(
    found: Levelled, asked: PlanLimits, items: Sequence[Item], limits: Limits, quarters: Sequence[FiscalQuarter],
    as_of: date,
) -> LevelledPlan:  # fmt: skip
    """The answer of levelling with real dates, without what stands. Its moves are told from where each replacement is
    due, also where the plan before it was followed."""
    starts = [quarter.starts_on for quarter in quarters]
    horizon = Horizon(tuple(quarter.label for quarter in quarters), tuple(quarter.year_label for quarter in quarters))
    inside = [replace(item, published=None) for item in items if item.id in found.quarter_of]
    at = np.array([found.quarter_of[item.id] for item in inside], dtype=np.int64)
    told = moves(inside, at, open_quarters(inside, limits, len(starts)), limits, horizon) if inside else ()
    planned = tuple(
        PlannedMove(
            *key_of(move.id), _first_day(starts[0], move.start), _first_day(starts[0], move.to), move.why,
            _with_days(move.params, starts[0]), move.risk_cost, move.value_lost,
        )
        for move in told
        if not move.id.startswith(STANDS)
    )  # fmt: skip
    placed = {key_of(name): starts[at] for name, at in found.quarter_of.items() if not name.startswith(STANDS)}
    return LevelledPlan(
        as_of, found.status, round(found.objective), round(found.bound), found.gap, asked, placed, planned, found.held
    )


def _first_day(first: date, at: int) -> date:
    return add_months(first, 3 * at)


def _with_days(params: Mapping[str, Any], first: date) -> dict[str, int | float | str]:
    days = {
        name: _first_day(first, int(params[name])).isoformat() for name in ("quarter", "deadline") if name in params
    }
    return {**params, **days}
