"""A client in one file, to move it from one installation to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from planner.actions.exports import Export, safe_name
from planner.actions.moved_file import LineKeys, MovedClient, pack, unpack
from planner.actions.moved_ids import Ids
from planner.actions.moved_keys import IMPORTED, LINE_KEYS, moved_keys
from planner.actions.moved_rows import Rows, damaged, stored_rows, write_rows
from planner.actions.moved_surroundings import currencies_of, missing_here, surroundings
from planner.actions.stored_documents import read_frozen, read_versions
from planner.errors import PlannerError
from planner.records import Client
from planner.records.names import folded_name
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.clients import client_names

ENDING: Final = ".evergreen.zip"
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class ImportedClient:
    """`rows`: how many of each table; `notes`: what is not as it was where it came from, a sentence each."""

    client_id: int
    name: str
    rows: Mapping[str, int]
    notes: tuple[str, ...]


def export_client(store: Store, actor: Actor, client_id: int) -> Export:
    """All that is stored of the client, without links and sessions, which are secrets. The same client makes the same
    bytes. Raises PlannerError where there is no such client, or a published roadmap is not what was published."""
    with looking(store, actor) as session:
        client = session.get(Client, client_id)
        if client is None:
            raise PlannerError("This client is no longer there.", "Choose another client.")
        rows, ids = stored_rows(session, client_id)
        rests_on = surroundings(session, currencies_of(rows))
        moved = MovedClient(client.name, rows, _line_keys(session, client_id, ids), rests_on)
    return Export(f"{safe_name(moved.client)}{ENDING}", "application/zip", pack(moved))


def _line_keys(session: Session, client_id: int, ids: Ids) -> LineKeys:
    """Of each published version, its lines' keys as they are frozen → by the file's numbers."""
    found = {}
    for version in read_versions(session, client_id):
        document = read_frozen(session, version.published_id)[1]
        here = moved_keys(session, client_id, version.version)
        frozen = {key for line in document.lines for key in (line.key, *line.depends_on)}
        found[str(version.version)] = {key: ids.key(here.get(key, key)) for key in sorted(frozen)}
    return found


def import_client(store: Store, actor: Actor, data: bytes, name: str | None = None) -> ImportedClient:
    """Stores an exported client under new ids, as the client of that name (None: its own). Raises PlannerError where
    the file is none of ours, damaged, too large or of a newer Evergreen, and where the name is taken; then nothing is
    stored."""
    moved = unpack(data)
    if len(moved.rows["client"]) != 1:
        raise damaged("it does not hold one client")
    with acting(store, actor, IMPORTED) as action:
        wanted = _free_name(action.session, moved.client if name is None else name)
        aliases, notes = _aliases(action.session, moved, wanted)
        rows: Rows = {**moved.rows, "client": [{**moved.rows["client"][0], "name": wanted}], "client_alias": aliases}
        try:
            ids = write_rows(action.session, rows)
        except (DBAPIError, OverflowError) as error:
            raise damaged("a value in it cannot be stored") from error
        action.client_id = ids.told("client", 1)
        counts = {table: len(found) for table, found in rows.items() if found}
        action.details.update({"name": wanted, "was": moved.client, "rows": counts, LINE_KEYS: _here(moved, ids)})
        here = surroundings(action.session, currencies_of(rows))
        return ImportedClient(action.client_id, wanted, counts, (*notes, *missing_here(moved.rests_on, here)))


def _free_name(session: Session, name: str) -> str:
    wanted = name.strip()
    if not wanted or len(wanted) > _LONGEST:
        raise PlannerError(
            f"A client's name has 1 to {_LONGEST} characters.", "Give another: client import FILE --name NAME."
        )
    if taken := client_names(session).get(folded_name(wanted)):
        raise PlannerError(
            f"There is a client '{taken[1]}' already.",
            "Import it under another name: client import FILE --name NAME. Nothing is merged into a client.",
        )
    return wanted


def _aliases(session: Session, moved: MovedClient, name: str) -> tuple[list[dict[str, object]], list[str]]:
    """Those by which nobody else goes here; sheets go on calling a renamed client by the name it had."""
    told = [row.get("folded") for row in moved.rows["client_alias"]]
    if not all(isinstance(folded, str) and folded for folded in told):
        raise damaged("another name of the client is none")
    if folded_name(moved.client) != folded_name(name):
        told.append(folded_name(moved.client))
    taken = client_names(session)
    free = [folded for folded in dict.fromkeys(told) if folded not in taken]
    notes = [
        f"Sheets that say '{folded}' mean {taken[folded][1]} here, not {name}." for folded in told if folded in taken
    ]
    return [{"folded": folded, "client_id": 1} for folded in free], notes


def _here(moved: MovedClient, ids: Ids) -> LineKeys:
    """The keys that differ from those in the documents."""
    return {
        version: {was: now for was, told in keys.items() if (now := ids.key(told)) != was}
        for version, keys in moved.line_keys.items()
    }
