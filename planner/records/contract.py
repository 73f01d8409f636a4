"""What a client pays for again and again: contracts and subscriptions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Text
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class Contract(SQLModel, table=True):
    """One contract. `starts_on` to `ends_on`, both inside it, is the term whose price is stated; renewals last
    `term_months` each. `unit_price_minor` is one unit's price for one billing period, before tax; `quantity` are seats
    or devices. It renews until `ended_on`, its last day, which only a person sets, or never where `renews` is false.

    `source` names the file and sheet it was read from; `withdrawn_at` is set where its adding was taken back.
    """

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    name: str = Field(max_length=200)
    vendor: str | None = Field(default=None, max_length=200)
    kind: str = Field(default="subscription", max_length=20)
    starts_on: date
    ends_on: date
    term_months: int = Field(ge=1)
    notice_days: int = Field(default=0, ge=0)
    uplift_basis_points: int = Field(default=0)
    quantity: int = Field(default=1, ge=1)
    unit_price_minor: int = Field(ge=0, sa_type=BigInteger)
    currency: str = Field(max_length=3)
    billing: str = Field(default="year", max_length=10)
    renews: bool = True
    ended_on: date | None = None
    ended_why: str | None = Field(default=None, sa_type=Text)
    treatment: str = Field(default="opex", max_length=5)
    notes: str | None = Field(default=None, sa_type=Text)
    source: str | None = Field(default=None, sa_type=Text)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)
