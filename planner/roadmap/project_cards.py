"""Projects on the roadmap: each an initiative in its quarter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, cast

import pandas as pd

from planner.budget.model import Assumptions
from planner.budget.projects import Absorbed, Project, yearly_minor
from planner.calendar import FiscalQuarter
from planner.frames import to_records
from planner.intake.difference import device_label
from planner.money import format_money
from planner.roadmap.model import Initiative

PROJECT: Final = "project:"
"""How the key of an initiative begins that is a project."""
_DONE: Final = {
    "migrate": "migrates", "consolidate": "consolidates", "retire": "retires", "upgrade": "upgrades",
}  # fmt: skip
_TOLD: Final = ["asset_id", "quantity", "name", "serial_number", "asset_tag", "manufacturer", "model"]
_MOST_NAMES: Final = 3


def project_initiatives(
    projects: Sequence[Project], whole: Mapping[int, Sequence[int]], taken: Mapping[int, Absorbed],
    schedule: pd.DataFrame, assumptions: Assumptions, quarters: Sequence[FiscalQuarter], first_buyable: date,
) -> tuple[Initiative, ...]:  # fmt: skip
    """One initiative for each project that counts and lands within the horizon, or landed before it and still costs
    something or absorbs a device: that one stands in the first quarter. `whole`: project id → its whole cost by
    quarter; `taken`: asset id → what absorbs it. `amount_minor` is what it costs in the quarter where it stands,
    `later_minor` what it costs in the others: of all projects they add up to the projects' part of the total."""
    named = schedule[schedule["asset_id"].isin(list(taken))]
    devices = {row["asset_id"]: row for row in to_records(named[_TOLD])}
    starts = [quarter.starts_on for quarter in quarters]
    made = []
    for project in (one for one in projects if one.counts):
        own = whole[project.project_id]
        mine = tuple(asset for asset, found in sorted(taken.items()) if found.project is project and asset in devices)
        lands = project.lands_on(first_buyable)
        if lands > quarters[-1].ends_on or (lands < starts[0] and not any(own) and not mine):
            continue
        at = max(0, bisect_right(starts, lands) - 1)
        quarter = quarters[at]
        made.append(
            Initiative(
                key=f"{PROJECT}{project.project_id}", title=project.title,
                why=_why(project, mine, devices, sum(own) - own[at], assumptions),
                lane=cast("Any", project.lane), category=None, quarter_starts_on=quarter.starts_on,
                quarter_label=quarter.label, amount_minor=own[at],
                devices=sum(devices[asset]["quantity"] for asset in mine), asset_ids=mine,
                priority=cast("Any", project.priority), status=cast("Any", project.status), owner=project.owner,
                later_minor=sum(own) - own[at], goal_id=project.goal_id, depends_on=project.depends_on,
                price_status=project.price_status, quote=project.quote, valid_until=project.valid_until,
            )
        )  # fmt: skip
    return tuple(made)


def _why(
    project: Project, mine: Sequence[int], devices: Mapping[int, Mapping[str, Any]], later_minor: int,
    assumptions: Assumptions,
) -> str:  # fmt: skip
    """The project's own reason, what becomes of which devices, what recurs, and what it costs in other quarters."""
    parts = [project.why.strip()] if project.why.strip() else []
    dispositions = dict(project.devices)
    for disposition, does in _DONE.items():
        found = [devices[asset] for asset in mine if dispositions[asset] == disposition]
        if found:
            parts.append(f"It {does} {_named(found)}, whose replacement it absorbs.")
    for minor, words in (
        (yearly_minor(project, assumptions), "It recurs at {} a year."),
        (later_minor, "Later quarters of the horizon cost {} more."),
    ):
        if minor:
            parts.append(words.format(format_money(minor, assumptions.currency, assumptions.locale, whole=True)))
    return " ".join(parts)


def _named(found: Sequence[Mapping[str, Any]]) -> str:
    """'2 devices (SRV-1, SRV-2)'; of many the first are named."""
    units = sum(row["quantity"] for row in found)
    names = ", ".join(device_label(dict(row)) for row in found[:_MOST_NAMES])
    more = f" and {len(found) - _MOST_NAMES:,} more" if len(found) > _MOST_NAMES else ""
    return f"{units:,} {'device' if units == 1 else 'devices'} ({names}{more})"
