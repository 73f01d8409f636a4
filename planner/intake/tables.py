"""One block of a sheet → a table: columns assigned, verdict given, rows read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.fields import FIELDS
from planner.intake.amounts import currency_in
from planner.intake.assign import Heading, Match, assigned
from planner.intake.blocks import Block
from planner.intake.confirmed import Confirmed, with_confirmed
from planner.intake.content import profile
from planner.intake.dates import Order
from planner.intake.doubts import order_problem, with_doubts
from planner.intake.grid import CellColumn, Sheet, column_letter, text_of
from planner.intake.hints import client_of_titles, kind_of_names
from planner.intake.locale_hints import date_orders, default_order, stated_currencies, table_mark
from planner.intake.model import Column, Table
from planner.intake.roles import Roles, roles_of
from planner.intake.rows import ColumnData, RowContext, read_rows
from planner.intake.values import converted
from planner.intake.verdict import verdict_of

_SAMPLES: Final = 3
_SAMPLE_LENGTH: Final = 120
_IDENTIFIER: Final = re.compile(r"(?=\S*\d)\S{5,}")
_KEYS: Final = re.compile(r"(?:\d{6}-){7}\d{6}|(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: its file and sheet, the date of the import, and what people confirmed of columns."""

    file: str
    sheet: Sheet
    as_of: date
    confirmed: Confirmed


def table_of(place: Place, block: Block) -> Table:
    """Reads one table whole."""
    sheet = place.sheet
    roles = roles_of(sheet, block)
    _fill_down(sheet, block, roles)
    cells = _columns_of(sheet, block, roles)
    headings = _headings(sheet, block)
    profiles = [profile(column) for column in cells]
    matches = _with_hidden_keys(assigned(headings, profiles), cells)
    headers = [heading.text if heading else "" for heading in headings]
    matches = with_confirmed(matches, headers, place.confirmed.of(headers))
    fields = {match.field: match.confidence for match in matches if match.field}
    verdict, reason = verdict_of(
        fields, [header for header in headers if header], block.header is not None, len(roles.data)
    )
    if verdict == "not_assets":
        return _other_table(sheet, block, headers, cells, matches, reason)
    return _assets(place, block, roles, headings, cells, matches, reason)


def _fill_down(sheet: Sheet, block: Block, roles: Roles) -> None:
    """A text merged over several rows ('HQ') stands in each of them; numbers and identifiers stay the first row's."""
    tall = [place for place in sheet.merged if place[2] > place[0] >= block.start and place[1] == place[3]]
    data = set(roles.data) if tall else set()
    for top, left, bottom, _ in tall:
        text = sheet.rows[top][left]
        if left >= block.right or not isinstance(text, str) or _IDENTIFIER.fullmatch(text.strip()):
            continue
        for at in range(top + 1, min(bottom + 1, block.end)):
            if at in data and sheet.rows[at][left] == "":
                sheet.rows[at][left] = text


def _columns_of(sheet: Sheet, block: Block, roles: Roles) -> list[CellColumn]:
    rows = [sheet.rows[at] for at in roles.data]
    if not rows:
        return [CellColumn.of(()) for _ in range(block.left, block.right)]
    return [CellColumn.of(column) for column in list(zip(*rows, strict=True))[block.left : block.right]]


def _headings(sheet: Sheet, block: Block) -> list[Heading | None]:
    if block.header is None:
        return [None] * (block.right - block.left)
    groups = _groups(sheet, block)
    texts = [text_of(cell) for cell in sheet.rows[block.header][block.left : block.right]]
    return [
        Heading(text or (group if text == "" and block.group is not None else ""), group if text else "")
        for text, group in zip(texts, groups, strict=True)
    ]


def _groups(sheet: Sheet, block: Block) -> list[str]:
    """The group's text for each column: merged over it, or carried right up to the next group."""
    if block.group is None:
        return [""] * (block.right - block.left)
    spans = {left: right for top, left, _, right in sheet.merged if top == block.group}
    groups: list[str] = []
    current, until = "", -1
    for at in range(block.left, block.right):
        if text := text_of(sheet.rows[block.group][at]):
            current, until = text, spans.get(at, block.right if not spans else at)
        groups.append(current if at <= until else "")
    return groups


def _with_hidden_keys(matches: list[Match], cells: list[CellColumn]) -> list[Match]:
    """Recovery and product keys are secret under any header."""
    hidden: list[Match] = []
    for match, column in zip(matches, cells, strict=True):
        texts = column.texts[:200]
        keys = sum(bool(_KEYS.fullmatch(text.strip())) for text in texts)
        hidden.append(Match(None, 0.0, is_secret=True) if texts and keys >= 0.5 * len(texts) else match)
    return hidden


def _columns(
    block: Block, headers: Sequence[str], cells: Sequence[CellColumn], matches: Sequence[Match]
) -> tuple[Column, ...]:
    columns = []
    for at, (header, column, match) in enumerate(zip(headers, cells, matches, strict=True), block.left):
        distinct = [text_of(cell)[:_SAMPLE_LENGTH] for cell in column.values[:_SAMPLES]]
        samples = () if match.is_secret else tuple(distinct)
        columns.append(
            Column(column_letter(at), header or None, match.field, match.confidence, samples, match.is_secret)
        )
    return tuple(columns)


def _other_table(
    sheet: Sheet, block: Block, headers: list[str], cells: list[CellColumn], matches: list[Match], reason: str
) -> Table:
    bare = [Match(None, 0.0, match.is_secret) for match in matches]
    columns = _columns(block, headers, cells, bare)
    header_row = None if block.header is None else block.header + 1
    return Table(sheet.name, "not_assets", reason, header_row, columns, (), (), (), (), None, None)


def _assets(
    place: Place,
    block: Block,
    roles: Roles,
    headings: list[Heading | None],
    cells: list[CellColumn],
    matches: list[Match],
    reason: str,
) -> Table:
    headers = [heading.text if heading else "" for heading in headings]
    full = [f"{heading.group} {heading.text}".strip() if heading else "" for heading in headings]
    texts = {match.field: column.texts for match, column in zip(matches, cells, strict=True) if match.field}
    mark = table_mark(texts)
    money = [found for name, found in texts.items() if FIELDS[name] == "money"]
    currencies = stated_currencies(full, block.above, money)
    dates = {name: found for name, found in texts.items() if FIELDS[name] in ("date", "end_date")}
    orders, assumed = date_orders(dates, default_order(headers, mark, currencies), place.as_of)
    text_order: Order = next(iter(orders.values()), default_order(headers, mark, currencies) or "mdy")
    matches = with_doubts(matches, headers, assumed, place.confirmed.of(headers))
    data = []
    for at, (match, column) in enumerate(zip(matches, cells, strict=True)):
        header = full[at]
        read = (
            converted(match.field, column, header, orders.get(match.field, "mdy"), mark or ".") if match.field else None
        )
        data.append(
            ColumnData(column_letter(block.left + at), headers[at], match, column.cells, read, currency_in(header))
        )
    kind = kind_of_names(place.sheet.name, *block.above[:2], place.file)
    titled = next((code for title in block.above if (code := currency_in(title))), None)
    context = RowContext(place.file, place.sheet.name, dict(place.sheet.faulty), kind, titled, text_order, block.above)
    rows, skipped, rejected, problems = read_rows(roles, data, context)
    problems = (*(order_problem(column, roles, context) for column in data if column.match.field in assumed), *problems)
    header_row = None if block.header is None else block.header + 1
    columns = _columns(block, headers, cells, matches)
    client = client_of_titles(block.above) if "client" not in texts else None
    return Table(
        place.sheet.name, "assets", reason, header_row, columns, rows, skipped, rejected, problems, client, kind
    )
