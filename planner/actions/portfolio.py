"""All clients at a glance, from stored summaries that are calculated anew only where something changed.

A summary belongs to a day and to what was known of its client: the newest action on it or on rules that all clients
share. Another day makes every summary old; old ones are shown with their day until they are calculated again, the
neediest first, so that the first draw never waits. Summaries are calculated, not decided: writing one is no action.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import func, select
from sqlmodel import Session

from planner.actions.clients import ClientSummary, list_clients
from planner.actions.contracts import client_contracts
from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_decisions import read_decisions, read_replies
from planner.actions.stored_documents import read_versions
from planner.actions.stored_reviews import read_reviews
from planner.errors import PlannerError
from planner.records import AuditEntry, ClientFigures
from planner.roadmap.portfolio import Need, PortfolioFigures, figures_json, figures_of, need, portfolio_figures
from planner.sharing.audit import looking
from planner.sharing.people import Actor, check_actor
from planner.store import Store
from planner.store.bulk import table_of

__all__ = ["Portfolio", "PortfolioRow", "Progress", "portfolio", "refresh_portfolio"]
_NOT_OF_ALL: Final = ("session.%", "share.%", "brand.%", "reference.fetch%")
Progress = Callable[[int, int], bool]
"""Told (how many are done, of how many); false ends the work."""


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """One client. `figures` None: never calculated yet, or `problem` says why not; `is_stale`: something changed since,
    or it is of another day."""

    client: ClientSummary
    figures: PortfolioFigures | None
    need: Need
    as_of: date | None
    is_stale: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Every client, the neediest first."""

    as_of: date
    rows: tuple[PortfolioRow, ...]

    @property
    def stale(self) -> tuple[PortfolioRow, ...]:
        return tuple(row for row in self.rows if row.is_stale)

    def totals(self) -> dict[str, tuple[int, int]]:
        """Currency → (overdue, next four quarters) in minor units: currencies are never added up."""
        sums: dict[str, tuple[int, int]] = {}
        for row in self.rows:
            if row.figures:
                overdue, near = sums.get(row.figures.currency, (0, 0))
                sums[row.figures.currency] = (overdue + row.figures.overdue_minor, near + sum(row.figures.near_minor))
        return dict(sorted(sums.items(), key=lambda item: (-item[1][1], item[0])))


def portfolio(store: Store, actor: Actor, as_of: date) -> Portfolio:
    """All clients as their stored summaries tell them: nothing is calculated here."""
    clients = list_clients(store, actor)
    with looking(store, actor) as session:
        known = _versions(session)
        table = table_of(ClientFigures)
        stored = {row["client_id"]: row for row in session.execute(select(table)).mappings()}
    rows = [_row(client, stored.get(client.client_id), known(client.client_id), as_of) for client in clients]
    return Portfolio(as_of, tuple(sorted(rows, key=lambda row: (-row.need.score, row.client.name.casefold()))))


def _row(client: ClientSummary, stored: Any, version: int, as_of: date) -> PortfolioRow:
    if stored is None:
        return PortfolioRow(client, None, Need(0, "not calculated yet"), None, is_stale=True)
    values = json.loads(stored["figures"])
    is_stale = stored["as_of"] != as_of or stored["data_version"] != version
    if "problem" in values:
        return PortfolioRow(client, None, Need(100, values["problem"]), stored["as_of"], is_stale, values["problem"])
    try:
        figures = figures_of(values)
    except KeyError:
        return PortfolioRow(client, None, Need(0, "not calculated yet"), None, is_stale=True)
    return PortfolioRow(client, figures, need(figures, as_of), stored["as_of"], is_stale)


def _versions(session: Session) -> Callable[[int], int]:
    """client id → the newest action that may have changed its figures."""
    entry = table_of(AuditEntry)
    counts = [entry.c.action.not_like(pattern) for pattern in _NOT_OF_ALL]
    found = session.execute(select(entry.c.client_id, func.max(entry.c.id)).where(*counts).group_by(entry.c.client_id))
    newest: dict[int | None, int] = {row[0]: row[1] for row in found}
    return lambda client_id: max(newest.get(client_id, 0), newest.get(None, 0))


def refresh_portfolio(
    store: Store, actor: Actor, as_of: date, on_progress: Progress | None = None, seconds: float | None = None
) -> int:
    """Calculates the summaries that are old, for `seconds` at most or until `on_progress` ends it; gives how many. A
    client that cannot be calculated says why and stops no other."""
    stale = portfolio(store, actor, as_of).stale
    until = None if seconds is None else time.monotonic() + seconds
    done = 0
    for row in stale:
        if (until is not None and time.monotonic() > until) or (on_progress and not on_progress(done, len(stale))):
            break
        _refresh(store, actor, row.client.client_id, as_of)
        done += 1
    return done


def _refresh(store: Store, actor: Actor, client_id: int, as_of: date) -> None:
    with looking(store, actor) as session:
        version = _versions(session)(client_id)
    try:
        values = figures_json(_figures(store, actor, client_id, as_of))
    except PlannerError as error:
        values = {"problem": error.message}
    with store.writing() as session:
        check_actor(session, actor)
        row = session.get(ClientFigures, client_id) or ClientFigures(
            client_id=client_id, as_of=as_of, data_version=0, figures="", made_at=actor.acting_at
        )
        row.as_of, row.data_version, row.made_at = as_of, version, actor.acting_at
        row.figures = json.dumps(values, sort_keys=True)
        session.add(row)


def _figures(store: Store, actor: Actor, client_id: int, as_of: date) -> PortfolioFigures:
    roadmap = client_roadmap(store, actor, client_id, as_of)
    renewals = client_contracts(store, actor, client_id, as_of).renewals
    with looking(store, actor) as session:
        reviews = read_reviews(session, client_id)
        replies = read_replies(session, client_id)
        asked = sum(one.kind == "ask" and one.decision_id not in replies for one in read_decisions(session, client_id))
        version = next((one.version for one in read_versions(session, client_id)), None)
    held = [one.meets_on for one in reviews if one.held_at is not None and one.meets_on <= as_of]
    coming = [one.meets_on for one in reviews if one.held_at is None]
    return portfolio_figures(
        roadmap, renewals, max(held, default=None), min(coming, default=None), version, asked
    )
