"""What a person should know about projects and the devices that they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from planner.budget.projects import Absorbed, Project
from planner.calendar import FiscalQuarter
from planner.frames import to_records
from planner.roadmap.model import Finding

_IN_PLAN: Final = frozenset({"planned", "estimated", "on_failure"})
_Devices = Mapping[int, Mapping[str, Any]]
"""Asset id → what is said of the device; those in use alone."""


def project_findings(
    projects: Sequence[Project], taken: Mapping[int, Absorbed], schedule: pd.DataFrame, first_buyable: date,
    quarters: Sequence[FiscalQuarter],
) -> tuple[Finding, ...]:  # fmt: skip
    """By project: devices that reach their limit of use, which is the end of their support where that is earlier,
    before it lands; a quote that runs out before; a start that has passed; a landing after the horizon; devices that
    another project names as well; and devices in use of a project that is declined or done.

    `taken`: asset id → what absorbs it; `schedule`: asset_id, quantity, limit_on and group of the devices in use."""
    every = [asset for project in projects for asset, _ in project.devices]
    named = schedule.loc[schedule["asset_id"].isin(every), ["asset_id", "quantity", "limit_on", "group"]]
    devices = {row["asset_id"]: row for row in to_records(named)}
    found: list[Finding] = []
    for project in projects:
        if project.counts:
            mine = [asset for asset in sorted(devices) if asset in taken and taken[asset].project is project]
            found += _timing(project, project.lands_on(first_buyable), mine, devices, quarters)
            found += _shared(project, mine, taken, devices)
        else:
            found += _given_back(project, taken, devices)
    return tuple(found)


def _timing(
    project: Project, lands: date, mine: Sequence[int], devices: _Devices,
    quarters: Sequence[FiscalQuarter],
) -> Iterator[Finding]:  # fmt: skip
    late = [asset for asset in mine if (limit := devices[asset]["limit_on"]) is not None and limit < lands]
    if late:
        units = _units(late, devices)
        words = f"{_count(units)} of the project {project.title} {_verb(units, 'reaches', 'reach')}"
        yield _finding("absorbed_late", project, f"{words} the limit of use before it lands on {lands}.", late, units)
    if project.price_status == "quoted" and project.valid_until and project.valid_until < lands:
        words = f"The quote for {project.title} is valid until {project.valid_until}, the project lands on {lands}."
        yield _finding("quote_expires", project, words)
    if lands > project.starts_on:
        words = f"{project.title} was to start on {project.starts_on}; nothing can land before {lands}."
        yield _finding("project_late", project, words)
    if mine and lands > quarters[-1].ends_on:
        units = _units(mine, devices)
        words = (
            f"{project.title} lands on {lands}, after the horizon: neither its cost nor the replacement of its "
            f"{_count(units)} is in the total."
        )
        yield _finding("project_beyond", project, words, mine, units)


def _shared(
    project: Project, mine: Sequence[int], taken: Mapping[int, Absorbed],
    devices: _Devices,
) -> Iterator[Finding]:  # fmt: skip
    twice = [asset for asset in mine if taken[asset].also]
    if twice:
        units = _units(twice, devices)
        others = ", ".join(dict.fromkeys(title for asset in twice for title in taken[asset].also))
        named = f"{_count(units)} of {project.title} {_verb(units, 'is', 'are')} named by {others} as well"
        yield _finding(
            "absorbed_twice", project, f"{named}: {project.title}, which starts first, counts.", twice, units
        )


def _given_back(project: Project, taken: Mapping[int, Absorbed], devices: _Devices) -> Iterator[Finding]:
    left = [asset for asset, _ in project.devices if asset in devices and asset not in taken]
    if project.status == "declined":
        back = [asset for asset in left if devices[asset]["group"] in _IN_PLAN]
        words, rest = f"{project.title} was declined", "back in the plan."
    else:
        back, rest = left, "still in use: retire what is gone, the plan replaces the rest."
        words = f"{project.title} is done"
    if back:
        units = _units(back, devices)
        sentence = f"{words}; {_count(units)} that it named {_verb(units, 'is', 'are')} {rest}"
        yield _finding(f"project_{project.status}", project, sentence, back, units)


def _finding(kind: str, project: Project, sentence: str, assets: Sequence[int] = (), units: int = 0) -> Finding:
    return Finding(f"{kind}:{project.project_id}", sentence, units, tuple(assets), None)


def _units(assets: Sequence[int], devices: _Devices) -> int:
    return sum(devices[asset]["quantity"] for asset in assets)


def _verb(units: int, one: str, many: str) -> str:
    return one if units == 1 else many


def _count(devices: int) -> str:
    return "1 device" if devices == 1 else f"{devices:,} devices"
