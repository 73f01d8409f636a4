"""The workbook as a whole: which sheets it has, in which order, and its bytes.

XlsxWriter writes it: unlike openpyxl it has native charts, tables, rich text and conditional formats of Excel's own
shape together with typed writes (text can never turn into a formula) and values kept beside formulas, it dates the
files inside the archive alike each time, and it takes about half of openpyxl's time.

A new sheet is one file with one function, and one line in `SHEETS`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from planner import workbook_format as names
from planner.reports.excel.about import write_about
from planner.reports.excel.assets import write_assets
from planner.reports.excel.book import Book
from planner.reports.excel.budget import write_budget
from planner.reports.excel.budget_layout import BudgetLayout
from planner.reports.excel.data_quality import write_data_quality
from planner.reports.excel.grid import clean_text
from planner.reports.excel.identity import write_identity
from planner.reports.excel.initiatives import write_initiatives
from planner.reports.excel.page import PageSetup, Paper
from planner.reports.excel.roadmap import write_roadmap
from planner.reports.excel.styles import ACCENT, FONT, MUTED, Styles
from planner.reports.excel.summary import write_summary
from planner.roadmap.model import Roadmap

SHEETS: Final[tuple[tuple[str, Callable[[Book, Worksheet], None], str], ...]] = (
    (names.SUMMARY, write_summary, ACCENT),
    (names.ROADMAP, write_roadmap, ACCENT),
    (names.INITIATIVES, write_initiatives, ACCENT),
    (names.BUDGET, write_budget, ACCENT),
    (names.ASSETS, write_assets, MUTED),
    (names.DATA_QUALITY, write_data_quality, MUTED),
    (names.ABOUT, write_about, MUTED),
    (names.IDENTITY_SHEET, write_identity, MUTED),
)
"""Name, the function that writes it, the tab's colour; in the order of the tabs."""


def workbook(roadmap: Roadmap) -> bytes:
    """The roadmap as an Excel workbook (.xlsx). The same roadmap gives the same bytes."""
    buffer = BytesIO()
    with Workbook(buffer, _options()) as file:
        _describe(file, roadmap)
        locale = roadmap.assumptions.locale
        book = Book(
            roadmap=roadmap,
            styles=Styles(file, roadmap.currency, locale),
            page=PageSetup(roadmap.client, roadmap.as_of, Paper.of_locale(locale)),
            budget=BudgetLayout.of(roadmap.budget),
            new_chart=file.add_chart,
        )
        sheets = [(file.add_worksheet(name), write, colour) for name, write, colour in SHEETS]
        for sheet, write, colour in sheets:
            sheet.set_tab_color(colour)
            write(book, sheet)
        sheets[0][0].activate()
    return buffer.getvalue()


def _options() -> dict[str, Any]:
    """A new one for each workbook: XlsxWriter writes into it."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10, "font_scheme": False},
    }


def _describe(file: Workbook, roadmap: Roadmap) -> None:
    """The document's properties; its date of creation is the as-of date, because nothing here asks a clock."""
    client = " ".join(clean_text(roadmap.client).split())
    file.set_properties(
        {
            "title": f"Technology roadmap: {client}"[:255],
            "subject": f"Roadmap and budget as of {roadmap.as_of.isoformat()}",
            "author": "Evergreen",
            "created": datetime.combine(roadmap.as_of, time(), tzinfo=UTC),
        }
    )
    file.set_custom_property("Evergreen format", names.FORMAT_VERSION, "number_int")
