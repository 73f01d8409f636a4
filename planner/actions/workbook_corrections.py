"""Values of devices that people edited in our workbook → corrections, and back, inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.edits import remerge_assets
from planner.intake.our_workbook import CellEdit
from planner.money import decimal_string
from planner.records import Correction
from planner.sharing.people import Actor
from planner.store.bulk import table_of

_FIELDS: Final = {
    "category": "category", "in_service_est_on": "in_service_on", "own_price_minor": "replacement_cost",
    "warranty_ends_on": "warranty_ends_on", "notes": "notes",
}  # fmt: skip
"""Column of the schedule → the field of the asset that a person corrects with it."""


def put_values(
    session: Session, actor: Actor, edits: Sequence[CellEdit], bought: Collection[int], currency: str, file_name: str
) -> list[dict[str, Any]]:
    """One correction per edit in the place of the one before: `made` is its id, `before` that of the one it took the
    place of, or None. The devices are merged again. `bought`: those (asset ids) whose date in service is the one of
    their purchase, which outranks others, so that this is the date to correct."""
    written: list[dict[str, Any]] = []
    for edit in edits:
        asset_id, field = int(edit.row_id), _FIELDS[edit.field]
        if field == "in_service_on" and asset_id in bought:
            field = "purchased_on"
        before = _live(session, asset_id, field)
        if before is not None:
            _withdraw(session, actor, before)
        value, reason = edit.value, f"In the workbook {file_name}, {edit.cell}."
        if edit.field == "own_price_minor" and value is not None:
            value = decimal_string(int(value), currency)
        row = Correction(
            asset_id=asset_id, field=field, value=json.dumps(value), reason=reason, actor=actor.name,
            made_at=actor.acting_at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        written.append({"asset_id": asset_id, "made": int(row.id or 0), "before": before})
    remerge_assets(session, sorted({one["asset_id"] for one in written}))
    return written


def take_back_values(session: Session, actor: Actor, written: Sequence[Mapping[str, Any]]) -> None:
    """Lets what stood before count again, but for fields that were corrected anew since."""
    table = table_of(Correction)
    for one in reversed(written):
        mine = table.c.id == one["made"]
        if session.execute(select(table.c.withdrawn_at).where(mine)).scalar_one() is None:
            _withdraw(session, actor, one["made"])
            session.execute(table.update().where(table.c.id == one["before"]).values(withdrawn_at=None))
    remerge_assets(session, sorted({one["asset_id"] for one in written}))


def _live(session: Session, asset_id: int, field: str) -> int | None:
    table = table_of(Correction)
    live = (table.c.asset_id == asset_id) & (table.c.field == field) & table.c.withdrawn_at.is_(None)
    return session.execute(select(table.c.id).where(live).order_by(table.c.id.desc())).scalar()


def _withdraw(session: Session, actor: Actor, correction_id: int) -> None:
    table = table_of(Correction)
    session.execute(table.update().where(table.c.id == correction_id).values(withdrawn_at=actor.acting_at))
    session.flush()
