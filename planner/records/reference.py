"""The installation's own reference tables, version by version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class ReferenceVersion(SQLModel, table=True):
    """One update of one reference table (`data/NAME.csv`). `content` is CSV in that table's columns; `mode` 'extend'
    adds rows that outrank those of the same thing, 'replace' stands in the table's place. Newer versions lie over older
    ones; a withdrawn one does not count."""

    __tablename__ = "reference_version"

    id: int | None = Field(default=None, primary_key=True)
    table_name: str = Field(max_length=40, index=True)
    mode: str = Field(max_length=10)
    content: str = Field(sa_type=Text)
    row_count: int = Field(ge=1)
    file_name: str = Field(max_length=400)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)
