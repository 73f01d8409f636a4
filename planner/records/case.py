"""A client's own figures for the case against waiting."""

from __future__ import annotations

from sqlalchemy import BigInteger, Text
from sqlmodel import Field, SQLModel


class CaseFigures(SQLModel, table=True):
    """What client and vCIO agreed on; no row where they keep the starting values (`budget.case_inputs`).

    Amounts are minor units of the client's currency, the premium is in basis points; `hours_per_failure` is a JSON
    object {category: hours}, a category that is not in it stops nobody."""

    __tablename__ = "case_figures"

    client_id: int = Field(primary_key=True, foreign_key="client.id")
    people_affected: int = Field(ge=0)
    hourly_rate_minor: int = Field(ge=0, sa_type=BigInteger)
    emergency_premium_basis_points: int = Field(ge=0)
    monthly_fee_minor: int = Field(ge=0, sa_type=BigInteger)
    hours_per_failure: str = Field(sa_type=Text)
