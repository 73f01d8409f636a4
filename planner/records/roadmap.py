"""What people decided about the roadmap, stored beside what is calculated and never overwritten by it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
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
