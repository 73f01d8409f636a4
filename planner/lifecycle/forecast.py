"""When each device is due, and why: the one entry into the lifecycle calculation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.calendar import FiscalCalendar
from planner.frames import FLAG, TEXT, WHOLE
from planner.lifecycle.age import Age, estimate_age
from planner.lifecycle.clocks import CLOCKS, Clocks, run_clocks
from planner.lifecycle.days import Days, date_column, day_number, iso_texts
from planner.lifecycle.decisions import Facts, decisions
from planner.lifecycle.explain import ReasonFacts, explained, reason_key
from planner.lifecycle.notes import findings
from planner.lifecycle.policy import Policy
from planner.lifecycle.remarks import Remarks, remarks_of
from planner.lifecycle.status import statuses
from planner.lifecycle.system_view import SystemView
from planner.lifecycle.systems import systems_of
from planner.reference import Reference

Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class _Traits:
    """What decides which rules apply to an asset at all."""

    mode: Texts
    is_virtual: Flags
    is_retired: Flags
    is_pool: Flags

    @property
    def has_due_date(self) -> Flags:
        found: Flags = (self.mode == "scheduled") & ~self.is_virtual & ~self.is_retired
        return found


def forecast(
    assets: pd.DataFrame, policy: Policy, reference: Reference, as_of: date, calendar: FiscalCalendar | None = None
) -> pd.DataFrame:
    """One row per asset of the asset frame, same index and order.

    Dates are datetime64[s]; `evidence`, `runner_ups`, `findings`, `decisions` and `reason_params` are JSON texts. With
    a `calendar`, `due_quarter` (its label) is among the reason's parameters. `due_on` and `limit_on` are missing where
    nothing is replaced on a date: on failure, with another device, virtual, retired.
    """
    remarks = remarks_of(assets)
    traits = _traits(assets, policy, remarks)
    age = estimate_age(_without_host(assets, traits.is_virtual), policy, reference, as_of)
    systems = systems_of(assets, reference, remarks)
    clocks = run_clocks(assets, age, systems, policy, reference)
    system_ends = _days([view.ends_on for view in systems])
    active = ~traits.is_retired
    facts = Facts(assets, age, clocks, systems, remarks, policy, traits.has_due_date, active, as_of)
    status = statuses(clocks, age.kind, traits.mode, traits.is_virtual, traits.is_retired, system_ends, as_of)
    return pd.DataFrame(
        {
            **_age_columns(assets, age, traits),
            **_due_columns(assets, clocks, traits),
            **_support_columns(assets, systems, system_ends, clocks, remarks),
            "lifecycle_status": pd.Series(status, index=assets.index, dtype=TEXT),
            **_reason_columns(assets, policy, age, clocks, systems, traits, calendar, as_of),
            "findings": _text(findings(facts), assets.index),
            "decisions": _text(decisions(facts), assets.index),
        },
        index=assets.index,
    )


def _traits(assets: pd.DataFrame, policy: Policy, remarks: Remarks) -> _Traits:
    categories = assets["category"].tolist()
    modes = {category: policy.of(category).mode for category in dict.fromkeys(categories)}
    virtual = assets["is_virtual"].fillna(False).to_numpy(dtype=bool)
    virtual = virtual | (assets["category"] == "virtual_machine").to_numpy(dtype=bool)
    retired = assets["is_retired"].fillna(False).to_numpy(dtype=bool)
    mode = np.array([modes[category] for category in categories], dtype=object)
    pool = remarks.is_pool & (assets["ownership"] != "leased").to_numpy(dtype=bool)
    mode[virtual | pool] = "none"
    return _Traits(mode, virtual, retired, pool)


_HARDWARE: Final = ("manufacturer", "model", "model_number", "serial_number", "cpu", "manufactured_on")


def _without_host(assets: pd.DataFrame, is_virtual: Flags) -> pd.DataFrame:
    """What a virtual machine tells of hardware is its host's, and no evidence of its own age."""
    if not is_virtual.any():
        return assets
    return assets.assign(**{name: assets[name].mask(is_virtual) for name in _HARDWARE})


def _days(dates: list[date | None]) -> Days:
    return np.array([np.nan if day is None else day_number(day) for day in dates], dtype=np.float64)


def _text(values: list[str] | Texts, index: pd.Index[int]) -> pd.Series[str]:
    return pd.Series(values, index=index, dtype=TEXT)


def _age_columns(assets: pd.DataFrame, age: Age, traits: _Traits) -> dict[str, pd.Series]:
    index = assets.index
    return {
        "asset_id": assets["asset_id"],
        "client_id": assets["client_id"],
        "mode": _text(traits.mode, index),
        "in_service_est_on": date_column(age.p50, index),
        "in_service_p10": date_column(age.p10, index),
        "in_service_p90": date_column(age.p90, index),
        "age_evidence": _text(age.kind, index),
        "is_estimated": pd.Series(age.is_estimated, index=index, dtype=FLAG),
        "evidence": _text(age.evidence, index),
    }


def _due_columns(assets: pd.DataFrame, clocks: Clocks, traits: _Traits) -> dict[str, pd.Series]:
    index, dated = assets.index, traits.has_due_date
    due, early, late, limit = (
        np.where(dated, days, np.nan) for days in (clocks.due, clocks.due_p10, clocks.due_p90, clocks.limit)
    )
    whole = {
        name: pd.Series(pd.array(months, dtype="Float64"), index=index).astype(WHOLE)
        for name, months in (("plan_months", clocks.plan_months), ("limit_months", clocks.limit_months))
    }
    return {
        **whole,
        "due_on": date_column(due, index),
        "due_p10": date_column(early, index),
        "due_p90": date_column(late, index),
        "limit_on": date_column(limit, index),
        "limiting_factor": _text(np.where(dated, clocks.limiting, "none"), index),
        "runner_ups": _text(_runner_ups(clocks, dated), index),
    }


def _runner_ups(clocks: Clocks, dated: Flags) -> list[str]:
    """The clocks after the first, earliest first, as [{rule, date}]."""
    texts = [iso_texts(days) for days in clocks.dates]
    several = (np.isfinite(clocks.dates).sum(axis=0) > 1) & dated
    lists = ["[]"] * len(dated)
    for i in np.flatnonzero(several).tolist():
        later = [(CLOCKS[clock], texts[clock][i]) for clock in clocks.order[1:, i].tolist()]
        lists[i] = "[" + ", ".join(f'{{"rule": "{rule}", "date": "{day}"}}' for rule, day in later if day) + "]"
    return lists


def _support_columns(
    assets: pd.DataFrame, systems: list[SystemView], system_ends: Days, clocks: Clocks, remarks: Remarks
) -> dict[str, pd.Series]:
    """`os_action`, `os_action_on`: see `SystemView`; `os_is_extended`: paid security updates are recorded."""
    index = assets.index
    return {
        "os_product": _text([view.product or None for view in systems], index),  # type: ignore[misc]
        "os_cycle": _text([view.cycle or None for view in systems], index),  # type: ignore[misc]
        "os_support_ends_on": date_column(system_ends, index),
        "maker_support_ends_on": date_column(clocks.maker_ends, index),
        "os_action": _text([view.action for view in systems], index),
        "os_action_on": date_column(_days([view.action_on for view in systems]), index),
        "os_is_extended": pd.Series(np.isfinite(remarks.extended_until), index=index, dtype=FLAG),
    }


def _reason_columns(
    assets: pd.DataFrame, policy: Policy, age: Age, clocks: Clocks, systems: list[SystemView], traits: _Traits,
    calendar: FiscalCalendar | None, as_of: date,
) -> dict[str, pd.Series]:  # fmt: skip
    categories = assets["category"].tolist()
    follows = {category: policy.of(category).follows or "device" for category in dict.fromkeys(categories)}
    ends = iso_texts(_days([view.ends_on for view in systems]))
    keys = [
        reason_key(*row)
        for row in zip(
            traits.mode.tolist(), clocks.limiting.tolist(), age.kind.tolist(), age.is_estimated.tolist(),
            traits.is_virtual.tolist(), traits.is_retired.tolist(), ends, assets["ownership"].tolist(),
            traits.is_pool.tolist(), strict=True,
        )
    ]  # fmt: skip
    facts = zip(
        categories, (follows[category] for category in categories), iso_texts(age.p50), age.kind.tolist(),
        clocks.plan_months.tolist(), iso_texts(clocks.due), _life_ends(clocks, age),
        (view.hardware_system or view.name for view in systems),
        ends, assets["ownership"].tolist(), _known_to_the_year(assets, age), repeat(as_of.isoformat()),
        (view.is_practice for view in systems),
    )  # fmt: skip
    told = _explained_once(keys, facts, calendar)
    return {
        "reason_key": _text(keys, assets.index),
        "reason_params": _text([params for params, _ in told], assets.index),
        "reason": _text([sentence for _, sentence in told], assets.index),
    }


def _life_ends(clocks: Clocks, age: Age) -> list[str]:
    """When age alone would have it replaced; '' where nothing but a guess tells its age."""
    is_guess = np.isin(age.kind, ("none", "category_median"))
    return iso_texts(np.where(is_guess, np.nan, clocks.dates[0]))


def _explained_once(
    keys: list[str], facts: Iterable[tuple[Any, ...]], calendar: FiscalCalendar | None
) -> list[tuple[str, str]]:
    """(parameters, sentence) per asset; what is alike is said once."""
    known: dict[tuple[Any, ...], tuple[str, str]] = {}
    told = []
    for row in zip(keys, facts, strict=True):
        if row not in known:
            known[row] = explained(row[0], ReasonFacts(*row[1]), calendar)
        told.append(known[row])
    return told


_FIELD_OF: Final = {
    "purchase_date": "purchased_on", "in_service_date": "in_service_on", "warranty_start": "warranty_starts_on",
}  # fmt: skip


def _known_to_the_year(assets: pd.DataFrame, age: Age) -> list[bool]:
    """Whether the date that the age rests on is known to the year alone."""
    return [
        isinstance(told, str) and json.loads(told).get(_FIELD_OF.get(kind, "")) == "year"
        for told, kind in zip(assets["precisions"], age.kind.tolist(), strict=True)
    ]
