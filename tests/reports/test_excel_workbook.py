"""The workbook reopened as a reader of it would: figures, texts, tables, print set-up."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner import workbook_format as names
from planner.money import to_decimal, to_minor
from planner.reports.excel import workbook
from planner.roadmap.content import content_sha256
from planner.roadmap.model import Roadmap
from tests.reports.sample_roadmap import sample_roadmap

SAMPLE = sample_roadmap()


@cache
def sample_bytes() -> bytes:
    return workbook(SAMPLE)


def opened(data: bytes, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def cell_of(sheet: Worksheet, label: str, heading: str, head_row: int) -> object:
    """The cell in the row whose first column says `label` and the column whose heading is `heading`."""
    col = next(c.column for c in sheet[head_row] if c.value == heading)
    row = next(r for r in range(head_row + 1, sheet.max_row + 1) if sheet.cell(r, 1).value == label)
    return sheet.cell(row, col).value


def minor(value: object) -> int:
    assert isinstance(value, int | float)
    return to_minor(value, SAMPLE.currency)


def test_the_sheets_stand_in_the_order_a_client_reads_them() -> None:
    book = opened(sample_bytes())
    assert book.sheetnames == [
        "Summary", "Roadmap", "Initiatives", "Budget", "Assets", "Data quality", "About", "evergreen",
        "evergreen as made",
    ]  # fmt: skip
    assert {book[name].sheet_state for name in ("evergreen", "evergreen as made")} == {"veryHidden"}
    assert book.active.title == "Summary"


def test_the_same_roadmap_gives_the_same_bytes() -> None:
    assert workbook(sample_roadmap()) == sample_bytes()


def test_the_workbook_says_whose_it_is_and_as_of_when() -> None:
    told = opened(sample_bytes())[names.IDENTITY_SHEET].iter_rows(max_row=len(names.IDENTITY_KEYS))
    rows = {row[0].value: row[1].value for row in told}
    assert rows == {
        "format": names.FORMAT, "version": names.FORMAT_VERSION, "client_id": 7, "client": "Brackwater Logistics",
        "as_of": "2026-01-15", "currency": "USD", "content": content_sha256(SAMPLE),
        "assets_header_row": 5,
    }  # fmt: skip
    assert tuple(rows) == names.IDENTITY_KEYS


def test_the_summary_begins_with_the_answer_and_shows_the_key_figures() -> None:
    sheet = opened(sample_bytes())[names.SUMMARY]
    assert sheet["A3"].value == SAMPLE.answer
    labels = [sheet.cell(5, col).value for col in range(1, 13, 2)]
    figures = [sheet.cell(6, col).value for col in range(1, 13, 2)]
    assert labels[:3] == ["Devices", "Overdue", "Due by next year"]
    counts = SAMPLE.status_counts
    assert figures[:3] == [sum(counts.values()), counts["overdue"], counts["due"] + counts["due_soon"]]
    planned = SAMPLE.budget.planned()
    assert [minor(figure) for figure in figures[3:]] == [sum(planned[:4]), SAMPLE.budget.total, max(planned)]


def test_the_two_pictures_are_native_charts() -> None:
    with zipfile.ZipFile(BytesIO(sample_bytes())) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 2
    assert '<c:grouping val="stacked"/>' in charts[0]
    assert "multiLvlStrRef" in charts[0]


def test_every_budget_cell_is_exact_to_the_cent() -> None:
    sheet, budget = opened(sample_bytes())[names.BUDGET], SAMPLE.budget
    for line in budget.lines:
        for quarter, amount in zip(budget.quarters, line.amounts, strict=True):
            assert minor(cell_of(sheet, line.line, quarter.label, 5)) == amount
        assert minor(cell_of(sheet, line.line, "Total", 5)) == line.total


def test_budget_totals_are_formulas_that_hold_their_values() -> None:
    formulas, budget = opened(sample_bytes(), values=False)[names.BUDGET], SAMPLE.budget
    sheet = opened(sample_bytes())[names.BUDGET]
    for quarter, amount in zip(budget.quarters, budget.planned(), strict=True):
        assert str(cell_of(formulas, "Total", quarter.label, 5)).startswith("=")
        assert minor(cell_of(sheet, "Total", quarter.label, 5)) == amount
    for label, amount in budget.by_year().items():
        assert minor(cell_of(sheet, "Total", f"{label} total", 5)) == amount
    capex, opex = (minor(cell_of(sheet, f"of which {kind}", "Total", 5)) for kind in ("capex", "opex"))
    assert capex == sum(budget.of_treatment("capex"))
    assert capex + opex == budget.total == minor(cell_of(sheet, "Total", "Total", 5))


def test_the_roadmap_puts_each_initiative_into_its_quarter_with_its_cost() -> None:
    sheet = opened(sample_bytes())[names.ROADMAP]
    columns = {cell.value: cell.column for cell in sheet[5]}
    for initiative in SAMPLE.initiatives:
        column = columns[initiative.quarter_label]
        titles = {
            str(sheet.cell(row, column).value).split("\n")[0]: sheet.cell(row + 1, column).value
            for row in range(7, sheet.max_row) if isinstance(sheet.cell(row, column).value, str)
        }  # fmt: skip
        assert minor(titles[initiative.title]) == initiative.amount_minor


def test_below_the_roadmap_initiatives_and_other_lines_add_up_to_the_budget() -> None:
    sheet = opened(sample_bytes())[names.ROADMAP]
    for quarter, planned in zip(SAMPLE.quarters, SAMPLE.budget.planned(), strict=True):
        cards = minor(cell_of(sheet, "Initiatives", quarter.label, 5))
        assert cards == sum(i.amount_minor for i in SAMPLE.initiatives if i.quarter_label == quarter.label)
        assert cards + minor(cell_of(sheet, "Other lines", quarter.label, 5)) == planned
        assert minor(cell_of(sheet, "Budget", quarter.label, 5)) == planned


def test_the_assets_are_a_real_table_with_hidden_ids() -> None:
    sheet = opened(sample_bytes())[names.ASSETS]
    table = sheet.tables[names.ASSET_TABLE]
    assert table.ref == f"A5:S{5 + len(SAMPLE.schedule)}"
    assert table.autoFilter.ref == table.ref
    assert [column.name for column in table.tableColumns] == list(names.ASSET_HEADINGS.values())
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "C6"
    ids = {sheet.cell(row, 1).value for row in range(6, sheet.max_row + 1)}
    assert ids == set(SAMPLE.schedule["asset_id"])
    assert len(next(iter(sheet.conditional_formatting)).rules) == 5


def test_an_asset_row_shows_what_is_known_and_no_more() -> None:
    sheet = opened(sample_bytes())[names.ASSETS]
    columns = {cell.value: cell.column for cell in sheet[5]}
    rows = {sheet.cell(row, 1).value: row for row in range(6, sheet.max_row + 1)}
    first = SAMPLE.schedule.iloc[0]
    row = rows[first["asset_id"]]
    assert sheet.cell(row, columns["Device"]).value == "BRK-LT-000"
    assert sheet.cell(row, columns["Category"]).value == "Laptops"
    assert sheet.cell(row, columns["Status"]).value == "Healthy"
    assert sheet.cell(row, columns["Due"]).value.date() == first["due_on"].date()
    assert minor(sheet.cell(row, columns["Cost"]).value) == first["planned_amount_minor"]
    estimated = rows[1003]
    assert sheet.cell(estimated, columns["In service"]).number_format == '"~ "mmm yyyy'
    known_by_month = rows[1005]
    assert sheet.cell(known_by_month, columns["Warranty ends"]).number_format == "mmm yyyy"
    assert sheet.cell(rows[1004], columns["Due"]).value == "on failure"


def test_the_reconciliation_adds_up_to_the_fleet_and_to_the_budget() -> None:
    sheet, groups = opened(sample_bytes())[names.DATA_QUALITY], SAMPLE.budget.reconciliation
    head_row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Group")
    for key, group in groups.items():
        label = key.replace("_", " ").capitalize().replace("by rule", "by a rule")
        assert cell_of(sheet, label, "Devices", head_row) == group.assets
        assert minor(cell_of(sheet, label, "Amount", head_row)) == group.amount_minor
    assert cell_of(sheet, "All devices", "Devices", head_row) == int(SAMPLE.schedule["quantity"].sum())
    assert cell_of(sheet, "Asset schedule", "What it means", head_row) == "The groups add up to the fleet."
    assert minor(cell_of(sheet, "In the budget", "Amount", head_row)) == SAMPLE.budget.total
    assert cell_of(sheet, "Budget", "What it means", head_row) == "The groups add up to the budget."


def test_groups_that_do_not_add_up_are_not_hidden() -> None:
    budget = replace(SAMPLE.budget, reconciliation={})
    sheet = opened(workbook(replace(SAMPLE, budget=budget)))[names.DATA_QUALITY]
    said = {cell.value for cell in sheet["B"]}
    assert "The groups do not add up to the fleet: please report this." in said
    assert "The groups do not add up to the budget: please report this." in said


def test_findings_stand_with_their_money_and_some_of_their_devices() -> None:
    sheet = opened(sample_bytes())[names.DATA_QUALITY]
    head_row = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "Group")
    findings = [sheet.cell(row, 2).value for row in range(7, head_row)]
    assert {finding.sentence for finding in SAMPLE.findings} <= set(findings)


def test_every_sheet_prints_on_landscape_pages_with_headings_and_numbers() -> None:
    book = opened(sample_bytes())
    for sheet in book.worksheets[:-2]:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 1
        assert sheet.print_area
        assert not sheet.sheet_view.showGridLines
        assert "&P" in str(sheet.oddFooter.right.text)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage if sheet.page_setup.scale is None else True
    assert book[names.ASSETS].print_title_rows == "$5:$5"
    assert book[names.BUDGET].print_title_rows == "$5:$6"
    assert book[names.BUDGET].print_title_cols == "$A:$C"


def test_wide_sheets_break_between_fiscal_years() -> None:
    sheet = opened(sample_bytes())[names.BUDGET]
    assert sheet.col_breaks.brk
    for brk in sheet.col_breaks.brk:
        assert str(sheet.cell(5, brk.id).value).endswith("total")


HOSTILE = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "http://x.example/", "007",
           "a\x00\x0bb", "x" * 40_000)  # fmt: skip


def hostile_roadmap(text: str) -> Roadmap:
    schedule = SAMPLE.schedule.copy()
    for column in ("name", "model", "serial_number", "site", "reason"):
        schedule.loc[0, column] = text
    initiative = replace(SAMPLE.initiatives[0], title=text, why=text, owner=text)
    line = replace(SAMPLE.budget.lines[0], line=text)
    finding = replace(SAMPLE.findings[0], sentence=text)
    return replace(
        SAMPLE, client=text, answer=text, schedule=schedule, initiatives=(initiative, *SAMPLE.initiatives[1:]),
        budget=replace(SAMPLE.budget, lines=(line, *SAMPLE.budget.lines[1:])), findings=(finding, *SAMPLE.findings[1:]),
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_text_from_data_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    data = workbook(hostile_roadmap(text))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        rels = [archive.read(name).decode() for name in archive.namelist() if name.endswith("sheet5.xml.rels")]
        assert not any("hyperlink" in rel for rel in rels)
    written, plain = opened(data, values=False), opened(sample_bytes(), values=False)
    for sheet in written.worksheets:
        formulas = [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
        assert formulas == [c.value for row in plain[sheet.title].iter_rows() for c in row if c.data_type == "f"]
    expected = text.strip("\t\r").replace("\x00", "").replace("\x0b", "")[:10]
    assert expected in str(written[names.SUMMARY]["A1"].value)
    assert written[names.SUMMARY]["A1"].data_type == "s"


def test_a_dangerous_text_stays_text_when_somebody_edits_its_cell() -> None:
    sheet = opened(workbook(hostile_roadmap("=1+1")))[names.SUMMARY]
    assert sheet["A1"].quotePrefix
    assert not opened(sample_bytes())[names.SUMMARY]["A1"].quotePrefix


@pytest.mark.parametrize("assets", [0, 1])
def test_a_client_with_hardly_any_assets_gets_a_whole_workbook(assets: int) -> None:
    roadmap = sample_roadmap(assets=assets)
    book = opened(workbook(roadmap))
    assert bool(book[names.ASSETS].tables) == bool(assets)
    assert minor(cell_of(book[names.BUDGET], "Total", "Total", 5)) == roadmap.budget.total


def test_yen_have_no_decimals_and_dinars_three() -> None:
    yen = sample_roadmap(currency="JPY", locale="ja_JP", first_month=4)
    sheet = opened(workbook(yen))[names.BUDGET]
    total = cell_of(sheet, "Total", "Total", 5)
    assert total == yen.budget.total
    dinars = sample_roadmap(currency="BHD", locale="en_GB")
    sheet = opened(workbook(dinars))[names.BUDGET]
    total = cell_of(sheet, "Total", "Total", 5)
    assert to_minor(str(total), "BHD") == dinars.budget.total
    assert float(to_decimal(dinars.budget.total, "BHD")) == total


def test_a_very_long_client_name_fits_into_page_headers() -> None:
    name = "Überlandwerke Grenzland & Söhne Beteiligungs- und Verwaltungsgesellschaft mbH & Co. KG " * 2
    book = opened(workbook(sample_roadmap(assets=3, client=name[:200], locale="de_DE", currency="EUR")))
    for sheet in book.worksheets[:-2]:
        header = sheet.oddHeader
        assert "Überlandwerke Grenzland &" in f"{header.left.text}{header.right.text}".replace("&&", "&")
        assert sheet.page_setup.paperSize == 9


def test_a_name_of_nothing_but_ampersands_still_has_a_page_header() -> None:
    book = opened(workbook(sample_roadmap(assets=3, client="&" * 200)))
    assert all(sheet.oddFooter.right.text and sheet.oddHeader.left.text for sheet in book.worksheets[:-2])


def test_the_file_is_dated_as_of_the_roadmap() -> None:
    book = opened(workbook(sample_roadmap(assets=1, as_of=date(2027, 3, 31))))
    assert book.properties.created.date() == date(2027, 3, 31)
    assert book.properties.creator == "Evergreen"


def test_headings_are_white_on_green_and_titles_green() -> None:
    sheet = opened(sample_bytes())[names.BUDGET]
    assert sheet["A2"].font.color.rgb == "FF0B6E4F"
    assert (sheet["A5"].font.color.rgb, sheet["A5"].fill.fgColor.rgb) == ("FFFFFFFF", "FF0B6E4F")
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Arial"}
