"""The MSP's own workbook: what he marked is filled to the cent, and everything else in it is as it was."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils.escape import unescape

from planner.money import minor_digits, to_minor
from planner.reports.template import fill
from planner.reports.template.columns import TABLES
from planner.reports.template.figures import SERIES, SINGLE
from planner.roadmap.build import build_roadmap
from tests.reports.generated_clients import client
from tests.reports.msp_workbook import OWN_SHEETS, msp_workbook
from tests.reports.office import recalculated
from tests.reports.sample_roadmap import sample_roadmap
from tests.reports.templates import SAMPLE, made, opened, parts

AS_OF = date(2026, 1, 15)
HOSTILE = ("=1+1", "+44 20", "-1", "@SUM(A1)", "\t=cmd", "\r=1", "a\x00b\x0bc", "👩‍💻 שלום", "<b>&amp;</b>",
           "_x0041_", " kept ", "x" * 32_767, "Client: ../../x")  # fmt: skip


def column(sheet: Any, header: str, head_row: int) -> list[Any]:
    at = next(cell.column for cell in sheet[head_row] if cell.value == header)
    table = next(iter(sheet.tables.values()))
    last = int(re.findall(r"\d+", table.ref)[-1]) - (table.totalsRowCount or 0)
    return [sheet.cell(row, at).value for row in range(head_row + 1, last + 1)]


@cache
def filled() -> bytes:
    return fill(SAMPLE, msp_workbook())


def test_named_cells_hold_the_roadmaps_figures_and_keep_their_formats() -> None:
    sheet = opened(filled())["Cover"]
    assert sheet["A1"].value == SAMPLE.client
    assert sheet["A1"].font.size == 20
    assert sheet["B3"].value.date() == AS_OF
    assert sheet["B3"].number_format == "d mmm yyyy"
    assert to_minor(sheet["B4"].value, "USD") == SAMPLE.budget.total
    assert to_minor(sheet["B5"].value, "USD") == sum(SAMPLE.budget.planned()[:4])
    assert sheet["B6"].value == SAMPLE.status_counts["overdue"]
    assert sheet["B7"].value == SAMPLE.answer


def test_a_row_is_filled_to_the_right_in_the_format_of_its_first_cell() -> None:
    sheet = opened(filled())["Cover"]
    row = [sheet.cell(10, 2 + number) for number in range(20)]
    assert [to_minor(cell.value, "USD") for cell in row] == list(SAMPLE.budget.planned())
    assert {cell.number_format for cell in row} == {"#,##0.00"}
    assert [sheet.cell(9, 2 + number).value for number in range(20)] == [one.label for one in SAMPLE.quarters]
    assert sheet.cell(9, 22).value is None


def test_the_headers_choose_the_columns_and_the_first_row_the_formats() -> None:
    sheet = opened(filled())["Fleet"]
    assert sheet.tables["evergreen_assets"].ref == f"A4:I{4 + len(SAMPLE.schedule)}"
    assert sheet.tables["evergreen_assets"].autoFilter.ref == f"A4:I{4 + len(SAMPLE.schedule)}"
    costs = [to_minor(one, "USD") for one in column(sheet, "Cost", 4) if one is not None]
    assert sum(costs) == SAMPLE.schedule["planned_amount_minor"].sum()
    assert sorted(column(sheet, "Device", 4)) == sorted(SAMPLE.schedule["name"])
    assert {sheet.cell(row, 4).number_format for row in range(5, 45)} == {"dd/mm/yyyy"}
    assert {sheet.cell(row, 7).border.bottom.style for row in range(5, 45)} == {"dotted"}
    dues = {one.date() for one in column(sheet, "Due date", 4) if one}
    assert dues == {day.date() for day in SAMPLE.schedule["due_on"].dropna()}


def test_own_columns_keep_their_formulas_and_hold_no_sample() -> None:
    sheet = opened(filled())["Fleet"]
    assert set(column(sheet, "With margin", 4)) == {"=evergreen_assets[[#This Row],[Cost]]*1.2"}
    assert set(column(sheet, "Ours", 4)) == {None}


def test_an_own_formula_moves_with_its_row_and_the_totals_with_the_table() -> None:
    sheet = opened(filled())["Budget"]
    lines = SAMPLE.budget.lines
    last = 2 + len(lines)
    assert sheet["G3"].value == f"=F3/SUM($F$3:$F${last})"
    assert sheet[f"G{last}"].value == f"=F{last}/SUM($F$3:$F${last})"
    assert sheet[f"B{last + 1}"].value == "All lines"
    assert sheet[f"F{last + 1}"].value == "=SUBTOTAL(109,evergreen_budget[Total])"
    assert [to_minor(one, "USD") for one in column(sheet, "Total", 2)] == [line.total for line in lines]
    first_year = len([one for one in SAMPLE.quarters if one.year_label == SAMPLE.quarters[0].year_label])
    expected = [sum(line.amounts[:first_year]) for line in lines]
    assert [to_minor(one, "USD") for one in column(sheet, "Year 1", 2)] == expected


def test_every_untouched_part_is_the_same_to_the_byte() -> None:
    before, after = parts(msp_workbook()), parts(filled())
    changed = {name for name in before if before[name] != after.get(name)}
    assert set(after) <= set(before)
    assert set(before) - set(after) <= {"xl/calcChain.xml"}
    sheets = {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3, 5)}
    charts = {"xl/charts/chart1.xml", "xl/charts/chart2.xml"}
    tables = {"xl/tables/table1.xml", "xl/tables/table2.xml"}
    assert changed <= {"xl/workbook.xml", "xl/styles.xml", *charts, *sheets, *tables}
    for kind in ("xl/media/image1.png", "xl/drawings/drawing1.xml", "xl/theme/theme1.xml", "xl/charts/chart3.xml",
                 "xl/sharedStrings.xml", "xl/worksheets/sheet4.xml", "xl/worksheets/_rels/sheet2.xml.rels"):  # fmt: skip
        assert after[kind] == before[kind], kind
    assert opened(filled(), values=True)[OWN_SHEETS[0]]["A3"].value == 150


def test_sheets_differ_only_in_what_was_filled() -> None:
    def around(data: bytes) -> bytes:
        sheet = parts(data)["xl/worksheets/sheet2.xml"]
        return re.sub(rb"<sheetData>.*</sheetData>|<dimension[^>]*>|<\?xml[^>]*\?>|sqref=\"[A-Z0-9: ]*\"", b"", sheet,
                      flags=re.DOTALL).strip().replace(b"/>", b">")  # fmt: skip

    assert around(filled()) == around(msp_workbook())


def test_what_referred_to_the_rows_refers_to_all_of_them() -> None:
    book, after = opened(filled()), parts(filled())
    last = 4 + len(SAMPLE.schedule)
    assert book["Finance"]["B3"].value == f"=SUM(Fleet!$G$5:$G${last})"
    assert f"Fleet!$G$5:$G${last}".encode() in after["xl/charts/chart2.xml"]
    assert [str(one.sqref) for one in book["Fleet"].conditional_formatting] == [f"G5:G{last}"]
    assert [str(one.sqref) for one in book["Fleet"].data_validations.dataValidation] == [f"F5:F{last}"]
    assert book["Fleet"].print_area == f"'Fleet'!$A$1:$I${last}"
    assert book["Fleet"].print_title_rows == "$4:$4"


def test_values_of_before_are_gone_and_everything_is_calculated_on_opening() -> None:
    after = parts(filled())
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]
    values = opened(filled(), values=True)["Finance"]
    assert [values.cell(row, 2).value for row in range(1, 5)] == [None] * 4


@pytest.mark.office
def test_libreoffice_comes_to_the_plans_sums(tmp_path: Path) -> None:
    book = opened(recalculated(filled(), tmp_path), values=True)
    sheet = book["Finance"]
    fleet = int(SAMPLE.schedule["planned_amount_minor"].sum())
    sums = [to_minor(round(sheet.cell(row, 2).value, 6), "USD") for row in range(1, 5)]
    assert sums == [SAMPLE.budget.total, fleet, fleet, 2 * SAMPLE.budget.total]
    assert to_minor(round(book["Budget"].cell(3 + len(SAMPLE.budget.lines), 6).value, 6), "USD") == SAMPLE.budget.total
    shares = [book["Budget"].cell(3 + number, 7).value for number in range(len(SAMPLE.budget.lines))]
    assert sum(shares) == pytest.approx(1)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_text_from_data_is_text(text: str) -> None:
    schedule = SAMPLE.schedule.copy()
    schedule.loc[0, "name"] = text
    data = fill(replace(SAMPLE, client=text, schedule=schedule), msp_workbook())
    book = opened(data)
    cell = book["Cover"]["A1"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.quotePrefix == text.strip("\t\r").startswith(("=", "+", "-", "@")) or text[0] in "\t\r"
    shown = text.replace("\r", "\n").replace("\t", " ").replace("\x00", "").replace("\x0b", "")
    assert unescape(cell.value) == shown
    assert shown in map(unescape, filter(None, column(book["Fleet"], "Device", 4)))


def test_without_devices_the_table_keeps_one_empty_row() -> None:
    sheet = opened(fill(sample_roadmap(assets=0), msp_workbook()))["Fleet"]
    assert sheet.tables["evergreen_assets"].ref == "A4:I5"
    assert [sheet.cell(5, col).value for col in (1, 4, 7, 9)] == [None] * 4
    assert sheet["H5"].value == "=evergreen_assets[[#This Row],[Cost]]*1.2"


def test_five_thousand_devices_take_seconds() -> None:
    large = sample_roadmap(assets=5_000)
    begun = time.perf_counter()
    data = fill(large, msp_workbook())
    assert time.perf_counter() - begun < 5
    assert b'ref="A4:I5004"' in parts(data)["xl/tables/table1.xml"]


def test_the_same_roadmap_and_template_give_the_same_bytes() -> None:
    assert fill(SAMPLE, msp_workbook()) == filled()


def test_a_filled_table_is_filled_again_with_more_rows_or_fewer() -> None:
    given = made(tables=(("A1:B2", "evergreen_assets", ("Device", "Cost")),))
    large, small = fill(SAMPLE, given), fill(sample_roadmap(assets=3), given)
    shrunk, again = opened(fill(sample_roadmap(assets=3), large))["S"], opened(fill(SAMPLE, small))["S"]
    assert list(shrunk.values) == list(opened(small)["S"].values)
    assert list(again.values) == list(opened(large)["S"].values)
    assert (shrunk.tables["evergreen_assets"].ref, again.tables["evergreen_assets"].ref) == ("A1:B4", "A1:B41")


@pytest.mark.parametrize("seed", [6, 8])
def test_every_table_and_name_of_a_real_plan_is_filled(seed: int) -> None:
    roadmap = build_roadmap(**client(seed))
    top, tables = 5, []
    for key, kind in TABLES.items():
        headers = tuple(names[0] for names in kind.columns)
        tables.append((f"A{top}:{chr(64 + len(headers))}{top + 1}", f"evergreen_{key}", headers))
        top += 4_000
    names = [(f"evergreen_{key}", f"$AB${number}") for number, key in enumerate((*SINGLE, *SERIES), start=1)]
    sheet = opened(fill(roadmap, made(*names, tables=tuple(tables))))["S"]
    digits = minor_digits(roadmap.currency)
    for key, header in (("ledger", "Amount"), ("budget", "Total")):
        table = sheet.tables[f"evergreen_{key}"]
        first, last = (int(one) for one in re.findall(r"\d+", table.ref))
        at = [names[0] for names in TABLES[key].columns].index(header) + 1
        rows = [sheet.cell(row, at).value for row in range(first + 1, last + 1)]
        assert sum(round(one * 10**digits) for one in rows if one is not None) == roadmap.budget.total
    planned = next(int(cell.rsplit("$", 1)[1]) for name, cell in names if name == "evergreen_planned")
    found = [sheet.cell(planned, 28 + number).value for number in range(len(roadmap.quarters))]
    assert [to_minor(one, roadmap.currency) for one in found] == list(roadmap.budget.planned())


def test_yen_have_no_decimals() -> None:
    yen = sample_roadmap(currency="JPY", locale="ja_JP")
    data = fill(yen, msp_workbook())
    assert opened(data)["Cover"]["B4"].value == yen.budget.total
    assert f"<v>{yen.budget.total}</v>".encode() in parts(data)["xl/worksheets/sheet1.xml"]


def test_a_day_is_shown_as_one_also_where_the_cell_had_no_format() -> None:
    sheet = opened(fill(SAMPLE, made(("evergreen_as_of", "$A$1"))))["S"]
    assert (sheet["A1"].value.date(), sheet["A1"].is_date) == (AS_OF, True)


def test_marked_cells_take_as_many_quarters_as_are_marked() -> None:
    data = fill(SAMPLE, made(("evergreen_quarters", "$A$1:$C$1"), ("evergreen_planned_2", "$A$2:$A$30")))
    sheet = opened(data)["S"]
    assert [sheet.cell(1, col).value for col in range(1, 5)] == [*(one.label for one in SAMPLE.quarters[:3]), None]
    down = [sheet.cell(row, 1).value for row in range(2, 31)]
    assert [to_minor(one, "USD") for one in down[:20]] == list(SAMPLE.budget.planned())
    assert down[20:] == [None] * 9


def test_the_documents_list_every_name_table_and_header() -> None:
    told = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    for key, (meaning, _) in {**SINGLE, **SERIES}.items():
        assert f"| `evergreen_{key}` | {meaning} |" in told
    for key, kind in TABLES.items():
        assert f"### `evergreen_{key}`" in told
        assert kind.what in told
        for headers in kind.columns:
            others = f" ({', '.join(headers[1:])})" if headers[1:] else ""
            assert f"**{headers[0]}**{others}" in told, headers
    listed = set(re.findall(r"^\| `evergreen_(\w+)` \|", told, re.MULTILINE))
    assert listed == {*SINGLE, *SERIES}


def test_rows_fit_their_wrapped_texts_where_the_first_has_no_height() -> None:
    sheet = opened(filled())["Fleet"]
    by_reason = {sheet.cell(row, 5).value: sheet.row_dimensions[row].height for row in range(5, 45)}
    assert by_reason["Replaced when it fails."] is None
    long = [height for reason, height in by_reason.items() if len(reason) > 60]
    assert long
    assert all(height > 30 for height in long)
