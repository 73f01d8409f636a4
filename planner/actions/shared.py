"""The recipient's door: a token opens one document, and what a recipient decides is added to it.

No actor is signed in here: the token is the authority, checked in the store at every call. Whatever is wrong with a
token (unknown, altered, expired, revoked) has the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.decision_states import line_states
from planner.actions.decision_writing import add_decisions
from planner.actions.shared_views import (
    DecisionAsked,
    LinkView,
    LockedOut,
    NeedsPassphrase,
    Role,
    SharedRoadmap,
)
from planner.actions.stored_decisions import open_round
from planner.actions.stored_documents import read_version, read_versions
from planner.errors import PlannerError
from planner.records import ShareLink, ShareView
from planner.sharing.audit import acting
from planner.sharing.links import (
    LOCKED_FOR,
    MOST_TRIES,
    UNLOCKED_FOR,
    fits,
    is_unlocked,
    is_well_formed,
    unlocking,
)
from planner.sharing.people import Actor, token_sha256
from planner.store import Store
from planner.store.bulk import table_of

NO_LINK: Final = ("This link opens nothing.", "Ask your adviser for a new one.")


def open_shared(
    store: Store, token: str, now: datetime, unlocked: str = ""
) -> SharedRoadmap | NeedsPassphrase | None:
    """What the token shows; None where it opens nothing. `unlocked`: what `try_passphrase` gave this browser."""
    with store.reading() as session:
        link = _link(session, token, now)
        if link is None:
            return None
        if link.passphrase_hash and not is_unlocked(unlocked, token, link.passphrase_hash, now):
            return NeedsPassphrase(int(link.id or 0))
        version, document = read_version(session, link.published_id)
        newest = read_versions(session, link.client_id)[0]
        shown = _view(link)
        states = line_states(session, link.client_id, version, document, shown.recipient)
        newer = newest.version if newest.version != version.version else None
        number, said = open_round(session, link.client_id), sum(len(state.history) for state in states.values())
        answers = sum(len(one.replies) for state in states.values() for one in state.history)
        stamp = (str(store.engine.url), shown, version.sha256, newest.sha256, number, said, answers)
        return SharedRoadmap(document, shown, states, newer, number, stamp)


def try_passphrase(store: Store, token: str, passphrase: str, now: datetime) -> str | LockedOut | None:
    """What the browser keeps to open the link where the passphrase is right; None where it is wrong. After five wrong
    ones none is tried for a quarter of an hour. Raises PlannerError where the token opens nothing."""
    with store.writing() as session:
        link = _link(session, token, now)
        if link is None or not link.passphrase_hash:
            raise PlannerError(*NO_LINK)
        if link.locked_until is not None and now < link.locked_until:
            return LockedOut(link.locked_until)
        is_right = fits(link.passphrase_hash, passphrase)
        link.failed_tries = 0 if is_right else link.failed_tries + 1
        if link.failed_tries >= MOST_TRIES:
            link.failed_tries, link.locked_until = 0, now + LOCKED_FOR
        session.add(link)
        return unlocking(token, link.passphrase_hash, now + UNLOCKED_FOR) if is_right else None


def note_view(store: Store, token: str, what: str, now: datetime) -> None:
    """Notes that a link was opened or something downloaded by it; the same within a minute is one view."""
    with store.reading() as session:
        link = _link(session, token, now)
        if link is None or not _is_new(session, int(link.id or 0), what, now):
            return
    with store.writing() as session:
        if _is_new(session, int(link.id or 0), what, now):
            session.add(ShareView(link_id=int(link.id or 0), what=what, seen_at=now))


def _is_new(session: Session, link_id: int, what: str, now: datetime) -> bool:
    seen = table_of(ShareView)
    last = select(seen.c.seen_at).where(seen.c.link_id == link_id, seen.c.what == what)
    newest = session.execute(last.order_by(seen.c.id.desc()).limit(1)).scalar()
    return newest is None or (now - newest).total_seconds() >= 60


def decide(store: Store, token: str, asked: Sequence[DecisionAsked], now: datetime, unlocked: str = "") -> int:
    """Adds what a recipient says of lines of his document, all of it or nothing; gives how much was added. Raises
    PlannerError with every fault."""
    with store.reading() as session:
        link = _link(session, token, now)
    if link is None or (link.passphrase_hash and not is_unlocked(unlocked, token, link.passphrase_hash, now)):
        raise PlannerError(*NO_LINK)
    actor = Actor(f"{link.recipient} (link {link.id})", "recipient", now)
    with acting(store, actor, "decisions.add", link.client_id) as action:
        held = _link(action.session, token, now)
        if held is None:
            raise PlannerError(*NO_LINK)
        version, document = read_version(action.session, held.published_id)
        added = add_decisions(action.session, version, document, _view(held), asked, actor)
        action.details.update(version=version.version, lines=[one.line_key for one in asked])
    return added


def _link(session: Session, token: str, now: datetime) -> ShareLink | None:
    """The link that the token opens now. A token of any form costs one digest and one look into the store."""
    table = table_of(ShareLink)
    chosen = select(ShareLink).where(table.c.token_sha256 == token_sha256(token))
    found: ShareLink | None = session.execute(chosen).scalar_one_or_none()
    if found is None or not is_well_formed(token) or found.revoked_at is not None or now >= found.expires_at:
        return None
    return found


def _view(link: ShareLink) -> LinkView:
    role: Role = "decider" if link.role == "decider" else "commenter"
    return LinkView(
        int(link.id or 0), link.recipient, role, link.limit_minor, tuple(json.loads(link.downloads)), link.expires_at
    )
