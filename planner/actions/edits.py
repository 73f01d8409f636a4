"""Undoing an import, and a person's corrections: both merge the assets they touch again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from planner.errors import PlannerError
from planner.fields import FIELDS
from planner.intake.difference import remerged
from planner.records import Asset, Client, Correction, Import
from planner.sharing.audit import acting
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import live_corrections, live_sightings
from planner.store.bulk import chunks, table_of
from planner.store.imports import assets_of_import, withdraw_assets, write_assets


def undo_import(store: Store, actor: Actor, import_id: int) -> None:
    """Takes an import's rows back. What people changed since, and what other imports said, stays.

    Raises PlannerError where there is no such import, or it was undone before.
    """
    with acting(store, actor, "import.undo") as action:
        row = action.session.get(Import, import_id)
        if row is None:
            raise PlannerError(f"There is no import {import_id}.", "Look at the history for the imports there are.")
        if row.undone_at is not None:
            raise PlannerError(f"Import {import_id} was undone before.", "Import the file again to have it back.")
        row.undone_at = actor.acting_at
        action.session.add(row)
        action.session.flush()
        touched = sorted(
            {*assets_of_import(action.session, import_id), *_withdraw_decided(action.session, actor, import_id)}
        )
        remerge_assets(action.session, touched)
        action.details.update(import_id=import_id, assets=len(touched))


def remerge_assets(session: Session, asset_ids: Sequence[int]) -> None:
    """Makes these assets' rows again from their live sightings and corrections."""
    table, client = table_of(Asset), table_of(Client)
    owners: dict[int, tuple[int, str, str | None]] = {}
    for piece in chunks(asset_ids):
        query = select(table.c.id, table.c.client_id, client.c.currency, table.c.row_key)
        query = query.join(client, client.c.id == table.c.client_id).where(table.c.id.in_(piece))
        owners |= {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}
    sightings = live_sightings(session, asset_ids=asset_ids)
    corrections = live_corrections(session, sorted({owner[0] for owner in owners.values()}))
    drafts: list[tuple[int | None, dict[str, Any]]] = []
    for asset_id in asset_ids:
        if history := sightings.get(asset_id):
            client_id, currency, row_key = owners[asset_id]
            columns = remerged(history, corrections.get(asset_id, {}), currency)
            drafts.append((asset_id, {"client_id": client_id, "state": "active", "row_key": row_key, **columns}))
    write_assets(session, drafts)
    withdraw_assets(session, [asset_id for asset_id in asset_ids if asset_id not in sightings])


def correct_asset(
    store: Store, actor: Actor, asset_id: int, field: str, value: str | int | None, reason: str = ""
) -> None:
    """A person's value for one field: dates ISO, amounts as decimal text, None to empty the field.

    Raises PlannerError for an unknown asset or field, or a value of the wrong form.
    """
    if field not in FIELDS or field == "client":
        raise PlannerError(f"An asset has no field '{field}'.", f"Use one of: {', '.join(FIELDS)}.")
    if FIELDS[field] == "money" and str(value or "").strip().startswith(("-", "−")):
        raise PlannerError(f"{value} is less than nothing.", "Enter an amount of 0 or more.")
    with acting(store, actor, "asset.correct", _client_of(store, asset_id)) as action:
        put_correction(action.session, actor, asset_id, field, value, reason)
        try:
            remerge_assets(action.session, [asset_id])
        except ValueError as error:
            raise PlannerError(
                f"'{value}' does not fit {field}.", "Enter a date as 2026-05-31, a number as 1240.50."
            ) from error
        action.details.update(asset_id=asset_id, field=field, value=value)


def put_correction(
    session: Session, actor: Actor, asset_id: int, field: str, value: str | int | None, reason: str
) -> tuple[int, list[int]]:
    """A person's value in the place of his last, inside the caller's transaction; the asset is not merged yet. Gives
    its id, and the ids of what it took the place of."""
    before = drop_correction(session, actor, asset_id, field)
    row = Correction(
        asset_id=asset_id, field=field, value=json.dumps(value), reason=reason, actor=actor.name,
        made_at=actor.acting_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return int(row.id or 0), before


def drop_correction(session: Session, actor: Actor, asset_id: int, field: str) -> list[int]:
    """Withdraws a person's value, inside the caller's transaction; the asset is not merged yet. Gives the ids of what
    was withdrawn."""
    table = table_of(Correction)
    live = (table.c.asset_id == asset_id) & (table.c.field == field) & table.c.withdrawn_at.is_(None)
    found = list(session.execute(select(table.c.id).where(live).order_by(table.c.id)).scalars())
    session.execute(table.update().where(live).values(withdrawn_at=actor.acting_at))
    session.flush()
    return found


def retire_assets(session: Session, actor: Actor, reasons: Mapping[int, str], retired_on: date, import_id: int) -> None:
    """Marks devices retired as a person's corrections (asset id → why), inside the caller's transaction."""
    for asset_id, why in sorted(reasons.items()):
        session.add(
            Correction(
                asset_id=asset_id, field="retired_on", value=json.dumps(retired_on.isoformat()), reason=why,
                import_id=import_id, actor=actor.name, made_at=actor.acting_at,
            )
        )  # fmt: skip
    session.flush()
    remerge_assets(session, sorted(reasons))


def withdraw_correction(store: Store, actor: Actor, asset_id: int, field: str) -> None:
    """Takes a person's value back: the sheets' own counts again."""
    with acting(store, actor, "asset.correct.withdraw", _client_of(store, asset_id)) as action:
        drop_correction(action.session, actor, asset_id, field)
        remerge_assets(action.session, [asset_id])
        action.details.update(asset_id=asset_id, field=field)


def _withdraw_decided(session: Session, actor: Actor, import_id: int) -> list[int]:
    """Takes back what was decided with an import; gives the assets it was about."""
    table = table_of(Correction)
    decided = (table.c.import_id == import_id) & table.c.withdrawn_at.is_(None)
    assets = list(session.execute(select(table.c.asset_id).where(decided)).scalars())
    session.execute(table.update().where(decided).values(withdrawn_at=actor.acting_at))
    return assets


def _client_of(store: Store, asset_id: int) -> int:
    with store.reading() as session:
        asset = session.get(Asset, asset_id)
        if asset is None or asset.state != "active":
            raise PlannerError("This device is no longer there.", "Reload the list of assets.")
        return asset.client_id
