"""Share links, as the staff make and end them: one recipient, one version, one secret that is shown once."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import func, select

from planner.actions.faults import Faults
from planner.actions.policies import refusal
from planner.actions.stored_documents import read_versions
from planner.errors import PlannerError
from planner.records import PublishedRoadmap, ShareLink, ShareView
from planner.sharing.audit import acting, looking
from planner.sharing.links import new_token, passphrase_hash
from planner.sharing.people import Actor, token_sha256
from planner.store import Store
from planner.store.bulk import table_of

ROLES: Final = ("decider", "commenter")
DOWNLOADS: Final = ("web", "csv")
"""What a recipient can be let take away: the page as a file, and the lines as a table."""
USUAL_DAYS: Final = 30
_DAYS: Final = range(1, 366)
_SHORTEST_PASSPHRASE: Final = 8
State = Literal["open", "expired", "revoked"]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is to get a link, and what he may. `limit_minor`: up to what he may let a line be purchased; `days`: for how
    long the link opens."""

    name: str
    role: str = "decider"
    limit_minor: int | None = None
    days: int = USUAL_DAYS
    email: str | None = None
    passphrase: str | None = None
    downloads: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class NewShare:
    """A link just made. `token` is shown this once and stored nowhere; `path` is what follows the server's address."""

    link_id: int
    token: str
    expires_at: datetime

    @property
    def path(self) -> str:
        return f"/s/{self.token}"


@dataclass(frozen=True, slots=True)
class Share:
    """A link as the staff see it. `views`: how often it was opened; `seen_at`: last."""

    link_id: int
    version: int
    recipient: str
    email: str | None
    role: str
    limit_minor: int | None
    downloads: tuple[str, ...]
    has_passphrase: bool
    made_at: datetime
    expires_at: datetime
    state: State
    views: int
    seen_at: datetime | None


def create_share(
    store: Store, actor: Actor, client_id: int, recipient: Recipient, version: int | None = None
) -> NewShare:
    """Makes a link to a version, the newest unless one is named. Raises PlannerError with every fault, and where the
    client has no such version."""
    faults = _faults(recipient)
    if faults.found:
        raise refusal(tuple(faults.found))
    with acting(store, actor, "share.create", client_id) as action:
        versions = read_versions(action.session, client_id)
        published = next((one for one in versions if version in (None, one.version)), None)
        if published is None:
            raise PlannerError("This version was not published.", "Publish the roadmap first.")
        token, expires_at = new_token(), actor.acting_at + timedelta(days=recipient.days)
        row = ShareLink(
            client_id=client_id, published_id=published.published_id, token_sha256=token_sha256(token),
            recipient=recipient.name.strip(), email=(recipient.email or "").strip() or None, role=recipient.role,
            limit_minor=recipient.limit_minor, downloads=json.dumps(sorted(set(recipient.downloads))),
            passphrase_hash=passphrase_hash(recipient.passphrase) if recipient.passphrase else None, actor=actor.name,
            made_at=actor.acting_at, expires_at=expires_at,
        )  # fmt: skip
        action.session.add(row)
        action.session.flush()
        action.details.update(link=row.id, recipient=row.recipient, version=published.version, role=row.role)
        return NewShare(int(row.id or 0), token, expires_at)


def _faults(recipient: Recipient) -> Faults:
    faults = Faults()
    if not recipient.name.strip() or len(recipient.name) > 200:
        faults.add("The recipient", "The name is missing or too long.", "Say who gets the link.")
    if recipient.role not in ROLES:
        faults.add("The recipient", f"There is no role '{recipient.role}'.", f"Choose one of: {', '.join(ROLES)}.")
    if recipient.limit_minor is not None and recipient.limit_minor < 0:
        faults.add("The limit", "It is below nothing.", "Give an amount, or none for no limit.")
    if recipient.days not in _DAYS:
        faults.add("The expiry", f"{recipient.days} days are none of 1 to 365.", "Say for how many days it opens.")
    if recipient.passphrase and len(recipient.passphrase) < _SHORTEST_PASSPHRASE:
        faults.add("The passphrase", "It is too short.", f"Give at least {_SHORTEST_PASSPHRASE} characters.")
    for kind in sorted(set(recipient.downloads) - set(DOWNLOADS)):
        faults.add("The downloads", f"There is no download '{kind}'.", f"Choose of: {', '.join(DOWNLOADS)}.")
    return faults


def shares_of(store: Store, actor: Actor, client_id: int) -> tuple[Share, ...]:
    """All of a client's links, the newest first."""
    link, view, published = table_of(ShareLink), table_of(ShareView), table_of(PublishedRoadmap)
    seen = (
        select(view.c.link_id, func.count().label("views"), func.max(view.c.seen_at).label("seen_at"))
        .where(view.c.what == "page")
        .group_by(view.c.link_id)
        .subquery()
    )
    chosen = (
        select(link, published.c.version, seen.c.views, seen.c.seen_at)
        .join(published, published.c.id == link.c.published_id)
        .outerjoin(seen, seen.c.link_id == link.c.id)
        .where(link.c.client_id == client_id)
        .order_by(link.c.id.desc())
    )
    with looking(store, actor) as session:
        rows = list(session.execute(chosen).mappings())
    return tuple(
        Share(
            row["id"], row["version"], row["recipient"], row["email"], row["role"], row["limit_minor"],
            tuple(json.loads(row["downloads"])), row["passphrase_hash"] is not None, row["made_at"], row["expires_at"],
            _state(row["revoked_at"], row["expires_at"], actor.acting_at), row["views"] or 0, row["seen_at"],
        )
        for row in rows
    )  # fmt: skip


def _state(revoked_at: datetime | None, expires_at: datetime, now: datetime) -> State:
    if revoked_at is not None:
        return "revoked"
    return "expired" if now >= expires_at else "open"


def revoke_share(store: Store, actor: Actor, client_id: int, link_id: int) -> None:
    """Ends a link at once; what was decided by it stays. Raises PlannerError where the client has no such link, or it
    was ended before."""
    with acting(store, actor, "share.revoke", client_id) as action:
        row = action.session.get(ShareLink, link_id)
        if row is None or row.client_id != client_id:
            raise PlannerError(f"There is no link {link_id} of this client.", "Look at the list of links.")
        if row.revoked_at is not None:
            raise PlannerError("This link was ended before.", "Make a new one if it is needed again.")
        row.revoked_at = actor.acting_at
        action.session.add(row)
        action.details.update(link=link_id, recipient=row.recipient)
