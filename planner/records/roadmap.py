"""What people decided about the roadmap, stored beside what is calculated and never overwritten by it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class PinnedQuarter(SQLModel, table=True):
    """A person's decision to replace an asset in the quarter that starts on `quarter_starts_on`."""

    __tablename__ = "pinned_quarter"

    id: int | None = Field(default=None, primary_key=True)
    asset_id: int = Field(foreign_key="asset.id", index=True)
    quarter_starts_on: date
    reason: str = Field(default="", sa_type=Text)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class InitiativeEdit(SQLModel, table=True):
    """What a person changed of a generated initiative, or one made by hand.

    `key` names the generated initiative ('replace:laptop:2027-01-01'); a null field keeps what is calculated.
    """

    __tablename__ = "initiative_edit"
    __table_args__ = (UniqueConstraint("client_id", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    key: str = Field(max_length=120)
    title: str | None = Field(default=None, sa_type=Text)
    why: str | None = Field(default=None, sa_type=Text)
    lane: str | None = Field(default=None, max_length=20)
    priority: str | None = Field(default=None, max_length=20)
    status: str | None = Field(default=None, max_length=20)
    owner: str | None = Field(default=None, max_length=200)
    updated_at: datetime = Field(sa_type=UtcMoment)
    actor: str = Field(max_length=200)
