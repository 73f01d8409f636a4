"""Edits of our workbook that Evergreen cannot take over, told with their cells; the others stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from planner.actions.faults import Faults
from planner.actions.initiative_change import checked
from planner.errors import Problem
from planner.frames import to_records
from planner.intake.our_workbook import CellEdit, OurWorkbook
from planner.roadmap.editable import editable_values
from planner.roadmap.held import open_quarters
from planner.roadmap.model import Roadmap

_PLANNED: Final = ("planned", "estimated")
_LONGEST: Final = {"owner": 200, "why": 4000, "notes": 32_767}
_GONE: Final = {
    "asset": ("This device is no longer in use in Evergreen.", "Export a new workbook to see what is."),
    "initiative": ("This initiative is no longer on the roadmap.", "Export a new workbook to see what is."),
}
Refused = tuple[str, str]
"""What is wrong, what to do."""


def checked_edits(
    roadmap: Roadmap, file_name: str, book: OurWorkbook, is_as_due: bool
) -> tuple[tuple[CellEdit, ...], tuple[Problem, ...]]:
    """The edits that can be taken over, and a problem for each other one. `is_as_due`: the client's plan is the one
    that no choice of a quarter moves."""
    known = editable_values(roadmap)
    devices = {str(row["asset_id"]): row for row in to_records(roadmap.schedule[["asset_id", "group", "currency"]])}
    may = () if is_as_due else _quarters(roadmap)
    good: list[CellEdit] = []
    problems: list[Problem] = []
    for edit in book.edits:
        if (edit.of, edit.row_id) not in known:
            told: Refused | None = _GONE[edit.of]
        elif edit.of == "initiative":
            told = _of_initiative(roadmap, edit)
        else:
            told = _of_asset(roadmap, edit, devices[edit.row_id], may)
        if told is None:
            good.append(edit)
        else:
            said = None if edit.value is None else str(edit.value)
            problems.append(Problem(*told, file_name, edit.sheet, edit.cell, said))
    return tuple(good), tuple(problems)


def _quarters(roadmap: Roadmap) -> Sequence[str]:
    return [quarter.label for quarter in open_quarters(roadmap.assumptions, roadmap.quarters, roadmap.as_of)]


def _too_long(edit: CellEdit) -> Refused | None:
    longest = _LONGEST.get(edit.field)
    if longest is not None and len(str(edit.value or "")) > longest:
        return f"This text is longer than {longest:,} characters.", "Shorten it."
    return None


def _of_initiative(roadmap: Roadmap, edit: CellEdit) -> Refused | None:
    faults = Faults()
    checked(roadmap, edit.row_id, {edit.field: edit.value}, (), faults)
    if faults.found:
        return faults.found[0].message, faults.found[0].remedy
    return _too_long(edit)


def _of_asset(roadmap: Roadmap, edit: CellEdit, device: Mapping[str, Any], may: Sequence[str]) -> Refused | None:
    if edit.field == "planned_quarter":
        return _of_quarter(edit, device["group"], may)
    if edit.field == "own_price_minor" and device["currency"] not in (None, roadmap.currency):
        return (
            f"This device is priced in {device['currency']}, not {roadmap.currency}.",
            "Correct its replacement cost on the page Assets.",
        )
    return _too_long(edit)


def _of_quarter(edit: CellEdit, group: str, may: Sequence[str]) -> Refused | None:
    if group not in _PLANNED:
        return (
            f"This device is not in the plan ({group.replace('_', ' ')}), so it has no quarter to choose.",
            "Change that in Evergreen first.",
        )
    if edit.value is not None and edit.value not in may:
        span = f"Choose {may[0]} to {may[-1]}." if may else "Choose As decided on Budget, or shorten the lead time."
        return f"{edit.value} is no quarter in which it can land.", span
    return None
