"""Changed cards → what is stored of them: held initiatives, projects, and proposals that become projects."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from planner.actions.faults import Faults
from planner.actions.initiative_change import (
    changed,
    checked,
    find_initiative,
    held_key,
    is_of_project,
    of_project,
    taken_up,
)
from planner.actions.initiative_history import put_held, put_projects
from planner.actions.policies import refusal
from planner.actions.project_change import settled
from planner.actions.proposals import taken_pairs
from planner.actions.stored_initiatives import goal_titles, read_held
from planner.actions.stored_projects import read_projects
from planner.budget.projects import Project
from planner.errors import PlannerError
from planner.frames import to_records
from planner.records import Client
from planner.roadmap.held import Held
from planner.roadmap.model import Roadmap
from planner.roadmap.project_cards import PROJECT
from planner.sharing.audit import Action, looking
from planner.sharing.people import Actor
from planner.store import Store

Changes = Mapping[str, Mapping[str, Any]]
Pairs = dict[str, tuple[Held | None, Held | None]]


def settled_initiatives(
    store: Store, actor: Actor, client_id: int, roadmap: Roadmap, changes: Changes
) -> dict[str, dict[str, Any]]:
    """The changes, key → what is given, as plain values. Raises PlannerError with every fault."""
    faults = Faults()
    with looking(store, actor) as session:
        goals = goal_titles(session, client_id)
        check_scenario(session, client_id, any(change.get("quarter") for change in changes.values()))
    wanted = {key: checked(roadmap, key, change, goals, faults) for key, change in changes.items() if change}
    if faults.found:
        raise refusal(tuple(faults.found))
    return wanted


def put_initiatives(
    action: Action, actor: Actor, client_id: int, roadmap: Roadmap, wanted: Changes, out: Collection[int] = ()
) -> None:
    """Writes them inside the caller's transaction; the devices `out` (asset ids) leave their cards for one in no
    quarter. Raises PlannerError with every fault, or where somebody has changed a card since the roadmap was read."""
    pairs = _held_pairs(action.session, client_id, roadmap, wanted)
    moved = {held_key(key) for key, change in wanted.items() if change.get("quarter") is not None}
    devices = {asset for key, (_, after) in pairs.items() if key in moved and after for asset in after.asset_ids}
    _take_out(action.session, client_id, roadmap, pairs, set(out))
    put_held(action, actor, client_id, pairs.values(), devices | set(out))
    stored = _project_pairs(action.session, client_id, roadmap.currency, wanted)
    put_projects(action, actor, client_id, [*stored, *taken_pairs(action.session, client_id, roadmap, wanted)])


def check_scenario(session: Session, client_id: int, is_placed: bool) -> None:
    """Raises PlannerError where a quarter is chosen while the shown plan has each device as it is due."""
    if is_placed and session.get_one(Client, client_id).scenario == "as_due":
        raise PlannerError(
            "This roadmap shows each device as it is due, whatever is chosen.", "Choose As decided on Budget first."
        )


def _held_pairs(session: Session, client_id: int, roadmap: Roadmap, wanted: Changes) -> Pairs:
    """Key → (as it is held, as it is to be) of each card that is no project; the parts of one that is held are one."""
    before = {one.key: one for one in read_held(session, client_id)}
    after: dict[str, Held] = {}
    for key, change in wanted.items():
        if not is_of_project(key):
            own = held_key(key)
            base = after.get(own) or before.get(own) or free_card(roadmap, key, before.values())
            after[own] = changed(base, change)
    return {key: (before.get(key), one) for key, one in after.items()}


def _take_out(session: Session, client_id: int, roadmap: Roadmap, pairs: Pairs, out: set[int]) -> None:
    """Adds to `pairs`: the devices' cards without them, and by category one card of them in no quarter."""
    if not out:
        return
    for one in read_held(session, client_id):
        if out.intersection(one.asset_ids) and one.key not in pairs:
            pairs[one.key] = (one, one)
    for key, (before, after) in pairs.items():
        if after and out.intersection(after.asset_ids):
            rest = tuple(asset for asset in after.asset_ids if asset not in out)
            pairs[key] = (before, replace(after, asset_ids=rest) if rest else None)
    by_category: dict[str, list[int]] = {}
    for row in to_records(roadmap.schedule[["asset_id", "category"]]):
        if row["asset_id"] in out:
            by_category.setdefault(row["category"], []).append(row["asset_id"])
    for category, assets in by_category.items():
        pairs[f"out:{category}"] = (None, Held(0, category, tuple(sorted(assets)), is_unscheduled=True))


def free_card(roadmap: Roadmap, key: str, held: Collection[Held]) -> Held:
    """The generated card, taken up. Raises PlannerError where somebody has taken up one of its devices since the
    roadmap was read."""
    made = taken_up(find_initiative(roadmap, key), roadmap)
    if not made.asset_ids or any(not set(made.asset_ids).isdisjoint(one.asset_ids) for one in held):
        raise PlannerError("Somebody else changed this initiative just now.", "Reload the roadmap.")
    return made


def _project_pairs(
    session: Session, client_id: int, currency: str, wanted: Changes
) -> list[tuple[Project | None, Project | None]]:
    """(as it stands, as it is to be) of each project's card. Raises PlannerError with every fault."""
    stored = {f"{PROJECT}{one.project_id}": one for one in read_projects(session, client_id)}
    pairs: list[tuple[Project | None, Project | None]] = []
    for key in (key for key in wanted if key.startswith(PROJECT)):
        after, problems = settled(of_project(wanted[key]), stored[key], currency, ())
        if problems:
            raise refusal(problems)
        pairs.append((stored[key], after))
    return pairs
