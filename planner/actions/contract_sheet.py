"""A file with a list of licences, subscriptions or contracts → what each of its rows says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from planner.actions.contract_headers import fields_of, is_contract_list, is_secret
from planner.actions.contract_rows import RowReader
from planner.actions.uploads import Upload
from planner.errors import PlannerError, Problem
from planner.intake.blocks import Block, blocks_of
from planner.intake.confirmed import Confirmed
from planner.intake.containers import read_sheets
from planner.intake.dates import Order, order_votes
from planner.intake.grid import Sheet, column_letter, text_of
from planner.intake.roles import roles_of
from planner.intake.tables import Place, table_of

_NOBODY: Final = Confirmed()
_DATES: Final = ("starts_on", "ends_on", "renews_on")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row below the header. `given` is what it says (`contract_change.FIELDS`) where `why` is empty; else it is
    skipped, or, with a problem, rejected. `row` is counted as Excel shows it, `where` is 'licences.xlsx, Sheet1'."""

    where: str
    row: int
    given: dict[str, Any]
    why: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class ContractList:
    """`rows`: every row of every table that lists contracts; `others`: (where, why) of the tables that do not."""

    file_name: str
    rows: tuple[SheetRow, ...]
    columns: tuple[tuple[str, str, str], ...]
    """(where, header, field, or 'notes' for what is kept as text, or 'left out' for a secret)."""
    others: tuple[tuple[str, str], ...]


def read_contract_list(upload: Upload, names: frozenset[str], locale: str, as_of: date) -> ContractList:
    """`names`: the client's folded names, `locale` decides dates that two orders can read. Raises PlannerError where
    the file cannot be read or no table of it lists contracts."""
    rows: list[SheetRow] = []
    columns: list[tuple[str, str, str]] = []
    others: list[tuple[str, str]] = []
    for sheet in read_sheets(upload.data):
        where = ", ".join(part for part in (upload.file_name, sheet.name) if part)
        for block in blocks_of(sheet):
            judged = table_of(Place(upload.file_name, sheet, as_of, _NOBODY), block)
            headers = _headers(sheet, block)
            fields = fields_of(headers)
            if not is_contract_list(fields, judged.verdict == "assets"):
                others.append((where, judged.reason))
                continue
            secret = {
                at for at, column in enumerate(judged.columns)
                if at not in fields.values() and (column.is_secret or is_secret(headers[at]))
            }  # fmt: skip
            cells = {at: [sheet.rows[row][block.left + at] for row in roles_of(sheet, block).data]
                     for at in range(len(headers))}  # fmt: skip
            order = _order([text for name in _DATES if name in fields for text in map(text_of, cells[fields[name]])],
                           locale)  # fmt: skip
            reader = RowReader(headers, fields, frozenset(secret), order, cells, names, where)
            rows += _rows(sheet, block, reader, where)
            columns += _columns(headers, fields, secret, where)
    if not rows:
        raise PlannerError(
            f"No list of licences or contracts was found in {upload.file_name}.",
            "Give it a header such as product, vendor, seats, cost, start, renewal, and a contract per row.",
        )
    return ContractList(upload.file_name, tuple(rows), tuple(columns), tuple(others))


def _headers(sheet: Sheet, block: Block) -> list[str]:
    if block.header is None:
        return [""] * (block.right - block.left)
    return [text_of(cell) for cell in sheet.rows[block.header][block.left : block.right]]


def _order(texts: Sequence[str], locale: str) -> Order:
    """Days above 12 decide; else the client's locale does."""
    day_first, month_first, _ = order_votes(texts)
    if day_first != month_first:
        return "dmy" if day_first > month_first else "mdy"
    return "mdy" if locale == "en_US" else "dmy"


def _rows(sheet: Sheet, block: Block, reader: RowReader, where: str) -> list[SheetRow]:
    """Every row below the header, in its order."""
    roles = roles_of(sheet, block)
    found = [SheetRow(where, at + 1, {}, why) for at, why in roles.skipped]
    for at in roles.data:
        try:
            given, why = reader.read(sheet.rows[at][block.left : block.right])
            found.append(SheetRow(where, at + 1, given, why))
        except PlannerError as error:
            problem = Problem(error.message, error.remedy, where, cell=f"{column_letter(block.left)}{at + 1}")
            found.append(SheetRow(where, at + 1, {}, error.message, problem))
    return sorted(found, key=lambda row: row.row)


def _columns(
    headers: Sequence[str], fields: dict[str, int], secret: set[int], where: str
) -> list[tuple[str, str, str]]:
    by_column = {at: name for name, at in fields.items()}
    return [
        (where, header or f"column {column_letter(at)}", by_column.get(at, "left out" if at in secret else "notes"))
        for at, header in enumerate(headers)
    ]
