"""The money of the pre-read: the chart of spend by quarter, and the budget by fiscal year and by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from planner.reports.page.budget import budget_rows, years_of
from planner.reports.pdf.words import Words
from planner.reports.texts import PDF, TEXTS
from planner.roadmap.document import Document

_FEWEST: Final = 3
_MOST: Final = 7
"""So many columns of amounts stand beside a label."""
_ROOM: Final = 355.0
"""Points for all columns of amounts: the narrower paper's width within its margins, less 46 mm for a label."""
_GAP: Final = 5.0
_DIGIT: Final = 0.64
"""Width of a tabular figure of the typeface, as a share of its size."""
_LARGEST: Final = 8.5
_EASY: Final = 7.5
_WIDTH: Final = 60.0
"""Sizes of type, and the width of a column of amounts of common size, in points."""
_LABELLED: Final = 24
"""Of more bars the amounts would overlap; the tables have them."""


def spend_chart(document: Document, words: Words) -> dict[str, Any] | None:
    """Bars in permille of the highest of spend and cap; None where nothing is planned and there is no cap."""
    cap = next((quarter.cap_minor for quarter in document.quarters if quarter.cap_minor is not None), None)
    spend = [quarter.planned_minor or 0 for quarter in document.quarters]
    highest = max([*spend, cap or 0], default=0)
    if highest <= 0:
        return None
    bars = [
        {"quarter": _quarter(quarter.label), "permille": max(1000 * minor // highest, 0),
         "shown": words.short_money(minor) if minor else ""}
        for quarter, minor in zip(document.quarters, spend, strict=True)
    ]  # fmt: skip
    told = "; ".join(f"{quarter.label} {words.money(minor)}"
                     for quarter, minor in zip(document.quarters, spend, strict=True))  # fmt: skip
    alt = PDF["spend_alt"].format(told=told)
    labels = [_year(quarter.label) for quarter in document.quarters]
    return {
        "bars": bars, "labels": len(bars) <= _LABELLED, "cap": None if cap is None else 1000 * cap // highest,
        "cap_words": None if cap is None else PDF["cap"].format(amount=words.money(cap)),
        "alt": alt if cap is None else alt + PDF["cap_alt"].format(amount=words.money(cap)),
        "years": [{"label": label, "quarters": labels.count(label)} for label in dict.fromkeys(labels)],
    }  # fmt: skip


def budget_tables(document: Document, words: Words) -> list[dict[str, Any]]:
    """By fiscal year, then every fiscal year by quarter; each with the total of every column. Rows without an amount in
    a table are left out of it."""
    if not document.budget:
        return []
    return [*_by_year(document, words), *_by_quarter(document, words)]


def _by_year(document: Document, words: Words) -> list[dict[str, Any]]:
    """Several tables where the years are too many to stand beside each other; the last column is the whole."""
    columns = [*((year.label, year.total) for year in years_of(document))]
    columns.append((PDF["whole"], sum(total for _, total in columns)))
    rows = [(row.label, (*row.amounts, row.total)) for row in budget_rows(document)]
    beside = _beside([total for _, total in columns], words)
    made = []
    for start in range(0, len(columns), beside):
        part = slice(start, start + beside)
        title = PDF["by_year"] if len(columns) <= beside else PDF["by_years"].format(first=columns[part][0][0])
        if start and start == len(columns) - 1:
            title = PDF["whole"]
        cells = [(label, amounts[part]) for label, amounts in rows]
        made.append(
            _table(title, [label for label, _ in columns[part]], cells, [sum_ for _, sum_ in columns[part]], words)
        )
    return made


def _by_quarter(document: Document, words: Words) -> list[dict[str, Any]]:
    dearest = sorted(document.budget, key=lambda row: (-sum(row.amounts_minor), row.label))
    made = []
    for year in years_of(document):
        at = [n for n, quarter in enumerate(document.quarters) if _year(quarter.label) == year.label]
        rows = [(row.label, [row.amounts_minor[n] for n in at]) for row in dearest]
        totals = [document.quarters[n].planned_minor or 0 for n in at]
        made.append(
            _table(
                PDF["of_year"].format(year=year.label),
                [*(f"{_quarter(document.quarters[n].label)}\n{document.quarters[n].months}" for n in at), year.label],
                [(label, [*amounts, sum(amounts)]) for label, amounts in rows], [*totals, year.total], words,
            )
        )  # fmt: skip
    return made


def _table(
    title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], totals: Sequence[int], words: Words
) -> dict[str, Any]:
    shown = [{"label": label, "amounts": [words.number(minor) for minor in amounts]}
             for label, amounts in rows if any(amounts)]  # fmt: skip
    total = [words.number(minor) for minor in totals]
    longest = max(len(cell) for cells in (total, *(row["amounts"] for row in shown)) for cell in cells)
    width = min(_ROOM / len(columns), max(_WIDTH, _wide(longest, _LARGEST)))
    size = min(_LARGEST, round((width - _GAP) / (_DIGIT * longest), 2))
    return {"title": title, "columns": columns, "rows": shown, "totals": total, "size": size, "width": width}


def _wide(letters: int, size: float) -> float:
    """The width in points of a column of amounts of so many letters."""
    return letters * _DIGIT * size + _GAP


def _beside(totals: Sequence[int], words: Words) -> int:
    """How many columns stand beside each other at a size that is read with ease."""
    longest = max(len(words.number(total)) for total in totals)
    return max(_FEWEST, min(_MOST, int(_ROOM / _wide(longest, _EASY))))


def _year(label: str) -> str:
    return label.split(" ", maxsplit=1)[0]


def _quarter(label: str) -> str:
    return label.rsplit(" ", maxsplit=1)[-1]


def rounded_note(words: Words) -> str:
    """That the rows of a table need not add up to the last unit."""
    return PDF["rounded"].format(currency=words.currency or TEXTS["none"])
