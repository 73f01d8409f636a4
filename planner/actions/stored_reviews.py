"""A client's reviews, action items and what people said of risks, as they are stored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from planner.records import ActionItem as ItemRecord
from planner.records import Review as ReviewRecord
from planner.records import RiskEdit
from planner.store.bulk import table_of


@dataclass(frozen=True, slots=True)
class Review:
    """One review. `figures`: what stood when it was held, None before."""

    review_id: int
    title: str
    meets_on: date
    attendees: str
    agenda: tuple[str, ...]
    notes: str
    held_at: datetime | None
    figures: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something that somebody does by a day. `status`: open, done or dropped."""

    item_id: int
    text: str
    owner: str | None
    due_on: date | None
    status: str
    done_on: date | None = None


def read_reviews(session: Session, client_id: int) -> tuple[Review, ...]:
    """Oldest first, without those that were taken back."""
    table = table_of(ReviewRecord)
    chosen = select(table).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None))
    rows = session.execute(chosen.order_by(table.c.meets_on, table.c.id)).mappings()
    return tuple(
        Review(
            row["id"], row["title"], row["meets_on"], row["attendees"], tuple(json.loads(row["agenda"])), row["notes"],
            row["held_at"], json.loads(row["figures"]) if row["figures"] else None,
        )
        for row in rows
    )  # fmt: skip


def read_items(session: Session, client_id: int) -> tuple[ActionItem, ...]:
    """Open ones first, by their day."""
    table = table_of(ItemRecord)
    chosen = select(table).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None))
    rows = session.execute(chosen.order_by(table.c.id)).mappings()
    items = [
        ActionItem(row["id"], row["text"], row["owner"], row["due_on"], row["status"], row["done_on"]) for row in rows
    ]
    return tuple(sorted(items, key=lambda one: (one.status != "open", one.due_on or date.max, one.item_id)))


def read_risk_edits(session: Session, client_id: int) -> dict[str, dict[str, Any]]:
    """Risk's key → what a person said of it."""
    table = table_of(RiskEdit)
    rows = session.execute(select(table).where(table.c.client_id == client_id).order_by(table.c.key)).mappings()
    names = ("title", "likelihood", "impact", "owner", "note", "is_hidden")
    return {row["key"]: {name: row[name] for name in names} for row in rows}
