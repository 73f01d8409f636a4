"""The staff's sessions and the audit trail. Audit entries are only ever added."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class StaffSession(SQLModel, table=True):
    """A browser that may use the staff's app; the cookie's token is stored as its SHA-256 only."""

    __tablename__ = "staff_session"

    token_sha256: str = Field(primary_key=True, max_length=64)
    actor: str = Field(max_length=200)
    role: str = Field(max_length=20)
    created_at: datetime = Field(sa_type=UtcMoment)
    expires_at: datetime = Field(sa_type=UtcMoment)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class AuditEntry(SQLModel, table=True):
    """Who did what, when. `details` is a JSON object of plain values, never of secrets."""

    __tablename__ = "audit_entry"

    id: int | None = Field(default=None, primary_key=True)
    made_at: datetime = Field(index=True, sa_type=UtcMoment)
    actor: str = Field(max_length=200)
    action: str = Field(max_length=60)
    client_id: int | None = Field(default=None, index=True)
    details: str = Field(sa_type=Text)
