"""Columns read → rows: each row of data ends as an asset, skipped or rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar, cast

from planner.errors import Problem
from planner.intake.assign import Match
from planner.intake.dates import Order
from planner.intake.grid import Cell, is_blank, text_of
from planner.intake.hints import first_section, meant_by_sections
from planner.intake.model import RejectedRow, Row, SkippedRow, Value
from planner.intake.roles import Roles
from planner.intake.told_in_text import no_it, tell
from planner.intake.values import Converted

_NAMING: Final = frozenset({
    "name", "asset_tag", "serial_number", "model", "model_number", "manufacturer", "category", "mac_address",
    "ip_address",
    "operating_system",
})  # fmt: skip
_SUMMED: Final = frozenset({"purchase_cost", "replacement_cost", "quantity", "currency"})
_NO_DEVICE: Final = "no IT device: furniture, a vehicle, a building or the like"
_DEVICE_LISTS: Final = frozenset({"operating_system", "serial_number"})
_WORTH: Final = frozenset({"purchase_cost", "purchased_on", "asset_tag", "useful_life_months"})
"""Registers of other things than devices state what these are worth, and know no operating systems."""
_MOST_PROBLEMS: Final = 200
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ColumnData:
    """One column: its letter, header, match, cells of the data rows and, where it is mapped, what they were read as.
    `currency` is what its header names."""

    letter: str
    header: str
    match: Match
    cells: Sequence[Cell]
    read: Converted | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class RowContext:
    """What all rows of a table share. `faulty`: rows of the sheet that could not be split; `kind` and `currency`:
    what the sheet's name or title says."""

    file: str
    sheet: str | None
    faulty: Mapping[int, str]
    kind: str | None
    currency: str | None
    order: Order
    above: tuple[str, ...]


RowsRead = tuple[tuple[Row, ...], tuple[SkippedRow, ...], tuple[RejectedRow, ...], tuple[Problem, ...]]


def read_rows(roles: Roles, columns: Sequence[ColumnData], context: RowContext) -> RowsRead:
    """The rows of one table, and the problems of their cells."""
    values, extras = _gathered(len(roles.data), columns)
    read = {column.match.field: column for column in columns if column.match.field and column.read is not None}
    tell(
        values,
        {field: column.read.values for field, column in read.items() if column.read is not None},
        {field: column.header for field, column in read.items()},
        context.order,
    )
    may_be_other = not _DEVICE_LISTS.issubset(read) and not read.keys().isdisjoint(_WORTH)
    sections = _sections(roles, columns, context)
    rows: list[Row] = []
    skipped = [SkippedRow(at + 1, why) for at, why in roles.skipped]
    rejected: list[RejectedRow] = []
    for position, at in enumerate(roles.data):
        own, more = values[position], extras[position]
        if at in context.faulty:
            problem = _problem(
                context, f"A{at + 1}", None, context.faulty[at], "Close or remove the quotation mark in this row."
            )
            rejected.append(_rejected(at, position, columns, problem))
        elif why := _skipped_after_all(own, more):
            skipped.append(SkippedRow(at + 1, why))
        elif _NAMING.isdisjoint(own):
            problem = _problem(
                context,
                f"A{at + 1}",
                None,
                "Nothing in this row names a device.",
                "Enter a serial number, an asset tag, a name or a model.",
            )
            rejected.append(_rejected(at, position, columns, problem))
        elif may_be_other and no_it(own):
            skipped.append(SkippedRow(at + 1, _NO_DEVICE))
        else:
            if told := sections.get(at):
                own.setdefault(*told)
            if context.kind:
                own.setdefault("category", context.kind)
            rows.append(Row(at + 1, own, more))
    _add_currencies(rows, roles, columns, context)
    skipped.sort(key=lambda row: row.row)
    return tuple(rows), tuple(skipped), tuple(rejected), _problems(roles, columns, context)


def _gathered(count: int, columns: Sequence[ColumnData]) -> tuple[list[dict[str, Value]], list[dict[str, str]]]:
    fields: list[tuple[str, Sequence[Value | None]]] = []
    others: list[tuple[str, Sequence[str | None]]] = []
    for column, name in zip(columns, extra_names(columns), strict=True):
        if column.match.is_secret:
            continue
        if column.read is None:
            others.append((name, [text_of(cell) or None for cell in column.cells]))
            continue
        fields.append((column.match.field or "", column.read.values))
        if column.read.kept is not None:
            others.append((name, column.read.kept))
    return _rows_of(count, fields), _rows_of(count, others)


def _rows_of(count: int, columns: Sequence[tuple[str, Sequence[_T | None]]]) -> list[dict[str, _T]]:
    """Named columns → a dict for each row, without those that have no value."""
    if not columns:
        return [{} for _ in range(count)]
    names = [name for name, _ in columns]
    rows = [dict(zip(names, row, strict=True)) for row in zip(*(values for _, values in columns), strict=True)]
    for name, values in columns:
        if None in values:
            for row, value in zip(rows, values, strict=True):
                if value is None:
                    del row[name]
    return cast("list[dict[str, _T]]", rows)


def extra_names(columns: Sequence[ColumnData]) -> list[str]:
    """Each column's name among the extras: its header, told apart by its letter where it has none or stands twice."""
    headers = [column.header for column in columns]
    return [
        f"Column {column.letter}" if not column.header
        else f"{column.header} (column {column.letter})" if headers.count(column.header) > 1
        else column.header
        for column in columns
    ]  # fmt: skip


def _sections(roles: Roles, columns: Sequence[ColumnData], context: RowContext) -> dict[int, tuple[str, str]]:
    """Row → (field, text) that the title of its section gives, for fields without a column or with empty cells."""
    given: dict[int, tuple[str, str]] = {}
    titled = [*first_section(context.above, [title for _, title in roles.sections]), *roles.sections]
    if not titled:
        return given
    taken = {column.match.field for column in columns}
    meant = meant_by_sections([title for _, title in titled], taken)
    sections = iter([*sorted(titled), (1 << 40, "")])
    current: tuple[str, str] | None = None
    following = next(sections)
    for at in roles.data:
        while at > following[0]:
            current, following = meant.get(following[1]), next(sections)
        if current:
            given[at] = current
    return given


def _skipped_after_all(own: Mapping[str, Value], more: Mapping[str, str]) -> str:
    """Why a row that looked like data is none, now that its columns are known."""
    if not own and not more:
        return "blank"
    if own and len(own) <= len(_SUMMED) and own.keys() <= _SUMMED and len(more) <= 2:
        return "a total"
    if not own and len(more) <= 2:
        return "a note"
    return ""


def _rejected(at: int, position: int, columns: Sequence[ColumnData], problem: Problem) -> RejectedRow:
    cells = tuple(
        "" if column.match.is_secret or is_blank(column.cells[position]) else text_of(column.cells[position])
        for column in columns
    )
    return RejectedRow(at + 1, problem, cells)


def _add_currencies(rows: list[Row], roles: Roles, columns: Sequence[ColumnData], context: RowContext) -> None:
    """A row's currency from its own cells, else its columns' headers, else the title; a currency column outranks."""
    money = [
        column
        for column in columns
        if column.read is not None and column.match.field in ("purchase_cost", "replacement_cost")
    ]
    if not money:
        return
    position = {at + 1: number for number, at in enumerate(roles.data)}
    stated = next((column.currency for column in money if column.currency), context.currency)
    by_cell = [
        column.read.currencies for column in money if column.read is not None and column.read.currencies is not None
    ]
    if not stated and not by_cell:
        return
    for row in rows:
        if "currency" in row.values or not ("purchase_cost" in row.values or "replacement_cost" in row.values):
            continue
        named = next((code for codes in by_cell if (code := codes[position[row.row]])), stated)
        if named:
            row.values["currency"] = named  # type: ignore[index]  # the dict is ours until the table is handed out


def _problem(context: RowContext, cell: str | None, value: str | None, message: str, remedy: str) -> Problem:
    return Problem(message, remedy, context.file, context.sheet, cell, value)


def _problems(roles: Roles, columns: Sequence[ColumnData], context: RowContext) -> tuple[Problem, ...]:
    """One problem for each distinct faulty text of a column, with the address of its first cell."""
    found: list[tuple[int, Problem]] = []
    for column in columns:
        for position, text, count, message, remedy in column.read.faults if column.read else ():
            row = roles.data[position] + 1
            more = f" {count} rows have it." if count > 1 else ""
            found.append((row, _problem(context, f"{column.letter}{row}", text[:200], message + more, remedy)))
    found.sort(key=lambda item: (item[0], item[1].cell or ""))
    problems = [problem for _, problem in found[:_MOST_PROBLEMS]]
    if len(found) > _MOST_PROBLEMS:
        problems.append(
            _problem(
                context,
                None,
                None,
                f"{len(found) - _MOST_PROBLEMS} further cells could not be read.",
                "Mend the first ones and import the file again.",
            )
        )
    return tuple(problems)
