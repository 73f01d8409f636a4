"""The imports there were."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from planner.records import Asset, Client, Import, Sighting
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """One import in the history."""

    import_id: int
    file_name: str
    as_of: date
    imported_at: datetime
    actor: str
    counts: dict[str, int]
    is_undone: bool
    clients: tuple[str, ...]


def import_history(store: Store, actor: Actor) -> tuple[ImportSummary, ...]:
    """All imports, the newest first, undone ones too."""
    imported, sighting, asset, client = (table_of(record) for record in (Import, Sighting, Asset, Client))
    with looking(store, actor) as session:
        owners = session.execute(
            select(sighting.c.import_id, client.c.name)
            .join(asset, asset.c.id == sighting.c.asset_id)
            .join(client, client.c.id == asset.c.client_id)
            .distinct()
            .order_by(client.c.name)
        ).all()
        rows = session.execute(select(imported).order_by(imported.c.id.desc())).mappings().all()
    return tuple(
        ImportSummary(
            row["id"], row["file_name"], row["as_of"], row["imported_at"], row["actor"], json.loads(row["counts"]),
            row["undone_at"] is not None, tuple(name for import_id, name in owners if import_id == row["id"]),
        )
        for row in rows
    )  # fmt: skip
