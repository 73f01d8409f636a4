"""The roadmap's initiatives: changed, moved, split and taken back; each change one transaction and one audit entry.

A generated initiative that a person touches is held from then on (`roadmap.held`); a project's card is its project.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from planner.actions.faults import Faults
from planner.actions.policies import refusal
from planner.actions.project_change import LANES, PRIORITIES
from planner.actions.projects import save_project
from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_initiatives import held_of, read_held, values_of, write_held
from planner.actions.trail import trail
from planner.budget.projects import STATUSES
from planner.errors import PlannerError
from planner.money import decimal_string
from planner.roadmap.held import HELD, Held
from planner.roadmap.model import Initiative, Roadmap
from planner.roadmap.project_cards import PROJECT
from planner.sharing.audit import acting
from planner.sharing.people import Actor
from planner.store import Store

__all__ = [
    "LANES", "PRIORITIES", "STATUSES", "Initiative", "InitiativeEntry", "edit_initiatives", "find_initiative",
    "initiative_history", "initiatives_json", "is_movable", "landings", "move_initiative",
    "split_initiative", "undo_initiative",
]  # fmt: skip
CHANGED: Final = "initiatives.change"
UNDONE: Final = "initiatives.undo"
FIELDS: Final = ("title", "why", "lane", "priority", "status", "owner")
_OPTIONS: Final = {"lane": LANES, "priority": PRIORITIES, "status": STATUSES}
Pairs = Sequence[tuple[Held | None, Held | None]]


def find_initiative(roadmap: Roadmap, key: str) -> Initiative:
    """The card of that key, one that is in no quarter too. Raises PlannerError where the roadmap has none."""
    for one in (*roadmap.initiatives, *roadmap.parked):
        if one.key == key:
            return one
    raise PlannerError(f"There is no initiative {key} on this roadmap.", "Reload the roadmap; it may have changed.")


Landings = frozenset[tuple[int, date]]


def landings(roadmap: Roadmap) -> Landings:
    """(asset id, first day of the quarter) of each device's own replacement; successors are not among them."""
    own, calendar = roadmap.actions[roadmap.actions["generation"] == 0], roadmap.assumptions.calendar
    starts = {on: calendar.quarter_of(on.date()).starts_on for on in own["planned_on"].unique()}
    return frozenset((asset, starts[on]) for asset, on in zip(own["asset_id"].tolist(), own["planned_on"], strict=True))


def is_movable(one: Initiative, roadmap: Roadmap, landed: Landings | None = None) -> bool:
    """Whether it holds replacements of devices of today, or is a project. A card of successors alone follows them.
    `landed`: the roadmap's `landings`, where many cards are asked about."""
    if one.key.startswith(PROJECT) or one in roadmap.parked:
        return True
    there = landings(roadmap) if landed is None else landed
    return any((asset, one.quarter_starts_on) in there for asset in one.asset_ids)


def edit_initiatives(
    store: Store, actor: Actor, client_id: int, as_of: date, changes: Mapping[str, Mapping[str, Any]]
) -> int:
    """Changes several cards at once: key → {title, why, lane, priority, status, owner, quarter (its first day, or None
    for none)}; gives how many. A project's card is changed with its project, an action of its own. Raises PlannerError
    with every fault; then nothing is stored."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    faults, projects, pairs = Faults(), {}, []
    wanted = {key: _checked(roadmap, key, change, faults) for key, change in changes.items()}
    if len(wanted) > 1 and any(key.startswith(PROJECT) for key in wanted):
        faults.add("Projects", "A project is changed by itself.", "Save it first, then the other initiatives.")
    if faults.found:
        raise refusal(tuple(faults.found))
    with acting(store, actor, CHANGED, client_id) as action:
        stored = {one.key: one for one in read_held(action.session, client_id)}
        for key, change in wanted.items():
            if key.startswith(PROJECT):
                projects[int(key.removeprefix(PROJECT))] = change
                continue
            before = stored.get(_held_key(key))
            base = before or _taken_up(find_initiative(roadmap, key), roadmap)
            pairs.append((before, _changed(base, change)))
        _put(action.session, actor, client_id, pairs, action.details)
    for project_id, change in projects.items():
        save_project(store, actor, client_id, _of_project(change), project_id)
    return len(wanted)


def _held_key(key: str) -> str:
    """A held initiative's own key: its later parts have their quarter behind it."""
    return ":".join(key.split(":")[:2]) if key.startswith(HELD) else key


def _checked(roadmap: Roadmap, key: str, change: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """The change with every fault noted."""
    try:
        one = find_initiative(roadmap, key)
    except PlannerError as error:
        faults.add(key, error.message, error.remedy)
        return {}
    if not is_movable(one, roadmap):
        faults.add(one.title, "It follows devices of this plan.", "Change those; it goes with them.")
        return {}
    for name, options in _OPTIONS.items():
        if change.get(name) is not None and change[name] not in options:
            faults.add(one.title, f"There is no {name} '{change[name]}'.", f"Choose one of: {', '.join(options)}.")
    if unknown := sorted(set(change) - {*FIELDS, "quarter"}):
        faults.add(one.title, f"An initiative has no '{unknown[0]}'.", f"Choose one of: {', '.join(FIELDS)}, quarter.")
    if "title" in change and not str(change["title"] or "").strip():
        faults.add(one.title, "It would have no title.", "Give it one.")
    if "quarter" in change:
        _check_quarter(roadmap, one, change["quarter"], faults)
    return dict(change)


def _check_quarter(roadmap: Roadmap, one: Initiative, starts_on: date | None, faults: Faults) -> None:
    open_ = [quarter for quarter in roadmap.quarters if quarter.ends_on >= roadmap.first_buyable]
    if starts_on is None and one.key.startswith(PROJECT):
        faults.add(one.title, "A project is in a quarter or declined.", "Give it a quarter, or decline it.")
    elif starts_on is not None and starts_on not in {quarter.starts_on for quarter in open_}:
        last = roadmap.quarters[-1].label
        first = open_[0].label if open_ else last
        faults.add(one.title, f"{starts_on} begins no quarter in which it can land.", f"Choose {first} to {last}.")


def _taken_up(one: Initiative, roadmap: Roadmap) -> Held:
    """The generated card as one that is held: the devices of today that it replaces."""
    landed = landings(roadmap)
    there = {asset for asset in one.asset_ids if (asset, one.quarter_starts_on) in landed}
    return Held(0, str(one.category), tuple(sorted(there)))


def _changed(base: Held, change: Mapping[str, Any]) -> Held:
    fields: dict[str, Any] = {name: (str(change[name]).strip() or None) if change[name] is not None else None
              for name in FIELDS if name in change}  # fmt: skip
    if "quarter" in change:
        fields |= {"quarter_starts_on": change["quarter"], "is_unscheduled": change["quarter"] is None}
    return replace(base, **fields)


def _of_project(change: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: change[name] for name in FIELDS if name in change}
    return given | ({"starts_on": change["quarter"]} if "quarter" in change else {})


def move_initiative(
    store: Store, actor: Actor, client_id: int, as_of: date, key: str, quarter_starts_on: date | None
) -> None:
    """Moves a card, and so the devices that it holds, into another quarter or out of all. Raises PlannerError for an
    unknown card, a quarter outside the horizon or before anything can be bought."""
    edit_initiatives(store, actor, client_id, as_of, {key: {"quarter": quarter_starts_on}})


def split_initiative(
    store: Store, actor: Actor, client_id: int, as_of: date, key: str, asset_ids: Collection[int], quarter: date | None
) -> None:
    """Gives some of a card's devices a card of their own in that quarter (None: in none). Raises PlannerError where
    they are not on it, or are all of it."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    faults = Faults()
    _checked(roadmap, key, {"quarter": quarter}, faults)
    if faults.found:
        raise refusal(tuple(faults.found))
    with acting(store, actor, CHANGED, client_id) as action:
        before = next((one for one in read_held(action.session, client_id) if one.key == _held_key(key)), None)
        base = before or _taken_up(find_initiative(roadmap, key), roadmap)
        chosen = set(asset_ids)
        if not chosen or not chosen < set(base.asset_ids):
            raise PlannerError("These are not some of the initiative's devices.", "Choose one or more, but not all.")
        rest = replace(base, asset_ids=tuple(asset for asset in base.asset_ids if asset not in chosen))
        own = replace(base, held_id=0, asset_ids=tuple(sorted(chosen)), quarter_starts_on=quarter,
                      is_unscheduled=quarter is None, title=None)  # fmt: skip
        pairs: Pairs = [(None, own)] if before is None else [(before, rest), (None, own)]
        _put(action.session, actor, client_id, pairs, action.details)


def _put(session: Session, actor: Actor, client_id: int, pairs: Pairs, details: dict[str, Any]) -> None:
    written = []
    for before, after in pairs:
        if before != after:
            held_id = write_held(session, actor, client_id, before, after)
            written.append({"id": held_id, "before": before and values_of(before), "after": after and values_of(after)})
    details["initiatives"] = written


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
            tuple(str((row["after"] or row["before"])["title"] or (row["after"] or row["before"])["category"])
                  for row in one.details["initiatives"]),
            one.can_undo and bool(one.details["initiatives"]), one.details,
        )
        for one in trail(store, actor, client_id, (CHANGED, UNDONE), UNDONE)
    )  # fmt: skip


def undo_initiative(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Puts back what a change found. Raises PlannerError where there is no such change of this client, it was taken
    back before, or a card was changed again since."""
    entry = next((one for one in initiative_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(f"There is no change {entry_id} that can be taken back.", "Look at the history.")
    with acting(store, actor, UNDONE, client_id) as action:
        stored = {one.held_id: one for one in read_held(action.session, client_id)}
        pairs: list[tuple[Held | None, Held | None]] = []
        for row in reversed(entry.details["initiatives"]):
            before, after = (replace(held_of(row[name]), held_id=row["id"]) if row[name] else None
                             for name in ("before", "after"))  # fmt: skip
            if stored.get(row["id"]) != after:
                raise PlannerError("This initiative was changed again since.", "Change it as you want it.")
            pairs.append((after, before))
        _put(action.session, actor, client_id, pairs, action.details)
        action.details["undoes"] = entry_id


def initiatives_json(roadmap: Roadmap) -> list[dict[str, Any]]:
    """Every card for programs, those in no quarter last: amounts as decimal strings, days ISO."""
    landed = landings(roadmap)
    return [
        {
            "key": one.key, "title": one.title, "why": one.why, "lane": one.lane, "category": one.category,
            "quarter": None if one in roadmap.parked else one.quarter_starts_on.isoformat(),
            "quarter_label": one.quarter_label, "amount": decimal_string(one.amount_minor, roadmap.currency),
            "later": decimal_string(one.later_minor, roadmap.currency), "devices": one.devices,
            "asset_ids": list(one.asset_ids), "priority": one.priority, "status": one.status, "owner": one.owner,
            "is_held": one.is_held, "is_movable": is_movable(one, roadmap, landed),
        }
        for one in (*roadmap.initiatives, *roadmap.parked)
    ]  # fmt: skip
