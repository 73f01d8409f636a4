"""The quarters that people chose for single devices, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from planner.records import PinnedQuarter
from planner.sharing.people import Actor
from planner.store.bulk import chunks, table_of


def put_pins(session: Session, actor: Actor, starts_on: Mapping[int, date], reason: str) -> tuple[list[int], list[int]]:
    """Chooses the quarter (its first day) of each device (asset id) in the place of what was chosen before. Gives the
    ids of the decisions that were taken back, and of the new ones."""
    withdrawn = withdraw_pins(session, actor, starts_on)
    rows = [
        PinnedQuarter(
            asset_id=asset_id, quarter_starts_on=day, reason=reason, actor=actor.name, made_at=actor.acting_at
        )
        for asset_id, day in sorted(starts_on.items())
    ]
    session.add_all(rows)
    session.flush()
    return withdrawn, [int(row.id or 0) for row in rows]


def withdraw_pins(session: Session, actor: Actor, asset_ids: Collection[int]) -> list[int]:
    """Takes back the quarters that were chosen for these devices themselves, inside the caller's transaction; gives
    the decisions' ids."""
    pin = table_of(PinnedQuarter)
    found: list[int] = []
    for piece in chunks(sorted(asset_ids)):
        live = pin.c.asset_id.in_(piece) & pin.c.withdrawn_at.is_(None)
        found += session.execute(select(pin.c.id).where(live).order_by(pin.c.id)).scalars()
        session.execute(pin.update().where(live).values(withdrawn_at=actor.acting_at))
    return found


def restore_pins(session: Session, pin_ids: Sequence[int]) -> None:
    """Lets these decisions count again, but for devices that have got a newer one since."""
    pin = table_of(PinnedQuarter)
    for piece in chunks(pin_ids):
        newer = select(pin.c.asset_id).where(pin.c.withdrawn_at.is_(None)).scalar_subquery()
        chosen = pin.c.id.in_(piece) & pin.c.asset_id.not_in(newer)
        session.execute(pin.update().where(chosen).values(withdrawn_at=None))
