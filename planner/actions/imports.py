"""Importing asset sheets: look at the difference, apply it, take it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlmodel import Session

from planner.actions.edits import retire_assets
from planner.actions.uploads import ReadFiles, Upload, read_uploads
from planner.errors import PlannerError, Problem
from planner.intake.absence import Proposal, new_serials, proposals
from planner.intake.confirmed import Confirmed, Fields, checked_fields
from planner.intake.conflicts import Conflict, source_key
from planner.intake.difference import AssetDraft, ClientDraft, ClientState
from planner.intake.model import Reading, Table
from planner.intake.prepare import Difference, Prepared, prepare, summary
from planner.intake.sightings import ClientNames
from planner.records.names import alike_names
from planner.sharing.audit import Action, acting, data_version, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import assets_of_clients, live_corrections, live_sightings
from planner.store.bulk import collector_paused
from planner.store.clients import client_names, create_clients, named_client
from planner.store.imports import (
    add_imports,
    add_sightings,
    import_sources,
    remembered_columns,
    same_serials,
    seen_in_source,
    write_assets,
)

_WRITTEN_AT_ONCE: Final = 10_000
"""Rows in one statement: memory stays flat, and more at once is no faster."""


@dataclass(frozen=True)
class Preview:
    """What the files hold and what applying them would do. Nothing is written yet.

    `clients` and `new_clients` are the names of those the rows belong to; `needs_client` says that rows name none
    and that a name must be given before they can be applied. `proposals`: devices that are gone from the sheet or seem
    to be replaced; they stay as they are unless a person retires them. `alike`: (new client's name, another one) that
    may be one client under two names. `conflicts`: what sheets of different sources say differently of one device.
    """

    files: ReadFiles
    difference: Difference
    problems: tuple[Problem, ...]
    summary: str
    clients: tuple[str, ...]
    new_clients: tuple[str, ...]
    needs_client: bool
    proposals: tuple[Proposal, ...]
    alike: tuple[tuple[str, str], ...]
    as_of: date
    prepared: Prepared
    at_version: int

    @property
    def homeless(self) -> int:
        """Rows that name no client while none was given."""
        return self.prepared.homeless

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.prepared.conflicts

    @property
    def readings(self) -> tuple[Reading, ...]:
        return self.files.readings


@dataclass(frozen=True, slots=True)
class Applied:
    """What was written: one import per file, and the clients it touched."""

    import_ids: tuple[int, ...]
    counts: dict[str, int]
    client_ids: tuple[int, ...]


def preview_import(
    store: Store,
    actor: Actor,
    uploads: Sequence[Upload],
    as_of: date,
    client: str | None = None,
    columns: Fields = MappingProxyType({}),
) -> Preview:
    """Reads the files and compares them with the store. `client` fills rows that name none; `columns` says for this
    time what headers mean, over what was confirmed before.

    Raises PlannerError where no file can be read or none of them holds assets.
    """
    with looking(store, actor) as session:
        client = named_client(session, client)
        confirmed = Confirmed(remembered_columns(session), checked_fields(columns))
    with collector_paused():
        return preview_readings(store, actor, read_uploads(uploads, as_of, confirmed), as_of, client)


def preview_readings(store: Store, actor: Actor, files: ReadFiles, as_of: date, client: str | None = None) -> Preview:
    """As `preview_import`, for files that were read before (a client's name was added, say)."""
    readings = files.readings
    with collector_paused(), looking(store, actor) as session:
        names = ClientNames(client_names(session))
        prepared = prepare(readings, client, names, lambda named: _states(session, names, named), as_of)
        version = data_version(session)
        elsewhere = same_serials(session, new_serials(prepared.drafts))
        seen = {number: seen_in_source(session, source_key(reading)) for number, reading in enumerate(readings)}
    new_clients = tuple(draft.state.name for draft in prepared.drafts if draft.state.client_id is None)
    return Preview(
        files=files,
        difference=prepared.difference,
        problems=(*files.refused, *prepared.problems),
        summary=summary(readings, prepared),
        clients=tuple(draft.state.name for draft in prepared.drafts if draft.state.client_id is not None),
        new_clients=new_clients,
        needs_client=prepared.homeless > 0,
        proposals=proposals(prepared.drafts, seen, elsewhere),
        alike=alike_names(new_clients, sorted({name for _, name, _ in names.known.values()})),
        as_of=as_of,
        prepared=prepared,
        at_version=version,
    )


def _states(session: Session, names: ClientNames, named: Sequence[tuple[str, str]]) -> list[ClientState]:
    found = [names.find(name) for name, _ in named]
    ids = [client[0] for client in found if client]
    assets = assets_of_clients(session, ids)
    sightings = live_sightings(session, client_ids=ids)
    corrections = live_corrections(session, ids)
    sources = import_sources(session)
    return [
        ClientState(client[0], client[1], client[2], assets[client[0]], sightings, corrections, sources)
        if client
        else ClientState(None, name, currency)
        for client, (name, currency) in zip(found, named, strict=True)
    ]


def apply_import(store: Store, actor: Actor, preview: Preview, retire: Sequence[int] = ()) -> Applied:
    """Writes what the preview shows, and retires those of its proposals that `retire` (asset ids) names.

    Raises PlannerError where a client is missing, or where the store has changed since, so that what is written is
    always what was shown.
    """
    if preview.needs_client:
        raise PlannerError("Some rows name no client.", "Say which client they belong to (--client NAME).")
    with collector_paused(), acting(store, actor, "import.apply") as action:
        if data_version(action.session) != preview.at_version:
            raise PlannerError(
                "Somebody else changed the data meanwhile.", "Look at the new difference and apply again."
            )
        client_ids = _client_ids(action.session, preview.prepared.drafts)
        import_ids = _add_imports(action, actor, preview)
        for client_id, draft in zip(client_ids, preview.prepared.drafts, strict=True):
            _write_client(action.session, client_id, draft, import_ids)
        proposed = {proposal.asset_id: proposal.why for proposal in preview.proposals}
        retire_assets(
            action.session,
            actor,
            {key: proposed[key] for key in retire if key in proposed},
            preview.as_of,
            import_ids[0],
        )
        action.details.update(retired=sorted(set(retire) & set(proposed)))
        action.details.update(imports=import_ids, clients=client_ids, **preview.difference.counts)
    return Applied(tuple(import_ids), preview.difference.counts, tuple(client_ids))


def _client_ids(session: Session, drafts: Sequence[ClientDraft]) -> list[int]:
    missing = [(draft.state.name, draft.state.currency) for draft in drafts if draft.state.client_id is None]
    created = iter(create_clients(session, missing))
    return [next(created) if draft.state.client_id is None else draft.state.client_id for draft in drafts]


def _add_imports(action: Action, actor: Actor, preview: Preview) -> list[int]:
    rows = []
    for reading in preview.readings:
        own = [row.outcome for row in preview.difference.rows if row.file == reading.file_name]
        counts: dict[str, int] = {"read": len(own)}
        counts |= {name: own.count(name) for name in ("added", "changed", "unchanged", "skipped", "rejected")}
        rows.append(
            {
                "file_name": reading.file_name[:400],
                "content_sha256": reading.content_sha256,
                "source_key": source_key(reading),
                "as_of": preview.as_of,
                "imported_at": actor.acting_at,
                "actor": actor.name,
                "counts": json.dumps(counts),
                "tables": json.dumps([_table_entry(table) for table in reading.tables], ensure_ascii=False),
            }
        )
    return add_imports(action.session, rows)


def _table_entry(table: Table) -> dict[str, Any]:
    """How a table was understood, kept with its import."""
    return {
        "sheet": table.sheet,
        "verdict": table.verdict,
        "reason": table.reason,
        "header_row": table.header_row,
        "columns": [
            {"column": column.column, "header": column.header, "field": column.field, "confidence": column.confidence}
            for column in table.columns
        ],
        "skipped": [{"row": row.row, "why": row.why} for row in table.skipped],
        "rejected": [
            {"row": row.row, "cells": list(row.cells), "problem": row.problem.as_dict()} for row in table.rejected
        ],
        "problems": [problem.as_dict() for problem in table.problems],
    }


def _write_client(session: Session, client_id: int, draft: ClientDraft, import_ids: Sequence[int]) -> None:
    for start in range(0, len(draft.assets), _WRITTEN_AT_ONCE):
        _write_assets(session, client_id, draft.assets[start : start + _WRITTEN_AT_ONCE], import_ids)


def _write_assets(session: Session, client_id: int, assets: Sequence[AssetDraft], import_ids: Sequence[int]) -> None:
    own = {"client_id": client_id, "state": "active"}
    changed = [
        (asset.asset_id, {**own, "row_key": asset.row_key, **asset.columns}) for asset in assets if asset.is_changed
    ]
    written = iter(write_assets(session, changed))
    rows = []
    for asset in assets:
        asset_id = next(written) if asset.is_changed else asset.asset_id
        rows += [
            {
                "import_id": import_ids[row.reading],
                "asset_id": asset_id,
                "sheet": row.sheet,
                "row": row.row,
                "outcome": outcome,
                "read_values": row.values,
                "extras": row.extras,
            }
            for row, outcome in asset.rows
        ]
    add_sightings(session, rows)
