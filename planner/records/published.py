"""What was presented: published roadmaps, the links by which recipients open them, and what was seen.

A published roadmap is written once and never changed; what changes is published again as the next version.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from planner.records.moments import UtcMoment


class PublishedRoadmap(SQLModel, table=True):
    """One version. `document` is its canonical JSON, already redacted by `profile` (a JSON object); `content_sha256` is
    the document's digest; `tolerance_basis_points`: by how much an approved line may change without asking again."""

    __tablename__ = "published_roadmap"
    __table_args__ = (UniqueConstraint("client_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    version: int = Field(ge=1)
    title: str = Field(max_length=200)
    as_of: date
    profile: str = Field(sa_type=Text)
    document: str = Field(sa_type=Text)
    content_sha256: str = Field(max_length=64)
    tolerance_basis_points: int = Field(default=500, ge=0)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)


class ShareLink(SQLModel, table=True):
    """One recipient's way to one published roadmap. The token is stored as its SHA-256 only, the passphrase as an
    Argon2 hash. `role`: decider or commenter; `limit_minor`: up to what a decider may let be purchased, in minor units
    of the document's currency (None: no limit); `downloads`: JSON list of the allowed kinds."""

    __tablename__ = "share_link"

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id", index=True)
    published_id: int = Field(foreign_key="published_roadmap.id", index=True)
    token_sha256: str = Field(unique=True, max_length=64)
    recipient: str = Field(max_length=200)
    email: str | None = Field(default=None, max_length=320)
    role: str = Field(default="decider", max_length=20)
    limit_minor: int | None = Field(default=None, ge=0, sa_type=BigInteger)
    downloads: str = Field(default="[]", sa_type=Text)
    passphrase_hash: str | None = Field(default=None, max_length=200)
    failed_tries: int = Field(default=0, ge=0)
    locked_until: datetime | None = Field(default=None, sa_type=UtcMoment)
    actor: str = Field(max_length=200)
    made_at: datetime = Field(sa_type=UtcMoment)
    expires_at: datetime = Field(sa_type=UtcMoment)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcMoment)


class ShareView(SQLModel, table=True):
    """A link was opened, or something downloaded by it: `what` is 'page' or the download's kind."""

    __tablename__ = "share_view"

    id: int | None = Field(default=None, primary_key=True)
    link_id: int = Field(foreign_key="share_link.id", index=True)
    what: str = Field(default="page", max_length=40)
    seen_at: datetime = Field(sa_type=UtcMoment)
