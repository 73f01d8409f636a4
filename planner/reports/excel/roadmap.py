"""The roadmap sheet: fiscal quarters as columns, lanes as rows, each initiative a coloured card with its cost."""

from __future__ import annotations

from typing import Final, get_args

from xlsxwriter.worksheet import Worksheet

from planner.reports.excel.book import Book, counted
from planner.reports.excel.grid import Grid, address, clean_text, span
from planner.reports.excel.styles import LANE_COLOURS, LANE_FILLS, MUTED, RULE, STATUS_COLOURS, WHITE
from planner.reports.text_fit import height_for, lines_needed
from planner.roadmap.model import Initiative, Lane
from planner.workbook_format import BUDGET, ROADMAP

LANE_MEANINGS: Final = {
    "Run": "keep it working", "Protect": "keep it safe", "Grow": "do more", "Transform": "work differently",
}  # fmt: skip
_HEAD_ROW: Final = 4
_FIRST_ROW: Final = 6
_CARD_INDENT_PIXELS: Final = 10
_LONGEST_TITLE: Final = 120
_LANE_WIDTH: Final = 15
_QUARTER_WIDTH: Final = 20
_URGENT: Final = STATUS_COLOURS["overdue"]
_PRIORITY_ORDER: Final = {"high": 0, "medium": 1, "low": 2}


def write_roadmap(book: Book, sheet: Worksheet) -> None:
    quarters = book.roadmap.quarters
    grid = book.grid(sheet)
    grid.widths({0: _LANE_WIDTH, **dict.fromkeys(range(1, len(quarters) + 1), _QUARTER_WIDTH)})
    grid.heading(book.roadmap.client, ROADMAP, _lead(book), min(7, len(quarters)))
    _write_heads(book, grid)
    columns = {quarter.starts_on: col for col, quarter in enumerate(quarters, start=1)}
    row = _FIRST_ROW
    for lane in get_args(Lane):
        by_col: dict[int, list[Initiative]] = {col: [] for col in columns.values()}
        for initiative in sorted(book.roadmap.initiatives, key=_order):
            if initiative.lane == lane and initiative.quarter_starts_on in columns:
                by_col[columns[initiative.quarter_starts_on]].append(initiative)
        row = _write_lane(book, grid, lane, row, by_col)
    _write_totals(book, grid, row)
    _set_up(book, grid, row + 3)


def _lead(book: Book) -> str:
    initiatives = book.roadmap.initiatives
    if not initiatives:
        return "No initiative is on the roadmap yet."
    urgent = sum(initiative.priority == "high" for initiative in initiatives)
    total = sum(initiative.amount_minor for initiative in initiatives)
    return f"{counted(len(initiatives), 'initiative')}, {urgent:,} of high priority, {book.amount(total)} together."


def _order(initiative: Initiative) -> tuple[int, int, str]:
    return _PRIORITY_ORDER[initiative.priority], -initiative.amount_minor, initiative.key


def _write_heads(book: Book, grid: Grid) -> None:
    head = book.styles.head
    grid.text(_HEAD_ROW, 0, "Lane", head())
    grid.text(_HEAD_ROW + 1, 0, None, head())
    for col, quarter in enumerate(book.roadmap.quarters, start=1):
        grid.text(_HEAD_ROW, col, quarter.label, head(align="center", font_size=11))
        grid.text(_HEAD_ROW + 1, col, quarter.months_label, head(align="center", font_size=8))
    grid.sheet.set_row(_HEAD_ROW, 20)


def _write_lane(book: Book, grid: Grid, lane: str, row: int, by_col: dict[int, list[Initiative]]) -> int:
    """Two rows for each card, its words and its cost, and the lane's name beside all of them. Returns the next row."""
    depth = max((len(cards) for cards in by_col.values()), default=0)
    label = book.styles(
        bold=True, font_color=WHITE, bg_color=LANE_COLOURS[lane], text_wrap=True, align="center", border=1,
        border_color=WHITE,
    )  # fmt: skip
    grid.merged_text(row, 0, row + 2 * max(depth, 1) - 1, 0, f"{lane}\n{LANE_MEANINGS[lane]}", label)
    if not depth:
        grid.sheet.set_row(row, 16)
        grid.sheet.set_row(row + 1, 16)
    for step in range(max(depth, 1)):
        words_row = row + 2 * step
        cards = {col: cards[step] for col, cards in by_col.items() if step < len(cards)}
        for col in by_col:
            if col in cards:
                _write_card(book, grid, words_row, col, cards[col])
            else:
                _write_gap(book, grid, words_row, col)
        if cards:
            grid.sheet.set_row(words_row, max(_card_height(grid, card) for card in cards.values()))
            grid.sheet.set_row(words_row + 1, 16)
    return row + 2 * max(depth, 1)


def _write_card(book: Book, grid: Grid, row: int, col: int, card: Initiative) -> None:
    look = {"bg_color": LANE_FILLS[card.lane], "left": 5, "left_color": LANE_COLOURS[card.lane]}
    edge = {"right": 1, "right_color": WHITE}
    words = book.styles(
        **look, **edge, top=1, top_color=WHITE, text_wrap=True, align="left", valign="top", indent=1, font_size=9
    )
    title = book.styles(bold=True, font_size=9, font_strikeout=card.status == "declined")
    small = book.styles(font_size=8, font_color=_URGENT if card.priority == "high" else MUTED)
    cost = book.styles(
        **look,
        **edge,
        bottom=1,
        bottom_color=WHITE,
        bold=True,
        align="right",
        indent=1,
        num_format=book.styles.money_dash,
    )
    grid.rich_text(row, col, [(title, _title(card)), (small, f"\n{_facts(card)}")], words)
    grid.money(row + 1, col, card.amount_minor, cost)


def _title(card: Initiative) -> str:
    """The title as far as a card can hold it; the list of initiatives has it whole."""
    title = " ".join(clean_text(card.title).split()) or "Untitled"
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"


def _facts(card: Initiative) -> str:
    devices = [counted(card.devices, "device")] if card.devices else []
    state = [] if card.status == "proposed" else [card.status]
    return " · ".join([*devices, f"{card.priority} priority", *state])


def _write_gap(book: Book, grid: Grid, row: int, col: int) -> None:
    edge = {"right": 4, "right_color": RULE}
    grid.text(row, col, None, book.styles(**edge))
    grid.text(row + 1, col, None, book.styles(**edge, bottom=4, bottom_color=RULE))


def _card_height(grid: Grid, card: Initiative) -> float:
    room = grid.pixels(1, 1) - _CARD_INDENT_PIXELS
    title, facts = lines_needed(_title(card), room, 9, bold=True), lines_needed(_facts(card), room, 8)
    return height_for(title + facts, 9)


def _write_totals(book: Book, grid: Grid, row: int) -> None:
    """What the cards add up to, what the budget holds besides, and the budget's own total."""
    styles, layout, budget = book.styles, book.budget, book.roadmap.budget
    labels = (("Initiatives", styles.body(bold=True)), ("Other lines", styles.body()), ("Budget", styles.total()))
    for step, (label, style) in enumerate(labels):
        grid.text(row + step, 0, label, style)
        grid.sheet.set_row(row + step, 18)
    for index, (quarter, planned) in enumerate(zip(book.roadmap.quarters, budget.planned(), strict=True)):
        col = index + 1
        cards = sum(i.amount_minor for i in book.roadmap.initiatives if i.quarter_starts_on == quarter.starts_on)
        last = max(row - 1, _FIRST_ROW)
        grid.money_formula(
            row, col, f"SUM({span(_FIRST_ROW, col, last, col)})", cards, styles.money(bold=True, indent=1)
        )
        rest = f"{address(row + 2, col)}-{address(row, col)}"
        grid.money_formula(row + 1, col, rest, planned - cards, styles.money(indent=1))
        source = address(layout.total_row, layout.quarter_cols[index], sheet=BUDGET)
        grid.money_formula(row + 2, col, source, planned, styles.total_money(indent=1))

    _write_years(book, grid, row + 3, row + 2)


def _write_years(book: Book, grid: Grid, row: int, source_row: int) -> None:
    """One cell over each fiscal year's quarters, with the year's total."""
    years = book.roadmap.budget.by_year()
    for year in book.budget.years:
        first, last = year.quarters[0] + 1, year.quarters[-1] + 1
        style = book.styles(
            bold=True, font_color=WHITE, bg_color=book.styles.accent, align="center", border=1, border_color=WHITE,
            num_format=_labelled(year.label, book.styles.money_whole),
        )  # fmt: skip
        if first != last:
            grid.sheet.merge_range(row, first, row, last, "", style)
        formula = f"SUM({span(source_row, first, source_row, last)})"
        grid.money_formula(row, first, formula, years[year.label], style)
    grid.text(row, 0, "Fiscal year", book.styles.head())
    grid.sheet.set_row(row, 20)


def _labelled(label: str, money_format: str) -> str:
    """A number format that says the label before the amount, so that the cell stays a number."""
    return ";".join(f'"{label}:  "{part}' for part in money_format.split(";"))


def _set_up(book: Book, grid: Grid, last_row: int) -> None:
    quarters = book.roadmap.quarters
    grid.sheet.freeze_panes(_FIRST_ROW, 1)
    grid.sheet.repeat_rows(_HEAD_ROW, _HEAD_ROW + 1)
    grid.sheet.repeat_columns(0)
    book.page.apply(grid.sheet, ROADMAP, last_row, len(quarters))
    blocks = [
        (year.quarters[0] + 1, grid.pixels(year.quarters[0] + 1, year.quarters[-1] + 1)) for year in book.budget.years
    ]
    area = (_HEAD_ROW, last_row, len(quarters))
    book.page.break_columns(grid.sheet, (ROADMAP, _lead(book)), area, grid.pixels(0, 0), blocks)
