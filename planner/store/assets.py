"""Reading and writing assets with their sightings and corrections, client by client."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
import pandas as pd
from sqlalchemy import select
from sqlmodel import Session

from planner.frames import ASSET_COLUMNS, to_frame
from planner.records import Asset, Client, Correction, Import, Sighting
from planner.store.bulk import chunks, table_of

ImportedRows = tuple[date, int, list[Mapping[str, Any]]]
"""One import's sightings of one asset: the import's as-of date, its id, the rows' values in row order."""


def asset_frame(session: Session, client_id: int) -> pd.DataFrame:
    """The client's active assets as the asset frame (`frames.ASSET_COLUMNS`), one row per asset, by id."""
    table = table_of(Asset)
    client = session.get_one(Client, client_id)
    names = [name for name in ASSET_COLUMNS if name not in ("asset_id", "client")]
    query = (
        select(table.c.id, *(table.c[name] for name in names))
        .where(table.c.client_id == client_id, table.c.state == "active")
        .order_by(table.c.id)
    )
    at = list(ASSET_COLUMNS).index("client") - 1
    rows = [(row[0], *row[1 : at + 1], client.name, *row[at + 1 :]) for row in session.execute(query)]
    return to_frame(rows, ASSET_COLUMNS)


def assets_of_clients(session: Session, client_ids: Sequence[int]) -> dict[int, dict[int, dict[str, Any]]]:
    """client id → asset id → columns, the withdrawn ones too (their ids are found again)."""
    table = table_of(Asset)
    found: dict[int, dict[int, dict[str, Any]]] = {client_id: {} for client_id in client_ids}
    for piece in chunks(client_ids):
        for row in session.execute(select(table).where(table.c.client_id.in_(piece)).order_by(table.c.id)).mappings():
            found[row["client_id"]][row["id"]] = dict(row)
    return found


def live_sightings(
    session: Session, *, client_ids: Sequence[int] = (), asset_ids: Sequence[int] = ()
) -> dict[int, list[ImportedRows]]:
    """asset id → its imports that are not undone, oldest first, each with its rows' values in row order."""
    sighting, imported, asset = table_of(Sighting), table_of(Import), table_of(Asset)
    base = (
        select(sighting.c.asset_id, imported.c.as_of, imported.c.id, sighting.c.read_values)
        .join(imported, imported.c.id == sighting.c.import_id)
        .where(imported.c.undone_at.is_(None))
        .order_by(sighting.c.asset_id, imported.c.as_of, imported.c.id, sighting.c.id)
    )
    found: dict[int, list[ImportedRows]] = defaultdict(list)
    wanted = [(asset.c.client_id, piece) for piece in chunks(client_ids)]
    wanted += [(sighting.c.asset_id, piece) for piece in chunks(asset_ids)]
    for column, piece in wanted:
        query = base.where(column.in_(piece))
        if column.table is asset:
            query = query.join(asset, asset.c.id == sighting.c.asset_id)
        for asset_id, as_of, import_id, values in session.execute(query):
            imports = found[asset_id]
            if not imports or imports[-1][1] != import_id:
                imports.append((as_of, import_id, []))
            imports[-1][2].append(orjson.loads(values))
    return dict(found)


def live_corrections(session: Session, client_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """asset id → field → the newest correction's value that was not withdrawn."""
    correction, asset = table_of(Correction), table_of(Asset)
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for piece in chunks(client_ids):
        query = (
            select(correction.c.asset_id, correction.c.field, correction.c.value)
            .join(asset, asset.c.id == correction.c.asset_id)
            .where(asset.c.client_id.in_(piece), correction.c.withdrawn_at.is_(None))
            .order_by(correction.c.id)
        )
        for asset_id, name, value in session.execute(query):
            found[asset_id][name] = orjson.loads(value)
    return dict(found)
