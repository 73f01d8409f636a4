"""A client's goals: what it wants to reach, by when, how far it is, and which initiatives serve it.

All goals are saved together: one transaction, one audit entry with the goals as they were before and are after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.faults import Faults
from planner.actions.policies import refusal
from planner.actions.stored_rules import read_rules
from planner.actions.trail import trail
from planner.errors import PlannerError
from planner.records import Goal as GoalRecord
from planner.roadmap.model import Initiative, Roadmap
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

STATUSES: Final = ("open", "reached", "dropped")
CHANGED: Final = "goals.change"
UNDONE: Final = "goals.undo"
_YEARS: Final = range(1990, 2100)
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Goal:
    """`goal_id` is 0 before it is stored; `status` is one of `STATUSES`."""

    goal_id: int
    title: str
    why: str = ""
    target_on: date | None = None
    status: str = "open"


def client_goals(store: Store, actor: Actor, client_id: int) -> tuple[Goal, ...]:
    """Open ones first, by their day. Raises PlannerError where there is no such client."""
    with looking(store, actor) as session:
        read_rules(session, client_id)
        return read_goals(session, client_id)


def read_goals(session: Session, client_id: int) -> tuple[Goal, ...]:
    """Those that were not taken back: open ones first, by their day."""
    table = table_of(GoalRecord)
    rows = session.execute(
        select(table).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None)).order_by(table.c.id)
    ).mappings()
    found = [Goal(row["id"], row["title"], row["why"], row["target_on"], row["status"]) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.status != "open", one.target_on or date.max, one.goal_id)))


def serving(roadmap: Roadmap, goal_id: int) -> tuple[Initiative, ...]:
    """The initiatives that serve a goal, those in no quarter last."""
    return tuple(one for one in (*roadmap.initiatives, *roadmap.parked) if one.goal_id == goal_id)


def save_goals(store: Store, actor: Actor, client_id: int, goals: Sequence[Goal]) -> None:
    """Stores the client's goals as they are given: one with id 0 is new, one that is not named is taken out. Raises
    PlannerError with every fault, and where nothing differs."""
    wanted = [replace(one, title=one.title.strip()[:_MOST], why=one.why.strip()) for one in goals]
    with acting(store, actor, CHANGED, client_id) as action:
        read_rules(action.session, client_id)
        stored = {one.goal_id: one for one in read_goals(action.session, client_id)}
        _check(wanted, stored)
        kept = {one.goal_id: one for one in wanted if one.goal_id}
        if kept == stored and len(kept) == len(wanted):
            raise PlannerError("The goals stand like that already.", "Change one first.")
        pairs: list[tuple[Goal | None, Goal | None]] = [(stored.get(one.goal_id), one) for one in wanted]
        pairs += [(stored[goal_id], None) for goal_id in sorted(stored.keys() - kept.keys())]
        _put(action.session, actor, client_id, pairs, action.details)


def _check(wanted: Sequence[Goal], stored: Mapping[int, Goal]) -> None:
    faults = Faults()
    for one in wanted:
        where = one.title or "A goal"
        if not one.title:
            faults.add(where, "It has no title.", "Say what is to be reached, or take it out.")
        if one.status not in STATUSES:
            faults.add(where, f"There is no status '{one.status}'.", f"Choose one of: {', '.join(STATUSES)}.")
        if one.target_on is not None and one.target_on.year not in _YEARS:
            faults.add(where, f"'{one.target_on}' is no date of a goal.", "Give a date as 2027-05-31.")
        if one.goal_id and one.goal_id not in stored:
            faults.add(where, f"There is no goal {one.goal_id} of this client.", "Reload the list.")
    if faults.found:
        raise refusal(tuple(faults.found))


def _put(
    session: Session, actor: Actor, client_id: int, pairs: Sequence[tuple[Goal | None, Goal | None]],
    details: dict[str, Any],
) -> None:  # fmt: skip
    """Writes what differs, and notes it for the audit trail."""
    told = []
    for before, after in pairs:
        if before == after:
            continue
        known = next((one.goal_id for one in (before, after) if one), 0)
        row = session.get_one(GoalRecord, known) if known else GoalRecord(client_id=client_id, title="")
        row.withdrawn_at = None if after else actor.acting_at
        if after:
            row.title, row.why, row.target_on, row.status = after.title, after.why, after.target_on, after.status
        session.add(row)
        session.flush()
        made = after and replace(after, goal_id=int(row.id or 0))
        told.append({"before": before and _values(before), "after": made and _values(made)})
    details["goals"] = told


def _values(goal: Goal) -> dict[str, Any]:
    return asdict(goal) | {"target_on": goal.target_on and goal.target_on.isoformat()}


def _goal(values: Mapping[str, Any] | None) -> Goal | None:
    if values is None:
        return None
    day = values["target_on"]
    return Goal(**{**values, "target_on": day and date.fromisoformat(day)})


@dataclass(frozen=True, slots=True)
class GoalEntry:
    """One change. `titles`: of the goals it touched."""

    entry_id: int
    made_at: datetime
    actor: str
    action: str
    titles: tuple[str, ...]
    pairs: tuple[tuple[Goal | None, Goal | None], ...]
    can_undo: bool


def goal_history(store: Store, actor: Actor, client_id: int) -> tuple[GoalEntry, ...]:
    """The newest first."""
    return tuple(
        GoalEntry(
            one.entry_id, one.made_at, one.actor, one.action,
            tuple((row["after"] or row["before"])["title"] for row in one.details["goals"]),
            tuple((_goal(row["before"]), _goal(row["after"])) for row in one.details["goals"]), one.can_undo,
        )
        for one in trail(store, actor, client_id, (CHANGED, UNDONE), UNDONE)
    )  # fmt: skip


def undo_goals(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Puts back what a change found, wherever its own values still stand. Raises PlannerError where there is no such
    change of this client, it was taken back before, or all of it was changed again since."""
    entry = next((one for one in goal_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(f"There is no change {entry_id} that can be taken back.", "Look at the goals' history.")
    with acting(store, actor, UNDONE, client_id) as action:
        stored = {one.goal_id: one for one in read_goals(action.session, client_id)}
        back = [
            (after, before) for before, after in entry.pairs
            if stored.get(next(one.goal_id for one in (before, after) if one)) == after
        ]  # fmt: skip
        if not back:
            raise PlannerError("All of this was changed again since.", "Change the goals as you want them.")
        _put(action.session, actor, client_id, back, action.details)
        action.details["undoes"] = entry_id


def goal_json(goal: Goal, roadmap: Roadmap) -> dict[str, Any]:
    """A goal for programs, with the initiatives that serve it."""
    served = [{"key": one.key, "title": one.title, "quarter": one.quarter_label, "status": one.status}
              for one in serving(roadmap, goal.goal_id)]  # fmt: skip
    return _values(goal) | {"initiatives": served}
