"""The sheet that asks the client about doubtful devices: one row each, what is known, and yellow cells to fill in.

It is imported as any other sheet. Its headers are ones that intake knows, so a filled cell becomes that field's value
and an empty one changes nothing; a device is found again by the hidden id in its last column. What is known stands in
one column that is no field.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from planner.calendar import MONTHS
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.frames import to_records
from planner.reports.excel.grid import clean_text
from planner.roadmap.model import Roadmap
from planner.roadmap.quality import Gap, Quality
from planner.workbook_format import FILL_IN_ID

SHEET: Final = "Devices"
HEAD_ROW: Final = 6
ASKED: Final[dict[str, tuple[str, str]]] = {
    "purchased_on": ("Purchased on", "when it was bought"),
    "serial_number": ("Serial number", "its serial number"),
    "last_seen_on": ("Last seen on", "the day it was last used, if it is still there"),
    "retired_on": ("Retired on", "the day it was given up, if it is gone"),
    "category": ("Category", "what kind of device it is"),
    "cpu": ("Processor", "its processor"),
}
"""Field → header and what is asked."""
_ASKS: Final[dict[str, tuple[str, ...]]] = {
    "undatable": ("purchased_on",), "estimated": ("purchased_on",), "made_after_start": ("purchased_on",),
    "bought_before_model": ("purchased_on",), "bought_before_processor": ("purchased_on",),
    "purchase_and_warranty_differ": ("purchased_on",), "age_evidence_differs": ("purchased_on",),
    "date_in_future": ("purchased_on",),
    "very_old": ("purchased_on", "last_seen_on", "retired_on"), "unconfirmed": ("last_seen_on", "retired_on"),
    "duplicate": ("last_seen_on", "retired_on"), "no_serial_number": ("serial_number",),
    "windows_11_unproven": ("cpu",), "other_category": ("category",),
}  # fmt: skip
"""What of a gap the client can know. Prices, spellings and plans are not for him."""
_DATES: Final = ("purchased_on", "last_seen_on", "retired_on")
_INSTRUCTIONS: Final = (
    "Please fill in the yellow cells as far as you know, and send this file back. Leave the others as they are.",
    "A date may be a day (31 May 2026), a month (2026-05) or a year (2026). What you leave empty changes nothing.",
)
_COLUMNS: Final = ("client", "name", "tag", "maker", "model", "known", "asks", *ASKED, "id")
_WIDTHS: Final = {"client": 18, "name": 20, "tag": 12, "maker": 12, "model": 14, "known": 52, "asks": 34, "id": 6}


def fill_in_sheet(roadmap: Roadmap, quality: Quality) -> bytes | None:
    """The workbook, or None where there is nothing that the client could tell."""
    asked = _asked_of(quality.gaps)
    columns = [
        "asset_id", "name", "asset_tag", "serial_number", "manufacturer", "model", "category", "site", "assigned_to",
        "quantity", "in_service_est_on", "in_service_p10", "in_service_p90", "is_estimated", "last_seen_on",
        "purchased_on", "cpu",
    ]  # fmt: skip
    schedule = roadmap.schedule
    held = to_records(schedule.loc[schedule["asset_id"].isin(list(asked)), columns])
    rows = [(row, open_ones) for row in held if (open_ones := _open(row, asked[row["asset_id"]]))]
    if not rows:
        return None
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(SHEET)
    styles = _styles(book)
    lines = [(_texts(roadmap.client, row, asks), asks) for row, asks in rows]
    used = [name for name in _COLUMNS if any(texts.get(name) or name in asks for texts, asks in lines)]
    _write_head(sheet, styles, roadmap, len(lines), used)
    for line, (texts, asks) in enumerate(lines, start=HEAD_ROW + 1):
        _write_row(sheet, styles, line, used, texts, asks)
    if "category" in used:
        _check_cells(sheet, HEAD_ROW + 1, HEAD_ROW + len(lines), used.index("category"))
    book.close()
    return out.getvalue()


def _asked_of(gaps: tuple[Gap, ...]) -> dict[int, tuple[str, ...]]:
    """asset id → the fields that are asked for, in the order of the columns."""
    found: dict[int, set[str]] = {}
    for gap in gaps:
        for asset_id in gap.asset_ids:
            found.setdefault(asset_id, set()).update(_ASKS.get(gap.key, ()))
    return {asset_id: tuple(name for name in ASKED if name in names) for asset_id, names in found.items() if names}


def _open(row: Mapping[str, Any], asks: tuple[str, ...]) -> tuple[str, ...]:
    """What is asked of a device, without a serial number or processor that is known."""
    return tuple(name for name in asks if name not in ("serial_number", "cpu") or row[name] is None)


def _styles(book: Any) -> dict[str, Format]:
    base = {"font_name": "Arial", "font_size": 10, "valign": "top", "text_wrap": True}
    line = {**base, "bottom": 1, "bottom_color": "#D5DBD7"}
    yellow = {**line, "bg_color": "#FFF2A8", "border": 1, "border_color": "#D8B400"}
    return {
        "title": book.add_format({"font_name": "Arial", "font_size": 16, "bold": True, "font_color": "#0B6E4F"}),
        "words": book.add_format({"font_name": "Arial", "font_size": 11}),
        "head": book.add_format({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B6E4F"}),
        "text": book.add_format(line),
        "yellow": book.add_format({**yellow, "num_format": "@"}),
        "yellow_date": book.add_format({**yellow, "align": "left"}),
    }


def _headers(as_of: date) -> dict[str, str]:
    """The day in the header tells two such sheets apart: what is not in the second is mended, not gone."""
    own = {
        "client": "Client", "name": "Device name", "tag": "Asset tag", "maker": "Maker", "model": "Model",
        "known": "What we know",
        "asks": f"Please tell us ({_day(as_of)})", "id": FILL_IN_ID,
    }  # fmt: skip
    return {**own, **{name: header for name, (header, _) in ASKED.items()}}


def _write_head(
    sheet: Worksheet, styles: Mapping[str, Format], roadmap: Roadmap, devices: int, used: Sequence[str]
) -> None:
    noun = "device" if devices == 1 else "devices"
    sheet.write_string(0, 0, f"{devices:,} {noun} to confirm", styles["title"])
    sheet.write_string(1, 0, clean_text(f"{roadmap.client}, {_day(roadmap.as_of)}"), styles["words"])
    for number, text in enumerate(_INSTRUCTIONS):
        sheet.write_string(3 + number, 0, text, styles["words"])
    headers = _headers(roadmap.as_of)
    for col, name in enumerate(used):
        sheet.write_string(HEAD_ROW, col, headers[name], styles["head"])
        hidden = {"hidden": True} if name == "id" else {}
        sheet.set_column(col, col, _WIDTHS.get(name, 17), None, hidden)
    sheet.set_row(0, 26)
    sheet.set_row(HEAD_ROW, 20)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(0.4, 0.4, 0.5, 0.5)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)


def _texts(client: str, row: Mapping[str, Any], asks: tuple[str, ...]) -> dict[str, str]:
    """What stands in a device's cells, by column."""
    return {
        "client": client, "name": row["name"] or "", "tag": row["asset_tag"] or "", "known": known_words(row),
        "asks": f"{'; '.join(ASKED[name][1] for name in asks)}.".capitalize(), "id": str(row["asset_id"]),
        "serial_number": row["serial_number"] or "", **_kind(row),
    }  # fmt: skip


def _write_row(
    sheet: Worksheet, styles: Mapping[str, Format], line: int, used: Sequence[str], texts: Mapping[str, str],
    asks: tuple[str, ...],
) -> None:  # fmt: skip
    for col, name in enumerate(used):
        if name in asks:
            sheet.write_blank(line, col, None, styles["yellow_date" if name in _DATES else "yellow"])
        else:
            sheet.write_string(line, col, clean_text(texts.get(name, "")), styles["text"])
    lines = max(-(-len(texts["known"]) // 55), -(-len(texts["asks"]) // 34), -(-len(texts["client"]) // 19), 1)
    sheet.set_row(line, 13 * lines + 4)


def _kind(row: Mapping[str, Any]) -> dict[str, str]:
    """Maker, model and category of a device that has no key of its own: a row must say something of it. For all others
    they are left to the sheets that they came from."""
    if any(row[name] for name in ("name", "asset_tag", "serial_number")):
        return {}
    if row["model"]:
        return {"maker": row["manufacturer"] or "", "model": row["model"]}
    return {"category": CATEGORY_LABELS[row["category"]]}


def known_words(row: Mapping[str, Any]) -> str:
    """'Dell Latitude 5420, laptops, London, used by Ada. In service since about Mar 2021 (80 % likely Sep 2020 to
    Oct 2021).'"""
    parts = [
        " ".join(row[name] for name in ("manufacturer", "model") if row[name]),
        CATEGORY_LABELS[row["category"]].lower(), row["site"],
        f"used by {row['assigned_to']}" if row["assigned_to"] else None,
        f"{row['quantity']:,} alike" if row["quantity"] > 1 else None,
    ]  # fmt: skip
    said = f"{', '.join(part for part in parts if part)}."
    said = said[0].upper() + said[1:]
    since, low, high = (row[name] for name in ("in_service_est_on", "in_service_p10", "in_service_p90"))
    if since is not None and row["is_estimated"]:
        said += f" In service since about {_month(since)} (80 % likely {_month(low)} to {_month(high)})."
    elif row["purchased_on"] is not None:
        said += f" Recorded as bought on {_day(row['purchased_on'])}."
    if row["last_seen_on"] is not None:
        said += f" Last seen on {_day(row['last_seen_on'])}."
    return said


def _day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _month(value: date) -> str:
    return f"{MONTHS[value.month - 1]} {value.year}"


def _check_cells(sheet: Worksheet, first: int, last: int, col: int) -> None:
    """Excel offers the categories; anything else may be written too."""
    labels = [CATEGORY_LABELS[category] for category in CATEGORIES if category != "other"]
    sheet.data_validation(
        first, col, last, col, {"validate": "list", "source": _short(labels), "error_type": "information"}
    )


def _short(labels: list[str], limit: int = 255) -> list[str]:
    """As many as Excel's limit of 255 signs in a list allows."""
    kept: list[str] = []
    for label in labels:
        if len(",".join([*kept, label])) <= limit:
            kept.append(label)
    return kept
