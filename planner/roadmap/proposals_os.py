"""Ends of systems' support → proposals: what the plan does not replace in time is upgraded, moved or bridged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.projects import ProjectLine
from planner.calendar import add_months
from planner.frames import to_records
from planner.lifecycle.systems import PERSONAL_COMPUTERS
from planner.lifecycle.wording import MONTH_NAMES
from planner.money import to_minor
from planner.roadmap.model import Proposal
from planner.roadmap.proposal import When, ids, slug, units
from planner.roadmap.templates import find_template

ABLE: Final = ("upgrade", "check", "unproven")
"""The actions of a system of which the hardware can, or may, run the successor."""
_ACTIONS: Final = (*ABLE, "migrate", "update", "extended")
_COLUMNS: Final = [
    "asset_id", "quantity", "category", "os_product", "os_cycle", "os_action", "os_action_on", "os_is_extended",
    "planned_on",
]  # fmt: skip
_OUT: Final = ("not_owned", "absorbed", "unconfirmed")
_UPDATE_MONTHS: Final = 12
"""A system that a free update keeps safe is proposed only once its end is as near as this: each year brings one."""
_TEMPLATES: Final = {"able": "windows_11", "migrate": "server_system"}
_LONG_AGO: Final = date.min
"""Stands for an end of which only is known that it has come."""
_Group = tuple[str, str, bool, int]


def os_proposals(schedule: pd.DataFrame, when: When, currency: str) -> tuple[Proposal, ...]:
    """One per system and quarter, the largest first. A device that is replaced by the end of its support, or in the
    quarter in which the work would be done, is on none."""
    chosen = (
        schedule["os_action"].isin(_ACTIONS) & ~(schedule["os_action_on"] > pd.Timestamp(when.ends_on))
        & ~schedule["group"].isin(_OUT) & when.outlasts_the_first(schedule["planned_on"])
    )  # fmt: skip
    groups: dict[_Group, list[dict[str, Any]]] = {}
    for row in to_records(schedule.loc[chosen, _COLUMNS]):
        row["os_action_on"] = row["os_action_on"] or _LONG_AGO
        if _is_wanted(row, when):
            groups.setdefault(_group(row), []).append(row)
    made = [_proposal(group, members, when, currency) for group, members in groups.items()]
    return tuple(sorted(made, key=lambda one: (-one.devices, one.key)))


def _is_wanted(row: Mapping[str, Any], when: When) -> bool:
    ends_on, planned_on = row["os_action_on"], row["planned_on"]
    if row["os_action"] == "update" and (
        row["category"] not in PERSONAL_COMPUTERS or ends_on > add_months(when.as_of, _UPDATE_MONTHS)
    ):
        return False
    in_time = max(ends_on, when.before(ends_on).ends_on)
    return planned_on is None or planned_on > in_time


def _group(row: Mapping[str, Any]) -> _Group:
    """(what is done, system, whether an extension is recorded, year of the end where one system has several). Where
    each version has its own end the version is part of the system's name."""
    action = "able" if row["os_action"] in ABLE else row["os_action"]
    several = action in ("able", "extended") or row["os_is_extended"]
    name = row["os_product"] if action in ("able", "extended") else f"{row['os_product']} {row['os_cycle'] or ''}"
    return action, name.strip(), bool(row["os_is_extended"]), row["os_action_on"].year if several else 0


def _proposal(group: _Group, members: Sequence[dict[str, Any]], when: When, currency: str) -> Proposal:
    action, name, is_extended, year = group
    ends_on = min(row["os_action_on"] for row in members)
    count, quarter = units(members), when.before(ends_on)
    lines = _lines(action, name, count, currency)
    return Proposal(
        key=":".join(("os", slug(name), *((str(year),) if year else ()), *(("extended",) if is_extended else ()))),
        title=_TITLES[action].format(name=name, devices=_devices(count, members)),
        why=_why(action, name, ends_on, when.as_of),
        lane="Protect",
        priority=when.priority(quarter.starts_on, protects=True),
        starts_on=quarter.starts_on,
        devices=count,
        asset_ids=ids(members),
        lines=lines,
        is_priced=all(line.unit_price_minor for line in lines),
    )


_TITLES: Final = {
    "able": "Move {devices} from {name} to Windows 11",
    "migrate": "Move {devices} off {name}",
    "update": "Bring {name} up to date on {devices}",
    "extended": "Extend {name} on {devices} once more, or replace",
}
_WHYS: Final = {
    "able": "The hardware can stay: the plan replaces it later.",
    "migrate": "What runs there moves to a supported version.",
    "update": "A newer version can be installed without new hardware.",
    "extended": "The paid extension of its updates ends before the plan replaces the hardware; it can be extended once "
    "more as a bridge.",
}  # fmt: skip


def _why(action: str, name: str, ends_on: date, as_of: date) -> str:
    day = "" if ends_on == _LONG_AGO else f" on {ends_on.day} {MONTH_NAMES[ends_on.month - 1]} {ends_on.year}"
    risk = "Systems without them are the first that fall, and insurers ask about them."
    return f"Security updates for {name} {'ended' if ends_on < as_of else 'end'}{day}. {risk} {_WHYS[action]}"


def _lines(action: str, name: str, count: int, currency: str) -> tuple[ProjectLine, ...]:
    """The template's lines with this many units; 0 is a price that has to be asked for."""
    if action not in _TEMPLATES:
        what = "Update" if action == "update" else "Extension of the security updates, one year"
        return (ProjectLine(what, "one_time", "opex", count, 0),)
    lines = find_template(_TEMPLATES[action]).lines
    if action == "migrate" and not name.startswith("Windows"):
        lines = tuple(line for line in lines if line.treatment == "opex")
    return tuple(
        ProjectLine(line.name, "one_time", "opex" if line.treatment == "opex" else "capex", count,
                    to_minor(line.prices.get(currency, 0), currency))
        for line in lines
    )  # fmt: skip


def _devices(count: int, members: Sequence[Mapping[str, Any]]) -> str:
    """'1 computer', '4 servers': a virtual machine is a server to the client."""
    noun = "computer" if all(row["category"] in PERSONAL_COMPUTERS for row in members) else "server"
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
