"""An installation's own reference tables, as the store holds them."""

from __future__ import annotations

from typing import cast

from sqlalchemy import select
from sqlmodel import Session

from planner.records import ReferenceVersion
from planner.reference import Reference, load_reference
from planner.reference.own import Mode, OwnTable
from planner.store.bulk import table_of


def own_tables(session: Session) -> tuple[OwnTable, ...]:
    """The versions that count, oldest first."""
    table = table_of(ReferenceVersion)
    query = select(table.c.table_name, table.c.mode, table.c.content).where(table.c.withdrawn_at.is_(None))
    return tuple(
        OwnTable(name, cast("Mode", mode), content)
        for name, mode, content in session.execute(query.order_by(table.c.id))
    )


def stored_reference(session: Session) -> Reference:
    """The reference with this installation's own rows over it."""
    return load_reference(own_tables(session))
