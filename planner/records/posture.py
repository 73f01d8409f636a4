"""How well run and protected a client is: assessments, what a service costs, and the tickets that tell of trouble."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class Assessment(SQLModel, table=True):
    """One assessment of a client's posture on a day; the newest that is not withdrawn counts, the others are trend."""

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    as_of: date
    label: str = Field(default="", max_length=200)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class AssessmentAnswer(SQLModel, table=True):
    """One service of an assessment: how mature it is, 0 (not in place) to 4 (measured and improved), and by what
    evidence. `is_applicable` false leaves it out of the score."""

    __tablename__ = "assessment_answer"
    __table_args__ = (UniqueConstraint("assessment_id", "service"),)

    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id", index=True)
    service: str = Field(max_length=60)
    maturity: int | None = Field(default=None, ge=0, le=4)
    is_applicable: bool = True
    evidence: str = Field(default="", sa_type=Text)


class ServiceTerm(SQLModel, table=True):
    """A client's own weight for a service, and its price per user and month, minor units of `currency`
    (None: the client's)."""

    __tablename__ = "service_term"
    __table_args__ = (UniqueConstraint("client_id", "service"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    service: str = Field(max_length=60)
    weight: int | None = Field(default=None, ge=0, le=10)
    per_user_month_minor: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    currency: str | None = Field(default=None, max_length=3)


class Ticket(SQLModel, table=True):
    """A service ticket from an imported sheet. `entry` names the action that added it."""

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    opened_on: date
    closed_on: date | None = None
    number: str | None = Field(default=None, max_length=100)
    subject: str = Field(default="", sa_type=Text)
    category: str | None = Field(default=None, max_length=100)
    priority: str | None = Field(default=None, max_length=40)
    requester: str | None = Field(default=None, max_length=200)
    device: str | None = Field(default=None, max_length=200)
    asset_id: int | None = Field(default=None, foreign_key="asset.id", index=True)
    minutes: int | None = Field(default=None, ge=0)
    source: str | None = Field(default=None, sa_type=Text)
    entry: str = Field(max_length=64, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)
