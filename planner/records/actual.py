"""What was really spent, and the frozen plan that it is measured against."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Text
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class InvoiceLine(SQLModel, table=True):
    """One line of an invoice. `amount_minor` is the whole line before tax (negative for a credit note), in `currency`;
    `entry` names the action that added it, so that one action is taken back as a whole."""

    __tablename__ = "invoice_line"

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    invoiced_on: date
    vendor: str | None = Field(default=None, max_length=200)
    number: str | None = Field(default=None, max_length=100)
    text: str = Field(default="", sa_type=Text)
    kind: str = Field(default="hardware", max_length=20)
    category: str | None = Field(default=None, max_length=40)
    serial_number: str | None = Field(default=None, max_length=200)
    asset_id: int | None = Field(default=None, foreign_key="asset.id", index=True)
    quantity: int = Field(default=1, ge=1)
    amount_minor: int = Field(sa_type=BigInteger)
    tax_minor: int | None = Field(default=None, sa_type=BigInteger)
    currency: str = Field(max_length=3)
    source: str | None = Field(default=None, sa_type=Text)
    entry: str = Field(max_length=64, index=True)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class Baseline(SQLModel, table=True):
    """A plan as it stood on `as_of`, frozen: `document` is canonical JSON, `sha256` its hash."""

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    label: str = Field(max_length=200)
    as_of: date
    document: str = Field(sa_type=Text)
    sha256: str = Field(max_length=64)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcMoment)
