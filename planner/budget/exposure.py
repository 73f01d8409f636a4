"""How much each device of a plan is exposed to failure, quarter by quarter: the hazard of what stands there.

A device is exposed at its own age until the day on which the plan replaces it, and from then on a new one of age 0. A
plan is any frame of actions: one without actions is *run to failure*. A device that fails is replaced at once by a new
one, which may fail in its turn; on its planned day the plan is kept nonetheless, as the budget has it
(and what fails in the quarter of its planned day counts as renewed on that day).

In quarter j, of a unit that has not failed since its last planned day (probability w_j) the chance of a forced
purchase is 1 - exp(-m·ΔH_j), of one replaced k quarters ago (v_jk) it is 1 - exp(-m·(H(k/4 + 1/4) - H(k/4))); both add
up to u_j. H is `lifecycle.failure`'s cumulated hazard of a forced purchase, m a factor on it. Incidents, which stop
people's work but need no purchase, have the hazard of a fault (t/η)^k + a·t of the same source, less u_j.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.budget.parts import UNIT_COLUMNS
from planner.calendar import FiscalQuarter
from planner.lifecycle.failure import QUARTER_YEARS, failure_priors, forced_hazard

DAYS_PER_YEAR: Final = 365.25
Array = npt.NDArray[np.float64]
_ALIKE: Final = ["category", "in_service_est_on", "warranty_ends_on", "plan_months",
                 *(name for name in UNIT_COLUMNS if name != "unit_worth_minor")]  # fmt: skip


@dataclass(frozen=True)
class Exposure:
    """Alike devices together, one row a kind; time is in columns of quarters.

    `kinds`: the kinds' category and prices; `members`: asset id → kind; `units`: devices of each kind;
    `hazard` and `faults`: what the planned device gathers in each quarter; `renewed`: replaced by plan in it;
    `fresh_hazard` and `fresh_faults`: what a replacement gathers in its k-th quarter; `end_ages`: age in years of the
    planned device when the horizon ends."""

    kinds: pd.DataFrame
    members: dict[int, int]
    units: Array
    hazard: Array
    faults: Array
    renewed: npt.NDArray[np.bool_]
    fresh_hazard: Array
    fresh_faults: Array
    end_ages: Array


@dataclass(frozen=True)
class Course:
    """What a unit of each kind meets, kind × quarter: the `chance` of a forced purchase, the expected number of other
    `incidents`, and at the horizon's end the probability of its `planned` device and of each age of a replacement."""

    chance: Array
    incidents: Array
    planned_left: Array
    replacements_left: Array


def exposure(
    schedule: pd.DataFrame, actions: pd.DataFrame, quarters: tuple[FiscalQuarter, ...], as_of: date,
    apart: dict[int, int] | None = None,
) -> Exposure:  # fmt: skip
    """The exposure of the devices that have a place in the plan (groups planned and estimated).

    A device of unknown age counts as one at the middle of its planned life. Devices are alike in category, age,
    warranty, price and planned days, and in the number that `apart` gives some of them (asset id → number).
    """
    rows = schedule[schedule["group"].isin(("planned", "estimated"))].reset_index(drop=True)
    if "warranty_ends_on" not in rows:
        rows = rows.assign(warranty_ends_on=pd.Series(pd.NaT, index=rows.index, dtype="datetime64[s]"))
    ids = rows["asset_id"].to_numpy(np.int64)
    days = _planned_days(actions, ids, as_of)
    keys = rows[_ALIKE].assign(apart=[(apart or {}).get(asset_id, 0) for asset_id in ids.tolist()])
    for number in range(days.shape[1]):
        keys[f"day_{number}"] = days[:, number]
    kind = keys.groupby(list(keys.columns), sort=False, dropna=False).ngroup().to_numpy(np.intp)
    _, first = np.unique(kind, return_index=True)
    units = np.bincount(kind, rows["quantity"].to_numpy(np.float64), len(first)).astype(np.float64)
    kinds = rows.loc[first, _ALIKE].reset_index(drop=True).assign(apart=keys["apart"].to_numpy()[first])
    bounds = np.array([0.0, *((q.ends_on + timedelta(days=1) - as_of).days / DAYS_PER_YEAR for q in quarters)])
    members = dict(zip(ids.tolist(), kind.tolist(), strict=True))
    return _gathered(kinds, members, units, np.asarray(days[first], dtype=np.float64), bounds, as_of)


def _planned_days(actions: pd.DataFrame, ids: npt.NDArray[np.int64], as_of: date) -> Array:
    """Years from as-of to each planned replacement, device × generation; infinite where there is none."""
    generation = actions["generation"].to_numpy(np.int64)
    found = np.full((len(ids), int(generation.max(initial=-1)) + 1), np.inf)
    at = pd.Index(ids).get_indexer(pd.Index(actions["asset_id"].to_numpy(np.int64)))
    years = (actions["planned_on"] - pd.Timestamp(as_of)).dt.days.to_numpy(np.float64) / DAYS_PER_YEAR
    known = at >= 0
    found[at[known], generation[known]] = years[known]
    return found


def _gathered(
    kinds: pd.DataFrame, members: dict[int, int], units: Array, days: Array, bounds: Array, as_of: date
) -> Exposure:
    """Walks through the quarters: which device stands there, and how old it is when each begins and ends."""
    age = (pd.Timestamp(as_of) - kinds["in_service_est_on"]).dt.days / DAYS_PER_YEAR
    now = age.fillna(kinds["plan_months"].astype("float64") / 24).clip(lower=0).to_numpy(np.float64)
    covered = (kinds["warranty_ends_on"] - kinds["in_service_est_on"]).dt.days.to_numpy(np.float64) / DAYS_PER_YEAR
    count, quarters = len(kinds), len(bounds) - 1
    begins, ends = np.broadcast_to(bounds[:-1], (count, quarters)), np.broadcast_to(bounds[1:], (count, quarters))
    born, is_own, change = -now[:, None] + 0 * begins, np.full(begins.shape, True), np.full(begins.shape, np.inf)
    for day in days.T:
        at = np.broadcast_to(day[:, None], begins.shape)
        born, is_own = np.where(at < begins, at, born), is_own & (at >= begins)
        change = np.where((at >= begins) & (at < ends), at, change)
    renewed = np.isfinite(change)
    until, rest = np.where(renewed, change, ends), np.where(renewed, ends - change, 0.0)
    spans = (begins - born, until - born, rest, QUARTER_YEARS * np.arange(quarters + 1)[None, :])
    category = pd.Categorical(kinds["category"].to_numpy(dtype=object))
    hazard = _of_purchases(category, covered, is_own, *spans[:3])
    faults = fault_hazard(category, spans[1]) - fault_hazard(category, spans[0]) + fault_hazard(category, spans[2])
    steps = np.broadcast_to(spans[3], (count, quarters + 1))
    usual = np.full(count, np.nan)
    fresh = np.diff(forced_hazard(category, steps, usual), axis=1)
    fresh_faults = np.diff(fault_hazard(category, steps), axis=1)
    end_ages = np.where(renewed, rest, ends - born)[:, -1]
    return Exposure(kinds, members, units, hazard, faults, renewed, fresh, fresh_faults, end_ages)


def _of_purchases(
    category: pd.Categorical, covered: Array, is_own: npt.NDArray[np.bool_], start: Array, end: Array, rest: Array
) -> Array:
    """Hazard of a forced purchase gathered from age `start` to `end`, and by a new device in `rest`. The asset's own
    warranty counts for itself alone; its successors have the category's usual one."""
    usual = np.full(len(category), np.nan)
    own = forced_hazard(category, end, covered) - forced_hazard(category, start, covered)
    later = forced_hazard(category, end, usual) - forced_hazard(category, start, usual)
    found: Array = np.where(is_own, own, later) + forced_hazard(category, rest, usual)
    return found


def fault_hazard(category: pd.Categorical, ages_years: Array) -> Array:
    """Cumulated hazard of a fault or accident at each age: (t/η)^k + a·t; kinds × ages."""
    priors = failure_priors()
    chosen = [priors.get(str(name), priors["other"]) for name in category.categories]
    table = np.array([(p.shape, p.scale_years, p.accidents_per_year) if p else (1.0, np.inf, 0.0) for p in chosen])
    shape, scale, accidents = (column[:, None] for column in table.reshape(-1, 3)[category.codes].T)
    found: Array = (ages_years / scale) ** shape + accidents * ages_years
    return found


def course(exposed: Exposure, factor: float | Array = 1.0) -> Course:
    """What happens quarter by quarter where all hazards are `factor` times as high; one factor, or one per kind."""
    count, quarters = exposed.hazard.shape
    times = np.broadcast_to(np.asarray(factor, dtype=np.float64), (count,))
    fails = -np.expm1(-times[:, None] * exposed.hazard)
    fresh_fails = -np.expm1(-times * exposed.fresh_hazard.T)
    faults, fresh_faults = times[:, None] * exposed.faults, times * exposed.fresh_faults.T
    planned, replaced = np.ones(count), np.zeros((quarters + 1, count))
    chance, incidents = np.empty((quarters, count)).T, np.empty((quarters, count)).T  # a quarter's kinds side by side
    for j in range(quarters):
        failing = replaced[:j] * fresh_fails[:j]
        chance[:, j] = planned * fails[:, j] + failing.sum(axis=0)
        met = planned * faults[:, j] + (replaced[:j] * fresh_faults[:j]).sum(axis=0)
        incidents[:, j] = np.maximum(met - chance[:, j], 0.0)
        kept = ~exposed.renewed[:, j]
        replaced[1 : j + 1] = (replaced[:j] - failing) * kept
        replaced[0] = chance[:, j] * kept
        planned = np.where(kept, planned * (1 - fails[:, j]), 1.0)
    return Course(chance, incidents, planned, replaced)
