"""Devices that are replaced together with another, a dock with its laptop: which one, and so when.

A follower goes with a dated device of the category that its policy names: that of the same person first, else one of
the same site that no other follower goes with yet, in the order of their due dates. Where there is none to go with (a
row that stands for several devices, more docks than laptops), it goes with the middle one of its site or else of the
client, and counts as estimated. Without any dated device to follow it has no date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.calendar import FiscalCalendar
from planner.frames import DATE, FLAG, TEXT, WHOLE, series, to_records
from planner.intake.difference import device_label
from planner.lifecycle.explain import sentence
from planner.lifecycle.policy import Policy

_TAKEN: Final = {
    "due_on": DATE, "due_p10": DATE, "due_p90": DATE, "limit_on": DATE, "plan_months": WHOLE, "limit_months": WHOLE,
    "lifecycle_status": TEXT,
}  # fmt: skip
"""What a follower takes over from the device it goes with."""
_LABELLED: Final = ["name", "serial_number", "asset_tag", "manufacturer", "model"]
_FACTS: Final = [
    "asset_id", "category", "mode", "ownership", "assigned_to", "site", "quantity", "is_estimated", "is_unconfirmed",
    *_LABELLED, *_TAKEN,
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Followed:
    """The device that a follower goes with; `is_own` false: only the middle one of several."""

    leader: Mapping[str, Any]
    is_own: bool


def followed(schedule: pd.DataFrame, policy: Policy, calendar: FiscalCalendar) -> pd.DataFrame:
    """The schedule (asset frame and forecast side by side) with the followers' dates, reasons and status, and
    `follows_asset_id` (Int64): the device that each goes with, missing where it is none in particular."""
    index = schedule.index
    none = schedule.assign(follows_asset_id=series([None] * len(schedule), WHOLE).set_axis(index))
    if not (schedule["mode"] == "follows").any():
        return none
    rows = to_records(schedule[_FACTS])
    found = _matched(rows, policy)
    if not found:
        return none
    changed = {
        name: series((_taken(row, found, name) for row in rows), dtype).set_axis(index)
        for name, dtype in _TAKEN.items()
    }
    told = {asset: _told(row, found[asset], policy, calendar) for row in rows if (asset := row["asset_id"]) in found}
    return none.assign(
        **changed,
        is_estimated=series((_is_estimated(row, found) for row in rows), FLAG).set_axis(index),
        limiting_factor=_replaced(schedule, "limiting_factor", dict.fromkeys(found, "follows")),
        reason_key=_replaced(schedule, "reason_key", {asset: key for asset, (key, _, _) in told.items()}),
        reason_params=_replaced(schedule, "reason_params", {asset: params for asset, (_, params, _) in told.items()}),
        reason=_replaced(schedule, "reason", {asset: words for asset, (_, _, words) in told.items()}),
        follows_asset_id=series(
            (found[row["asset_id"]].leader["asset_id"] if _has_own(row, found) else None for row in rows), WHOLE
        ).set_axis(index),
    )


def with_followers(schedule: pd.DataFrame, chosen: Mapping[int, date]) -> dict[int, date]:
    """The days that people chose (asset id → day), for the followers of those devices too, unless they have their
    own."""
    pairs = zip(schedule["asset_id"].tolist(), schedule["follows_asset_id"].tolist(), strict=True)
    led = {asset: chosen[leader] for asset, leader in pairs if leader is not pd.NA and leader in chosen}
    return {**led, **chosen}


def _matched(rows: Sequence[Mapping[str, Any]], policy: Policy) -> dict[int, _Followed]:
    """Follower's id → what it goes with."""
    followers = [row for row in rows if row["mode"] == "follows" and row["ownership"] == "client"]
    leaders: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["mode"] == "scheduled" and row["due_on"] is not None and not row["is_unconfirmed"]:
            leaders.setdefault(row["category"], []).append(row)
    for dated in leaders.values():
        dated.sort(key=lambda row: (row["due_on"], row["asset_id"]))
    used: set[int] = set()
    found: dict[int, _Followed] = {}
    for by in ("assigned_to", "site"):
        for row in followers:
            if row["asset_id"] not in found and row["quantity"] == 1 and row[by]:
                mine = leaders.get(policy.of(row["category"]).follows or "", [])
                own = next((one for one in mine if _same(one, row, by) and one["asset_id"] not in used), None)
                if own is not None:
                    used.add(own["asset_id"])
                    found[row["asset_id"]] = _Followed(own, is_own=True)
    for row in followers:
        mine = leaders.get(policy.of(row["category"]).follows or "", [])
        if row["asset_id"] not in found and mine:
            near = [one for one in mine if _same(one, row, "site")] or mine
            found[row["asset_id"]] = _Followed(near[len(near) // 2], is_own=False)
    return found


def _same(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    return bool(one[name]) and bool(other[name]) and one[name].casefold() == other[name].casefold()


def _taken(row: Mapping[str, Any], found: Mapping[int, _Followed], name: str) -> Any:
    own = found.get(row["asset_id"])
    return row[name] if own is None else own.leader[name]


def _is_estimated(row: Mapping[str, Any], found: Mapping[int, _Followed]) -> bool:
    own = found.get(row["asset_id"])
    return bool(row["is_estimated"] if own is None else not own.is_own or own.leader["is_estimated"])


def _has_own(row: Mapping[str, Any], found: Mapping[int, _Followed]) -> bool:
    own = found.get(row["asset_id"])
    return own is not None and own.is_own


def _told(row: Mapping[str, Any], own: _Followed, policy: Policy, calendar: FiscalCalendar) -> tuple[str, str, str]:
    """Reason's key, its parameters as JSON and the sentence."""
    due: date = own.leader["due_on"]
    params = {"due_on": due.isoformat(), "due_quarter": calendar.quarter_of(due).label}
    if own.is_own:
        key, named = "follows_device", {"device": device_label(dict(own.leader))}
    else:
        follows = policy.of(row["category"]).follows or ""
        key, named = "follows_some", {"category": row["category"], "follows": follows}
    whole = named | params
    return key, json.dumps(whole), sentence(key, whole)


def _replaced(schedule: pd.DataFrame, name: str, values: Mapping[int, str]) -> pd.Series[Any]:
    pairs: Iterable[tuple[int, Any]] = zip(schedule["asset_id"].tolist(), schedule[name].tolist(), strict=True)
    return series((values.get(asset, None if before is pd.NA else before) for asset, before in pairs), TEXT).set_axis(
        schedule.index
    )
