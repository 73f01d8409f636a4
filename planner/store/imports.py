"""Writing an import and taking it back, in bulk, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import select
from sqlmodel import Session

from planner.records import Asset, Client, HeaderMapping, Import, Sighting
from planner.store.bulk import chunks, insert_rows, next_ids, table_of, update_rows


def add_imports(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Stores imports; gives their ids in order."""
    ids = list(next_ids(session, Import, len(rows)))
    insert_rows(session, Import, [{"id": key, "undone_at": None, **row} for key, row in zip(ids, rows, strict=True)])
    return ids


def write_assets(session: Session, drafts: Sequence[tuple[int | None, Mapping[str, Any]]]) -> list[int]:
    """`drafts`: (asset id or None for a new one, all its columns). Gives every draft's id, in order."""
    new_ids = iter(next_ids(session, Asset, sum(asset_id is None for asset_id, _ in drafts)))
    inserts: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    ids = []
    for asset_id, columns in drafts:
        key = next(new_ids) if asset_id is None else asset_id
        (inserts if asset_id is None else updates).append({"id": key, **columns})
        ids.append(key)
    insert_rows(session, Asset, inserts)
    update_rows(session, Asset, updates)
    return ids


def add_sightings(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Stores one sighting per row; `read_values` and `extras` come as mappings."""
    ids = next_ids(session, Sighting, len(rows))
    insert_rows(
        session,
        Sighting,
        [
            {**row, "id": key, "read_values": _json(row["read_values"]), "extras": _json(row["extras"])}
            for key, row in zip(ids, rows, strict=True)
        ],
    )


def _json(values: Mapping[str, Any]) -> str:
    return orjson.dumps(values, option=orjson.OPT_SORT_KEYS).decode()


def assets_of_import(session: Session, import_id: int) -> list[int]:
    """The ids of all assets that an import's rows describe."""
    sighting = table_of(Sighting)
    query = select(sighting.c.asset_id).where(sighting.c.import_id == import_id).distinct()
    return sorted(session.execute(query).scalars())


def remembered_columns(session: Session) -> dict[str, dict[str, str | None]]:
    """headers key → header → the field that a person confirmed, or None for an extra."""
    table = table_of(HeaderMapping)
    return {row.headers_key: orjson.loads(row.fields) for row in session.execute(select(table))}


def seen_in_source(session: Session, source_key: str) -> dict[int, str]:
    """asset id → the file that showed it last, over all imports of one source that are not undone."""
    sighting, imported = table_of(Sighting), table_of(Import)
    query = (
        select(sighting.c.asset_id, imported.c.file_name)
        .join(imported, imported.c.id == sighting.c.import_id)
        .where(imported.c.source_key == source_key, imported.c.undone_at.is_(None))
        .order_by(imported.c.id)
    )
    return {row.asset_id: row.file_name for row in session.execute(query)}


def import_sources(session: Session) -> dict[int, tuple[str, str]]:
    """import id → its source key and file name, of every import there ever was."""
    table = table_of(Import)
    return {
        row.id: (row.source_key, row.file_name)
        for row in session.execute(select(table.c["id", "source_key", "file_name"]))
    }


def same_serials(session: Session, serials: Collection[str]) -> list[tuple[int, str, dict[str, Any]]]:
    """(asset id, client's name, columns) of all devices in use that bear one of these serial numbers (folded)."""
    asset, client = table_of(Asset), table_of(Client)
    base = select(asset, client.c.name.label("client_name")).join(client, client.c.id == asset.c.client_id)
    base = base.where(asset.c.state == "active", asset.c.is_retired.is_(False))
    spelt = sorted({spelling for serial in serials for spelling in (serial, serial.upper())})
    pieces = (base.where(asset.c.serial_number.in_(piece)) for piece in chunks(spelt))
    rows = (row for query in pieces for row in session.execute(query).mappings())
    return sorted(((row["id"], row["client_name"], dict(row)) for row in rows), key=lambda item: item[0])


def withdraw_assets(session: Session, asset_ids: Iterable[int]) -> None:
    """Empties assets that nothing describes any more; only id and client stay."""
    table = table_of(Asset)
    keep = {"id", "client_id", "row_key"}
    emptied: dict[str, Any] = {column.name: None for column in table.columns if column.name not in keep}
    emptied |= {"state": "withdrawn", "category": "other", "quantity": 1, "ownership": "client"}
    emptied |= {"is_virtual": False, "is_retired": False, "is_unconfirmed": False}
    for piece in chunks(list(asset_ids)):
        session.execute(table.update().where(table.c.id.in_(piece)).values(emptied))
