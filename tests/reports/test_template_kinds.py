"""Workbooks as other programs and older Excels write them are filled as well."""

from __future__ import annotations

import re
from datetime import date

from planner.reports.template import fill, has_macros
from tests.reports.sample_roadmap import sample_roadmap
from tests.reports.templates import SAMPLE, made, opened, parts, repacked

AS_OF = date(2026, 1, 15)


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


def test_days_count_from_1904_where_the_workbook_does() -> None:
    data = made(("evergreen_as_of", "$A$1"), date_1904=True)
    assert opened(fill(SAMPLE, data))["S"]["A1"].value.date() == AS_OF
