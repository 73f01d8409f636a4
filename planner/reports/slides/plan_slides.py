"""The slides about what is done: the roadmap by quarter, the lines to decide on, the risks, the fleet."""

from __future__ import annotations

from typing import Final

from planner.charts.theme import LANE_COLOURS
from planner.fields import STATUS_LABELS
from planner.reports.excel.styles import STATUS_COLOURS
from planner.reports.slides.canvas import INK, MUTED, TINT, Area, Canvas, Cell, rows_that_fit, size_that_fits
from planner.reports.slides.charts import bars
from planner.reports.slides.words import Words
from planner.reports.texts import SLIDES
from planner.roadmap.document import DocumentLine

_QUARTERS: Final = 8
_BOXES: Final = 3
"""Boxes in one cell of the roadmap; the rest is counted."""
_WEAK, _FAIR = 50, 75
_NEAR: Final = 4


def roadmap_slide(canvas: Canvas, words: Words) -> None:
    """Quarters as columns, lanes as rows, each line a box, as people draw it."""
    document, area = words.document, canvas.body
    quarters = document.quarters[:_QUARTERS]
    starts = [quarter.starts_on for quarter in quarters]
    lanes = [lane for lane in LANE_COLOURS if any(line.lane == lane for line in document.lines)]
    if not lanes:
        canvas.words(area, SLIDES["nothing"], 18, MUTED)
        canvas.note(SLIDES["nothing"])
        return
    head = area.part(0, 0, 1, 0.09)
    for at, quarter in enumerate(quarters):
        column = _column(head, at, len(quarters))
        canvas.words(column.part(0, 0, 1, 0.5), quarter.label, 12, INK, bold=True)
        canvas.words(column.part(0, 0.5, 1, 0.5), quarter.months, 9, MUTED)
    for number, lane in enumerate(lanes):
        row = area.part(0, 0.1 + 0.9 * number / len(lanes), 1, 0.9 / len(lanes) * 0.94)
        canvas.box(row, TINT)
        label = row.part(0.008, 0.02, 0.085, 0.3)
        size = size_that_fits(lane, label.width, label.height, (13, 11, 9))
        canvas.words(label, lane, size, LANE_COLOURS[lane], bold=True)
        for at, start in enumerate(starts):
            lines = [one for one in document.lines if one.lane == lane and one.quarter_starts_on == start]
            _boxes(canvas, words, _column(row, at, len(quarters)), lines, lane, 11 - max(len(lanes), 1) * 0.75)
    told = [
        f"{quarter.label}: " + "; ".join(_told(words, line) for line in document.lines
                                         if line.quarter_starts_on == quarter.starts_on)
        for quarter in document.quarters
        if any(line.quarter_starts_on == quarter.starts_on for line in document.lines)
    ]  # fmt: skip
    canvas.note(SLIDES["note_roadmap"].format(told="\n".join(told)))


def _column(row: Area, at: int, count: int) -> Area:
    return row.part(0.1 + 0.9 * at / count, 0, 0.9 / count * 0.96, 1)


def _boxes(canvas: Canvas, words: Words, area: Area, lines: list[DocumentLine], lane: str, size: float) -> None:
    room = _BOXES if len(lines) <= _BOXES else _BOXES - 1
    for at, line in enumerate(lines[:room]):
        place = area.part(0, 0.03 + at * 0.32, 1, 0.3)
        amount = words.amount(line)
        canvas.box(place, LANE_COLOURS[lane], words.say(line.title), size, f" · {amount}" if amount else "")
    if len(lines) > room:
        canvas.words(
            area.part(0, 0.03 + room * 0.32, 1, 0.3), SLIDES["more"].format(count=len(lines) - room), 10, MUTED
        )


def _told(words: Words, line: DocumentLine) -> str:
    amount = words.amount(line)
    return f"{words.say(line.title)}{f' ({amount})' if amount else ''}"


def told_line(words: Words, line: DocumentLine) -> str:
    """'Replace 23 laptops (£36,964), FY27 Q3'."""
    return f"{_told(words, line)}, {words.quarter(line)}"


def lines_to_decide(words: Words) -> list[DocumentLine]:
    return [line for line in words.document.lines if line.status == "proposed"]


def near_and_later(words: Words) -> tuple[list[DocumentLine], list[DocumentLine]]:
    """The lines to decide on in the next four quarters or in none, and those after."""
    near = {quarter.starts_on for quarter in words.document.quarters[:_NEAR]} | {None}
    lines = lines_to_decide(words)
    return [one for one in lines if one.quarter_starts_on in near], [
        one for one in lines if one.quarter_starts_on not in near
    ]


def decide_slide(canvas: Canvas, words: Words, lines: list[DocumentLine], later: list[DocumentLine]) -> None:
    """A native table of lines, fewer than `rows_to_decide`; all later ones stand in one row, and in the notes."""
    if not lines and not later:
        canvas.words(canvas.body, SLIDES["no_decision"], 18, MUTED)
    else:
        costs = words.document.shows_costs
        heads = [Cell(SLIDES["what"]), Cell(SLIDES["when"]), Cell(SLIDES["why"]), Cell(SLIDES["devices"], right=True)]
        rows = [
            [Cell(words.say(line.title), bold=True), Cell(words.quarter(line)), Cell(words.say(line.why)),
             Cell(str(line.devices or ""), right=True), *([Cell(words.amount(line), right=True)] if costs else [])]
            for line in lines
        ]  # fmt: skip
        if later:
            rows.append(_later_row(words, later, costs))
        if costs:
            heads.append(Cell(SLIDES["amount"], right=True))
        canvas.table(canvas.body, heads, rows, [2.6, 1, 4.6, 0.8, *([1.5] if costs else [])], 11)
    told = "\n".join(f"{_told(words, line)}, {words.quarter(line)}: {words.say(line.why)}" for line in (*lines, *later))
    canvas.note(SLIDES["note_decide"].format(told=told))


def _later_row(words: Words, later: list[DocumentLine], costs: bool) -> list[Cell]:
    first, last = words.quarter(later[0]), words.quarter(later[-1])
    span = first if first == last else f"{first} – {last}"
    title = SLIDES["later_one"] if len(later) == 1 else SLIDES["later"].format(count=len(later))
    row = [
        Cell(title),
        Cell(span),
        Cell(SLIDES["later_why"]),
        Cell(f"{sum(line.devices for line in later):,}", right=True),
    ]
    if costs:
        known = sum(line.amount_minor or 0 for line in later if line.is_in_budget)
        row.append(Cell(words.money(known), right=True))
    return row


def rows_to_decide(canvas_body: Area) -> int:
    """How many lines one slide holds."""
    return rows_that_fit(canvas_body, 11)


def risk_slide(canvas: Canvas, words: Words) -> None:
    risks = words.document.risks[: rows_that_fit(canvas.body, 12)]
    heads = [Cell(SLIDES["risk"]), Cell(SLIDES["why"]), Cell(SLIDES["likelihood"]), Cell(SLIDES["impact"])]
    rows = [
        [Cell(words.say(one.title), bold=True), Cell(words.say(one.why)), Cell(_level(one.likelihood)),
         Cell(_level(one.impact))]
        for one in risks
    ]  # fmt: skip
    canvas.table(canvas.body, heads, rows, [2.6, 5.4, 1, 1], 12)
    told = "; ".join(words.say(one.title) for one in words.document.risks)
    canvas.note(SLIDES["note_risks"].format(told=told))


def _level(level: int) -> str:
    return SLIDES["of_five"].format(level=level)


def fleet_slide(canvas: Canvas, words: Words) -> None:
    """The fleet by status, and beside it the posture by area where it was assessed."""
    document = words.document
    areas = [one for one in document.areas if one.score is not None]
    half = 0.47 if areas else 1
    left = canvas.body.part(0, 0, half, 1)
    names = [name for name, units in document.statuses if units]
    units = dict(document.statuses)
    told = ", ".join(f"{STATUS_LABELS[name]} {units[name]:,}" for name in names)
    if not any(units.values()):
        canvas.words(canvas.body, SLIDES["no_devices"], 18, MUTED)
        canvas.note(SLIDES["no_devices"])
        return
    canvas.words(left.part(0, 0, 1, 0.08), SLIDES["statuses"], 14, INK, bold=True)
    bars(
        canvas, left.part(0, 0.09, 1, 0.9), [STATUS_LABELS[name] for name in names], SLIDES["devices"],
        [float(units[name]) for name in names], [STATUS_COLOURS[name] for name in names], "#,##0", told,
    )  # fmt: skip
    if areas:
        right = canvas.body.part(0.53, 0, 0.47, 1)
        scores = ", ".join(f"{one.name} {one.score} %" for one in areas)
        canvas.words(right.part(0, 0, 1, 0.08), SLIDES["areas"], 14, INK, bold=True)
        bars(
            canvas, right.part(0, 0.09, 1, 0.9), [one.name for one in areas], SLIDES["score"],
            [float(one.score or 0) for one in areas], [_shade(one.score or 0) for one in areas], "0", scores, 100,
        )  # fmt: skip
        told = f"{told}; {scores}"
    canvas.note(SLIDES["note_fleet"].format(told=told))


def _shade(score: int) -> str:
    name = "overdue" if score < _WEAK else "due_soon" if score < _FAIR else "healthy"
    return STATUS_COLOURS[name]
