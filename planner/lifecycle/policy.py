"""The rules by which devices are replaced: a plan age and a limit age per category, and the mode.

`plan_months` is the age at which replacement is planned, `limit_months` the age that must not be passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, cast

import pandas as pd

from planner.errors import PlannerError
from planner.fields import CATEGORIES, MODES
from planner.reference import Reference, load_reference

Mode = Literal["scheduled", "on_failure", "follows", "none"]


@dataclass(frozen=True, slots=True)
class CategoryPolicy:
    """One category's rule. `warranty_months` is what is usually bought with such a device."""

    category: str
    plan_months: int | None
    limit_months: int | None
    mode: Mode
    follows: str | None = None
    warranty_months: int = 36


@dataclass(frozen=True)
class Policy:
    """All rules of one client, and which clocks besides useful life may set a due date.

    `small_ups_months` and `battery_months`: plan and limit age of a small UPS and of a UPS's batteries. Below
    `least_memory_gb`, or with a rotating disk where `solid_state_wanted`, a computer is to be upgraded.
    """

    categories: Mapping[str, CategoryPolicy]
    maker_support_counts: bool = True
    os_support_counts: bool = True
    lease_end_counts: bool = True
    small_ups_months: tuple[int, int] = (60, 72)
    battery_months: tuple[int, int] = (36, 48)
    least_memory_gb: int = 8
    solid_state_wanted: bool = True

    def of(self, category: str) -> CategoryPolicy:
        """The rule of a category; that of 'other' for a category that is not one of ours."""
        return self.categories.get(category) or self.categories["other"]

    def changed(
        self, category: str, plan_months: int | None = None, limit_months: int | None = None, mode: str | None = None
    ) -> Policy:
        """This policy with one category's rule changed; None keeps what is there.

        Where only the plan age is raised past the limit, the limit moves with it. Raises PlannerError for an unknown
        category or mode, an age under a month, or a stated limit below the plan.
        """
        _check(category, mode, plan_months, limit_months)
        rule = self.of(category)
        plan = plan_months if plan_months is not None else rule.plan_months
        limit = limit_months if limit_months is not None else _limit_kept(rule, plan)
        if plan is not None and limit is not None and limit < plan:
            raise PlannerError(
                f"The limit age of {limit} months lies below the plan age of {plan} months.",
                "Give a limit age that is not below the plan age.",
            )
        chosen = cast("Mode", mode) if mode is not None else rule.mode
        new = replace(rule, plan_months=plan, limit_months=limit, mode=chosen)
        return replace(self, categories=MappingProxyType({**self.categories, category: new}))


def _check(category: str, mode: str | None, *ages: int | None) -> None:
    if category not in CATEGORIES:
        raise PlannerError(f"There is no category '{category}'.", f"Choose one of: {', '.join(CATEGORIES)}.")
    if mode is not None and mode not in MODES:
        raise PlannerError(f"There is no mode '{mode}'.", f"Choose one of: {', '.join(MODES)}.")
    if any(age is not None and age < 1 for age in ages):
        raise PlannerError("A replacement age is at least one month.", "Give the age in whole months.")


def _limit_kept(rule: CategoryPolicy, plan: int | None) -> int | None:
    if rule.limit_months is None or plan is None:
        return rule.limit_months if plan is None else plan
    return max(rule.limit_months, plan)


@lru_cache(maxsize=1)
def default_policy() -> Policy:
    """The starting policy of `data/default_policy.csv`."""
    return starting_policy(load_reference())


def starting_policy(reference: Reference) -> Policy:
    """The default policy of a reference, in which an installation may have put its own."""
    rows = reference.policy_rows
    columns = ("category", "plan_months", "limit_months", "mode", "follows", "warranty_months")
    rules = {
        category: CategoryPolicy(category, _whole(plan), _whole(limit), mode, follows or None, int(warranty))
        for category, plan, limit, mode, follows, warranty in zip(*(rows[name] for name in columns), strict=True)
    }
    return Policy(MappingProxyType(rules))


def _whole(value: float) -> int | None:
    return None if pd.isna(value) else int(value)
