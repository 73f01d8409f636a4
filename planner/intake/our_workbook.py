"""Our own workbook, edited by people → what they edited, cell by cell.

Rows are known by the id in their hidden first column and columns by their heading, so that sorting, filtering, moving
columns and saving with another program change nothing. A cell is edited where it differs from what the hidden sheet
keeps of it as it was written. What cannot be read is a problem with its address; the other edits stand.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.errors import PlannerError, Problem
from planner.intake.containers import read_sheets
from planner.intake.edited_cells import UnreadableError, read_edited
from planner.intake.grid import Cell, Sheet, column_letter, is_blank, text_of
from planner.workbook_format import (
    AS_MADE_SHEET,
    ASSET_HEADINGS,
    ASSETS,
    EDITABLE,
    FORMAT,
    FORMAT_VERSION,
    IDENTITY_SHEET,
    INITIATIVE_HEADINGS,
    INITIATIVES,
    fingerprint,
)

_LONGEST_LIST: Final = 10_000_000
_EXPORT_AGAIN: Final = "Export the workbook once more and edit the new one."
_TABLES: Final = {
    "asset": (ASSETS, ASSET_HEADINGS, "asset_id"),
    "initiative": (INITIATIVES, INITIATIVE_HEADINGS, "key"),
}


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One cell that a person edited. `of` 'asset' or 'initiative', `row_id` its id or key; `value`: a day as ISO text,
    an amount in minor units, a category's key, a quarter's label, None for an emptied cell; `as_made`: the fingerprint
    of what was written there."""

    of: str
    row_id: str
    field: str
    value: str | int | None
    as_made: str | int | None
    sheet: str
    cell: str


@dataclass(frozen=True)
class OurWorkbook:
    """`missing`: rows of the workbook as it was made that are no longer in it; nothing happens to them."""

    client_id: int
    client: str
    as_of: date
    currency: str
    edits: tuple[CellEdit, ...]
    problems: tuple[Problem, ...]
    missing: int


def read_our_workbook(data: bytes, file_name: str) -> OurWorkbook | None:
    """What people edited; None where the file is none of ours. Raises PlannerError where it cannot be read at all, was
    made by another version, or lacks what it is known by."""
    if not _names_identity(data):
        return None
    sheets = {str(sheet.name): sheet for sheet in read_sheets(data)}
    if IDENTITY_SHEET not in sheets:
        return None
    known = {text_of(row[0]): text_of(row[1]) for row in sheets[IDENTITY_SHEET].rows if len(row) > 1}
    if known.get("format") != FORMAT or known.get("version") != str(FORMAT_VERSION):
        raise PlannerError("This workbook was made by another version of Evergreen.", _EXPORT_AGAIN)
    if missing := [name for name in (AS_MADE_SHEET, ASSETS, INITIATIVES) if name not in sheets]:
        raise PlannerError(f"This workbook of Evergreen has lost its sheet '{missing[0]}'.", _EXPORT_AGAIN)
    as_made = _as_made(sheets[AS_MADE_SHEET])
    found = _Found(file_name, known["currency"], as_made)
    for of in _TABLES:
        found.read(of, sheets)
    return OurWorkbook(
        int(known["client_id"]), known["client"], date.fromisoformat(known["as_of"]), known["currency"],
        tuple(found.edits), tuple(found.problems), len(as_made) - len(found.seen),
    )  # fmt: skip


def _names_identity(data: bytes) -> bool:
    """Whether the file may be ours, by its list of sheets alone: any other is not read for this."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return f'name="{IDENTITY_SHEET}"'.encode() in archive.open("xl/workbook.xml").read(_LONGEST_LIST)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError):
        return False


def _as_made(sheet: Sheet) -> dict[tuple[str, str], dict[str, Any]]:
    rows = [[text_of(cell) for cell in row[:3]] for row in sheet.rows[1:]]
    return {(of, row_id): json.loads(values) for of, row_id, values in rows}


class _Found:
    """Collects the edits and faults of all tables."""

    def __init__(self, file_name: str, currency: str, as_made: Mapping[tuple[str, str], Mapping[str, Any]]) -> None:
        self._file, self._currency, self._as_made = file_name, currency, as_made
        self.edits: list[CellEdit] = []
        self.problems: list[Problem] = []
        self.seen: dict[tuple[str, str], int] = {}

    def read(self, of: str, sheets: Mapping[str, Sheet]) -> None:
        name, headings, id_field = _TABLES[of]
        rows = sheets[name].rows
        head = next((at for at, row in enumerate(rows) if headings[id_field] in map(text_of, row)), None)
        if head is None:
            if any(kind == of for kind, _ in self._as_made):
                self._fault(name, None, f"The column '{headings[id_field]}' is gone.", _EXPORT_AGAIN)
            return
        columns = {text_of(cell): col for col, cell in enumerate(rows[head]) if not is_blank(cell)}
        wanted = {field: columns[headings[field]] for field in EDITABLE[of] if headings[field] in columns}
        for at, row in enumerate(rows[head + 1 :], start=head + 1):
            cells = dict(enumerate(row))
            row_id = text_of(cells.get(columns[headings[id_field]], ""))
            if row_id or any(not is_blank(cells.get(col, "")) for col in wanted.values()):
                self._read_row(
                    of, name, row_id, at, {field: (col, cells.get(col, "")) for field, col in wanted.items()}
                )

    def _read_row(self, of: str, sheet: str, row_id: str, at: int, cells: Mapping[str, tuple[int, Cell]]) -> None:
        made = self._as_made.get((of, row_id))
        if made is None:
            told = "Devices are added by importing a sheet of them." if of == "asset" else "Add projects in Evergreen."
            self._fault(sheet, f"{at + 1}:{at + 1}", "This row is none of those that Evergreen wrote.", told)
            return
        if (of, row_id) in self.seen:
            first = self.seen[of, row_id] + 1
            self._fault(sheet, f"{at + 1}:{at + 1}", f"This is the same as row {first}.", "Take one of the two out.")
            return
        self.seen[of, row_id] = at
        for field, (col, cell) in cells.items():
            self._read_cell(of, sheet, row_id, field, f"{column_letter(col)}{at + 1}", cell, made.get(field))

    def _read_cell(
        self, of: str, sheet: str, row_id: str, field: str, where: str, cell: Cell, made: str | int | None
    ) -> None:
        try:
            value = read_edited(EDITABLE[of][field], cell, field, self._currency)
        except UnreadableError as fault:
            self._fault(sheet, where, fault.message, fault.remedy, text_of(cell))
            return
        if fingerprint(value) != made:
            self.edits.append(CellEdit(of, row_id, field, value, made, sheet, where))

    def _fault(self, sheet: str, cell: str | None, message: str, remedy: str, value: str | None = None) -> None:
        self.problems.append(Problem(message, remedy, self._file, sheet, cell, value))
