"""The MSP's own workbook: what he marked is filled to the cent, and everything else in it is as it was."""

from __future__ import annotations

import re
import time
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from planner.errors import PlannerError
from planner.money import minor_digits, to_minor
from planner.reports.template import fill, has_macros
from planner.reports.template.columns import TABLES
from planner.reports.template.figures import SERIES, SINGLE
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Roadmap
from tests.reports.generated_clients import client
from tests.reports.msp_workbook import OWN_SHEETS, msp_workbook
from tests.reports.office import recalculated
from tests.reports.sample_roadmap import sample_roadmap

SAMPLE = sample_roadmap()
FEW = sample_roadmap(assets=5)
AS_OF = date(2026, 1, 15)
HOSTILE = ("=1+1", "+44 20", "-1", "@SUM(A1)", "\t=cmd", "\r=1", "a\x00b\x0bc", "👩‍💻 שלום", "<b>&amp;</b>",
           "_x0041_", " kept ", "x" * 32_767, "Client: ../../x")  # fmt: skip


def opened(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def made(*names: tuple[str, str], tables: tuple[tuple[str, str, tuple[str, ...]], ...] = (), **options: Any) -> bytes:
    """A workbook with one sheet 'S': names of cells of it, and tables (area, name, headers)."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    sheet = book.add_worksheet("S")
    for name, cell in names:
        book.define_name(name, f"=S!{cell}")
    for area, name, headers in tables:
        sheet.add_table(area, {"name": name, "columns": [{"header": header} for header in headers]})
    book.close()
    return out.getvalue()


def refused(data: bytes, roadmap: Roadmap = SAMPLE) -> str:
    with pytest.raises(PlannerError) as caught:
        fill(roadmap, data)
    return caught.value.message


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


def test_days_count_from_1904_where_the_workbook_does() -> None:
    data = made(("evergreen_as_of", "$A$1"), date_1904=True)
    assert opened(fill(SAMPLE, data))["S"]["A1"].value.date() == AS_OF


def test_marked_cells_take_as_many_quarters_as_are_marked() -> None:
    data = fill(SAMPLE, made(("evergreen_quarters", "$A$1:$C$1"), ("evergreen_planned_2", "$A$2:$A$30")))
    sheet = opened(data)["S"]
    assert [sheet.cell(1, col).value for col in range(1, 5)] == [*(one.label for one in SAMPLE.quarters[:3]), None]
    down = [sheet.cell(row, 1).value for row in range(2, 31)]
    assert [to_minor(one, "USD") for one in down[:20]] == list(SAMPLE.budget.planned())
    assert down[20:] == [None] * 9


def test_what_stands_below_a_table_is_never_overwritten() -> None:
    told = refused(msp_workbook(below="My note"))
    assert "evergreen_assets" in told
    assert "needs 40 rows, down to row 44, but B7 stands below it" in told
    assert refused(made(tables=(("A1:A2", "evergreen_assets", ("Device",)), ("A9:A10", "Mine", ("X",))))) == (
        "The table evergreen_assets on sheet 'S' needs 40 rows, down to row 41, but A9, A9, A10 and the table Mine "
        "stand below it. Move what stands there beside the table or to another sheet."
    ).replace("A9, A9, A10", "A9")


def test_all_faults_are_told_at_once_with_the_name_that_may_be_meant() -> None:
    told = refused(made(
        ("evergreen_clinet", "$A$1"), ("evergreen_zzzzzzz", "$A$2"), ("evergreen_total", "$A$3:$B$4"),
        tables=(("D1:E2", "evergreen_asets", ("Device", "Cost")), ("G1:H2", "evergreen_budget", ("Foo", "Bar"))),
    ))  # fmt: skip
    assert "The name evergreen_clinet is not known: evergreen_client may be meant." in told
    assert "The name evergreen_zzzzzzz is not known: docs/templates.md lists all that are." in told
    assert "The table evergreen_asets is not known: evergreen_assets may be meant." in told
    assert "The table evergreen_budget has no header that is known: use some of 'Line', 'Kind'" in told
    assert "The name evergreen_total stands for more than one cell" in told


def test_what_is_no_workbook_to_fill_is_refused_in_words() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert refused(b"not a workbook") == "This file is no Excel workbook."
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "This workbook is protected by a password."
    assert refused(ole) == "This is an older Excel workbook (.xls)."
    assert refused(made()).startswith("Nothing in this workbook is marked")
    assert refused(filled()[:-400]) == "This workbook is damaged and cannot be opened."
    assert refused(b"PK" + bytes(64 * 1024 * 1024)) == "This workbook is larger than 64 MB."


def repacked(data: bytes, change: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts(data), **change}.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_bomb_a_signature_and_entities_are_refused() -> None:
    plain = made(("evergreen_client", "$A$1"))
    bomb = repacked(plain, {"xl/media/image1.png": bytes(300 * 1024 * 1024)})
    assert refused(bomb) == "This workbook would unpack to far more than a template needs."
    assert "digitally signed" in refused(repacked(plain, {"_xmlsignatures/sig1.xml": b"<a/>"}))
    sheet = b'<!DOCTYPE x [<!ENTITY a "b">]>' + re.sub(
        rb"<\?xml[^>]*\?>", b"", parts(plain)["xl/worksheets/sheet1.xml"]
    )
    assert "entities" in refused(repacked(plain, {"xl/worksheets/sheet1.xml": sheet}))


def test_macros_stay_and_a_template_becomes_a_workbook() -> None:
    plain = made(("evergreen_client", "$A$1"))
    types = parts(plain)["[Content_Types].xml"]
    sheet, template = b"openxmlformats-officedocument.spreadsheetml.sheet", b"ms-excel.template.macroEnabled"
    assert not has_macros(plain)
    given = repacked(plain, {"[Content_Types].xml": types.replace(sheet + b".main", template + b".main"),
                             "xl/vbaProject.bin": b"signed"})  # fmt: skip
    done = fill(SAMPLE, given)
    assert has_macros(done)
    assert parts(done)["xl/vbaProject.bin"] == b"signed"
    assert b"ms-excel.sheet.macroEnabled.main" in parts(done)["[Content_Types].xml"]


def test_a_chart_below_a_table_is_never_covered() -> None:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("S")
    sheet.add_table("A1:B2", {"name": "evergreen_assets", "columns": [{"header": "Device"}, {"header": "Cost"}]})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=S!$B$2:$B$2"})
    sheet.insert_chart("B10", chart)
    book.close()
    assert "the chart or picture at B10 stands below it" in refused(out.getvalue())
    assert fill(sample_roadmap(assets=8), out.getvalue())


def test_names_that_want_the_same_cells_are_told() -> None:
    told = refused(
        made(("evergreen_planned", "$A$1"), ("evergreen_total", "$C$1"), ("evergreen_cap", "$A$2:$A$1048576"))
    )
    assert "The names evergreen_planned and evergreen_total want the same cells" in told
    assert "The name evergreen_cap stands for very many cells" in told


def test_formulas_that_excel_wrote_once_for_many_cells_are_whole_again() -> None:
    plain = made(tables=(("A1:B3", "evergreen_assets", ("Cost", "Twice")),))
    cells = (
        b'<row r="2"><c r="B2"><f t="shared" ref="B2:B3" si="0">A2*2</f><v>1</v></c></row>'
        b'<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c></row></sheetData>'
    )
    sheet = parts(plain)["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", cells)
    done = opened(fill(sample_roadmap(assets=4), repacked(plain, {"xl/worksheets/sheet1.xml": sheet})))["S"]
    assert [done.cell(row, 2).value for row in range(2, 6)] == ["=A2*2", "=A3*2", "=A4*2", "=A5*2"]


def test_the_order_of_calculation_goes_and_a_pivot_table_counts_anew() -> None:
    plain = made(tables=(("A1:B2", "evergreen_assets", ("Device", "Cost")),))
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds, relations = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    chain = b'<Relationship Id="rId99" Type="http://x/relationships/calcChain" Target="calcChain.xml"/></Relationships>'
    given = repacked(plain, {
        kinds: parts(plain)[kinds].replace(b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'),
        relations: parts(plain)[relations].replace(b"</Relationships>", chain),
        "xl/calcChain.xml": b'<calcChain xmlns="' + main + b'"><c r="A1" i="1"/></calcChain>',
        "xl/pivotCache/pivotCacheDefinition1.xml": b'<pivotCacheDefinition xmlns="' + main + b'"><cacheSource '
        b'type="worksheet"><worksheetSource name="evergreen_assets"/></cacheSource></pivotCacheDefinition>',
    })  # fmt: skip
    after = parts(fill(SAMPLE, given))
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after[kinds] + after[relations]
    assert b'refreshOnLoad="1"' in after["xl/pivotCache/pivotCacheDefinition1.xml"]


def test_a_name_of_one_sheet_and_a_numbered_one_are_filled_too() -> None:
    sheet = opened(fill(SAMPLE, made(("S!evergreen_client", "$A$1"), ("Evergreen_Client_2", "$A$2"))))["S"]
    assert [sheet["A1"].value, sheet["A2"].value] == [SAMPLE.client] * 2


def test_a_sheet_written_with_prefixes_is_filled() -> None:
    plain = made(("evergreen_client", "$A$1"))
    sheet = parts(plain)["xl/worksheets/sheet1.xml"].decode()
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", sheet).replace("xmlns=", "xmlns:x=")
    done = fill(SAMPLE, repacked(plain, {"xl/worksheets/sheet1.xml": prefixed.encode()}))
    assert opened(done)["S"]["A1"].value == SAMPLE.client
    assert b"ns0" not in parts(done)["xl/worksheets/sheet1.xml"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_refused_in_words_or_filled(data: st.DataObject) -> None:
    held = parts(msp_workbook())
    name = data.draw(st.sampled_from([one for one in held if one.endswith((".xml", ".rels"))]))
    told = list(re.finditer(rb'="([^"]*)"|>([^<]+)<', held[name]))
    found = data.draw(st.sampled_from(told))
    first, last = found.span(1 if found[1] is not None else 2)
    odd = data.draw(st.sampled_from([b"", b"-1", b"zz", b"99999999999", b"A1:B", b"#REF!"]))
    with suppress(PlannerError):
        assert fill(FEW, repacked(msp_workbook(), {name: held[name][:first] + odd + held[name][last:]}))


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
