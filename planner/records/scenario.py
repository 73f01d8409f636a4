"""Levelled plans, as one action computed them: every door reads the stored one."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class LevelledPlan(SQLModel, table=True):
    """Where an optimum put each replacement. `scenario` is 'levelled' or 'capped'; `inputs_sha256` is the hash of all
    that it was computed from; `limits` and `answer` are JSON: the answer's `placed` maps 'asset id:generation' to a
    quarter's first day, beside status, objective, bound, gap and the moves. The newest that is not withdrawn counts."""

    __tablename__ = "levelled_plan"

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    scenario: str = Field(max_length=20)
    as_of: date
    inputs_sha256: str = Field(max_length=64)
    limits: str = Field(sa_type=Text)
    answer: str = Field(sa_type=Text)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)
