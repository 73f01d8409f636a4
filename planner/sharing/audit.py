"""One user action: the actor checked, one transaction, one audit entry (law 8)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from planner.records import AuditEntry
from planner.sharing.people import Actor, check_actor
from planner.store import Store
from planner.store.bulk import table_of


@dataclass(slots=True)
class Action:
    """The action under way. What is put into `details` stands in its audit entry; `client_id` is set by an action that
    makes its client."""

    session: Session
    details: dict[str, Any] = field(default_factory=dict)
    client_id: int | None = None


@contextmanager
def acting(store: Store, actor: Actor, action: str, client_id: int | None = None) -> Iterator[Action]:
    """Opens the action's transaction; it and its audit entry are committed together or not at all."""
    with store.writing() as session:
        check_actor(session, actor)
        under_way = Action(session, client_id=client_id)
        yield under_way
        session.add(
            AuditEntry(
                made_at=actor.acting_at,
                actor=actor.name,
                action=action,
                client_id=under_way.client_id,
                details=json.dumps(under_way.details, sort_keys=True, default=str),
            )
        )


@contextmanager
def looking(store: Store, actor: Actor) -> Iterator[Session]:
    """A reading session for an actor who was checked."""
    with store.reading() as session:
        check_actor(session, actor)
        yield session


def data_version(session: Session) -> int:
    """Grows with every action on data: what was calculated at an equal version is still true. Opening and ending
    sessions changes nothing that is calculated."""
    entry = table_of(AuditEntry)
    return session.execute(select(func.max(entry.c.id)).where(entry.c.action.not_like("session.%"))).scalar() or 0
