"""Line keys of published documents that came from another installation.

A document stays as it was published, to the byte, and so its lines bear the ids of where it was made ('project:12').
The audit entry of the client's import keeps what they are here, by version; reading a document puts them in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import select
from sqlmodel import Session

from planner.records import AuditEntry
from planner.roadmap.document import Document, DocumentLine
from planner.roadmap.document_json import with_digest
from planner.store.bulk import table_of

IMPORTED: Final = "client.import"
LINE_KEYS: Final = "line_keys"


def moved_keys(session: Session, client_id: int, version: int) -> Mapping[str, str]:
    """Key in the document of that version → the key here; empty for a version that was published here."""
    entry = table_of(AuditEntry)
    found = session.execute(
        select(entry.c.details).where(entry.c.client_id == client_id, entry.c.action == IMPORTED)
    ).scalar()
    keys: Mapping[str, str] = json.loads(found)[LINE_KEYS].get(str(version), {}) if found else {}
    return keys


def with_keys(document: Document, keys: Mapping[str, str]) -> Document:
    """The document with its lines' keys exchanged; the digests of those lines follow, so that what did not change since
    is seen to be the same."""
    return replace(document, lines=tuple(_line(line, keys) for line in document.lines)) if keys else document


def _line(line: DocumentLine, keys: Mapping[str, str]) -> DocumentLine:
    depends_on = tuple(keys.get(key, key) for key in line.depends_on)
    moved = replace(line, key=keys.get(line.key, line.key), depends_on=depends_on)
    return line if moved == line else with_digest(moved)
