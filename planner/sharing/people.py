"""The person (or command) that acts, and the check that he still may, made in the store at every action."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, cast

from sqlmodel import Session

from planner.errors import PlannerError
from planner.records import StaffSession

Role = Literal["owner", "vcio", "engineer", "local", "recipient"]
SESSION_LIFE: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and when (UTC). `session_sha256` is None for a command on the machine itself."""

    name: str
    role: Role
    acting_at: datetime
    session_sha256: str | None = None


def token_sha256(token: str) -> str:
    """What the store knows of a token. Tokens are 256 random bits, so a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_session(session: Session, actor: str, role: Role, now: datetime) -> str:
    """Adds a staff session and gives its token, which is stored nowhere."""
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_sha256=token_sha256(token), actor=actor, role=role, created_at=now, expires_at=now + SESSION_LIFE
        )
    )
    return token


def actor_of(session: Session, token: str | None, now: datetime) -> Actor | None:
    """The person whose session this token opens, or None where it is unknown, expired or revoked."""
    row = session.get(StaffSession, token_sha256(token)) if token else None
    if row is None or not _is_valid(row, now):
        return None
    return Actor(row.actor, cast("Role", row.role), now, row.token_sha256)


def _is_valid(row: StaffSession, now: datetime) -> bool:
    return row.revoked_at is None and now < row.expires_at


def check_actor(session: Session, actor: Actor) -> None:
    """Raises PlannerError where the actor's session has ended since he was recognised."""
    if actor.session_sha256 is None:
        return
    row = session.get(StaffSession, actor.session_sha256)
    if row is None or not _is_valid(row, actor.acting_at):
        raise PlannerError("Your session has ended.", "Reload the page to sign in again.")
