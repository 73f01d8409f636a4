"""Writing changes of initiatives with their trail, and taking them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from planner.actions.stored_initiatives import (
    held_of,
    read_held,
    values_of,
    write_held,
)
from planner.actions.stored_pins import restore_pins, withdraw_pins
from planner.actions.stored_projects import project_of, read_projects, write_project
from planner.actions.stored_projects import values_of as values_of_project
from planner.actions.trail import trail
from planner.budget.projects import Project
from planner.errors import PlannerError
from planner.roadmap.held import Held
from planner.sharing.audit import Action, acting
from planner.sharing.people import Actor
from planner.store import Store

CHANGED: Final = "initiatives.change"
UNDONE: Final = "initiatives.undo"
HeldPair = tuple[Held | None, Held | None]
ProjectPair = tuple[Project | None, Project | None]


def put_held(
    action: Action, actor: Actor, client_id: int, pairs: Iterable[HeldPair], moved: Collection[int] = ()
) -> None:
    """Writes what differs inside the caller's transaction. `moved`: devices that go with their initiative from now on:
    what was chosen before for them alone is taken back."""
    written = []
    for before, after in pairs:
        if before != after:
            held_id = write_held(action.session, actor, client_id, before, after)
            written.append({"id": held_id, "before": before and values_of(before), "after": after and values_of(after)})
    action.details.update(initiatives=written, pins=withdraw_pins(action.session, actor, moved))


def put_projects(action: Action, actor: Actor, client_id: int, pairs: Iterable[ProjectPair]) -> None:
    """Writes what differs inside the caller's transaction."""
    written = []
    for before, after in pairs:
        if before != after:
            project_id = write_project(action.session, actor, client_id, before, after)
            told = {name: one and values_of_project(one) for name, one in (("before", before), ("after", after))}
            written.append({"id": project_id, **told})
    action.details["projects"] = written


@dataclass(frozen=True, slots=True)
class InitiativeEntry:
    """One change. `titles`: what it touched, as far as a person named it; categories where he did not."""

    entry_id: int
    made_at: datetime
    actor: str
    titles: tuple[str, ...]
    can_undo: bool
    details: Mapping[str, Any]


def initiative_history(store: Store, actor: Actor, client_id: int) -> tuple[InitiativeEntry, ...]:
    """The newest first."""
    return tuple(
        InitiativeEntry(
            one.entry_id, one.made_at, one.actor,
            tuple(_title(row) for row in (*one.details["initiatives"], *one.details.get("projects", ()))),
            one.can_undo, one.details,
        )
        for one in trail(store, actor, client_id, (CHANGED, UNDONE), UNDONE)
    )  # fmt: skip


def _title(row: Mapping[str, Any]) -> str:
    said = row["after"] or row["before"]
    return str(said["title"] or said["category"])


def undo_initiative(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Puts back what a change found. Raises PlannerError where there is no such change of this client, it was taken
    back before, a card was changed again since, or one of its devices is held by another since."""
    entry = next((one for one in initiative_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(f"There is no change {entry_id} that can be taken back.", "Look at the history.")
    with acting(store, actor, UNDONE, client_id) as action:
        put_back(action, actor, client_id, entry.details)
        restore_pins(action.session, entry.details["pins"])
        action.details["undoes"] = entry_id


def put_back(action: Action, actor: Actor, client_id: int, details: Mapping[str, Any]) -> None:
    """Writes the cards and projects as an entry's `details` say that they were, inside the caller's transaction. Raises
    PlannerError where one was changed again since, or one of its devices is held by another since."""
    held = {one.held_id: one for one in read_held(action.session, client_id)}
    pairs = [_back(row, held, _held) for row in reversed(details["initiatives"])]
    _check_free([before for _, before in pairs if before], held, {row["id"] for row in details["initiatives"]})
    projects = {one.project_id: one for one in read_projects(action.session, client_id)}
    of_projects = [_back(row, projects, _project) for row in reversed(details.get("projects", []))]
    put_held(action, actor, client_id, pairs)
    put_projects(action, actor, client_id, of_projects)


def _back(row: Mapping[str, Any], stored: Mapping[int, Any], read: Any) -> tuple[Any, Any]:
    """(as it stands, as it was). Raises PlannerError where it no longer stands as the change left it."""
    before, after = (read(row[name], row["id"]) if row[name] else None for name in ("before", "after"))
    if stored.get(row["id"]) != after:
        raise PlannerError("This initiative was changed again since.", "Change it as you want it.")
    return after, before


def _check_free(coming: Iterable[Held], held: Mapping[int, Held], own: set[int]) -> None:
    """Raises PlannerError where another initiative has taken up one of these devices since."""
    others = {asset for one in held.values() if one.held_id not in own for asset in one.asset_ids}
    if any(not others.isdisjoint(one.asset_ids) for one in coming):
        raise PlannerError("Another initiative holds its devices by now.", "Change that one.")


def _held(values: Mapping[str, Any], held_id: int) -> Held:
    return replace(held_of(values), held_id=held_id)


def _project(values: Mapping[str, Any], project_id: int) -> Project:
    return replace(project_of(values), project_id=project_id)
