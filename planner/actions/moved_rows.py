"""A client's stored rows → rows with a file's own numbers, and back into rows with free ids of this store."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pydantic import ValidationError
from sqlalchemy import select
from sqlmodel import Session

from planner.actions.moved_ids import Ids, Values, remapped
from planner.actions.moved_tables import HISTORY, MOVED, Moved
from planner.errors import PlannerError
from planner.records import Asset, AuditEntry, Correction, Import, Sighting
from planner.store.bulk import chunks, insert_rows, next_ids, table_of

Rows = dict[str, list[Values]]
"""Table → its rows, in the order of their ids."""
_ACTION_LENGTH: Final = 60
_OF_OTHERS: Final = ("rejected", "skipped", "problems")
"""What an import keeps of rows that belong to no device: of a file that told of several clients, perhaps another's."""


def stored_rows(session: Session, client_id: int) -> tuple[Rows, Ids]:
    """All that belongs to the client, with the file's numbers, and how they follow from the ids here."""
    ids: dict[str, dict[int, int]] = {}
    found: Rows = {}
    for moved in MOVED:
        found[moved.name] = [row for row in _read(session, client_id, moved, ids) if _is_whole(moved, row, ids)]
        if moved.has_id:
            ids[moved.name] = {row["id"]: number for number, row in enumerate(found[moved.name], start=1)}
    mapping = Ids(ids)
    return {moved.name: [_mapped(moved, row, mapping) for row in found[moved.name]] for moved in MOVED}, mapping


def _read(session: Session, client_id: int, moved: Moved, ids: Mapping[str, Mapping[int, int]]) -> Iterator[Values]:
    table, by = moved.table, moved.table.c[moved.by]
    if moved.record is Import:
        wanted = sorted(_imports(session, client_id))
    elif moved.refers.get(moved.by, "client") == "client":
        wanted = [client_id]
    else:
        wanted = sorted(ids[moved.refers[moved.by]])
    order = table.c.id if moved.has_id else by
    shared = _shared(session, client_id, wanted) if moved.record is Import else set()
    rows = [row for some in chunks(wanted) for row in session.execute(select(table).where(by.in_(some))).mappings()]
    for row in sorted(rows, key=lambda row: (row[order.name], *(() if moved.has_id else (str(row.get("folded")),)))):
        yield _told(moved, dict(row), is_shared=row.get("id") in shared)


def _imports(session: Session, client_id: int) -> set[int]:
    """Ids of the imports that told of the client's devices, or decided on one."""
    asset, sighting, correction = table_of(Asset), table_of(Sighting), table_of(Correction)
    found: set[int] = set()
    for table in (sighting, correction):
        query = select(table.c.import_id).join(asset, asset.c.id == table.c.asset_id).where(
            asset.c.client_id == client_id, table.c.import_id.is_not(None)
        )  # fmt: skip
        found |= set(session.execute(query.distinct()).scalars())
    return found


def _shared(session: Session, client_id: int, imports: Sequence[int]) -> set[int]:
    """Those of the imports that told of other clients' devices."""
    asset, sighting = table_of(Asset), table_of(Sighting)
    query = select(sighting.c.import_id).join(asset, asset.c.id == sighting.c.asset_id)
    others = query.where(asset.c.client_id != client_id).distinct()
    return {
        found
        for some in chunks(imports)
        for found in session.execute(others.where(sighting.c.import_id.in_(some))).scalars()
    }


def _told(moved: Moved, row: Values, *, is_shared: bool) -> Values:
    """The row without what is not the client's; history is marked as such."""
    if is_shared:
        tables = [{**table, **{name: [] for name in _OF_OTHERS}} for table in json.loads(row["tables"])]
        return {**row, "tables": json.dumps(tables, ensure_ascii=False)}
    if moved.record is AuditEntry and not row["action"].startswith(HISTORY):
        return {**row, "action": f"{HISTORY}{row['action']}"[:_ACTION_LENGTH]}
    return row


def _is_whole(moved: Moved, row: Values, ids: Mapping[str, Mapping[int, int]]) -> bool:
    """Whether all that the row needs moves too: a device that belongs to another client does not."""
    return all(
        moved.table.c[column].nullable or row[column] is None or row[column] in ids[table]
        for column, table in moved.refers.items()
    )


def _mapped(moved: Moved, row: Values, ids: Ids) -> Values:
    """The row with all ids mapped."""
    own = {"id": ids.of(moved.name, row["id"])} if moved.has_id else {}
    refers = {column: ids.of(table, row[column]) for column, table in moved.refers.items()}
    return remapped(moved.name, {**row, **own, **refers}, ids)


def written(value: object) -> str:
    """What JSON has no form for; days and moments have theirs."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    raise TypeError(f"{value!r} cannot be moved")


def write_rows(session: Session, rows: Mapping[str, Sequence[Values]]) -> Ids:
    """Stores a file's rows under ids that are free here; gives how they follow from the file's numbers. Raises
    PlannerError where a row is not what its table holds, or refers to what the file does not have."""
    ids: dict[str, dict[int, int]] = {}
    for moved in MOVED:
        if moved.has_id:
            told = [row.get("id") for row in rows[moved.name]]
            if told != list(range(1, len(told) + 1)):
                raise damaged(f"the rows of {moved.name} are not numbered")
            ids[moved.name] = dict(enumerate(next_ids(session, moved.record, len(told)), start=1))
    mapping = Ids(ids)
    for moved in MOVED:
        insert_rows(session, moved.record, [_stored(moved, row, mapping) for row in rows[moved.name]])
    return mapping


def _stored(moved: Moved, row: Values, ids: Ids) -> Values:
    checked = _checked(moved, row)
    try:
        mapped = _mapped(moved, checked, ids)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(f"a row of {moved.name} cannot be read") from error
    for column in moved.refers:
        if mapped[column] is None and not (checked[column] is None and moved.table.c[column].nullable):
            raise damaged(f"{moved.name}.{column} refers to what is not in it")
    return mapped


def _checked(moved: Moved, row: Values) -> Values:
    """The row's values as the table's columns have them; a column that is newer than the file gets its default."""
    names = {column.name for column in moved.table.c}
    if unknown := sorted(set(row) - names):
        raise damaged(f"{moved.name} has no column {unknown[0]}")
    try:
        if row.get("logo") is not None and "logo" in names:
            row = {**row, "logo": b64decode(row["logo"], validate=True)}
        return moved.record.model_validate(row).model_dump()
    except (ValidationError, ValueError, TypeError) as error:
        raise damaged(f"a row of {moved.name} holds what it cannot") from error


def damaged(why: str) -> PlannerError:
    return PlannerError(f"This file is damaged: {why}.", "Export the client again where it came from.")
