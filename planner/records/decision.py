"""What clients decided on published lines, and what follows: answers, closed rounds, accepted risks, procurement."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class Decision(SQLModel, table=True):
    """One decision on one line of one version. Decisions are only ever added; in a round a recipient's newest counts.

    `kind`: in_budget, purchase (up to `amount_minor`), board (subject to it on `board_on`), defer (to the quarter that
    starts on `quarter_starts_on`), decline, ask or comment. `line_sha256`: digest of the line as it was published;
    `line_amount_minor`: what it cost there. `link_id` is None where the vCIO wrote down what was said in the meeting.
    """

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    published_id: int = Field(foreign_key="published_roadmap.id", index=True)
    link_id: int | None = Field(default=None, foreign_key="share_link.id", index=True)
    recipient: str = Field(max_length=200)
    round: int = Field(ge=1)
    line_key: str = Field(max_length=120)
    line_sha256: str = Field(max_length=64)
    line_amount_minor: int | None = Field(default=None, sa_type=BigInteger)
    kind: str = Field(max_length=20)
    amount_minor: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    board_on: date | None = None
    quarter_starts_on: date | None = None
    comment: str = Field(default="", sa_type=Text)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)


class DecisionReply(SQLModel, table=True):
    """The vCIO's answer to what a recipient asked."""

    __tablename__ = "decision_reply"

    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="decision.id", index=True)
    text: str = Field(sa_type=Text)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)


class DecisionRound(SQLModel, table=True):
    """A round that the vCIO closed: from then on new decisions belong to the next one. `outcome`: JSON of what
    counted, by line."""

    __tablename__ = "decision_round"
    __table_args__ = (UniqueConstraint("client_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    number: int = Field(ge=1)
    outcome: str = Field(default="{}", sa_type=Text)
    actor: str = Field(max_length=200)
    closed_at: datetime = Field(sa_type=UtcMoment)


class AcceptedRisk(SQLModel, table=True):
    """A Protect line that the client declined: who bears the risk, why, and when it is looked at again."""

    __tablename__ = "accepted_risk"

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    decision_id: int = Field(foreign_key="decision.id", index=True)
    line_key: str = Field(max_length=120)
    title: str = Field(sa_type=Text)
    reason: str = Field(sa_type=Text)
    accepted_by: str = Field(max_length=200)
    accepted_at: datetime = Field(sa_type=UtcMoment)
    review_on: date
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class ProcurementStep(SQLModel, table=True):
    """How far an approved line's purchase is, for one category and model and one place; steps are only ever added.
    `step`: quoted, ordered, deployed or wiped; `quantity` units took it."""

    __tablename__ = "procurement_step"

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    line_key: str = Field(max_length=120)
    item: str = Field(max_length=300)
    ship_to: str = Field(default="", max_length=200)
    step: str = Field(max_length=20)
    quantity: int = Field(ge=1)
    reference: str = Field(default="", max_length=200)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)
