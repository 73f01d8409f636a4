"""What belongs to the installation: its brand and its clients', and the stored summaries of all clients."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class Brand(SQLModel, table=True):
    """The MSP's name, colours and words (`client_id` None), or a client's. `logo` is a PNG or JPEG file."""

    __table_args__ = (UniqueConstraint("client_id"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int | None = Field(default=None, foreign_key="client.id")
    name: str | None = Field(default=None, max_length=200)
    accent: str | None = Field(default=None, max_length=7)
    footer: str = Field(default="", sa_type=Text)
    contact: str = Field(default="", sa_type=Text)
    logo: bytes | None = None
    logo_kind: str | None = Field(default=None, max_length=20)
    updated_at: datetime = Field(sa_type=UtcMoment)


class ClientFigures(SQLModel, table=True):
    """One client's line of the portfolio, as it was calculated for `as_of` from what `data_version` knew (the newest
    audit entry that touched the client or the whole installation). `figures`: canonical JSON."""

    __tablename__ = "client_figures"

    client_id: int = Field(primary_key=True, foreign_key="client.id")
    as_of: date
    data_version: int
    figures: str = Field(sa_type=Text)
    made_at: datetime = Field(sa_type=UtcMoment)
