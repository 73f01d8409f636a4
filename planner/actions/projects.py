"""A client's projects: adding and changing one, taking it back, and the history of all changes.

Each change is one transaction and one audit entry, whose details hold the project as it was before and is after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.dependencies import check_stored
from planner.actions.faults import Faults
from planner.actions.policies import refusal
from planner.actions.project_change import Given, settled
from planner.actions.roadmaps import roadmap_inputs, roadmap_of
from planner.actions.stored_initiatives import goal_titles
from planner.actions.stored_projects import project_of, read_projects, values_of, write_project
from planner.actions.stored_rules import read_rules
from planner.actions.trail import trail
from planner.budget.effect import Effect, effect_of
from planner.budget.projects import DISPOSITIONS, PRICE_STATUSES, STATUSES, Project
from planner.errors import PlannerError, Problem
from planner.money import decimal_string
from planner.records import Asset
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.project_cards import PROJECT
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

__all__ = [
    "DISPOSITIONS", "PRICE_STATUSES", "STATUSES", "Project", "ProjectEntry", "ProjectPreview", "check_project",
    "client_projects", "find_project", "project_cards", "project_history", "project_json", "remove_project",
    "save_project", "undo_project",
]  # fmt: skip
CHANGED: Final = "projects.change"
REMOVED: Final = "projects.remove"
UNDONE: Final = "projects.undo"
_ACTIONS: Final = (CHANGED, REMOVED, UNDONE)


def client_projects(store: Store, actor: Actor, client_id: int) -> tuple[Project, ...]:
    """All projects of a client by start, declined and done ones too. Raises PlannerError where there is no such
    client."""
    with looking(store, actor) as session:
        read_rules(session, client_id)
        return read_projects(session, client_id)


def find_project(store: Store, actor: Actor, client_id: int, project_id: int) -> Project:
    """The client's project. Raises PlannerError where he has none of that number."""
    for project in client_projects(store, actor, client_id):
        if project.project_id == project_id:
            return project
    raise PlannerError(f"There is no project {project_id} of this client.", "Look at the list of projects.")


@dataclass(frozen=True)
class ProjectPreview:
    """What a change would do: everything that is wrong with it, or its effect on the budget."""

    problems: tuple[Problem, ...]
    effect: Effect | None
    currency: str
    locale: str


def check_project(
    store: Store, actor: Actor, client_id: int, as_of: date, given: Given, project_id: int | None = None
) -> ProjectPreview:
    """What is wrong with the change, or what it would do to the budget. Stores nothing."""
    with looking(store, actor) as session:
        before, after, problems = _settled(session, client_id, given, project_id)
        inputs = roadmap_inputs(session, client_id)
    rules = inputs.rules
    if after is None:
        return ProjectPreview(problems, None, rules.currency, str(rules.client["locale"]))
    others = tuple(one for one in inputs.projects if before is None or one.project_id != before.project_id)
    was, would = roadmap_of(inputs, as_of), roadmap_of(replace(inputs, projects=(*others, after)), as_of)
    effect = effect_of(was.budget, would.budget, was.schedule, would.schedule)
    return ProjectPreview((), effect, rules.currency, str(rules.client["locale"]))


def save_project(
    store: Store, actor: Actor, client_id: int, given: Given, project_id: int | None = None, source: str | None = None
) -> int:
    """Stores a new project, or what is given anew of one; gives its id. `source`: the key of the proposal that a new
    one comes from. Raises PlannerError, naming every fault, where anything is wrong; then nothing is stored."""
    with acting(store, actor, CHANGED, client_id) as action:
        before, after, problems = _settled(action.session, client_id, given, project_id)
        if problems:
            raise refusal(problems)
        if after is not None and source is not None:
            after = replace(after, source=source)
        return _put(action.session, actor, client_id, before, after, action.details)


def remove_project(store: Store, actor: Actor, client_id: int, project_id: int) -> None:
    """Takes a project back: its devices come back into the plan. Raises PlannerError where there is none such."""
    with acting(store, actor, REMOVED, client_id) as action:
        _put(action.session, actor, client_id, _stored(action.session, client_id, project_id), None, action.details)


def _settled(
    session: Session, client_id: int, given: Given, project_id: int | None
) -> tuple[Project | None, Project | None, tuple[Problem, ...]]:
    currency = read_rules(session, client_id).currency
    base = None if project_id is None else _stored(session, client_id, project_id)
    asset = table_of(Asset)
    owned = set(session.execute(select(asset.c.id).where(asset.c.client_id == client_id)).scalars())
    after, problems = settled(given, base, currency, owned)
    faults = Faults()
    where = str(given.get("title") or (base.title if base else "") or "A project")
    if given.get("goal") is not None and given["goal"] not in goal_titles(session, client_id):
        faults.add(where, f"This client has no goal {given['goal']}.", "Choose one of his goals.")
    key = f"{PROJECT}{project_id}" if project_id else ""
    check_stored(session, client_id, key, where, given.get("depends_on") or (), faults)
    return base, None if faults.found else after, (*problems, *faults.found)


def _stored(session: Session, client_id: int, project_id: int) -> Project:
    for project in read_projects(session, client_id):
        if project.project_id == project_id:
            return project
    raise PlannerError(f"There is no project {project_id} of this client.", "Look at the list of projects.")


def _put(
    session: Session, actor: Actor, client_id: int, before: Project | None, after: Project | None,
    details: dict[str, Any],
) -> int:  # fmt: skip
    if before == after:
        raise PlannerError("This project stands like that already.", "Change a value first.")
    project_id = write_project(session, actor, client_id, before, after)
    told = {name: project and values_of(project) for name, project in (("before", before), ("after", after))}
    details.update(project=project_id, **told)
    return project_id


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """One change of a client's projects. `action`: CHANGED, REMOVED or UNDONE."""

    entry_id: int
    made_at: datetime
    actor: str
    action: str
    project_id: int
    before: Project | None
    after: Project | None
    can_undo: bool


def project_history(store: Store, actor: Actor, client_id: int) -> tuple[ProjectEntry, ...]:
    """The newest first."""
    return tuple(
        ProjectEntry(
            one.entry_id, one.made_at, one.actor, one.action, one.details["project"],
            _known(one.details["before"], one.details["project"]), _known(one.details["after"], one.details["project"]),
            one.can_undo,
        )
        for one in trail(store, actor, client_id, _ACTIONS, UNDONE)
    )  # fmt: skip


def _known(values: dict[str, Any] | None, project_id: int) -> Project | None:
    return None if values is None else replace(project_of(values), project_id=project_id)


def undo_project(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Puts back what a change found. Raises PlannerError where there is no such change of this client, it was taken
    back before, or the project was changed again since."""
    entry = next((one for one in project_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(f"There is no change {entry_id} that can be taken back.", "Look at the projects' history.")
    with acting(store, actor, UNDONE, client_id) as action:
        stored = {project.project_id: project for project in read_projects(action.session, client_id)}
        if stored.get(entry.project_id) != entry.after:
            raise PlannerError("This project was changed again since.", "Change it as you want it.")
        _put(action.session, actor, client_id, entry.after, entry.before, action.details)
        action.details["undoes"] = entry_id


def project_cards(roadmap: Roadmap) -> dict[int, Initiative]:
    """Project id → its initiative on this roadmap."""
    return {int(one.key.removeprefix(PROJECT)): one for one in roadmap.initiatives if one.key.startswith(PROJECT)}


def project_json(project: Project, currency: str) -> dict[str, Any]:
    """A project for programs: amounts as decimal strings, days ISO."""
    values = values_of(project)
    lines = [
        {name: value for name, value in line.items() if name != "unit_price_minor"}
        | {"unit_price": decimal_string(line["unit_price_minor"], currency)}
        for line in values["lines"]
    ]
    devices = [{"asset_id": asset_id, "disposition": disposition} for asset_id, disposition in project.devices]
    return values | {"lines": lines, "devices": devices, "currency": currency}
