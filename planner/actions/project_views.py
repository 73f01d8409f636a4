"""The projects with all that the roadmap says of them: their place in the plan, their devices and what to know."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.actions.projects import project_cards, project_json
from planner.budget.projects import Absorbed, Project, absorbed, yearly_minor
from planner.frames import to_records
from planner.intake.difference import device_label
from planner.money import decimal_string
from planner.roadmap.model import Finding, Roadmap

_TOLD: Final = [
    "asset_id", "quantity", "name", "serial_number", "asset_tag", "manufacturer", "model", "category", "group",
    "limit_on", "unit_hardware_minor",
]  # fmt: skip
_KINDS: Final = (
    "absorbed_late", "quote_expires", "project_late", "project_beyond", "absorbed_twice", "project_declined",
    "project_done",
)  # fmt: skip
"""How the keys of findings about projects begin; the project's number follows."""


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device in use. `group`: of the reconciliation; `at_stake_minor`: the hardware of its own replacement at today's
    prices, None without a price."""

    label: str
    category: str
    group: str
    limit_on: date | None
    at_stake_minor: int | None


def device_rows(roadmap: Roadmap, asset_ids: Collection[int]) -> dict[int, DeviceRow]:
    """Asset id → what is said of the device; what is retired is left out."""
    rows = to_records(roadmap.schedule.loc[roadmap.schedule["asset_id"].isin(list(asset_ids)), _TOLD])
    return {
        row["asset_id"]: DeviceRow(
            device_label(dict(row)), row["category"], row["group"], row["limit_on"],
            None if row["unit_hardware_minor"] is None else row["unit_hardware_minor"] * row["quantity"],
        )
        for row in rows
    }  # fmt: skip


def projects_told(projects: Sequence[Project], roadmap: Roadmap) -> list[dict[str, Any]]:
    """`project_json` of each with `in_plan`, `recurring_yearly`, its devices and its findings.

    `in_plan` is None for one that is not in this plan: declined, done or beyond the horizon; else its quarter and the
    amounts of that (`then`) and of the others (`later`), contingency and tax included as in `recurring_yearly`.
    `projects`: all of the client's."""
    cards, taken = project_cards(roadmap), absorbed(projects)
    known = device_rows(roadmap, {asset for project in projects for asset, _ in project.devices})
    found = []
    for project in projects:
        card, place = cards.get(project.project_id), None
        if card is not None:
            then, later = (decimal_string(minor, roadmap.currency) for minor in (card.amount_minor, card.later_minor))
            place = {"quarter": card.quarter_label, "why": card.why, "then": then, "later": later}
        found.append(
            project_json(project, roadmap.currency) | {
                "in_plan": place,
                "recurring_yearly": decimal_string(yearly_minor(project, roadmap.assumptions), roadmap.currency),
                "devices": [
                    _device(asset, kind, known.get(asset), _is_taken(taken, asset, project), roadmap.currency)
                    for asset, kind in project.devices
                ],
                "findings": [one.sentence for one in findings_of(project.project_id, roadmap.findings)],
            }
        )  # fmt: skip
    return found


def _is_taken(taken: Mapping[int, Absorbed], asset_id: int, project: Project) -> bool:
    return asset_id in taken and taken[asset_id].project.project_id == project.project_id


def _device(
    asset_id: int, disposition: str, row: DeviceRow | None, is_taken: bool, currency: str
) -> dict[str, Any]:  # fmt: skip
    """`absorbed`: its own replacement is out of the plan because of this project. One that is retired by now has
    nothing but its number."""
    told: dict[str, Any] = {"asset_id": asset_id, "disposition": disposition}
    if row is None:
        return told | {"device": None, "group": None, "absorbed": False, "limit_on": None, "at_stake": None}
    return told | {
        "device": row.label, "group": row.group, "absorbed": is_taken and row.group == "absorbed",
        "limit_on": row.limit_on.isoformat() if row.limit_on else None,
        "at_stake": None if row.at_stake_minor is None else decimal_string(row.at_stake_minor, currency),
    }  # fmt: skip


def findings_of(project_id: int, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What is to be known of one project."""
    keys = {f"{kind}:{project_id}" for kind in _KINDS}
    return tuple(one for one in findings if one.key in keys)
