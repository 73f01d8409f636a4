"""The slides about money: the spend by quarter, and the budget by fiscal year."""

from __future__ import annotations

from typing import Final

from planner.reports.excel.styles import money_format
from planner.reports.page.budget import BudgetRow, budget_rows, years_of
from planner.reports.slides.canvas import MUTED, Canvas, Cell, rows_that_fit
from planner.reports.slides.charts import stacked_columns
from planner.reports.slides.words import Words, spend_groups
from planner.reports.texts import SLIDES, SPEND

COLOURS: Final = {
    "devices": "#0B6E4F", "work": "#6FA88F", "projects": "#6B4A7E", "agreed": "#2F5D8A", "unplanned": "#C08A3E",
    "tax": "#9AA5A8",
}  # fmt: skip


def spend_slide(canvas: Canvas, words: Words) -> None:
    """A native chart: the parts of each quarter's spend, which add up to it, and the cap as a line."""
    document = words.document
    labels = [quarter.label for quarter in document.quarters]
    planned = [quarter.planned_minor or 0 for quarter in document.quarters]
    series = {
        SPEND[name]: (COLOURS[name], [words.major(minor) for minor in amounts])
        for name, amounts in spend_groups(document).items()
    }
    caps = [quarter.cap_minor for quarter in document.quarters]
    cap = next((minor for minor in caps if minor is not None), None)
    peak = max(range(len(planned)), key=lambda at: (planned[at], -at), default=0)
    told = SLIDES["note_spend"].format(
        total=words.money(sum(planned)), count=len(planned), peak=labels[peak], amount=words.money(planned[peak])
    )
    if cap is not None:
        told += " " + SLIDES["note_cap"].format(amount=words.money(cap))
    line = None
    if cap is not None:
        line = (SLIDES["cap"], [None if minor is None else words.major(minor) for minor in caps])
    if not series:
        canvas.words(canvas.body, SLIDES["no_spend"], 18, MUTED)
        canvas.note(SLIDES["no_spend"])
        return
    stacked_columns(
        canvas, canvas.body, labels, series, money_format(str(document.currency), document.locale), told, line
    )
    canvas.note(told)


def budget_slide(canvas: Canvas, words: Words) -> None:
    """A native table: the dearest lines by fiscal year, all others as one, and the exact total."""
    years, rows = years_of(words.document), list(budget_rows(words.document))
    size = 12 if len(years) <= 5 else 10
    room = rows_that_fit(canvas.body, size) - 1
    if len(rows) > room:
        rest = rows[room - 1 :]
        other = tuple(sum(row.amounts[at] for row in rest) for at in range(len(years)))
        rows = [*rows[: room - 1], BudgetRow(SLIDES["others"], other)]
    heads = [Cell(SLIDES["line"]), *(Cell(year.label, right=True) for year in years), Cell(SLIDES["total"], right=True)]
    body = [
        [Cell(row.label), *(Cell(_dashed(words, minor), right=True) for minor in (*row.amounts, row.total))]
        for row in rows
    ]
    totals = (*(year.total for year in years), sum(year.total for year in years))
    body.append(
        [Cell(SLIDES["total"], bold=True), *(Cell(words.money(minor), right=True, bold=True) for minor in totals)]
    )
    canvas.table(canvas.body, heads, body, [3.2, *([1.2] * (len(years) + 1))], size)
    told = ", ".join(f"{year.label} {words.money(year.total)}" for year in years)
    canvas.note(SLIDES["note_budget"].format(told=told))


def _dashed(words: Words, minor: int) -> str:
    return words.money(minor) if minor else "–"
