"""Where on a sheet the tables are: their header rows, their columns and where they end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from planner.intake.dates import iso_date
from planner.intake.grid import Cell, Sheet, is_blank, text_of
from planner.intake.synonyms import fields_of_header, is_known_header

_SEARCHED: Final = 40
"""Rows from the top in which any row may be the header; further down one stands below a gap or a title."""
_YEARS: Final = range(1990, 2100)
_TITLE_ROWS: Final = 6
_LONGEST_HEADER: Final = 80


@dataclass(frozen=True, slots=True)
class Block:
    """A table's place, 0-based: data from `start` to before `end`, columns from `left` to before `right`.

    `header` and `group` are rows or None; `above` are the texts of the rows before it that belong to no table.
    """

    header: int | None
    group: int | None
    start: int
    end: int
    left: int
    right: int
    above: tuple[str, ...]


def blocks_of(sheet: Sheet) -> list[Block]:
    """All tables of a sheet, top to bottom, left to right. Rows are padded to one width on the way."""
    width = max((len(row) for row in sheet.rows), default=0)
    for row in sheet.rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    counts = [width - row.count("") for row in sheet.rows]
    if not any(counts):
        return []
    headers = _header_rows(sheet, counts)
    if not headers:
        return [_without_header(sheet, counts)]
    blocks: list[Block] = []
    for position, header in enumerate(headers):
        end = headers[position + 1] if position + 1 < len(headers) else len(sheet.rows)
        if position + 1 < len(headers) and (group := _group_row(sheet, counts, end)) is not None:
            end = group
        blocks += _side_by_side(sheet, counts, header, end, headers[position - 1] + 1 if position else 0)
    return blocks


@lru_cache(maxsize=16_384)
def _is_header_text(text: str) -> bool:
    """Whether a text could stand in a header at all."""
    return (
        len(text) <= _LONGEST_HEADER
        and not re.fullmatch(r"[\W\d_]+", text)
        and (iso_date(text) is None or len(text) <= 8)
    )


def _is_year(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and cell in _YEARS


def _quality(row: Sequence[Cell]) -> tuple[int, int]:
    """Known headers in a row, and its filled cells; (0, n) where it is no header."""
    texts = [text_of(cell) for cell in row if not is_blank(cell)]
    typed = sum(not isinstance(cell, str) and not _is_year(cell) for cell in row if not is_blank(cell))
    if typed > len(texts) // 4 or sum(_is_header_text(text) for text in texts) < 0.6 * len(texts):
        return 0, len(texts)
    return sum(is_known_header(text) for text in texts), len(texts)


def _header_rows(sheet: Sheet, counts: list[int]) -> list[int]:
    """The header of each table below another; repeated ones are left out."""
    best: list[tuple[int, int, int]] = []
    for at in range(min(_SEARCHED, len(sheet.rows))):
        known, filled = _quality(sheet.rows[at]) if counts[at] >= 2 else (0, 0)
        if filled and known >= min(2, filled) and known >= 0.4 * filled:
            best.append((at, known, filled))
    if not best:
        guess = _guessed_header(sheet, counts)
        return [] if guess is None else [guess]
    most = max(known for _, known, _ in best)
    first = next(at for at, known, _ in best if known >= 0.5 * most)
    if (lower := _lower_header(sheet, counts, first)) is not None:
        first = lower
    headers = [first]
    for at in range(first + 2, len(sheet.rows)):
        if (
            counts[at] >= 2
            and counts[at - 1] <= max(1, counts[at] // 2)
            and not _repeats(sheet.rows[headers[-1]], sheet.rows[at])
        ):
            known, filled = _quality(sheet.rows[at])
            if known >= max(2, 0.6 * filled):
                headers.append(at)
    return [at for at in headers if not _is_group_of_next(at, headers)]


def _is_group_of_next(at: int, headers: list[int]) -> bool:
    return at + 1 in headers


def _repeats(header: Sequence[Cell], row: Sequence[Cell]) -> bool:
    texts = [text_of(cell).casefold() for cell in header if not is_blank(cell)]
    again = [text_of(cell).casefold() for cell in row if not is_blank(cell)]
    if any(is_known_header(text) for text in set(again) - set(texts)):
        return False
    return len(set(texts) & set(again)) >= 0.8 * max(1, len(set(again)))


def _lower_header(sheet: Sheet, counts: list[int], upper: int) -> int | None:
    """The row below, where the upper one holds groups merged over several columns and it their parts."""
    lower = upper + 1
    if lower >= len(sheet.rows) or not counts[lower]:
        return None
    wide = [(left, right) for top, left, _, right in sheet.merged if top == upper and right > left]
    parts = [
        text_of(cell)
        for at, cell in enumerate(sheet.rows[lower])
        if not is_blank(cell) and any(a <= at <= b for a, b in wide)
    ]
    if len(parts) < 2 or any(not isinstance(cell, str) for cell in sheet.rows[lower]):
        return None
    known = sum(is_known_header(part) or not any(map(str.isdigit, part)) for part in parts)
    below = sheet.rows[lower + 1] if lower + 1 < len(sheet.rows) else []
    return lower if known == len(parts) and counts[lower] == len(parts) and below else None


def _guessed_header(sheet: Sheet, counts: list[int]) -> int | None:
    """A first row of distinct texts without digits, over rows that have numbers, dates or digits."""
    widest = max(counts)
    top = next((at for at, count in enumerate(counts) if count >= max(2, 0.6 * widest)), None)
    if top is None or top + 1 >= len(sheet.rows):
        return None
    texts = [text_of(cell) for cell in sheet.rows[top] if not is_blank(cell)]
    if len(set(texts)) < len(texts) or any(re.search(r"\d", text) or len(text) > _LONGEST_HEADER for text in texts):
        return None
    known = sum(bool(fields_of_header(text)) for text in texts)
    varied = 0
    for at, cell in enumerate(sheet.rows[top]):
        below = [text_of(row[at]) for row in sheet.rows[top + 1 : top + 30] if not is_blank(row[at])]
        varied += bool(
            not is_blank(cell) and below and sum(bool(re.search(r"\d", text)) for text in below) > 0.6 * len(below)
        )
    return top if varied or known >= 0.5 * len(texts) else None


def _without_header(sheet: Sheet, counts: list[int]) -> Block:
    first = next(at for at, count in enumerate(counts) if count)
    left, right = _extent(sheet, range(first, len(sheet.rows)))
    return Block(None, None, first, len(sheet.rows), left, right, ())


def _extent(sheet: Sheet, rows: range) -> tuple[int, int]:
    filled = {at for number in rows for at, cell in enumerate(sheet.rows[number]) if cell != ""}
    return (min(filled), max(filled) + 1) if filled else (0, 0)


def _group_row(sheet: Sheet, counts: list[int], header: int) -> int | None:
    """The row of groups right above a header."""
    if header == 0 or counts[header - 1] < 2:
        return None
    if (
        any(top == header - 1 and left < right for top, left, _, right in sheet.merged)
        and _lower_header(sheet, counts, header - 1) == header
    ):
        return header - 1
    if counts[header - 1] > counts[header]:
        return None
    cells = [cell for cell in sheet.rows[header - 1] if not is_blank(cell)]
    short = all(isinstance(cell, str) and len(cell) <= 40 and ":" not in cell for cell in cells)
    return header - 1 if short and counts[header - 1] < counts[header] else None


def _side_by_side(sheet: Sheet, counts: list[int], header: int, end: int, top: int) -> list[Block]:
    """The tables under one header row: parts that blank columns part and that stand for themselves."""
    group = _group_row(sheet, counts, header)
    upper = group if group is not None else header
    width = len(sheet.rows[header])
    used = [any(row[at] != "" for row in sheet.rows[header:end]) for at in range(width)]
    spans = _spans(used)
    if len(spans) > 1 and not all(_stands_alone(sheet, header, end, spans[0], span) for span in spans[1:]):
        alone = [span for span in spans[1:] if _stands_alone(sheet, header, end, spans[0], span)]
        rest = [span for span in spans if span not in alone]
        spans = (
            [(rest[0][0], rest[-1][1]), *alone]
            if not alone or rest[-1][1] <= alone[0][0]
            else [(spans[0][0], spans[-1][1])]
        )
    if sheet.name is None and len(spans) == 1:
        spans = [(0, width)]
    titles = [at for at in range(max(top, upper - _TITLE_ROWS), upper) if counts[at] <= max(2, len(spans))]
    return [
        Block(
            header,
            group,
            header + 1,
            end,
            left,
            right,
            _titles(sheet, titles, (left, right) if len(spans) > 1 else (0, width)),
        )
        for left, right in spans
    ]


def _titles(sheet: Sheet, rows: Sequence[int], span: tuple[int, int]) -> tuple[str, ...]:
    """The texts of rows above a table; a label that ends in a colon goes with its neighbour."""
    texts: list[str] = []
    for at in rows:
        row = [text_of(cell) for cell in sheet.rows[at][slice(*span)] if not is_blank(cell)]
        texts += [" ".join(row)] if row and row[0].endswith(":") else row
    return tuple(texts)


def _spans(used: list[bool]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = None
    for at, yes in enumerate([*used, False]):
        if yes and start is None:
            start = at
        elif not yes and start is not None:
            spans.append((start, at))
            start = None
    return spans


def _stands_alone(sheet: Sheet, header: int, end: int, first: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether columns behind a gap are a table of their own: they repeat a header, or end elsewhere."""
    names = [
        {text_of(cell).casefold() for cell in sheet.rows[header][a:b] if not is_blank(cell)} for a, b in (first, other)
    ]
    last = [
        max((at for at in range(header, end) if any(cell != "" for cell in sheet.rows[at][a:b])), default=header)
        for a, b in (first, other)
    ]
    if not names[1]:
        return False
    repeats = bool(names[0] & names[1])
    elsewhere = abs(last[0] - last[1]) > max(2, 0.2 * (max(last) - header))
    return (repeats and len(names[1]) > 1) or (elsewhere and sheet.name is not None)
