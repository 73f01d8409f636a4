"""A file with service tickets, one a row, in any order of columns → what each of its rows says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from babel.numbers import get_decimal_symbol

from planner.actions.tickets_headers import is_ticket_sheet, ticket_fields, time_unit
from planner.actions.tickets_rows import DeviceNames, Rules, TicketReader
from planner.actions.uploads import Upload
from planner.errors import PlannerError, Problem
from planner.intake.amounts import decimal_mark
from planner.intake.blocks import Block, blocks_of
from planner.intake.containers import read_sheets
from planner.intake.dates import Order, order_votes
from planner.intake.grid import Sheet, column_letter, text_of
from planner.intake.roles import roles_of
from planner.roadmap.posture_tickets import Ticket

_SEARCHED: Final = 40
"""Rows from a table's top among which its header may stand, where intake took another row for it."""


@dataclass(frozen=True, slots=True)
class TicketRow:
    """One row below a header: a ticket, else skipped or, with a problem, rejected for `why`. `row` is counted as Excel
    shows it."""

    where: str
    row: int
    ticket: Ticket | None
    why: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class TicketFile:
    """`columns`: (where, header, field or '' for what is not used); `others`: tables that hold no tickets."""

    file_name: str
    rows: tuple[TicketRow, ...]
    columns: tuple[tuple[str, str, str], ...]
    others: tuple[str, ...]


def read_ticket_file(upload: Upload, names: frozenset[str], locale: str, devices: DeviceNames) -> TicketFile:
    """`names`: the client's folded names; `locale` decides dates and decimal marks that can be read in two ways.
    Raises PlannerError where the file cannot be read or no table of it lists tickets."""
    rows: list[TicketRow] = []
    columns: list[tuple[str, str, str]] = []
    others: list[str] = []
    for sheet in read_sheets(upload.data):
        where = ", ".join(part for part in (upload.file_name, sheet.name) if part)
        for found in blocks_of(sheet):
            block, headers, fields = _headed(sheet, found)
            if not is_ticket_sheet(fields):
                others.append(where)
                continue
            rows += _rows(sheet, block, TicketReader(fields, _rules(sheet, block, headers, fields, names, locale,
                                                                    devices)), where)  # fmt: skip
            at_column = {at: name for name, at in fields.items()}
            columns += [(where, text or f"column {column_letter(at)}", at_column.get(at, ""))
                        for at, text in enumerate(headers)]  # fmt: skip
    if not rows:
        raise PlannerError(
            f"No ticket was found in {upload.file_name}.",
            "Give it a header such as ticket number, opened, closed, subject, requester, device, minutes, and a "
            "ticket per row.",
        )
    return TicketFile(upload.file_name, tuple(rows), tuple(columns), tuple(dict.fromkeys(others)))


def _headed(sheet: Sheet, block: Block) -> tuple[Block, list[str], dict[str, int]]:
    """The block with the header of tickets: its own, or the first row of it that is one."""
    tops = [block.header, *range(block.start, min(block.end, block.start + _SEARCHED))]
    for at in tops:
        if at is not None:
            headers = [text_of(cell) for cell in sheet.rows[at][block.left : block.right]]
            fields = ticket_fields(headers)
            if is_ticket_sheet(fields):
                return replace(block, header=at, start=at + 1), headers, fields
    return block, [], {}


def _rules(
    sheet: Sheet, block: Block, headers: Sequence[str], fields: dict[str, int], names: frozenset[str], locale: str,
    devices: DeviceNames,
) -> Rules:  # fmt: skip
    """Dates and decimal marks as the table's own cells tell them, else the client's locale."""

    def texts(*wanted: str) -> list[str]:
        columns = [block.left + fields[name] for name in wanted if name in fields]
        return [
            cell for row in sheet.rows[block.start : block.end] for at in columns if isinstance(cell := row[at], str)
        ]

    day_first, month_first, _ = order_votes(texts("opened_on", "closed_on"))
    usual: Order = "mdy" if locale == "en_US" else "dmy"
    order: Order = usual if day_first == month_first else "dmy" if day_first > month_first else "mdy"
    mark = decimal_mark(texts("minutes")) or ("," if get_decimal_symbol(locale) == "," else ".")
    unit = time_unit(headers[fields["minutes"]]) if "minutes" in fields else None
    return Rules(names, order, mark, unit, devices)


def _rows(sheet: Sheet, block: Block, reader: TicketReader, where: str) -> list[TicketRow]:
    """Every row below the header, in its order."""
    roles = roles_of(sheet, block)
    found = [TicketRow(where, at + 1, None, why) for at, why in roles.skipped]
    for at in roles.data:
        try:
            ticket, why = reader.read(sheet.rows[at][block.left : block.right])
            found.append(TicketRow(where, at + 1, ticket, why))
        except PlannerError as error:
            problem = Problem(error.message, error.remedy, where, cell=f"{column_letter(block.left)}{at + 1}")
            found.append(TicketRow(where, at + 1, None, f"{error.message} {error.remedy}", problem))
    return sorted(found, key=lambda row: row.row)
