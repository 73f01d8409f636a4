"""Ends of warranties, leases and licences of devices → proposals: extend, or accept what follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.projects import ProjectLine
from planner.calendar import FiscalQuarter, add_months
from planner.frames import to_records
from planner.roadmap.initiatives import counted
from planner.roadmap.model import Proposal
from planner.roadmap.proposal import NOT_FLEET, When, ids, units

_QUARTER: Final = 3
"""Months that a core device may be without cover before its replacement."""
COVERED: Final = ("server", "storage", "backup_appliance", "firewall")
"""Those of which a warranty that ended long ago is still worth a decision."""
CORE: Final = (*COVERED, "switch", "router")
_COLUMNS: Final = ["asset_id", "quantity", "category"]
_Key = tuple[FiscalQuarter, str]


def warranty_proposals(schedule: pd.DataFrame, when: When) -> tuple[Proposal, ...]:
    """One per category and fiscal quarter of the end, the most devices first: core devices that the plan keeps for
    more than a quarter after their cover ends, or after they could be replaced where that is later."""
    ends = schedule["warranty_ends_on"]
    chosen = (
        schedule["category"].isin(CORE) & ~schedule["group"].isin(NOT_FLEET) & (ends <= pd.Timestamp(when.ends_on))
        & ((ends >= pd.Timestamp(when.as_of)) | schedule["category"].isin(COVERED))
        & when.outlasts_the_first(schedule["planned_on"])
    )  # fmt: skip
    rows = (
        row
        for row in to_records(schedule.loc[chosen, [*_COLUMNS, "warranty_ends_on", "planned_on"]])
        if row["planned_on"] is None or row["planned_on"] > _bare_until(row["warranty_ends_on"], when)
    )
    return _made(rows, "warranty_ends_on", when, _warranty)


def _bare_until(ends_on: date, when: When) -> date:
    """The last day of the quarter after the one in which it is to be decided."""
    return add_months(when.holding(ends_on).ends_on, _QUARTER)


def lease_proposals(schedule: pd.DataFrame, when: When) -> tuple[Proposal, ...]:
    """One per category and quarter in which leases end that nobody else decides of, and of which the plan has no
    replacement."""
    ends = schedule["lease_ends_on"]
    chosen = (
        (schedule["ownership"] == "leased") & (ends >= pd.Timestamp(when.as_of)) & (ends <= pd.Timestamp(when.ends_on))
        & schedule["planned_on"].isna() & (schedule["group"] != "absorbed")
    )  # fmt: skip
    return _made(to_records(schedule.loc[chosen, [*_COLUMNS, "lease_ends_on"]]), "lease_ends_on", when, _lease)


def licence_proposals(schedule: pd.DataFrame, when: When) -> tuple[Proposal, ...]:
    """One per category and quarter in which devices' licences end before their replacement, as the lifecycle asks for
    (`lifecycle.decisions`)."""
    told = schedule["decisions"].str.contains('"licence_end"', regex=False, na=False)
    rows = to_records(schedule.loc[told & ~schedule["group"].isin(NOT_FLEET), [*_COLUMNS, "decisions"]])
    for row in rows:
        found = (one["date"] for one in json.loads(row["decisions"]) if one["key"] == "licence_end")
        row["ends_on"] = date.fromisoformat(next(found))
    return _made(rows, "ends_on", when, _licence)


def _made(
    rows: Iterable[dict[str, Any]], day: str, when: When,
    make: Callable[[_Key, Sequence[Mapping[str, Any]], date, When], Proposal],
) -> tuple[Proposal, ...]:  # fmt: skip
    groups: dict[_Key, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((when.assumptions.calendar.quarter_of(row[day]), row["category"]), []).append(row)
    made = [make(key, members, min(row[day] for row in members), when) for key, members in groups.items()]
    return tuple(sorted(made, key=lambda one: (-one.devices, one.key)))


def _warranty(key: _Key, members: Sequence[Mapping[str, Any]], ends_on: date, when: When) -> Proposal:
    (quarter, category), count = key, units(members)
    over = ends_on < when.as_of
    return Proposal(
        key=f"warranty:{quarter.label.replace(' ', '')}:{category}",
        title=f"Decide on cover for {counted(count, category)}",
        why=f"{'Its' if count == 1 else 'Their'} warranty {'ended' if over else 'ends'} in {quarter.label}, more than "
        "a quarter before the plan replaces what it covers: extend it, or accept that a failure is repaired at "
        "your cost and without a promised time.",
        lane="Run",
        priority=when.priority(when.holding(ends_on).starts_on, protects=False),
        starts_on=when.holding(ends_on).starts_on,
        devices=count,
        asset_ids=ids(members),
        lines=(ProjectLine("Extension of the warranty, per device", "one_time", "opex", count, 0),),
        is_priced=False,
    )


def _lease(key: _Key, members: Sequence[Mapping[str, Any]], ends_on: date, when: When) -> Proposal:
    (quarter, category), count = key, units(members)
    return Proposal(
        key=f"lease:{quarter.label.replace(' ', '')}:{category}",
        title=f"Decide on {counted(count, category)} at the end of the lease",
        why=f"The lease ends in {quarter.label}: return, extend, buy out or lease anew.",
        lane="Run",
        priority=when.priority(ends_on, protects=False),
        starts_on=ends_on,
        devices=count,
        asset_ids=ids(members),
        is_priced=False,
    )


def _licence(key: _Key, members: Sequence[Mapping[str, Any]], ends_on: date, when: When) -> Proposal:
    (quarter, category), count = key, units(members)
    verb = "ended" if ends_on < when.as_of else "ends"
    return Proposal(
        key=f"licence:{quarter.label.replace(' ', '')}:{category}",
        title=f"Extend the licence of {counted(count, category)}",
        why=f"The licence {verb} in {quarter.label}, before the plan replaces the hardware. Without it updates and "
        "filtering stop. Extend it as far as the replacement, and no longer.",
        lane="Protect" if category == "firewall" else "Run",
        priority=when.priority(when.holding(ends_on).starts_on, protects=category == "firewall"),
        starts_on=when.holding(ends_on).starts_on,
        devices=count,
        asset_ids=ids(members),
        lines=(ProjectLine("Licence to the replacement, per device", "recurring", "opex", count, 0, billing="year"),),
        is_priced=False,
    )
