"""One device: what was seen of it, what people changed, and the quarter they chose for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.stored_pins import put_pins, withdraw_pins
from planner.calendar import FiscalCalendar
from planner.errors import PlannerError
from planner.intake.conflicts import Disagreement, disagreements
from planner.records import Asset, Client, Correction, Import, PinnedQuarter, Sighting
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import live_sightings
from planner.store.bulk import table_of
from planner.store.imports import import_sources


@dataclass(frozen=True, slots=True)
class SightingStory:
    """One row of one sheet that describes the device."""

    file_name: str
    sheet: str | None
    row: int
    imported_at: datetime
    is_undone: bool
    values: dict[str, Any]
    extras: dict[str, str]


@dataclass(frozen=True, slots=True)
class CorrectionStory:
    """One field that a person set."""

    field: str
    value: Any
    reason: str
    actor: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class AssetStory:
    """Where a device's values come from, newest sighting first, and its pinned quarter's first day or None."""

    sightings: tuple[SightingStory, ...]
    corrections: tuple[CorrectionStory, ...]
    conflicts: tuple[Disagreement, ...]
    pinned_to: date | None


def asset_story(store: Store, actor: Actor, asset_id: int) -> AssetStory:
    """Everything stored about one device."""
    sighting, imported, correction, pin = (table_of(record) for record in (Sighting, Import, Correction, PinnedQuarter))
    with looking(store, actor) as session:
        seen = session.execute(
            select(imported.c.file_name, imported.c.imported_at, imported.c.undone_at, sighting)
            .join(imported, imported.c.id == sighting.c.import_id)
            .where(sighting.c.asset_id == asset_id)
            .order_by(sighting.c.import_id.desc(), sighting.c.id)
        ).mappings()
        sightings = tuple(
            SightingStory(
                row["file_name"], row["sheet"], row["row"], row["imported_at"], row["undone_at"] is not None,
                {name: value for name, value in json.loads(row["read_values"]).items() if not name.startswith("_")},
                json.loads(row["extras"]),
            )
            for row in seen
        )  # fmt: skip
        changed = session.execute(
            select(correction)
            .where(correction.c.asset_id == asset_id, correction.c.withdrawn_at.is_(None))
            .order_by(correction.c.id)
        ).mappings()
        corrections = tuple(
            CorrectionStory(row["field"], json.loads(row["value"]), row["reason"], row["actor"], row["made_at"])
            for row in changed
        )
        pinned = session.execute(
            select(pin.c.quarter_starts_on)
            .where(pin.c.asset_id == asset_id, pin.c.withdrawn_at.is_(None))
            .order_by(pin.c.id.desc())
        ).scalar()
        history = live_sightings(session, asset_ids=[asset_id]).get(asset_id, [])
        settled = {correction.field for correction in corrections}
        conflicts = disagreements(history, import_sources(session), settled) if history else ()
    return AssetStory(sightings, corrections, conflicts, pinned)


def pin_quarter(
    store: Store, actor: Actor, client_id: int, asset_ids: Sequence[int], quarter_starts_on: date, reason: str = ""
) -> None:
    """Decides that these devices of the client are replaced in the quarter that starts on this day.

    Raises PlannerError where a device is not the client's, or the day starts none of his fiscal quarters.
    """
    with acting(store, actor, "asset.pin", client_id) as action:
        client = action.session.get_one(Client, client_id)
        quarter = FiscalCalendar(client.fiscal_first_month).quarter_of(quarter_starts_on)
        if quarter.starts_on != quarter_starts_on:
            raise PlannerError(
                f"{quarter_starts_on} starts no fiscal quarter of {client.name}.", f"Use {quarter.starts_on}."
            )
        _check_owned(action.session, client_id, asset_ids)
        put_pins(action.session, actor, dict.fromkeys(asset_ids, quarter_starts_on), reason)
        action.details.update(assets=list(asset_ids), quarter_starts_on=quarter_starts_on)


def unpin(store: Store, actor: Actor, client_id: int, asset_ids: Sequence[int]) -> None:
    """Takes the decision back: the calculated date counts again."""
    with acting(store, actor, "asset.unpin", client_id) as action:
        _check_owned(action.session, client_id, asset_ids)
        withdraw_pins(action.session, actor, asset_ids)
        action.details.update(assets=list(asset_ids))


def _check_owned(session: Session, client_id: int, asset_ids: Sequence[int]) -> None:
    """Raises PlannerError where a device is not the client's."""
    asset = table_of(Asset)
    owned = set(
        session.execute(
            select(asset.c.id).where(
                asset.c.id.in_(asset_ids), asset.c.client_id == client_id, asset.c.state == "active"
            )
        ).scalars()
    )
    if missing := [asset_id for asset_id in asset_ids if asset_id not in owned]:
        raise PlannerError(f"Device {missing[0]} is not among this client's.", "Reload the list of assets.")
