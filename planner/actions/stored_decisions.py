"""Decisions, replies and rounds as they are stored."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlmodel import Session

from planner.actions.shared_views import Reply
from planner.records import AcceptedRisk, Decision, DecisionReply, DecisionRound, PublishedRoadmap
from planner.roadmap.decisions import Given
from planner.store.bulk import table_of


def read_decisions(session: Session, client_id: int) -> tuple[Given, ...]:
    """All of a client's decisions, the oldest first."""
    table, published = table_of(Decision), table_of(PublishedRoadmap)
    chosen = (
        select(table, published.c.version)
        .join(published, published.c.id == table.c.published_id)
        .where(table.c.client_id == client_id)
        .order_by(table.c.id)
    )
    return tuple(
        Given(
            row["id"], row["line_key"], row["kind"], row["recipient"], row["version"], row["round"], row["made_at"],
            row["amount_minor"], row["board_on"], row["quarter_starts_on"], row["comment"], row["line_amount_minor"],
            row["line_sha256"], row["link_id"],
        )
        for row in session.execute(chosen).mappings()
    )  # fmt: skip


def read_replies(session: Session, client_id: int) -> dict[int, tuple[Reply, ...]]:
    """Decision's id → the vCIO's answers, the oldest first."""
    reply, decision = table_of(DecisionReply), table_of(Decision)
    chosen = (
        select(reply)
        .join(decision, decision.c.id == reply.c.decision_id)
        .where(decision.c.client_id == client_id)
        .order_by(reply.c.id)
    )
    found: dict[int, list[Reply]] = defaultdict(list)
    for row in session.execute(chosen).mappings():
        found[row["decision_id"]].append(Reply(row["actor"], row["text"], row["made_at"]))
    return {key: tuple(replies) for key, replies in found.items()}


def open_round(session: Session, client_id: int) -> int:
    """The number of the round that decisions belong to now; the first is 1."""
    table = table_of(DecisionRound)
    last = session.execute(select(func.max(table.c.number)).where(table.c.client_id == client_id)).scalar()
    return int(last or 0) + 1


def read_accepted(session: Session, client_id: int) -> tuple[AcceptedRisk, ...]:
    """The risks that were accepted and not taken back, the one to be looked at first first."""
    table = table_of(AcceptedRisk)
    chosen = select(AcceptedRisk).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None))
    return tuple(session.execute(chosen.order_by(table.c.review_on, table.c.id)).scalars())
