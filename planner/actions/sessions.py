"""Opening, recognising and ending a staff member's session."""

from __future__ import annotations

from datetime import datetime

from planner.records import StaffSession
from planner.sharing.audit import acting
from planner.sharing.people import Actor, actor_of, new_session
from planner.store import Store

LOCAL_NAME = "local user"


def open_local_session(store: Store, now: datetime) -> str:
    """A session for the one person who uses Evergreen on his own machine. Gives its token."""
    with acting(store, Actor(LOCAL_NAME, "local", now), "session.open") as action:
        return new_session(action.session, LOCAL_NAME, "local", now)


def actor_of_token(store: Store, token: str | None, now: datetime) -> Actor | None:
    """The person whose session this token opens, or None."""
    with store.reading() as session:
        return actor_of(session, token, now)


def end_session(store: Store, actor: Actor) -> None:
    """Ends the actor's own session at once, in every open tab."""
    with acting(store, actor, "session.end") as action:
        row = action.session.get(StaffSession, actor.session_sha256)
        if row is not None:
            row.revoked_at = actor.acting_at
            action.session.add(row)
