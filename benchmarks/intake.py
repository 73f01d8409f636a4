"""The whole import of an xlsx against its floor: reading it raw, and inserting its rows with SQLAlchemy Core.

    python -m benchmarks.intake [ROWS [RUNS]]

Prints seconds (the best of three runs unless told) and the ratios; 10,000 rows unless told.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
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


def best(run: Callable[[], Any], runs: int) -> float:
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def raw_read(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def core_insert(cells: list[list[Any]]) -> float:
    """Seconds to put the sheet's rows as they are into one table of SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/floor.db")
        columns = [Column(f"c{number}", Text) for number in range(len(HEADERS))]
        table = Table("floor", MetaData(), Column("id", Integer, primary_key=True), *columns)
        started = time.perf_counter()
        with engine.connect().execution_options(**WRITES) as connection, connection.begin():
            table.create(connection)
            rows = [{f"c{n}": str(value) for n, value in enumerate(row)} for row in cells]
            connection.execute(insert(table), rows)
        seconds = time.perf_counter() - started
        engine.dispose()
    return seconds


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


def peak_of_import(path: Path) -> float:
    """MiB that a whole import takes in a process of its own, the interpreter and its libraries included."""
    code = f"from benchmarks.intake import memory; memory({str(path)!r})"
    kilobytes = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return int(kilobytes) / 1024


def memory(path: str) -> None:
    whole_import(Path(path))
    print(re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="utf-8"))[0])


def as_csv(path: Path) -> Path:
    """The same sheet as a text file."""
    made = path.with_suffix(".csv")
    if not made.exists():
        pd.DataFrame(raw_read(path)[1:], columns=list(HEADERS)).to_csv(made, index=False)
    return made


def main(count: int, runs: int) -> None:
    path = workbook(count)
    text = as_csv(path)
    data, written = path.read_bytes(), text.read_bytes()
    print(f"{count:,} rows x {len(HEADERS)} columns, the best of {runs}")
    read = best(lambda: raw_read(path), runs)
    insert_seconds = min(core_insert(raw_read(path)[1:]) for _ in range(runs))
    inspect = best(lambda: read_bytes(data, path.name, AS_OF), runs)
    first = min(whole_import(path) for _ in range(runs))
    second = whole_import(path, again=True)
    plain_csv = best(lambda: pd.read_csv(text, dtype=str), runs)
    csv_seconds = best(lambda: read_bytes(written, text.name, AS_OF), runs)
    peak = peak_of_import(path)
    floor = read + insert_seconds
    print(f"calamine alone        {read:7.2f} s")
    print(f"Core insert alone     {insert_seconds:7.2f} s")
    print(f"reading with meaning  {inspect:7.2f} s   {inspect / read:4.1f} x calamine (at most 3)")
    print(f"whole import          {first:7.2f} s   {first / floor:4.1f} x (calamine + insert) (at most 4)")
    print(f"the same again        {second:7.2f} s   {second / first:4.2f} x the first import")
    print(f"the same as csv       {csv_seconds:7.2f} s   {csv_seconds / plain_csv:4.1f} x pandas.read_csv (at most 6)")
    print(f"peak of the import    {peak:7.0f} MiB (below 1024)")
    openpyxl = best(lambda: pd.read_excel(path, engine="openpyxl"), 1)
    print(f"pandas with openpyxl  {openpyxl:7.2f} s   {openpyxl / inspect:4.1f} x as long as reading (at least 4)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
