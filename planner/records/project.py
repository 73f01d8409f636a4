"""Projects: initiatives that a person made, with their own lines, and the devices whose place they take."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class Project(SQLModel, table=True):
    """One project of a client. It lands on `starts_on`. `price_status`: budgetary, quoted, ordered or invoiced; only a
    budgetary price bears contingency. `depends_on`: JSON list of initiatives' keys; `source`: the key of the proposal
    that it came from ('posture:backup', 'template:…'), so that this is not proposed again. `withdrawn_at` is set where
    it was taken back."""

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    title: str = Field(max_length=200)
    why: str = Field(default="", sa_type=Text)
    lane: str = Field(default="Transform", max_length=20)
    priority: str = Field(default="medium", max_length=20)
    status: str = Field(default="proposed", max_length=20)
    owner: str | None = Field(default=None, max_length=200)
    starts_on: date
    price_status: str = Field(default="budgetary", max_length=20)
    quote: str | None = Field(default=None, max_length=200)
    valid_until: date | None = None
    goal_id: int | None = Field(default=None, foreign_key="goal.id")
    depends_on: str = Field(default="[]", sa_type=Text)
    source: str | None = Field(default=None, max_length=120, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class ProjectLine(SQLModel, table=True):
    """One line of a project's cost, before tax and contingency. One-time: the whole amount `months_after` its start.
    Recurring: `unit_price_minor` × `quantity` for each billing period from then on, for `months` (None: on and on)."""

    __tablename__ = "project_line"

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    name: str = Field(max_length=200)
    kind: str = Field(default="one_time", max_length=20)
    treatment: str = Field(default="opex", max_length=5)
    quantity: int = Field(default=1, ge=1)
    unit_price_minor: int = Field(ge=0, sa_type=BigInteger)
    months_after: int = Field(default=0, ge=0)
    billing: str = Field(default="month", max_length=10)
    months: int | None = Field(default=None, ge=1)


class ProjectAsset(SQLModel, table=True):
    """A device that a project migrates, consolidates, retires or upgrades: its own replacement is absorbed."""

    __tablename__ = "project_asset"
    __table_args__ = (UniqueConstraint("project_id", "asset_id"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    asset_id: int = Field(foreign_key="asset.id", index=True)
    disposition: str = Field(default="retire", max_length=20)
