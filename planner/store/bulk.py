"""Many rows at once, by SQLAlchemy Core: the ORM is for single records."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import bindparam, func, insert, select, text, update
from sqlmodel import Session, SQLModel

IN_CHUNK: Final = 10_000  # SQLite takes at most 32,766 variables in one statement


@contextmanager
def collector_paused() -> Iterator[None]:
    """Bulk work makes millions of objects that all stay: the garbage collector would walk through them again and
    again and free nothing (measured: a third of an import's time). Python's reference counts go on freeing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Item = TypeVar("Item", int, str)


def table_of(record: type[SQLModel]) -> Any:
    return record.__table__  # type: ignore[attr-defined]


def insert_rows(session: Session, record: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows that have their ids (`next_ids`) and keeps PostgreSQL's sequence in step."""
    if not rows:
        return
    session.execute(insert(table_of(record)), rows)
    if session.get_bind().dialect.name == "postgresql" and "id" in rows[0]:
        name = table_of(record).name
        session.execute(
            text("SELECT setval(pg_get_serial_sequence(:quoted, 'id'), :last)"),
            {"quoted": f'"{name}"', "last": max(row["id"] for row in rows)},
        )


def update_rows(session: Session, record: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes whole rows by their id; all rows have the same columns."""
    if not rows:
        return
    table = table_of(record)
    names = [name for name in rows[0] if name != "id"]
    statement = (
        update(table).where(table.c.id == bindparam("b_id")).values({name: bindparam(f"b_{name}") for name in names})
    )
    session.connection().execute(statement, [{f"b_{name}": value for name, value in row.items()} for row in rows])


def next_ids(session: Session, record: type[SQLModel], count: int) -> range:
    """`count` ids that are free; safe because writers take turns."""
    last = session.execute(select(func.max(table_of(record).c.id))).scalar() or 0
    return range(last + 1, last + 1 + count)


def chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Pieces small enough for one IN (…)."""
    remaining = iter(items)
    while piece := list(islice(remaining, IN_CHUNK)):
        yield piece
