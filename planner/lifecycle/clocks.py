"""The clocks that can make a device due, as days per asset: useful life, maker's support, system's support, lease."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.lifecycle.age import Age
from planner.lifecycle.days import Days, day_number, days_of, plus_months, whole_numbers
from planner.lifecycle.policy import Policy
from planner.lifecycle.system_view import SystemView
from planner.lifecycle.ups import is_battery, is_small
from planner.reference import Reference

CLOCKS: Final = ("useful_life", "maker_support", "os_support", "lease_end")


@dataclass(frozen=True, slots=True)
class Clocks:
    """`dates`: clock × asset, NaN where a clock does not run. `order`: the clocks of each asset, earliest first."""

    plan_months: Days
    limit_months: Days
    maker_ends: Days
    dates: Days
    due: Days
    due_p10: Days
    due_p90: Days
    limit: Days
    limiting: npt.NDArray[np.object_]
    order: npt.NDArray[np.int64]


def run_clocks(
    assets: pd.DataFrame, age: Age, systems: list[SystemView], policy: Policy, reference: Reference
) -> Clocks:
    """The earliest of the armed clocks is the due date; its P10 and P90 are those of the age, cut by fixed ends."""
    plan, limit = _ages(assets, policy)
    maker = _maker_ends(assets, reference)
    hardware = np.array(
        [np.nan if view.hardware_ends_on is None else day_number(view.hardware_ends_on) for view in systems],
        dtype=np.float64,
    )
    lease = days_of(assets["lease_ends_on"])
    leased = (assets["ownership"] == "leased").to_numpy(dtype=bool) & np.isfinite(lease) & policy.lease_end_counts
    none = np.full(len(assets), np.nan)
    ends = np.array([
        maker if policy.maker_support_counts else none,
        hardware if policy.os_support_counts else none,
        lease if policy.lease_end_counts else none,
    ])  # fmt: skip
    lives = [np.where(leased, np.nan, plus_months(days, plan)) for days in (age.p50, age.p10, age.p90)]
    first_end = np.fmin.reduce(ends)
    dates = np.vstack([lives[0], ends])
    due = np.fmin(lives[0], first_end)
    order = np.argsort(np.where(np.isnan(dates), np.inf, dates), axis=0, kind="stable")
    limiting = np.where(np.isfinite(due), np.array(CLOCKS, dtype=object)[order[0]], "none")
    limit_age = np.where(leased, np.nan, plus_months(age.p50, limit))
    return Clocks(
        plan, limit, maker, dates, due, np.fmin(lives[1], first_end), np.fmin(lives[2], first_end),
        np.fmin(limit_age, first_end), limiting, order,
    )  # fmt: skip


def _ages(assets: pd.DataFrame, policy: Policy) -> tuple[Days, Days]:
    """Plan and limit age in months. An asset's own useful life is its plan age; the limit keeps its distance."""
    categories = assets["category"].tolist()
    rules = {category: policy.of(category) for category in dict.fromkeys(categories)}
    plan: Days = np.array([rules[category].plan_months or np.nan for category in categories], dtype=np.float64)
    limit: Days = np.array([rules[category].limit_months or np.nan for category in categories], dtype=np.float64)
    for kind, (kind_plan, kind_limit) in ((is_small(assets), policy.small_ups_months),
                                          (is_battery(assets), policy.battery_months)):  # fmt: skip
        plan, limit = np.where(kind, np.fmin(plan, kind_plan), plan), np.where(kind, np.fmin(limit, kind_limit), limit)
    own = whole_numbers(assets["useful_life_months"])
    has_own = np.isfinite(own)
    distance = np.nan_to_num(limit - plan)
    return np.where(has_own, own, plan), np.where(has_own, own + distance, limit)


def _maker_ends(assets: pd.DataFrame, reference: Reference) -> Days:
    """The sheet's own end of support, else the maker's by part number or model."""
    ends = days_of(assets["support_ends_on"])
    columns = (assets[name].fillna("").tolist() for name in ("manufacturer", "model", "model_number"))
    known: dict[tuple[str, str, str], float] = {}
    for i, key in enumerate(zip(*columns, strict=True)):
        if np.isnan(ends[i]) and key[0]:
            if key not in known:
                found = reference.maker_end(*key)
                known[key] = np.nan if found is None else day_number(found[0])
            ends[i] = known[key]
    return ends
