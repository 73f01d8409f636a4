"""Our own workbook comes back: what people edited in it as a difference, the conflicts with newer changes, and all of
it applied in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from planner.actions.initiative_writing import put_initiatives, settled_initiatives
from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_pins import put_pins
from planner.actions.uploads import Upload
from planner.actions.workbook_checks import checked_edits
from planner.actions.workbook_corrections import put_values
from planner.errors import PlannerError, Problem
from planner.intake.our_workbook import CellEdit, OurWorkbook, read_our_workbook
from planner.records import Client
from planner.roadmap.editable import Value, editable_values, labels
from planner.roadmap.model import Roadmap
from planner.sharing.audit import acting, data_version, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.workbook_format import ASSET_HEADINGS, INITIATIVE_HEADINGS, fingerprint

APPLIED: Final = "workbook.apply"
State = Literal["change", "conflict", "stands"]
_HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {"asset": ASSET_HEADINGS, "initiative": INITIATIVE_HEADINGS}


@dataclass(frozen=True, slots=True)
class WorkbookEdit:
    """One edited cell against what Evergreen has now. `state` 'conflict': it was changed in both since the workbook was
    made; 'stands': Evergreen says the same already."""

    edit: CellEdit
    label: str
    heading: str
    now: Value
    state: State

    @property
    def key(self) -> str:
        """'Assets!N7': how a person names it."""
        return f"{self.edit.sheet}!{self.edit.cell}"


@dataclass(frozen=True)
class WorkbookPreview:
    """What applying the workbook would do. Nothing is written yet."""

    file_name: str
    client_id: int
    client: str
    made_as_of: date
    edits: tuple[WorkbookEdit, ...]
    problems: tuple[Problem, ...]
    missing: int
    at_version: int
    as_of: date
    currency: str
    locale: str

    @property
    def changes(self) -> tuple[WorkbookEdit, ...]:
        return tuple(one for one in self.edits if one.state == "change")

    @property
    def conflicts(self) -> tuple[WorkbookEdit, ...]:
        return tuple(one for one in self.edits if one.state == "conflict")


def preview_workbook(store: Store, actor: Actor, upload: Upload, as_of: date) -> WorkbookPreview | None:
    """What people edited in a workbook of ours, against what is stored; None where the file is none of ours. Raises
    PlannerError where it cannot be read, was made by another version, or its client is not here."""
    try:
        book = read_our_workbook(upload.data, upload.file_name)
    except PlannerError as error:
        raise PlannerError(f"{upload.file_name}: {error.message}", error.remedy) from error
    if book is None:
        return None
    with looking(store, actor) as session:
        client = session.get(Client, book.client_id)
        version = data_version(session)
        if client is None or client.name != book.client:
            raise PlannerError(
                f"This workbook is about {book.client}, whom this installation does not know by that number.",
                "Import it where it was made, or export a new one here.",
            )
    roadmap = client_roadmap(store, actor, book.client_id, as_of)
    edits, problems = checked_edits(roadmap, upload.file_name, book, client.scenario == "as_due")
    return WorkbookPreview(
        file_name=upload.file_name, client_id=book.client_id, client=book.client, made_as_of=book.as_of,
        edits=_compared(roadmap, edits), problems=(*book.problems, *problems), missing=book.missing,
        at_version=version, as_of=as_of, currency=book.currency,
        locale=roadmap.assumptions.locale,
    )  # fmt: skip


def _compared(roadmap: Roadmap, edits: Sequence[CellEdit]) -> tuple[WorkbookEdit, ...]:
    now, called = editable_values(roadmap), labels(roadmap)
    return tuple(
        WorkbookEdit(edit, called[row], _HEADINGS[edit.of][edit.field], value, _state(edit, value))
        for edit in edits
        for row in ((edit.of, edit.row_id),)
        for value in (now[row][edit.field],)
    )


def _state(edit: CellEdit, now: Value) -> State:
    if fingerprint(now) == fingerprint(edit.value):
        return "stands"
    return "change" if fingerprint(now) == edit.as_made else "conflict"


def apply_workbook(store: Store, actor: Actor, preview: WorkbookPreview, take: Collection[str] = ()) -> int:
    """Writes the changes, and of the conflicts those whose keys `take` names; the others stay as Evergreen has them.
    Gives how many cells were taken over. Raises PlannerError where the store has changed since, so that what is written
    is what was shown; then nothing is stored."""
    if unknown := sorted(set(take) - {one.key for one in preview.conflicts}):
        raise PlannerError(f"{unknown[0]} is no conflict.", "Look at the conflicts once more.")
    taken = [one for one in preview.edits if one.state == "change" or one.key in take]
    if not taken:
        raise PlannerError("There is nothing to take over from this workbook.", "Edit a cell on pale yellow first.")
    roadmap = client_roadmap(store, actor, preview.client_id, preview.as_of)
    of_assets = [one.edit for one in taken if one.edit.of == "asset"]
    changes: dict[str, dict[str, Value]] = {}
    for one in taken:
        if one.edit.of == "initiative":
            changes.setdefault(one.edit.row_id, {})[one.edit.field] = one.edit.value
    wanted = settled_initiatives(store, actor, preview.client_id, roadmap, changes)
    quarters = {int(edit.row_id): edit.value for edit in of_assets if edit.field == "planned_quarter"}
    with acting(store, actor, APPLIED, preview.client_id) as action:
        if data_version(action.session) != preview.at_version:
            raise PlannerError(
                "Somebody else changed the data meanwhile.", "Look at the new difference and apply again."
            )
        out = [asset for asset, label in quarters.items() if label is None]
        put_initiatives(action, actor, preview.client_id, roadmap, wanted, out)
        starts = {quarter.label: quarter.starts_on for quarter in roadmap.quarters}
        pins = {asset: starts[str(label)] for asset, label in quarters.items() if label is not None}
        withdrawn, made = put_pins(action.session, actor, pins, f"In the workbook {preview.file_name}.")
        values = [edit for edit in of_assets if edit.field != "planned_quarter"]
        bought = roadmap.schedule.loc[roadmap.schedule["age_evidence"] == "purchase_date", "asset_id"].tolist()
        corrections = put_values(action.session, actor, values, bought, preview.currency, preview.file_name)
        action.details.update(
            file=preview.file_name, cells=[one.key for one in taken], corrections=corrections,
            pins=[*action.details["pins"], *withdrawn], own_pins=made,
        )  # fmt: skip
    return len(taken)


def workbook_json(preview: WorkbookPreview, applied: int | None) -> dict[str, object]:
    """The difference for programs; amounts in minor units of `currency`."""
    return {
        "workbook": preview.file_name, "client": preview.client, "made_as_of": preview.made_as_of.isoformat(),
        "currency": preview.currency, "applied": applied, "missing_rows": preview.missing,
        "edits": [
            {
                "cell": one.key, "of": one.edit.of, "id": one.edit.row_id, "label": one.label, "field": one.edit.field,
                "now": one.now, "value": one.edit.value, "state": one.state,
            }
            for one in preview.edits
        ],
        "problems": [problem.as_dict() for problem in preview.problems],
    }  # fmt: skip


__all__ = ["APPLIED", "OurWorkbook", "WorkbookEdit", "WorkbookPreview", "apply_workbook", "preview_workbook",
           "workbook_json"]  # fmt: skip
