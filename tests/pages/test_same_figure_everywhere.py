"""The fiscal years' totals are the same on the page, in the workbook, slides, PDFs, web page, tables and command."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import openpyxl
import pymupdf
from pptx import Presentation

from planner.actions.clients import update_client
from planner.actions.deliverables import Wanted, make
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.sharing.people import Actor
from planner.store import Store
from tests.pages.conftest import AS_OF, Open, fine, texts

Totals = dict[str, int]
"""Fiscal year → whole units of the currency."""


def year_of(label: str) -> str:
    return label.split(" ", maxsplit=1)[0]


def summed(pairs: Any) -> Totals:
    """(fiscal year, decimal) pairs, exact sums rounded to whole units as pages show them."""
    found: dict[str, Decimal] = defaultdict(Decimal)
    for year, amount in pairs:
        found[year] += Decimal(str(amount))
    return {year: round(amount) for year, amount in found.items()}


def of_workbook(data: bytes) -> Totals:
    sheet = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Budget"]
    heads = {cell.value: cell.column for cell in sheet[5]}
    row = next(row for row in range(6, sheet.max_row + 1) if sheet.cell(row, 1).value == "Total")
    years = {head: col for head, col in heads.items() if re.fullmatch(r"FY\d\d", str(head))}
    by_year = {year: round(Decimal(str(sheet.cell(row, col).value))) for year, col in years.items()}
    quarters = ((year_of(head), sheet.cell(row, col).value) for head, col in heads.items()
                if re.fullmatch(r"FY\d\d Q\d", str(head)))  # fmt: skip
    by_quarter = summed(quarters)
    assert by_year == {year: by_quarter[year] for year in by_year}
    return by_quarter


def of_deck(data: bytes) -> tuple[Totals, Totals]:
    """The native chart's data by quarter, and the native table's last row."""
    shapes = [shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes]
    chart = next(shape.chart for shape in shapes if shape.has_chart)
    labels = list(chart.plots[0].categories)
    of_chart = summed(
        (year_of(label), value)
        for one in chart.plots[0].series
        for label, value in zip(labels, one.values, strict=True)
    )
    table = next(shape.table for shape in shapes if shape.has_table)
    heads = [cell.text for cell in table.rows[0].cells]
    last = [cell.text for cell in table.rows[len(table.rows) - 1].cells]
    return of_chart, {head: number(text) for head, text in zip(heads, last, strict=True) if head.startswith("FY")}


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


def of_words(text: str, years: list[str]) -> Totals:
    """The amount after each year where a document lists its years, then their amounts."""
    found = {}
    for year in years:
        amounts = re.findall(rf"{year}\b\W*?[£$€]([\d,.]+)", text)
        if amounts:
            found[year] = number(amounts[0])
    return found


def test_the_totals_are_the_same_everywhere(ada: int, page_store: Store, actor: Actor, open_page: Open) -> None:
    as_of = date.fromisoformat(AS_OF)
    update_client(page_store, actor, ada, currency="GBP", locale="en_GB")
    told = budget_json(client_roadmap(page_store, actor, ada, as_of))
    expected = summed((year_of(quarter["label"]), quarter["planned"]) for quarter in told["quarters"])
    assert len(expected) >= 5
    assert sum(expected.values()) > 10_000

    def made(kind: str, **wanted: Any) -> bytes:
        return make(page_store, actor, ada, as_of, kind, Wanted(**wanted)).data

    assert of_workbook(made("workbook")) == expected
    of_chart, of_table = of_deck(made("slides"))
    assert (of_chart, of_table) == (expected, expected)
    rows = json.loads(made("json"))["tables"]["budget"]
    assert summed((row["fiscal_year"], row["amount"]) for row in rows) == expected
    lines = csv.DictReader(io.StringIO(made("csv", table="budget").decode("utf-8-sig")))
    assert summed((row["fiscal_year"], row["amount"]) for row in lines) == expected
    ledger = csv.DictReader(io.StringIO(made("csv", table="ledger").decode("utf-8-sig")))
    assert sum(Decimal(row["amount"]) for row in ledger) == Decimal(str(told["total"]))

    page = open_page("budget")
    page = page.segmented_control(key="budget_columns").set_value("Fiscal years").run()
    assert of_html_table(texts(fine(page))) == expected
    assert of_html_table(made("web").decode()) == expected
    for kind in ("pre-read", "summary"):
        words = "\n".join(part.get_text() for part in pymupdf.open(stream=made(kind)))
        shown = {number(amount) for amount in re.findall(r"£([\d,]+)", words)}
        missing = {amount for year, amount in expected.items() if amount and amount not in shown}
        assert not missing, (kind, missing)


def of_html_table(body: str) -> Totals:
    """The totals' row of the table whose columns are fiscal years."""
    for part in re.findall(r"<table.*?</table>", body, re.DOTALL):
        rows = [
            [
                unescape(re.sub(r"<[^>]+>", "", cell)).strip()
                for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            ]
            for row in re.findall(r"<tr[^>]*>(.*?)</tr>", part, re.DOTALL)
        ]
        heads = rows[0]
        if any(re.fullmatch(r"FY\d\d", head) for head in heads):
            last = next(row for row in reversed(rows) if row[0] == "Total")
            cells = dict(zip(heads[::-1], last[::-1], strict=False))
            return {head: number(cell) for head, cell in cells.items() if re.fullmatch(r"FY\d\d", head)}
    raise AssertionError("no table by fiscal year")
