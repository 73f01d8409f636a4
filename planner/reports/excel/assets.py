"""The assets sheet: each device with its status, its due date, the reason for it, and its planned quarter."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planner.fields import CATEGORY_LABELS, STATUS_LABELS
from planner.frames import to_records
from planner.reports.excel.book import Book, counted
from planner.reports.excel.cost_rows import device_name
from planner.reports.excel.grid import Grid, span
from planner.reports.excel.listing import FIRST_ROW, Listing, write_frame, write_sums
from planner.reports.excel.styles import INK, STATUS_FILLS, WHITE
from planner.roadmap.editable import own_prices
from planner.workbook_format import (
    ASSET_HEADINGS,
    ASSET_IDS,
    ASSET_PRICES,
    ASSET_QUARTERS,
    ASSET_TABLE,
    ASSETS,
    CATEGORY_NAMES,
    QUARTER_LABELS,
)

_WIDTHS: Final = {
    "asset_id": 9, "name": 15, "category": 12, "manufacturer": 10, "model": 17, "serial_number": 13, "site": 12,
    "assigned_to": 14, "quantity": 6, "in_service_est_on": 12, "lifecycle_status": 10, "due_on": 12, "reason": 42,
    "planned_quarter": 10, "planned_amount_minor": 10, "own_price_minor": 10,
    "warranty_ends_on": 12, "os_support_ends_on": 12, "notes": 24,
}  # fmt: skip
_FIGURES: Final = frozenset({"quantity", "planned_amount_minor", "own_price_minor"})
_TEXTS: Final = ("manufacturer", "model", "serial_number", "site", "assigned_to", "reason")
_FURTHER: Final = ("asset_tag", "mode", "is_estimated", "age_evidence", "precisions", "group")
_STATUS_ORDER: Final = {"overdue": 0, "due": 1, "due_soon": 2, "unknown": 3, "healthy": 4}
_NOT_DATED: Final = {"on_failure": "on failure", "follows": "with its device"}
_EVIDENCE_FIELDS: Final = {
    "purchase_date": "purchased_on", "in_service_date": "in_service_on", "warranty_start": "warranty_starts_on",
    "manufacture_date": "manufactured_on",
}  # fmt: skip
_COLS: Final = {field: col for col, field in enumerate(ASSET_HEADINGS)}

_PLANNED: Final = frozenset({"planned", "estimated"})

_FIRST_DAY: Final = date(1985, 1, 1)
"""No date of a device is older: what is, stands for 'unknown' (`intake.dates`)."""

QUANTITY_COL: Final = _COLS["quantity"]

Record = Mapping[str, Any]


def write_assets(book: Book, sheet: Worksheet) -> None:
    records = sorted(_records(book), key=_order)
    total = sum(record["planned_amount_minor"] or 0 for record in records)
    money_width = max(_WIDTHS["planned_amount_minor"], book.money_width(total))
    widths = {**_WIDTHS, "planned_amount_minor": money_width, "own_price_minor": money_width}
    listing = Listing(ASSET_TABLE, ASSET_HEADINGS, widths, "quantity", "planned_amount_minor", _FIGURES)
    grid = book.grid(sheet)
    grid.widths({col: widths[field] for field, col in _COLS.items()})
    grid.heading(book.roadmap.client, ASSETS, _lead(book), _COLS["reason"], first_col=1)
    empty = "No assets yet: import an asset sheet in Evergreen, and they stand here."
    last_row = write_frame(book, grid, listing, len(records), empty)
    writer = _RowWriter(book, grid)
    for row, record in enumerate(records, start=FIRST_ROW):
        writer.write(row, record)
    if records:
        write_sums(book, grid, listing, last_row, sum(record["quantity"] for record in records), total)
        sheet.ignore_errors({"number_stored_as_text": span(FIRST_ROW, 0, last_row, listing.last_col).replace("$", "")})
        _colour_statuses(book, sheet, last_row)
    if book.is_live:
        _let_quarters_be_chosen(book, sheet, last_row)
    book.page.apply(sheet, ASSETS, last_row, listing.last_col)


def _records(book: Book) -> list[dict[str, Any]]:
    schedule = book.roadmap.schedule
    wanted = [name for name in ASSET_HEADINGS if name != "own_price_minor"]
    return to_records(schedule[[*wanted, *_FURTHER]].assign(own_price_minor=own_prices(schedule)))


def _order(record: Record) -> tuple[int, date, str, int]:
    status = _STATUS_ORDER[record["lifecycle_status"]]
    return status, record["due_on"] or date.max, device_name(record).casefold(), record["asset_id"]


def _lead(book: Book) -> str:
    counts = book.roadmap.status_counts
    fleet = sum(counts.values())
    if not fleet:
        return "There are no assets yet."
    needing = [f"{counts[status]:,} {STATUS_LABELS[status].lower()}" for status in ("overdue", "due", "due_soon")]
    return f"{counted(fleet, 'device')}: {', '.join(needing)}. A ~ marks an estimated date."


class _RowWriter:
    """Writes rows of the table; their formats are looked up once, since there may be ten thousand of them."""

    def __init__(self, book: Book, grid: Grid) -> None:
        styles = book.styles
        self._grid = grid
        self._words = styles.wrapped()
        self._status = styles.wrapped(align="center", bold=True, right=5, right_color=WHITE)
        self._chosen = styles.input(text_wrap=True, valign="top") if book.is_live else self._words
        self._figure = styles.wrapped(align="right", indent=1, num_format="#,##0")
        self._money = styles.money(valign="top", indent=1)
        self._note = styles.input(text_wrap=True, valign="top") if book.is_live else self._words
        self._price = styles.input_money(valign="top") if book.is_live else self._money
        self._day = styles.wrapped(align="left", num_format=styles.day)
        dated = {None: styles.day, "month": "mmm yyyy", "year": "yyyy", "~": '"~ "mmm yyyy', "~year": '"~ "yyyy'}
        look = styles.input if book.is_live else styles.wrapped
        self._days = {
            precision: look(align="left", valign="top", num_format=shown) for precision, shown in dated.items()
        }

    def write(self, row: int, record: Record) -> None:
        grid, words = self._grid, self._words
        precisions: dict[str, str] = json.loads(record["precisions"] or "{}")
        grid.number(row, _COLS["asset_id"], record["asset_id"], self._figure)
        grid.text(row, _COLS["name"], device_name(record), words)
        grid.text(row, _COLS["category"], CATEGORY_LABELS[record["category"]], self._note)
        for field in _TEXTS:
            grid.text(row, _COLS[field], record[field], words)
        grid.text(row, _COLS["notes"], record["notes"], self._note)
        told = {_COLS[field]: record[field] for field in (*_TEXTS, "notes")}
        grid.fit_row(row, told | {_COLS["name"]: device_name(record)})
        is_planned = record["group"] in _PLANNED
        planned_style = self._chosen if is_planned else words
        grid.text(row, _COLS["planned_quarter"], record["planned_quarter"], planned_style)
        grid.number(row, _COLS["quantity"], record["quantity"], self._figure)
        grid.day(row, _COLS["in_service_est_on"], record["in_service_est_on"], self._in_service(record, precisions))
        grid.text(row, _COLS["lifecycle_status"], STATUS_LABELS[record["lifecycle_status"]], self._status)
        self._write_due(row, record)
        grid.money(row, _COLS["planned_amount_minor"], record["planned_amount_minor"], self._money)
        grid.money(row, _COLS["own_price_minor"], record["own_price_minor"], self._price)
        warranty = self._days[precisions.get("warranty_ends_on")]
        grid.day(row, _COLS["warranty_ends_on"], record["warranty_ends_on"], warranty)
        grid.day(row, _COLS["os_support_ends_on"], record["os_support_ends_on"], self._day)

    def _in_service(self, record: Record, precisions: Mapping[str, str]) -> Format:
        """A cell's date is a whole day; how much of it is known shows in its format."""
        precision = precisions.get(_EVIDENCE_FIELDS.get(record["age_evidence"], ""))
        if precision == "year":
            return self._days["~year"]
        return self._days["~"] if record["is_estimated"] else self._days[precision]

    def _write_due(self, row: int, record: Record) -> None:
        if record["due_on"] is None:
            self._grid.text(row, _COLS["due_on"], _NOT_DATED.get(record["mode"]), self._words)
        else:
            self._grid.day(row, _COLS["due_on"], record["due_on"], self._day)


def _let_quarters_be_chosen(book: Book, sheet: Worksheet, last_row: int) -> None:
    """The column with a list of the plan's quarters, and the names by which the costs find a device's choice."""
    col, id_col = _COLS["planned_quarter"], _COLS["asset_id"]
    sheet.data_validation(FIRST_ROW, col, last_row, col, {
        "validate": "list", "source": f"={QUARTER_LABELS}", "ignore_blank": True,
        "input_title": "Planned quarter", "input_message": "Choose a quarter; empty takes it out of the plan.",
        "error_title": "No such quarter", "error_message": "Choose one of the plan's quarters.",
    })  # fmt: skip
    quantity = _COLS["quantity"]
    sheet.data_validation(FIRST_ROW, quantity, last_row, quantity, {
        "validate": "integer", "criteria": ">=", "value": 1, "error_title": "Not a number of devices",
        "error_message": "Give a whole number of 1 or more.",
    })  # fmt: skip
    book.define_name(ASSET_IDS, span(FIRST_ROW, id_col, last_row, id_col, sheet=ASSETS))
    categories = _COLS["category"]
    sheet.data_validation(FIRST_ROW, categories, last_row, categories, {
        "validate": "list", "source": f"={CATEGORY_NAMES}", "error_title": "No such category",
        "error_message": "Choose one of the list.",
    })  # fmt: skip
    for days in (_COLS["in_service_est_on"], _COLS["warranty_ends_on"]):
        sheet.data_validation(FIRST_ROW, days, last_row, days, {
            "validate": "date", "criteria": ">", "value": _FIRST_DAY, "error_title": "Not a date",
            "error_message": "Give a date, such as 2026-05-31.",
        })  # fmt: skip
    price = _COLS["own_price_minor"]
    sheet.data_validation(FIRST_ROW, price, last_row, price, {
        "validate": "decimal", "criteria": ">=", "value": 0, "input_title": "Own price of one unit",
        "input_message": "Outranks the price of its category; empty: the category's.",
        "error_title": "Not an amount", "error_message": "Give an amount of 0 or more.",
    })  # fmt: skip
    book.define_name(ASSET_QUARTERS, span(FIRST_ROW, col, last_row, col, sheet=ASSETS))
    book.define_name(ASSET_PRICES, span(FIRST_ROW, price, last_row, price, sheet=ASSETS))


def _colour_statuses(book: Book, sheet: Worksheet, last_row: int) -> None:
    col = _COLS["lifecycle_status"]
    for status in _STATUS_ORDER:
        font = WHITE if status == "overdue" else INK
        sheet.conditional_format(
            FIRST_ROW, col, last_row, col,
            {
                "type": "cell", "criteria": "==", "value": f'"{STATUS_LABELS[status]}"',
                "format": book.styles.difference(bg_color=STATUS_FILLS[status], font_color=font),
            },
        )  # fmt: skip
