"""The workbook as a whole: which sheets it has, in which order, and its bytes.

XlsxWriter writes it: unlike openpyxl it has native charts, tables, rich text and conditional formats of Excel's own
shape together with typed writes (text can never turn into a formula) and values kept beside formulas, it dates the
files inside the archive alike each time, and it takes about half of openpyxl's time.

Nothing else can do all of that: openpyxl writes no value beside a formula, so that a preview or a reader without a
calculation engine would show nothing but zeros.

A new sheet is one file with one function, and one line in `_sheets`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from functools import partial
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from planner import workbook_format as names
from planner.reports.excel.about import write_about
from planner.reports.excel.as_made import write_as_made
from planner.reports.excel.assets import write_assets
from planner.reports.excel.assumptions import write_assumptions
from planner.reports.excel.book import Book
from planner.reports.excel.budget import write_budget
from planner.reports.excel.contracts import write_contracts
from planner.reports.excel.costs import write_costs
from planner.reports.excel.data_quality import write_data_quality
from planner.reports.excel.failures import write_failures
from planner.reports.excel.grid import clean_text
from planner.reports.excel.identity import write_identity
from planner.reports.excel.initiatives import write_initiatives
from planner.reports.excel.ledger import write_ledger
from planner.reports.excel.page import PageSetup, Paper
from planner.reports.excel.plan import plan_of
from planner.reports.excel.roadmap import write_roadmap
from planner.reports.excel.scenarios import write_scenarios
from planner.reports.excel.styles import FONT, INPUT_TAB, MUTED, Styles
from planner.reports.excel.summary import write_summary
from planner.reports.page.colours import readable
from planner.roadmap.document_build import BrandShown
from planner.roadmap.model import Roadmap
from planner.roadmap.scenario_figures import ScenarioRow

NO_BRAND: Final = BrandShown()
_Write = Callable[[Worksheet], None]


def _sheets(book: Book) -> list[tuple[str, _Write, str]]:
    """Name, what writes it, the tab's colour; in the order of the tabs. What is worked out, and not to be read by the
    client first, stands last."""

    accent = book.styles.accent

    def of(write: Callable[[Book, Worksheet], None]) -> _Write:
        return partial(write, book)

    live: list[tuple[str, _Write, str]] = [
        (names.CONTRACTS, of(write_contracts), MUTED),
        *([(names.SCENARIOS, of(write_scenarios), MUTED)] if book.scenarios else []),
        (names.ASSUMPTIONS, of(write_assumptions), INPUT_TAB),
    ]
    worked: list[tuple[str, _Write, str]] = [(names.COSTS, partial(write_costs, book, book.plan), MUTED)]
    if book.due is not None:
        worked += [
            (names.AS_DUE, partial(write_budget, book, book.due), MUTED),
            (names.AS_DUE_COSTS, partial(write_costs, book, book.due), MUTED),
        ]
    worked += [(names.FAILURES, of(write_failures), MUTED), (names.LEDGER, of(write_ledger), MUTED)]
    return [
        (names.SUMMARY, of(write_summary), accent),
        (names.ROADMAP, of(write_roadmap), accent),
        (names.INITIATIVES, of(write_initiatives), accent),
        (names.BUDGET, partial(write_budget, book, book.plan), accent),
        (names.ASSETS, of(write_assets), MUTED),
        *(live if book.is_live else []),
        (names.DATA_QUALITY, of(write_data_quality), MUTED),
        (names.ABOUT, of(write_about), MUTED),
        *(worked if book.is_live else []),
        (names.IDENTITY_SHEET, of(write_identity), MUTED),
        (names.AS_MADE_SHEET, of(write_as_made), MUTED),
    ]


def workbook(
    roadmap: Roadmap, as_due: Roadmap | None = None, scenarios: Sequence[ScenarioRow] = (), shown: str = "as_decided",
    brand: BrandShown = NO_BRAND,
) -> bytes:  # fmt: skip
    """The roadmap as an Excel workbook (.xlsx). The same roadmap gives the same bytes.

    `as_due`: the roadmap of the scenario as due, which useful lives move; `scenarios`: the figures of all, of which
    `shown` names the roadmap's own; `brand`: whose workbook it is. Of a roadmap without `workings` the
    budget's lines are values.
    """
    buffer = BytesIO()
    with Workbook(buffer, _options()) as file:
        _describe(file, roadmap, brand)
        locale = roadmap.assumptions.locale
        book = Book(
            roadmap=roadmap,
            styles=Styles(file, roadmap.currency, locale, readable(brand.accent)),
            page=PageSetup(roadmap.client, roadmap.as_of, Paper.of_locale(locale), brand.name or "Evergreen"),
            plan=plan_of(roadmap),
            due=None if as_due is None or as_due.workings is None else plan_of(as_due, is_due=True),
            scenarios=tuple(scenarios),
            shown=shown,
            brand=brand,
            new_chart=file.add_chart,
            name_range=file.define_name,
        )
        sheets = [(_added(file, name), write, colour) for name, write, colour in _sheets(book)]
        for sheet, write, colour in sheets:
            sheet.set_tab_color(colour)
            write(sheet)
        sheets[0][0].activate()
    return buffer.getvalue()


def _added(file: Workbook, name: str) -> Worksheet:
    """A new sheet. The cost sheets, most of the workbook's cells, go to disk row by row: memory stays what the other
    sheets need."""
    file.constant_memory = name in (names.COSTS, names.AS_DUE_COSTS)
    sheet = file.add_worksheet(name)
    file.constant_memory = False
    return sheet


def _options() -> dict[str, Any]:
    """A new one for each workbook: XlsxWriter writes into it."""
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10, "font_scheme": False},
    }


def _describe(file: Workbook, roadmap: Roadmap, brand: BrandShown) -> None:
    """The document's properties; its date of creation is the as-of date, because nothing here asks a clock."""
    client = " ".join(clean_text(roadmap.client).split())
    file.set_properties(
        {
            "title": f"Technology roadmap: {client}"[:255],
            "subject": f"Roadmap and budget as of {roadmap.as_of.isoformat()}",
            "author": clean_text(brand.name)[:255] or "Evergreen",
            "created": datetime.combine(roadmap.as_of, time(), tzinfo=UTC),
        }
    )
    file.set_custom_property("Evergreen format", names.FORMAT_VERSION, "number_int")
