"""The about sheet: whose roadmap it is, as of when, by which assumptions, and what each colour means."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, get_args

from xlsxwriter.worksheet import Worksheet

import planner
from planner.budget.model import Assumptions
from planner.fields import STATUS_LABELS
from planner.money import format_money
from planner.reports.excel.book import Book, counted
from planner.reports.excel.grid import Grid
from planner.reports.excel.roadmap import LANE_MEANINGS
from planner.reports.excel.styles import INK, LANE_COLOURS, STATUS_FILLS, WHITE
from planner.reports.text_fit import height_for, lines_needed
from planner.roadmap.content import content_sha256
from planner.roadmap.model import Lane
from planner.workbook_format import ABOUT, FORMAT_VERSION

STATUS_MEANINGS: Final = {
    "overdue": "Past its age limit, or past the end of its support.",
    "due": "Past its planned age: replacement should be under way.",
    "due_soon": "Due within the next 12 months.",
    "unknown": "Nothing tells its age, and there are no similar devices to compare it with.",
    "healthy": "Not due within the next 12 months.",
}
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NAMED_BY: Final = {"end": "named by the year it ends in", "start": "named by the year it starts in",
                    "both": "named by both of its years"}  # fmt: skip


def write_about(book: Book, sheet: Worksheet) -> None:
    grid = book.grid(sheet)
    grid.widths({0: 26, 1: 84})
    lead = f"The technology roadmap of {book.roadmap.client}, as of {book.day(book.roadmap.as_of)}."
    grid.heading(book.roadmap.client, ABOUT, lead, 1)
    row = _write_facts(book, grid, 4)
    row = _write_legend(book, grid, row + 1, "Status of a device", [
        (STATUS_LABELS[status], meaning, STATUS_FILLS[status], WHITE if status == "overdue" else INK)
        for status, meaning in STATUS_MEANINGS.items()
    ])  # fmt: skip
    row = _write_legend(book, grid, row + 1, "Lanes of the roadmap", [
        (lane, f"{LANE_MEANINGS[lane].capitalize()}.", LANE_COLOURS[lane], WHITE) for lane in get_args(Lane)
    ])  # fmt: skip
    row = _write_notes(book, grid, row + 1)
    book.page.apply(sheet, ABOUT, row - 1, 1)
    sheet.fit_to_pages(1, 1)


def _write_facts(book: Book, grid: Grid, row: int) -> int:
    assumptions = book.roadmap.assumptions
    threshold, rate = (
        format_money(minor, assumptions.currency, assumptions.locale)
        for minor in (assumptions.capitalisation_threshold_minor, assumptions.labour_rate_minor)
    )
    lead_days = counted(assumptions.approval_and_lead_days, "day")
    month = _MONTHS[assumptions.calendar.first_month - 1]
    facts = (
        ("Client", book.roadmap.client),
        *((("Prepared by", book.brand.name),) if book.brand.name else ()),
        ("As of", book.day(book.roadmap.as_of)),
        ("Currency", assumptions.currency),
        ("Fiscal year", f"Starts in {month}, {_NAMED_BY[assumptions.calendar.named_by]}."),
        ("Scenario", _scenario(book)),
        ("Horizon", counted(len(book.roadmap.quarters), "fiscal quarter")),
        ("Price growth", f"{_percent(assumptions.price_growth_per_year)} a year"),
        ("Contingency", _percent(assumptions.contingency)),
        ("Tax", _tax(assumptions)),
        ("Labour", f"{rate} an hour"),
        ("Earliest purchase", f"{lead_days} after the as-of date, for approval and delivery"),
        ("Capitalised from", f"{threshold} a purchase"),
        ("Made with", f"Evergreen {planner.__version__}, workbook format {FORMAT_VERSION}"),
        ("Content", f"SHA-256 {content_sha256(book.roadmap)}"),
    )  # fmt: skip
    grid.text(row, 0, "This roadmap", book.styles.section())
    grid.sheet.set_row(row, 20)
    for at, (label, value) in enumerate(facts, start=row + 1):
        grid.text(at, 0, label, book.styles.wrapped(bold=True))
        grid.text(at, 1, value, book.styles.wrapped())
        grid.fit_row(at, {1: value})
    return row + 1 + len(facts)


_SCENARIOS: Final = {
    "as_due": "As due: each device in its due quarter, overdue ones as soon as they can be bought.",
    "as_decided": "As decided: each device in its due quarter, or in the quarter that a person chose.",
    "lease": "Lease: a monthly fee for each device instead of its price.",
    "run_to_failure": "Run to failure: nothing is replaced before it fails.",
}  # fmt: skip


def _scenario(book: Book) -> str:
    """Which of the scenarios this is; of a levelled plan how good it is, proven."""
    plan = book.roadmap.levelled
    if plan is None:
        return _SCENARIOS[book.roadmap.budget.scenario]
    caps = (("a quarter", plan.limits.quarter_cap_minor), ("a fiscal year", plan.limits.year_cap_minor))
    told = " and ".join(f"{book.amount(minor)} {span}" for span, minor in caps if minor is not None)
    kind = f"Capped at {told}" if told else "Levelled"
    moved = counted(len(plan.moves), "replacement")
    return f"{kind} on {book.day(plan.as_of)}: {moved} moved, proven within {plan.gap:.2%} of the best there can be."


def _tax(assumptions: Assumptions) -> str:
    """'8 %', 'not included', or what becomes of it."""
    if not assumptions.tax:
        return "not included"
    if assumptions.tax_treatment == "excluded":
        return "not included: all amounts are before tax"
    rate = _percent(assumptions.tax)
    return rate if assumptions.tax_treatment == "added" else f"{rate}, recoverable: not in the amounts"


def _percent(share: Decimal) -> str:
    """'3 %', '2.5 %'."""
    return f"{(share * 100).normalize():f} %"


def _write_legend(book: Book, grid: Grid, row: int, title: str, entries: list[tuple[str, str, str, str]]) -> int:
    """Entries are label, meaning, fill colour, font colour."""
    grid.text(row, 0, title, book.styles.section())
    grid.sheet.set_row(row, 20)
    for at, (label, meaning, fill, font) in enumerate(entries, start=row + 1):
        chip = book.styles(bold=True, bg_color=fill, font_color=font, align="center", bottom=1, bottom_color=WHITE)
        grid.text(at, 0, label, chip)
        grid.text(at, 1, meaning, book.styles.body(indent=1))
        grid.sheet.set_row(at, 17)
    return row + 1 + len(entries)


def _write_notes(book: Book, grid: Grid, row: int) -> int:
    live = (
        (
            "Cells on pale yellow may be changed. The assumptions, the planned quarters of devices and prices of "
            "their own are live."
        ),
        "Budget, Summary, Costs and As due then calculate anew, to the cent as Evergreen does.",
        "Initiatives, the roadmap's cards, the ledger and the cost beside a device stay as Evergreen made them.",
        "Useful lives move As due alone: in the budget, each device keeps the quarter that Assets names.",
        "Under a lease, the fees are Evergreen's figures and no formulas.",
        (
            "Import this file in Evergreen to bring back what was changed of devices (category, dates, quarter, price, "
            "comment) and of initiatives (why, priority, status, owner); assumptions are changed there."
        ),
    )
    notes = (
        "Amounts are shown in whole units of the currency; the cells hold them exactly.",
        "A ~ before a date says that it is estimated. Where only a month or a year is known, only that is shown.",
        "Sums of the asset and initiative lists follow their filters: they count the rows shown.",
        *(live if book.is_live else ()),
        *(line for line in (book.brand.footer, book.brand.contact) if line),
    )
    grid.text(row, 0, "How to read it", book.styles.section())
    grid.sheet.set_row(row, 20)
    for at, note in enumerate(notes, start=row + 1):
        grid.merged_text(at, 0, at, 1, note, book.styles.wrapped())
        grid.sheet.set_row(at, height_for(lines_needed(note, grid.pixels(0, 1))))
    return row + 1 + len(notes)
