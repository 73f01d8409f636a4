"""Prices below the category's, and the rates at which other currencies are exchanged."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class SpecialPrice(SQLModel, table=True):
    """A client's price for a model or a specification within a category, in the client's currency, before growth.

    `kind` is 'model' (`text` are words of the device's model) or 'spec' (`text` is what its specification says); a
    model outranks a specification, both outrank the category's price. `labour_minutes` None keeps the category's.
    """

    __tablename__ = "special_price"
    __table_args__ = (UniqueConstraint("client_id", "category", "kind", "text"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    category: str = Field(max_length=40)
    kind: str = Field(max_length=10)
    text: str = Field(max_length=200)
    hardware_minor: int = Field(ge=0, sa_type=BigInteger)
    labour_minutes: int | None = Field(default=None, ge=0)
    priced_on: date


class ExchangeRate(SQLModel, table=True):
    """One unit of `from_currency` costs `rate` (a decimal as text, so that it is exact) of `to_currency` on `on`."""

    __tablename__ = "exchange_rate"

    id: int | None = Field(default=None, primary_key=True)
    from_currency: str = Field(max_length=3)
    to_currency: str = Field(max_length=3)
    on: date
    rate: str = Field(max_length=40)
    source: str = Field(default="", max_length=200)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)
