"""Values of devices that people edited in our workbook → corrections, and back, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.edits import put_correction, remerge_assets
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
    """One correction per edit in the place of the one before: `made` is its id, `before` the ids of what it took the
    place of. The devices are merged again. `bought`: those (asset ids) whose date in service is the one of their
    purchase, which outranks others, so that this is the date to correct."""
    written: list[dict[str, Any]] = []
    for edit in edits:
        asset_id, field, value = int(edit.row_id), _FIELDS[edit.field], edit.value
        if field == "in_service_on" and asset_id in bought:
            field = "purchased_on"
        if edit.field == "own_price_minor" and value is not None:
            value = decimal_string(int(value), currency)
        reason = f"In the workbook {file_name}, {edit.cell}."
        made, before = put_correction(session, actor, asset_id, field, value, reason)
        written.append({"asset_id": asset_id, "made": made, "before": before})
    remerge_assets(session, sorted({one["asset_id"] for one in written}))
    return written


def take_back_values(session: Session, actor: Actor, written: Sequence[Mapping[str, Any]]) -> None:
    """Lets what stood before count again, but for fields that were corrected anew since."""
    table = table_of(Correction)
    for one in reversed(written):
        mine = (table.c.id == one["made"]) & table.c.withdrawn_at.is_(None)
        if session.execute(select(table.c.id).where(mine)).scalar() is not None:
            session.execute(table.update().where(mine).values(withdrawn_at=actor.acting_at))
            session.execute(table.update().where(table.c.id.in_(one["before"])).values(withdrawn_at=None))
    remerge_assets(session, sorted({one["asset_id"] for one in written}))
