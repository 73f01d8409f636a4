"""A file → a Reading: all of its tables, each with a verdict and its rows."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from planner.errors import PlannerError, Problem
from planner.intake.blocks import blocks_of
from planner.intake.confirmed import Confirmed
from planner.intake.containers import read_sheets
from planner.intake.grid import Sheet
from planner.intake.hints import client_of_cover, client_of_sheet
from planner.intake.model import Reading, Table
from planner.intake.tables import Place, table_of
from planner.store.bulk import collector_paused

NOTHING: Final = Confirmed()


def read_file(path: Path, as_of: date) -> Reading:
    """Reads a file from disk. Raises PlannerError where it is missing or cannot be read at all."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PlannerError(
            f"'{path}' cannot be opened.", "Check the name and whether you may read the file."
        ) from error
    return read_bytes(data, path.name, as_of)


def read_bytes(data: bytes, file_name: str, as_of: date, confirmed: Confirmed = NOTHING) -> Reading:
    """Reads a file's bytes; what it is, they say, not its name. `as_of` is the day of the import, by which
    ambiguous dates are judged; `confirmed` is what people said of columns. Raises PlannerError where the file cannot be
    read at all."""
    with collector_paused():
        return _read(data, file_name, as_of, confirmed)


def _read(data: bytes, file_name: str, as_of: date, confirmed: Confirmed) -> Reading:
    sheets = read_sheets(data)
    tables = [
        table_of(Place(file_name, sheet, as_of, confirmed), block) for sheet in sheets for block in blocks_of(sheet)
    ]
    problems: tuple[Problem, ...] = ()
    if not tables:
        problems = (
            Problem(
                "This file has no cells with content.", "Export the list once more and add the new file.", file_name
            ),
        )
    return Reading(
        file_name,
        hashlib.sha256(data).hexdigest(),
        _with_client_hints(tables, _client_of_covers(sheets, tables)),
        problems,
    )


def _client_of_covers(sheets: Sequence[Sheet], tables: Sequence[Table]) -> str | None:
    """The one customer that the sheets without assets name."""
    listing = {table.sheet for table in tables if table.verdict == "assets"}
    named = {client for sheet in sheets if sheet.name not in listing and (client := client_of_cover(sheet.rows))}
    return named.pop() if len(named) == 1 else None


def _with_client_hints(tables: list[Table], covered: str | None) -> tuple[Table, ...]:
    """The cover's customer, or sheets' names as customers, where no column and no title names one."""
    assets = [table.sheet for table in tables if table.verdict == "assets"]
    hinted = []
    for table in tables:
        names_client = any(column.field == "client" for column in table.columns)
        if table.verdict == "assets" and not names_client and table.client_hint is None:
            hinted.append(dataclasses.replace(table, client_hint=covered or client_of_sheet(table.sheet, assets)))
        else:
            hinted.append(table)
    return tuple(hinted)
