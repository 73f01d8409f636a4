"""Who assessed what and changed which terms of a client, and taking one of these back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from planner.actions.posture import ASSESSED
from planner.actions.posture_terms import TERMS, USERS, term_values
from planner.actions.stored_posture import Term, is_assessment_there, read_terms, withdraw_assessment, write_term
from planner.actions.trail import trail
from planner.calendar import MONTHS
from planner.errors import PlannerError
from planner.records import Client
from planner.roadmap.posture_services import services
from planner.sharing.audit import acting
from planner.sharing.people import Actor
from planner.store import Store

UNDONE: Final = "posture.undo"
_ACTIONS: Final = (ASSESSED, TERMS, USERS, UNDONE)
_CHANGED_SINCE: Final = ("This was changed again since.", "Change it as you want it.")


@dataclass(frozen=True, slots=True)
class PostureEntry:
    """One change, in words."""

    entry_id: int
    made_at: datetime
    actor: str
    action: str
    words: str
    details: Mapping[str, Any]
    can_undo: bool


def posture_history(store: Store, actor: Actor, client_id: int) -> tuple[PostureEntry, ...]:
    """The newest first."""
    return tuple(
        PostureEntry(
            one.entry_id, one.made_at, one.actor, one.action, _words(one.action, one.details), one.details, one.can_undo
        )
        for one in trail(store, actor, client_id, _ACTIONS, UNDONE)
    )


def _words(action: str, details: Mapping[str, Any]) -> str:
    if action == ASSESSED:
        label = f" ({details['label']})" if details["label"] else ""
        day = date.fromisoformat(details["as_of"])
        on = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        return f"Assessed as of {on}{label}: {_named(details['changed']) or 'nothing changed'}"
    if action == TERMS:
        return f"Weight or price changed: {_named(details['terms'])}"
    if action == USERS:
        told = [details["users"][name] or "as many as devices name" for name in ("before", "after")]
        return f"Users: {told[0]}, then {told[1]}"
    return "Taken back"


def _named(keys: Any) -> str:
    return ", ".join(services()[key].name for key in keys if key in services())


def undo_posture(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Takes an assessment back, or puts back the terms or the users that a change found. Raises PlannerError where
    there is no such change of this client, it was taken back before, or it was changed again since."""
    entry = next((one for one in posture_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(f"There is no change {entry_id} that can be taken back.", "Look at the posture's history.")
    with acting(store, actor, UNDONE, client_id) as action:
        if entry.action == ASSESSED:
            _withdraw(action.session, actor, client_id, entry.details["assessment"])
        elif entry.action == TERMS:
            _put_terms_back(action.session, client_id, entry.details["terms"])
        else:
            _put_users_back(action.session, client_id, entry.details["users"])
        action.details["undoes"] = entry_id


def _withdraw(session: Session, actor: Actor, client_id: int, assessment_id: int) -> None:
    if not is_assessment_there(session, client_id, assessment_id):
        raise PlannerError(*_CHANGED_SINCE)
    withdraw_assessment(session, assessment_id, actor.acting_at)


def _put_terms_back(session: Session, client_id: int, changed: Mapping[str, Mapping[str, Any]]) -> None:
    stored = read_terms(session, client_id)
    back = {key: pair["before"] for key, pair in changed.items()
            if term_values(stored.get(key, Term())) == pair["after"]}  # fmt: skip
    if not back:
        raise PlannerError(*_CHANGED_SINCE)
    for key, values in sorted(back.items()):
        write_term(session, client_id, key, Term(*values))


def _put_users_back(session: Session, client_id: int, users: Mapping[str, int | None]) -> None:
    client = session.get_one(Client, client_id)
    if client.users != users["after"]:
        raise PlannerError(*_CHANGED_SINCE)
    client.users = users["before"]
    session.add(client)
