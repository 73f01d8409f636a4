"""A workbook as an MSP makes one: his cover with a picture and charts, tables with his own columns, sums, rules."""

from __future__ import annotations

import struct
import zlib
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter

GREEN, INK = "#0B6E4F", "#1F2A30"
OWN_SHEETS = ("Terms",)
ASSET_HEADERS = (
    "Device",
    "Device type",
    "Site",
    "Due date",
    "Reason",
    "planned QUARTER",
    "Cost",
    "With margin",
    "Ours",
)
BUDGET_HEADERS = ("Line", "Type", "Year 1", "Year 2", "Total", "Share")


def picture(width: int = 120, height: int = 40) -> bytes:
    """A green PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x0b\x6e\x4f" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def msp_workbook(below: str | None = None) -> bytes:
    """`below`: a text that stands two rows below the table of assets, in the way of its growth."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2025, 3, 1, tzinfo=UTC), "author": "An MSP"})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 20, "font_color": GREEN}),
        "day": book.add_format({"num_format": "d mmm yyyy", "align": "left"}),
        "money": book.add_format({"num_format": "#,##0.00", "bottom": 4}),
        "text": book.add_format({"bottom": 4, "text_wrap": True, "valign": "top"}),
        "due": book.add_format({"num_format": "dd/mm/yyyy", "bottom": 4, "valign": "top"}),
        "head": book.add_format({"bold": True, "bg_color": GREEN, "font_color": "#FFFFFF"}),
    }
    _cover(book, looks)
    _fleet(book, looks, below)
    _budget(book, looks)
    terms = book.add_worksheet("Terms")
    terms.write("A1", "Our terms")
    terms.write("A2", 100)
    terms.write_formula("A3", "=A2*1.5", None, 150)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Terms!$A$2:$A$3"})
    terms.insert_chart("C2", chart)
    finance = book.add_worksheet("Finance")
    for row, (label, formula) in enumerate((
        ("Sum of the budget", "=SUM(evergreen_budget[Total])"), ("Fleet", "=SUM(evergreen_assets[Cost])"),
        ("By address", "=SUM(Fleet!$G$5:$G$5)"), ("Twice the total", "=2*evergreen_total"),
    )):  # fmt: skip
        finance.write(row, 0, label)
        finance.write_formula(row, 1, formula, None, 777)
    book.close()
    return out.getvalue()


def _cover(book: xlsxwriter.Workbook, looks: dict[str, object]) -> None:
    sheet = book.add_worksheet("Cover")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 20, 13)
    sheet.insert_image("F1", "logo.png", {"image_data": BytesIO(picture())})
    sheet.insert_textbox("F4", "Prepared with care", {"width": 180, "height": 30})
    sheet.write_blank("A1", None, looks["title"])
    for row, (label, key, look) in enumerate((
        ("As of", "as_of", "day"), ("Whole plan", "total", "money"), ("Next four quarters", "total_next_year", "money"),
        ("Overdue", "overdue", None), ("In words", "answer", None),
    ), start=2):  # fmt: skip
        sheet.write(row, 0, label)
        sheet.write_blank(row, 1, None, looks[look] if look else None)
        book.define_name(f"evergreen_{key}", f"=Cover!$B${row + 1}")
    book.define_name("evergreen_client", "=Cover!$A$1")
    for row, key in ((8, "quarters"), (9, "planned"), (10, "cap")):
        sheet.write(row, 0, key.capitalize())
        sheet.write_blank(row, 1, None, looks["money"] if row > 8 else looks["head"])
        book.define_name(f"evergreen_{key}", f"=Cover!$B${row + 1}")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"name": "Planned", "categories": "=Cover!$B$9:$U$9", "values": "=Cover!$B$10:$U$10",
                      "fill": {"color": GREEN}})  # fmt: skip
    sheet.insert_chart("A13", chart, {"x_scale": 1.6})
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _fleet(book: xlsxwriter.Workbook, looks: dict[str, object], below: str | None) -> None:
    sheet = book.add_worksheet("Fleet")
    sheet.write("A1", "Your devices", looks["title"])
    columns = [{"header": one} for one in ASSET_HEADERS]
    columns[7]["formula"] = "=[@[Cost]]*1.2"
    sheet.add_table(3, 0, 4, 8, {"name": "evergreen_assets", "columns": columns, "style": "Table Style Light 11"})
    for col, look in enumerate(("text", "text", "text", "due", "text", "text", "money", "money", "text")):
        if col == 7:
            sheet.write_formula(4, col, "=evergreen_assets[[#This Row],[Cost]]*1.2", looks[look], 0)
        else:
            sheet.write(4, col, "sample" if col in (0, 8) else None, looks[look])
    sheet.set_column(0, 8, 15)
    sheet.set_column(4, 4, 40)
    sheet.conditional_format("G5:G5", {"type": "cell", "criteria": ">", "value": 5000, "format": looks["head"]})
    sheet.data_validation("F5", {"validate": "length", "criteria": "<", "value": 40})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=Fleet!$A$5:$A$5", "values": "=Fleet!$G$5:$G$5"})
    sheet.insert_chart("K2", chart)
    sheet.print_area("A1:I5")
    sheet.repeat_rows(3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    if below:
        sheet.write(6, 1, below)


def _budget(book: xlsxwriter.Workbook, looks: dict[str, object]) -> None:
    sheet = book.add_worksheet("Budget")
    columns = [
        {"header": one, "total_function": "sum"} if one == "Total" else {"header": one} for one in BUDGET_HEADERS
    ]
    columns[0]["total_string"] = "All lines"
    sheet.add_table(1, 1, 4, 6, {"name": "evergreen_budget", "columns": columns, "total_row": True})
    sheet.write_formula(4, 5, "=SUBTOTAL(109,evergreen_budget[Total])", looks["money"], 50)
    for row in (2, 3):
        sheet.write(row, 1, f"Sample line {row}")
        sheet.write(row, 5, 10 * row, looks["money"])
        sheet.write_formula(row, 6, f"=F{row + 1}/SUM($F$3:$F$4)", None, 0.5)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 6, 13)
