"""The whole import of an xlsx against its floor: reading it raw, and inserting its rows with SQLAlchemy Core.

    python -m benchmarks.intake [ROWS]

Prints seconds (the best of three runs) and the ratios; 10,000 rows unless told.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import python_calamine
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert

from benchmarks.sheets import HEADERS, workbook
from planner.actions.imports import apply_import, preview_import
from planner.actions.uploads import Upload
from planner.intake.reading import read_bytes
from planner.sharing.people import Actor
from planner.store import open_store
from planner.store.engine import WRITES, make_engine

AS_OF = date(2026, 11, 23)
RUNS = 3


def best(run: Callable[[], Any]) -> float:
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def raw_read(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def core_insert(cells: list[list[Any]]) -> None:
    """The sheet's rows as they are, into one table of SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/floor.db")
        columns = [Column(f"c{number}", Text) for number in range(len(HEADERS))]
        table = Table("floor", MetaData(), Column("id", Integer, primary_key=True), *columns)
        with engine.connect().execution_options(**WRITES) as connection, connection.begin():
            table.create(connection)
            rows = [{f"c{n}": str(value) for n, value in enumerate(row)} for row in cells]
            connection.execute(insert(table), rows)
        engine.dispose()


def whole_import(path: Path, *, again: bool = False) -> float:
    """Seconds of preview and apply into an empty store; with `again`, of the same sheet a second time."""
    actor = Actor("benchmark", "local", datetime(2026, 11, 23, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/evergreen.db")
        for _ in range(2 if again else 1):
            started = time.perf_counter()
            apply_import(store, actor, preview_import(store, actor, [Upload.of(path)], AS_OF, "Bench"))
            seconds = time.perf_counter() - started
        store.close()
    return seconds


def main(count: int) -> None:
    path = workbook(count)
    data = path.read_bytes()
    cells = raw_read(path)[1:]
    read = best(lambda: raw_read(path))
    insert_seconds = best(lambda: core_insert(cells))
    inspect = best(lambda: read_bytes(data, path.name, AS_OF))
    first = min(whole_import(path) for _ in range(RUNS))
    second = whole_import(path, again=True)
    floor = read + insert_seconds
    print(f"{count:,} rows x {len(HEADERS)} columns")
    print(f"calamine alone        {read:6.2f} s")
    print(f"Core insert alone     {insert_seconds:6.2f} s")
    print(f"reading with meaning  {inspect:6.2f} s   {inspect / read:4.1f} x calamine (at most 3)")
    print(f"whole import          {first:6.2f} s   {first / floor:4.1f} x (calamine + insert) (at most 4)")
    print(f"the same again        {second:6.2f} s   {second / first:4.2f} x the first import (at most 0.7)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
