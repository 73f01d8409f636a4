"""The quarterly business review: meetings, what is to be done after them, and what a person says of a risk."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class Review(SQLModel, table=True):
    """One review. `agenda` is a JSON list of lines, `figures` the canonical JSON of what stood on `as_of`, frozen when
    it was held (empty before): the next review tells what changed since."""

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    title: str = Field(max_length=200)
    meets_on: date
    as_of: date
    attendees: str = Field(default="", sa_type=Text)
    agenda: str = Field(default="[]", sa_type=Text)
    notes: str = Field(default="", sa_type=Text)
    held_at: datetime | None = Field(default=None, sa_type=UtcMoment)
    figures: str = Field(default="", sa_type=Text)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class ActionItem(SQLModel, table=True):
    """Something that somebody does by a day; open ones are carried forward from review to review."""

    __tablename__ = "action_item"

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    review_id: int | None = Field(default=None, foreign_key="review.id")
    text: str = Field(sa_type=Text)
    owner: str | None = Field(default=None, max_length=200)
    due_on: date | None = None
    status: str = Field(default="open", max_length=20)
    done_on: date | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class RiskEdit(SQLModel, table=True):
    """What a person says of a risk that was found (`key`), or one of his own (`key` 'own:…'); null keeps what is
    calculated. Likelihood and impact are 1 to 5."""

    __tablename__ = "risk_edit"
    __table_args__ = (UniqueConstraint("client_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    key: str = Field(max_length=120)
    title: str | None = Field(default=None, sa_type=Text)
    likelihood: int | None = Field(default=None, ge=1, le=5)
    impact: int | None = Field(default=None, ge=1, le=5)
    owner: str | None = Field(default=None, max_length=200)
    note: str = Field(default="", sa_type=Text)
    is_hidden: bool = False
    actor: str = Field(max_length=200)
    updated_at: datetime = Field(sa_type=UtcMoment)
