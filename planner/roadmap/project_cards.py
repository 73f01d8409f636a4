"""Projects on the roadmap: each an initiative in its quarter, and what a person should know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, cast

import pandas as pd

from planner.budget.model import Assumptions
from planner.budget.projects import Absorbed, Project
from planner.calendar import FiscalQuarter
from planner.frames import to_records
from planner.money import format_money
from planner.roadmap.model import Finding, Initiative

PROJECT: Final = "project:"
"""How the key of an initiative begins that is a project."""
_DONE: Final = {
    "migrate": "migrates", "consolidate": "consolidates", "retire": "retires", "upgrade": "upgrades",
}  # fmt: skip


def project_initiatives(
    projects: Sequence[Project], whole: Mapping[int, Sequence[int]], taken: Mapping[int, Absorbed],
    schedule: pd.DataFrame, assumptions: Assumptions, quarters: Sequence[FiscalQuarter], first_buyable: date,
) -> tuple[Initiative, ...]:  # fmt: skip
    """One initiative for each project that counts and lands within the horizon. `whole`: project id → its whole cost
    by quarter; `taken`: asset id → what absorbs it. `amount_minor` is what it costs in its own quarter."""
    units = dict(zip(schedule["asset_id"].tolist(), schedule["quantity"].tolist(), strict=True))
    starts = [quarter.starts_on for quarter in quarters]
    made = []
    for project in projects:
        quarter = assumptions.calendar.quarter_of(project.lands_on(first_buyable))
        if not project.counts or quarter.starts_on not in starts:
            continue
        own = whole[project.project_id]
        at = starts.index(quarter.starts_on)
        mine = tuple(asset for asset, found in sorted(taken.items()) if found.project is project and asset in units)
        made.append(
            Initiative(
                key=f"{PROJECT}{project.project_id}", title=project.title,
                why=_why(project, mine, units, sum(own) - own[at], assumptions),
                lane=cast("Any", project.lane), category=None, quarter_starts_on=quarter.starts_on,
                quarter_label=quarter.label, amount_minor=own[at], devices=sum(units[asset] for asset in mine),
                asset_ids=mine, priority=cast("Any", project.priority), status=cast("Any", project.status),
                owner=project.owner, later_minor=sum(own) - own[at],
            )
        )  # fmt: skip
    return tuple(made)


def _why(
    project: Project, mine: Sequence[int], units: Mapping[int, int], later_minor: int, assumptions: Assumptions
) -> str:
    """The project's own reason, what becomes of its devices, and what it costs in other quarters."""
    parts = [project.why.strip()] if project.why.strip() else []
    dispositions = dict(project.devices)
    for disposition, does in _DONE.items():
        count = sum(units[asset] for asset in mine if dispositions[asset] == disposition)
        if count:
            parts.append(f"It {does} {count:,} {'device' if count == 1 else 'devices'}, whose replacement it absorbs.")
    if later_minor:
        shown = format_money(later_minor, assumptions.currency, assumptions.locale, whole=True)
        parts.append(f"Later quarters of the horizon cost {shown} more.")
    return " ".join(parts)


def project_findings(
    projects: Sequence[Project], taken: Mapping[int, Absorbed], schedule: pd.DataFrame, first_buyable: date
) -> Iterator[Finding]:
    """Devices that reach their limit before their project lands, devices named by two projects, quotes that run out
    before the project starts, and starts that have passed."""
    late: dict[int, list[int]] = {}
    for row in to_records(schedule[["asset_id", "limit_on"]]):
        found = taken.get(row["asset_id"])
        if found and row["limit_on"] and row["limit_on"] < found.project.lands_on(first_buyable):
            late.setdefault(found.project.project_id, []).append(row["asset_id"])
    for project in (one for one in projects if one.counts):
        lands = project.lands_on(first_buyable)
        if assets := late.get(project.project_id):
            yield Finding(
                f"absorbed_late:{project.project_id}",
                f"{_count(len(assets))} of the project {project.title} {'reaches' if len(assets) == 1 else 'reach'} "
                f"the limit of use before it lands on {lands}.",
                len(assets), tuple(assets), None,
            )  # fmt: skip
        if project.price_status == "quoted" and project.valid_until and project.valid_until < lands:
            yield Finding(
                f"quote_expires:{project.project_id}",
                f"The quote for {project.title} is valid until {project.valid_until}, the project lands on {lands}.",
                0, (), None,
            )  # fmt: skip
        if lands > project.starts_on:
            yield Finding(
                f"project_late:{project.project_id}",
                f"{project.title} was to start on {project.starts_on}; nothing can land before {lands}.", 0, (), None,
            )  # fmt: skip
    for asset, found in sorted(taken.items()):
        if found.also:
            others = ", ".join(found.also)
            yield Finding(
                f"absorbed_twice:{asset}", f"A device is named by {found.project.title} and by {others}: "
                f"{found.project.title} counts.", 1, (asset,), None,
            )  # fmt: skip


def _count(devices: int) -> str:
    return "1 device" if devices == 1 else f"{devices:,} devices"
