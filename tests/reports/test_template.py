"""An MSP's own workbook is filled, and everything that is not marked in it stays as it was."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from xlsxwriter import Workbook

from planner.errors import PlannerError
from planner.money import minor_digits
from planner.reports.tables import Tabled
from planner.reports.template import names
from planner.reports.template.fill import fill
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Roadmap
from tests.reports.generated_clients import client as generated
from tests.reports.office import recalculated
from tests.reports.test_slides import HOSTILE

DOCS = Path(__file__).parents[2] / "docs" / "templates.md"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360f8cf000003010100c9fe"
    "92ef0000000049454e44ae426082"
)


def template(*, table: str = "evergreen_assets", below: str = "", name: str = "evergreen_client") -> bytes:
    """A cover with named cells, a sheet with a table, a chart, a picture, a rule and a validation, and a sheet with the
    MSP's own sum over the table."""
    out = io.BytesIO()
    with Workbook(out) as book:
        day, money = (
            book.add_format({"num_format": "dd.mm.yyyy"}),
            book.add_format({"num_format": "#,##0.00", "bold": 1}),
        )
        cover, sheet, own = (book.add_worksheet(title) for title in ("Cover", "Devices", "Own sums"))
        cover.write("A1", "Prepared for")
        book.define_name(name, "=Cover!$B$1")
        book.define_name("evergreen_as_of", "=Cover!$B$2")
        book.define_name("evergreen_planned", "=Cover!$B$4")
        cover.write("B2", "", day)
        cover.insert_image("D1", "dot.png", {"image_data": io.BytesIO(PICTURE)})
        headings = ["Device", "Due on", "Planned quarter", "Cost", "Our mark-up", "Approved by"]
        sheet.add_table("B3:G4", {"name": table, "columns": [{"header": one} for one in headings]})
        sheet.write("C4", "", day)
        sheet.write("E4", "", money)
        sheet.write_formula("F4", "=E4*1.1", money, 0)
        sheet.conditional_format(
            "E4", {"type": "cell", "criteria": ">", "value": 1000, "format": book.add_format({"bg_color": "#FFC7CE"})}
        )
        sheet.data_validation("G4", {"validate": "list", "source": ["Ines", "Omar"]})
        if below:
            sheet.write("C9", below)
        own.write_formula("A1", f"=SUM({table}[Cost])", None, 123)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Devices!$E$4:$E$9"})
        own.insert_chart("C3", chart)
    return out.getvalue()


def told(seed: int = 3, **more: Any) -> Tabled:
    return Tabled(build_roadmap(**(generated(seed) | more)))


def total(roadmap: Roadmap) -> int:
    return int(roadmap.schedule["planned_amount_minor"].fillna(0).sum())


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_marked_table_and_cells_hold_the_roadmaps_figures() -> None:
    given = told()
    book = openpyxl.load_workbook(io.BytesIO(fill(given, template())))
    cover, sheet = book["Cover"], book["Devices"]
    roadmap, scale = given.roadmap, 10 ** minor_digits(given.roadmap.currency)
    assert (cover["B1"].value, cover["B2"].value.date()) == (roadmap.client, roadmap.as_of)
    planned = [round((cover.cell(4, 2 + at).value or 0) * scale) for at in range(len(roadmap.quarters))]
    assert planned == list(roadmap.budget.planned())
    count = len(roadmap.schedule)
    assert sheet.tables["evergreen_assets"].ref == f"B3:G{3 + count}"
    costs = [sheet.cell(4 + at, 5).value or 0 for at in range(count)]
    assert sum(round(cost * scale) for cost in costs) == total(roadmap)
    assert sheet["F5"].value == "=E5*1.1"
    assert sheet["C5"].number_format == "dd.mm.yyyy"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == [f"G4:G{3 + count}"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == [f"E4:E{3 + count}"]


def test_every_part_that_is_not_marked_is_byte_for_byte_as_it_was() -> None:
    before = template()
    old, new = parts(before), parts(fill(told(), before))
    changed = {name for name in old if new.get(name) != old[name]}
    assert changed <= {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/tables/table1.xml",
    }  # fmt: skip
    assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/worksheets/sheet3.xml", "xl/styles.xml"} <= set(
        new
    ) - changed


@pytest.mark.office
def test_libreoffice_opens_it_and_the_msps_own_sum_is_the_plans(tmp_path: Path) -> None:
    given = told()
    book = openpyxl.load_workbook(io.BytesIO(recalculated(fill(given, template()), tmp_path)), data_only=True)
    scale = 10 ** minor_digits(given.roadmap.currency)
    assert round(book["Own sums"]["A1"].value * scale) == total(given.roadmap)


def test_no_device_leaves_one_empty_row() -> None:
    given = generated(3)
    empty = Tabled(
        build_roadmap(**(given | {"assets": given["assets"].iloc[:0], "pins": {}, "projects": (), "held": ()}))
    )
    sheet = openpyxl.load_workbook(io.BytesIO(fill(empty, template())))["Devices"]
    assert (sheet.tables["evergreen_assets"].ref, sheet["B4"].value) == ("B3:G4", None)


def test_text_of_people_never_becomes_a_formula() -> None:
    given = told(client=HOSTILE)
    cell = openpyxl.load_workbook(io.BytesIO(fill(given, template())))["Cover"]["B1"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value.startswith("=cmd|")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"table": "evergreen_asets"}, "do you mean 'evergreen_assets'"),
        ({"name": "evergreen_clint"}, "do you mean 'evergreen_client'"),
        ({"below": "our remark"}, "C9 on the sheet 'Devices' is not free"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_filled(given: dict[str, str], said: str) -> None:
    with pytest.raises(PlannerError, match=said):
        fill(told(), template(**given))


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(PlannerError) as refused:
        fill(told(), template(table="evergreen_asets", name="evergreen_clint"))
    assert "evergreen_assets" in str(refused.value)
    assert "evergreen_client" in str(refused.value)


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 protected"])
def test_what_is_no_workbook_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(PlannerError, match="no Excel workbook"):
        fill(told(), data)


def test_a_workbook_without_marks_is_refused() -> None:
    out = io.BytesIO()
    with Workbook(out) as book:
        book.add_worksheet()
    with pytest.raises(PlannerError, match="Nothing in this workbook is marked"):
        fill(told(), out.getvalue())


def test_the_documentation_names_every_name_and_word() -> None:
    assert DOCS.read_text(encoding="utf-8") == names.markdown()


def test_days_are_days() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(fill(told(), template())))["Devices"]
    assert all(isinstance(sheet.cell(row, 3).value, date | None) for row in range(4, sheet.max_row + 1))
