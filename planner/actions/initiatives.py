"""The roadmap's initiatives: changed, moved, split, given back; each change one transaction and one audit entry.

A generated initiative that a person touches is held from then on (`roadmap.held`); a project's card is its project,
and a proposal becomes one (`proposals`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from planner.actions.faults import Faults
from planner.actions.initiative_change import (
    changed,
    checked,
    find_initiative,
    held_key,
    is_of_project,
    of_project,
)
from planner.actions.initiative_history import (
    CHANGED,
    InitiativeEntry,
    initiative_history,
    put_held,
    undo_initiative,
)
from planner.actions.initiative_writing import check_scenario, free_card, put_initiatives, settled_initiatives
from planner.actions.policies import refusal
from planner.actions.project_change import LANES, PRIORITIES
from planner.actions.projects import save_project
from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_initiatives import goal_titles, read_held
from planner.budget.projects import STATUSES
from planner.errors import PlannerError
from planner.money import decimal_string
from planner.roadmap.held import Held, open_quarters
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.movable import movable_keys
from planner.roadmap.project_cards import PROJECT
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

__all__ = [
    "LANES", "PRIORITIES", "STATUSES", "Initiative", "InitiativeEntry", "edit_initiatives", "find_initiative",
    "goals_of_client", "initiative_history", "initiatives_json", "movable_keys", "move_initiative", "open_quarters_of",
    "release_initiative", "split_initiative", "undo_initiative",
]  # fmt: skip


def edit_initiatives(
    store: Store, actor: Actor, client_id: int, as_of: date, changes: Mapping[str, Mapping[str, Any]]
) -> int:
    """Changes several cards at once: key → what is given of `initiative_change.FIELDS`; gives how many. One project's
    card alone is changed as `projects.save_project` does. Raises PlannerError with every fault; then nothing is
    stored."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    wanted = settled_initiatives(store, actor, client_id, roadmap, changes)
    if len(wanted) == 1 and (key := next(iter(wanted))).startswith(PROJECT):
        save_project(store, actor, client_id, of_project(wanted[key]), int(key.removeprefix(PROJECT)))
        return 1
    with acting(store, actor, CHANGED, client_id) as action:
        put_initiatives(action, actor, client_id, roadmap, wanted)
        if not any(action.details.values()):
            raise PlannerError("All of this stands like that already.", "Change a value first.")
    return len(wanted)


def move_initiative(
    store: Store, actor: Actor, client_id: int, as_of: date, key: str, quarter_starts_on: date | None
) -> None:
    """Moves a card, and so the devices that it holds, into another quarter or out of all; what was chosen before for
    one of its devices counts no longer. Raises PlannerError for an unknown card, a quarter outside the horizon or one
    in which nothing can land."""
    edit_initiatives(store, actor, client_id, as_of, {key: {"quarter": quarter_starts_on}})


def split_initiative(
    store: Store, actor: Actor, client_id: int, as_of: date, key: str, asset_ids: Collection[int], quarter: date | None
) -> None:
    """Gives some of a card's devices a card of their own in that quarter (None: in none). Raises PlannerError where
    they are not on it, or are all of it."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    faults = Faults()
    checked(roadmap, key, {"quarter": quarter}, (), faults)
    if is_of_project(key):
        faults.add(key, "A project cannot be split.", "Change its devices with the project.")
    if faults.found:
        raise refusal(tuple(faults.found))
    with acting(store, actor, CHANGED, client_id) as action:
        check_scenario(action.session, client_id, quarter is not None)
        held = read_held(action.session, client_id)
        before = next((one for one in held if one.key == held_key(key)), None)
        base = before or free_card(roadmap, key, held)
        chosen = set(asset_ids)
        if not chosen or not chosen < set(base.asset_ids):
            raise PlannerError("These are not some of the initiative's devices.", "Choose one or more, but not all.")
        rest = replace(base, asset_ids=tuple(asset for asset in base.asset_ids if asset not in chosen))
        own = replace(base, held_id=0, asset_ids=tuple(sorted(chosen)), title=None)
        parts: list[tuple[Held | None, Held | None]] = [(None, changed(own, {"quarter": quarter}))]
        put_held(action, actor, client_id, parts if before is None else [(before, rest), *parts], chosen)


def release_initiative(store: Store, actor: Actor, client_id: int, key: str) -> None:
    """Gives a held initiative back to the forecast: what was changed of it counts no longer, and its devices are
    planned as calculated. Raises PlannerError where the client holds none of that key."""
    with acting(store, actor, CHANGED, client_id) as action:
        before = next((one for one in read_held(action.session, client_id) if one.key == held_key(key)), None)
        if before is None:
            raise PlannerError("Nobody has changed this initiative.", "It follows the forecast already.")
        put_held(action, actor, client_id, [(before, None)])


def goals_of_client(store: Store, actor: Actor, client_id: int) -> dict[int, str]:
    """Goal's id → its title: what an initiative can serve."""
    with looking(store, actor) as session:
        return goal_titles(session, client_id)


def open_quarters_of(roadmap: Roadmap) -> dict[date, str]:
    """First day → label of each quarter that can be chosen."""
    may = open_quarters(roadmap.assumptions, roadmap.quarters, roadmap.as_of)
    return {quarter.starts_on: quarter.label for quarter in may}


def initiatives_json(roadmap: Roadmap) -> list[dict[str, Any]]:
    """Every card for programs, proposals and those in no quarter last: amounts as decimal strings, days ISO.
    `proposal` says in words what one would cost that nobody has taken up yet, `proposed` the amount (null where a price
    is not known); it is in no total."""
    movable, out = movable_keys(roadmap), {one.key for one in roadmap.parked}
    return [
        {
            "key": one.key, "title": one.title, "why": one.why, "lane": one.lane, "category": one.category,
            "quarter": None if one.key in out else one.quarter_starts_on.isoformat(),
            "quarter_label": one.quarter_label, "amount": decimal_string(one.amount_minor, roadmap.currency),
            "later": decimal_string(one.later_minor, roadmap.currency), "devices": one.devices,
            "asset_ids": list(one.asset_ids), "priority": one.priority, "status": one.status, "owner": one.owner,
            "goal": one.goal_id, "depends_on": list(one.depends_on), "is_held": one.is_held,
            "price_status": one.price_status, "quote": one.quote,
            "valid_until": one.valid_until and one.valid_until.isoformat(),
            "is_movable": one.key in movable, "proposal": one.proposal or None,
            "proposed": None if one.proposed_minor is None else decimal_string(one.proposed_minor, roadmap.currency),
        }
        for one in (*roadmap.initiatives, *roadmap.proposed, *roadmap.parked)
    ]  # fmt: skip
