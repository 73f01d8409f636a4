"""A client of the MSP, the names it goes by, and the rules and prices that are its own."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, UniqueConstraint
from sqlmodel import Field, SQLModel


class Client(SQLModel, table=True):
    """One customer. Rates are basis points (hundredths of a percent), amounts minor units of `currency`.

    `tax_treatment`: 'added' to the budget, 'recoverable' (shown beside it) or 'excluded'. `blackout_months`: months in
    which nothing is replaced, '11,12'. `scenario` is the one that roadmap, budget and every report show. `users`: how
    many people are served, for prices per user.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=200)
    currency: str = Field(default="USD", max_length=3)
    locale: str = Field(default="en_US", max_length=20)
    fiscal_first_month: int = Field(default=1, ge=1, le=12)
    fiscal_year_named_by: str = Field(default="end", max_length=5)
    horizon_quarters: int = Field(default=20, ge=4, le=40)
    labour_rate_minor: int = Field(default=15_000, ge=0, sa_type=BigInteger)
    price_growth_basis_points: int = Field(default=300)
    contingency_basis_points: int = Field(default=500, ge=0)
    tax_basis_points: int = Field(default=0, ge=0)
    approval_and_lead_days: int = Field(default=45, ge=0)
    capitalisation_threshold_minor: int = Field(default=100_000, ge=0, sa_type=BigInteger)
    tax_treatment: str = Field(default="added", max_length=12)
    blackout_months: str = Field(default="", max_length=40)
    technician_hours_per_quarter: int | None = Field(default=None, ge=0)
    scenario: str = Field(default="as_decided", max_length=20)
    users: int | None = Field(default=None, ge=0)


class ClientAlias(SQLModel, table=True):
    """Another name under which sheets call a client; `folded` as `records.names.folded_name` makes it."""

    __tablename__ = "client_alias"

    folded: str = Field(primary_key=True, max_length=200)
    client_id: int = Field(foreign_key="client.id", index=True)


class PolicyOverride(SQLModel, table=True):
    """Where a client departs from the default policy for one category; an empty field keeps the default."""

    __tablename__ = "policy_override"
    __table_args__ = (UniqueConstraint("client_id", "category"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    category: str = Field(max_length=40)
    plan_months: int | None = Field(default=None, ge=1)
    limit_months: int | None = Field(default=None, ge=1)
    mode: str | None = Field(default=None, max_length=20)


class PriceOverride(SQLModel, table=True):
    """A client's own price for one category, in the client's currency, before growth.

    `trade_in_minor` is what the old device brings; `growth_basis_points` is this category's own yearly price growth,
    the client's where it is None.
    """

    __tablename__ = "price_override"
    __table_args__ = (UniqueConstraint("client_id", "category"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    category: str = Field(max_length=40)
    hardware_minor: int = Field(ge=0, sa_type=BigInteger)
    labour_minutes: int = Field(ge=0)
    priced_on: date
    accessories_minor: int = Field(default=0, ge=0, sa_type=BigInteger)
    freight_minor: int = Field(default=0, ge=0, sa_type=BigInteger)
    disposal_minor: int = Field(default=0, ge=0, sa_type=BigInteger)
    trade_in_minor: int = Field(default=0, ge=0, sa_type=BigInteger)
    growth_basis_points: int | None = None
