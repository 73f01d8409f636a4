"""Pieces of a page as HTML, from plain values: everything that comes in is escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from planner.charts.theme import STATUS_COLOURS
from planner.fields import STATUS_LABELS

NOTHING: Final = "–"
"""A cell that holds no amount: shown faintly, so that the amounts stand out."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. `note` stands small under the title; `is_number` puts its values to the right; what
    `is_extra` is left out on a phone; `is_short` keeps its values on one line."""

    title: str
    note: str = ""
    is_number: bool = False
    is_extra: bool = False
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """A lifecycle status in a cell: a mark and a word."""

    key: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after, in a cell."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Titled:
    """A name in a cell with a sentence under it."""

    title: str
    sentence: str


Cell = str | Status | Change | Titled
Row = Sequence[Cell]


def answer(text: str, lead: str = "", eyebrow: str = "") -> str:
    """A screen's first line: its question answered in words."""
    above = f'<p class="eg-eyebrow">{escape(eyebrow)}</p>' if eyebrow else ""
    below = f'<p class="eg-lead">{escape(lead)}</p>' if lead else ""
    return f'{above}<p class="eg-answer" role="heading" aria-level="1">{escape(text)}</p>{below}'


def answer_line(text: str) -> str:
    """A sentence that answers a part of the screen."""
    return f'<p class="eg-line">{escape(text)}</p>'


def note(text: str) -> str:
    """A remark in small type."""
    return f'<p class="eg-note">{escape(text)}</p>'


def chip(status: Status) -> str:
    """A status as a mark and a word."""
    key = status.key if status.key in STATUS_LABELS else "unknown"
    return f'<span class="eg-chip {key}" style="--dot:{STATUS_COLOURS[key]}">{STATUS_LABELS[key]}</span>'


def described(status: Status, *texts: str) -> str:
    """A status and short texts in one line."""
    spans = "".join(f"<span>{escape(text)}</span>" for text in texts if text)
    return f'<p class="eg-what">{chip(status)}{spans}</p>'


def figures(values: Iterable[tuple[str, str, str]]) -> str:
    """Key figures side by side: (label, value, what it means)."""
    cards = "".join(
        f'<div class="eg-figure"><dt>{escape(label)}</dt><dd>{escape(value)}'
        + (f"<small>{escape(meaning)}</small>" if meaning else "")
        + "</dd></div>"
        for label, value, meaning in values
    )
    return f'<dl class="eg-figures">{cards}</dl>'


def table(
    columns: Sequence[Column], rows: Iterable[Row], *, caption: str = "", totals: Row = (), sticky: bool = False
) -> str:
    """A table; `totals` is its last line, `sticky` keeps the first column in view while the others scroll."""
    head = "".join(
        f'<th scope="col"{_class(column)}>{escape(column.title)}'
        + (f"<small>{escape(column.note)}</small>" if column.note else "")
        + "</th>"
        for column in columns
    )
    body = "".join(_row(columns, row) for row in rows)
    foot = f"<tfoot>{_row(columns, totals)}</tfoot>" if totals else ""
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    kind = "eg-table eg-sticky" if sticky else "eg-table"
    return (
        f'<div class="eg-scroll" tabindex="0"><table class="{kind}">{title}<thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody>{foot}</table></div>"
    )


def _row(columns: Sequence[Column], row: Row) -> str:
    cells = "".join(f"<td{_class(column)}>{_cell(cell)}</td>" for column, cell in zip(columns, row, strict=True))
    return f"<tr>{cells}</tr>"


def _class(column: Column) -> str:
    names = [
        name for name, holds in {"n": column.is_number, "s": column.is_extra, "o": column.is_short}.items() if holds
    ]
    return f' class="{" ".join(names)}"' if names else ""


def _cell(cell: Cell) -> str:
    if isinstance(cell, Status):
        return chip(cell)
    if isinstance(cell, Titled):
        return f'{escape(cell.title)}<span class="eg-why">{escape(cell.sentence)}</span>'
    if isinstance(cell, Change):
        old = f'<span class="eg-old">{escape(cell.old)}</span> → ' if cell.old else ""
        return f"{old}{escape(cell.new)}"
    return escape(cell) if cell != NOTHING else f'<span class="eg-nothing">{NOTHING}</span>'
