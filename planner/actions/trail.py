"""What was done to one client, as the audit trail tells it, and what of it may still be taken back."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from planner.records import AuditEntry
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One action. `undoes`: the entry that it took back; `can_undo`: it took none back and was not taken back."""

    entry_id: int
    made_at: datetime
    actor: str
    action: str
    details: dict[str, Any]
    undoes: int | None
    can_undo: bool


def trail(store: Store, actor: Actor, client_id: int, actions: Collection[str], undone: str) -> tuple[TrailEntry, ...]:
    """The entries of these actions, the newest first. `undone`: the one of them that takes others back."""
    table = table_of(AuditEntry)
    chosen = select(table).where(table.c.client_id == client_id, table.c.action.in_(actions))
    with looking(store, actor) as session:
        rows = session.execute(chosen.order_by(table.c.id.desc())).mappings()
        told = [(row, json.loads(row["details"])) for row in rows]
    back = {details.get("undoes") for _, details in told}
    return tuple(
        TrailEntry(
            row["id"], row["made_at"], row["actor"], row["action"], details, details.get("undoes"),
            row["action"] != undone and row["id"] not in back,
        )
        for row, details in told
    )  # fmt: skip
