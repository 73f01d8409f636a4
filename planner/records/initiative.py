"""Initiatives that a person touched, and the client's goals that initiatives serve."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class HeldInitiative(SQLModel, table=True):
    """A generated initiative from the moment that a person changed it: from then on it holds its devices, whatever the
    forecast says later. A null field keeps what is calculated.

    `quarter_starts_on`: the quarter that a person chose for its devices; `is_unscheduled`: parked outside all
    quarters; `depends_on`: JSON list of initiatives' keys; `price_status`: budgetary, quoted (by `quote`, until
    `valid_until`), ordered or invoiced.
    """

    __tablename__ = "held_initiative"

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    category: str | None = Field(default=None, max_length=40)
    title: str | None = Field(default=None, sa_type=Text)
    why: str | None = Field(default=None, sa_type=Text)
    lane: str | None = Field(default=None, max_length=20)
    priority: str | None = Field(default=None, max_length=20)
    status: str | None = Field(default=None, max_length=20)
    owner: str | None = Field(default=None, max_length=200)
    goal_id: int | None = Field(default=None, foreign_key="goal.id")
    quarter_starts_on: date | None = None
    is_unscheduled: bool = False
    depends_on: str = Field(default="[]", sa_type=Text)
    price_status: str | None = Field(default=None, max_length=20)
    quote: str | None = Field(default=None, max_length=200)
    valid_until: date | None = None
    actor: str = Field(max_length=200)
    updated_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class HeldAsset(SQLModel, table=True):
    """A replacement that a held initiative holds: an asset's own (generation 0) or a successor's."""

    __tablename__ = "held_asset"
    __table_args__ = (UniqueConstraint("initiative_id", "asset_id", "generation"),)

    id: int | None = Field(default=None, primary_key=True)
    initiative_id: int = Field(foreign_key="held_initiative.id", index=True)
    asset_id: int = Field(foreign_key="asset.id", index=True)
    generation: int = 0


class Goal(SQLModel, table=True):
    """What the client wants to reach, in his own words."""

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    title: str = Field(max_length=200)
    why: str = Field(default="", sa_type=Text)
    target_on: date | None = None
    status: str = Field(default="open", max_length=20)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)
