"""The quarters that people chose for single devices, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from planner.actions.stored_initiatives import withdraw_pins
from planner.records import PinnedQuarter
from planner.sharing.people import Actor


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
