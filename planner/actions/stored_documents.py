"""Published roadmaps as they are stored: written once, read with their digest checked, never changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Row, select
from sqlmodel import Session

from planner.actions.kept import Kept
from planner.actions.moved_keys import moved_keys, with_keys
from planner.errors import PlannerError
from planner.records import PublishedRoadmap
from planner.roadmap.document import Document
from planner.roadmap.document_build import Profile
from planner.roadmap.document_json import document_from_json, sha256_of
from planner.store.bulk import table_of

_documents: Final = Kept[Document](64)
"""By their digest: what has the same digest is the same document."""


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """One version without its document. `tolerance_basis_points`: by how much an approved line may change."""

    published_id: int
    client_id: int
    version: int
    title: str
    as_of: date
    profile: Profile
    sha256: str
    tolerance_basis_points: int
    actor: str
    made_at: datetime


def read_versions(session: Session, client_id: int) -> tuple[PublishedVersion, ...]:
    """All of a client's versions, the newest first."""
    table = table_of(PublishedRoadmap)
    columns = [column for column in table.c if column.name != "document"]
    chosen = select(*columns).where(table.c.client_id == client_id).order_by(table.c.version.desc())
    return tuple(_version(row) for row in session.execute(chosen))


def read_version(session: Session, published_id: int) -> tuple[PublishedVersion, Document]:
    """A version and its document, with the keys that its lines have here. Raises PlannerError where there is none, or
    it is not what was published."""
    version, document = read_frozen(session, published_id)
    return version, with_keys(document, moved_keys(session, version.client_id, version.version))


def read_frozen(session: Session, published_id: int) -> tuple[PublishedVersion, Document]:
    """As `read_version`, with the keys that its lines had where it was published."""
    table = table_of(PublishedRoadmap)
    row = session.execute(select(table).where(table.c.id == published_id)).first()
    if row is None:
        raise PlannerError("There is no such published roadmap.", "Look at the list of versions.")
    if sha256_of(row.document) != row.content_sha256:
        raise PlannerError(
            f"Version {row.version} is not what was published: its content does not fit its digest.",
            "Restore the database from a backup, and find out who changed it.",
        )
    known = _documents.get(row.content_sha256)
    return _version(row), known or _documents.keep(row.content_sha256, document_from_json(row.document))


def read_document(session: Session, published_id: int) -> Document:
    """As `read_version`, the document alone."""
    return read_version(session, published_id)[1]


def _version(row: Row[tuple[object, ...]]) -> PublishedVersion:
    said = json.loads(row.profile)
    profile = Profile(said["costs"], said["owners"], frozenset(said["left_out"]))
    return PublishedVersion(
        row.id, row.client_id, row.version, row.title, row.as_of, profile, row.content_sha256,
        row.tolerance_basis_points, row.actor, row.made_at,
    )  # fmt: skip


def profile_json(profile: Profile) -> str:
    return json.dumps(
        {"costs": profile.costs, "owners": profile.owners, "left_out": sorted(profile.left_out)}, sort_keys=True
    )
