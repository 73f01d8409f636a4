"""Data quality: what is not known, mending it with one action, and taking that back."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.edits import put_correction, remerge_assets
from planner.actions.exports import XLSX, Export, safe_name
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.fields import FIELDS
from planner.records import Asset, AuditEntry, Correction
from planner.reports.fill_in import fill_in_sheet
from planner.roadmap.fixes import Fix, Value, fixes_of
from planner.roadmap.model import Roadmap
from planner.roadmap.quality import Gap, Quality, quality
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import chunks, table_of

__all__ = ["Fix", "Gap", "Mending", "Quality", "mend", "mendings", "quality_of", "quality_sheet", "undo_mending"]

_MENDED: Final = "quality.mend"
_UNDONE: Final = "quality.mend.undo"


@dataclass(frozen=True, slots=True)
class Mending:
    """One click that mended something. `entry_id` is its audit entry's; `devices` counts assets."""

    entry_id: int
    label: str
    devices: int
    actor: str
    made_at: datetime


Told = tuple[Quality, dict[str, tuple[Fix, ...]]]
_kept: deque[tuple[Roadmap, Told]] = deque(maxlen=4)


def quality_of(roadmap: Roadmap) -> Told:
    """What is not known of a client's fleet, and by gap's key what mends it. Kept for the last few roadmaps: a page
    asks again at every click."""
    for known, told in tuple(_kept):
        if known is roadmap:
            return told
    found = quality(roadmap)
    fleet = roadmap.schedule[roadmap.schedule["group"].notna()]
    made = found, {gap.key: fixes_of(gap, fleet, roadmap.as_of) for gap in found.gaps}
    _kept.append((roadmap, made))
    return made


def mend(
    store: Store, actor: Actor, client_id: int, label: str, values: Mapping[int, Mapping[str, Value]], reason: str
) -> int:
    """Writes these values (asset id → field → value, as `edits.correct_asset` takes them) as the person's corrections,
    all or none; gives the number of assets.

    Raises PlannerError where a device is not the client's, a field is unknown, or a value has the wrong form.
    """
    if not values:
        raise PlannerError("No device was chosen.", "Choose one or more devices.")
    if unknown := sorted({name for fields in values.values() for name in fields} - (FIELDS.keys() - {"client"})):
        raise PlannerError(f"An asset has no field '{unknown[0]}'.", "Use a field of an asset.")
    with acting(store, actor, _MENDED, client_id) as action:
        _check_owned(action.session, client_id, sorted(values))
        replaced = [
            row.id
            for row in _live(action.session, sorted(values))
            if row.field in values[row.asset_id]
        ]  # fmt: skip
        for asset_id, fields in sorted(values.items()):
            for name, value in fields.items():
                put_correction(action.session, actor, asset_id, name, value, reason)
        made = [row.id for row in _live(action.session, sorted(values)) if row.field in values[row.asset_id]]
        try:
            remerge_assets(action.session, sorted(values))
        except ValueError as error:
            raise PlannerError("A value does not fit its field.", "Enter a date as 2026-05-31.") from error
        action.details.update(label=label, assets=sorted(values), made=made, replaced=replaced)
    return len(values)


def mendings(store: Store, actor: Actor, client_id: int, most: int = 5) -> tuple[Mending, ...]:
    """The client's newest mendings that were not taken back, newest first."""
    entry = table_of(AuditEntry)
    query = select(entry).where(entry.c.client_id == client_id, entry.c.action.in_((_MENDED, _UNDONE)))
    undone: set[int] = set()
    found: list[Mending] = []
    with looking(store, actor) as session:
        for row in session.execute(query.order_by(entry.c.id.desc())).mappings():
            details = json.loads(row["details"])
            if row["action"] == _UNDONE:
                undone.add(details["entry_id"])
            elif row["id"] not in undone and len(found) < most:
                found.append(Mending(row["id"], details["label"], len(details["assets"]), row["actor"], row["made_at"]))
    return tuple(found)


def undo_mending(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Takes a mending back: what the person had said before counts again. A field that was corrected anew since stays.

    Raises PlannerError where it is not among the client's, or was taken back before.
    """
    with acting(store, actor, _UNDONE, client_id) as action:
        row = action.session.get(AuditEntry, entry_id)
        if row is None or row.client_id != client_id or row.action != _MENDED or _is_undone(action.session, row):
            raise PlannerError("This was taken back before.", "Reload the page.")
        details = json.loads(row.details)
        kept = _withdrawn(action.session, actor, details["made"])
        _restored(action.session, details["replaced"], kept)
        remerge_assets(action.session, details["assets"])
        action.details.update(entry_id=entry_id, assets=details["assets"])


def _is_undone(session: Session, mended: AuditEntry) -> bool:
    entry = table_of(AuditEntry)
    query = select(entry.c.details).where(entry.c.action == _UNDONE, entry.c.client_id == mended.client_id)
    return any(json.loads(details)["entry_id"] == mended.id for details in session.execute(query).scalars())


def _check_owned(session: Session, client_id: int, asset_ids: Sequence[int]) -> None:
    asset = table_of(Asset)
    owned: set[int] = set()
    for piece in chunks(asset_ids):
        query = select(asset.c.id).where(asset.c.id.in_(piece), asset.c.client_id == client_id)
        owned |= set(session.execute(query.where(asset.c.state == "active")).scalars())
    if missing := [asset_id for asset_id in asset_ids if asset_id not in owned]:
        raise PlannerError(f"Device {missing[0]} is not among this client's.", "Reload the page.")


def _live(session: Session, asset_ids: Sequence[int]) -> list[Any]:
    table = table_of(Correction)
    rows: list[Any] = []
    for piece in chunks(asset_ids):
        query = select(table.c.id, table.c.asset_id, table.c.field).where(table.c.asset_id.in_(piece))
        rows += session.execute(query.where(table.c.withdrawn_at.is_(None)).order_by(table.c.id)).all()
    return rows


def _withdrawn(session: Session, actor: Actor, ids: Sequence[int]) -> set[tuple[int, str]]:
    """Withdraws those of these corrections that still count; gives what they were about."""
    table = table_of(Correction)
    about: set[tuple[int, str]] = set()
    for piece in chunks(ids):
        live = table.c.id.in_(piece) & table.c.withdrawn_at.is_(None)
        about |= {(row.asset_id, row.field) for row in session.execute(select(table).where(live))}
        session.execute(table.update().where(live).values(withdrawn_at=actor.acting_at))
    return about


def _restored(session: Session, ids: Sequence[int], about: set[tuple[int, str]]) -> None:
    """Lets these earlier corrections count again, where nothing newer was said."""
    table = table_of(Correction)
    for piece in chunks(ids):
        rows = session.execute(select(table).where(table.c.id.in_(piece))).all()
        back = [row.id for row in rows if (row.asset_id, row.field) in about]
        session.execute(table.update().where(table.c.id.in_(back)).values(withdrawn_at=None))


def quality_sheet(store: Store, actor: Actor, client_id: int, as_of: date) -> Export:
    """The workbook that asks the client about the doubtful devices; it is imported as any other sheet.

    Raises PlannerError where nothing is doubtful.
    """
    roadmap = client_roadmap(store, actor, client_id, as_of)
    data = fill_in_sheet(roadmap, quality(roadmap))
    if data is None:
        raise PlannerError("There is nothing to ask the client.", "No device has a gap that he could fill.")
    return Export(f"{safe_name(roadmap.client)} devices to confirm {as_of}.xlsx", XLSX, data)
