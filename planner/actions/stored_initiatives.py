"""The initiatives that people touched, as they are stored."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, select
from sqlmodel import Session

from planner.records import Goal, HeldAsset, HeldInitiative
from planner.roadmap.held import Held
from planner.sharing.people import Actor
from planner.store.bulk import chunks, table_of

_DAYS: Final = ("quarter_starts_on", "valid_until")
_COLUMNS: Final = tuple(
    field.name for field in fields(Held) if field.name not in ("held_id", "asset_ids", "depends_on")
)


def read_held(session: Session, client_id: int) -> tuple[Held, ...]:
    """All of the client's held initiatives, without those that were taken back."""
    table, member = table_of(HeldInitiative), table_of(HeldAsset)
    chosen = select(table).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None))
    rows = list(session.execute(chosen.order_by(table.c.id)).mappings())
    members: dict[int, list[int]] = defaultdict(list)
    for piece in chunks([row["id"] for row in rows]):
        found = select(member.c.initiative_id, member.c.asset_id).where(member.c.initiative_id.in_(piece))
        for held_id, asset_id in session.execute(found):
            members[held_id].append(asset_id)
    return tuple(
        Held(
            held_id=row["id"], asset_ids=tuple(sorted(members[row["id"]])),
            depends_on=tuple(json.loads(row["depends_on"])), **{name: row[name] for name in _COLUMNS},
        )
        for row in rows
    )  # fmt: skip


def write_held(session: Session, actor: Actor, client_id: int, before: Held | None, after: Held | None) -> int:
    """Writes it inside the caller's transaction and gives its id. Without an after its devices are held no longer."""
    known = next((one.held_id for one in (before, after) if one), 0)
    values = {name: getattr(after, name) for name in _COLUMNS} if after else {}
    if after:
        values["depends_on"] = json.dumps(after.depends_on)
    row = session.get_one(HeldInitiative, known) if known else HeldInitiative(client_id=client_id, actor=actor.name,
                                                                             updated_at=actor.acting_at)  # fmt: skip
    row.withdrawn_at = None if after else actor.acting_at
    row.sqlmodel_update({**values, "actor": actor.name, "updated_at": actor.acting_at})
    session.add(row)
    session.flush()
    held_id = int(row.id or 0)
    member = table_of(HeldAsset)
    session.execute(delete(member).where(member.c.initiative_id == held_id))
    session.add_all(HeldAsset(initiative_id=held_id, asset_id=asset) for asset in (after.asset_ids if after else ()))
    session.flush()
    return held_id


def goal_titles(session: Session, client_id: int) -> dict[int, str]:
    """Goal's id → its title, of the client's goals that stand."""
    goal = table_of(Goal)
    chosen = select(goal.c.id, goal.c.title).where(goal.c.client_id == client_id, goal.c.withdrawn_at.is_(None))
    return {row.id: row.title for row in session.execute(chosen.order_by(goal.c.id))}


def values_of(one: Held) -> dict[str, Any]:
    """Its values as plain JSON, for the store's audit trail."""
    days = {name: day and day.isoformat() for name in _DAYS for day in (getattr(one, name),)}
    return asdict(one) | days | {"asset_ids": list(one.asset_ids), "depends_on": list(one.depends_on)}


def held_of(values: Mapping[str, Any]) -> Held:
    """The reverse of `values_of`; what older values do not name yet is as calculated."""
    days = {name: day and date.fromisoformat(day) for name in _DAYS for day in (values.get(name),)}
    known = {"asset_ids": tuple(values["asset_ids"]), "depends_on": tuple(values["depends_on"])}
    return Held(**{**values, **days, **known})
