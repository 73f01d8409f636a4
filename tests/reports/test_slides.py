"""The deck: its figures are the document's, its charts and tables native, and nothing of the data is more than text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.util import Inches

from planner.errors import PlannerError
from planner.reports.page.budget import years_of
from planner.reports.slides.deck import deck
from planner.roadmap.document import DRAFT, Document, DocumentArea, DocumentFigure, Parameter
from tests.needs import needs
from tests.reports.documents import HOSTILE, document, empty, said


def slides_of(data: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(data)).slides)


def texts(data: bytes) -> str:
    found = []
    for slide in slides_of(data):
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
        found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


def charts(data: bytes) -> list[Any]:
    return [shape.chart for slide in slides_of(data) for shape in slide.shapes if shape.has_chart]


def by_quarter(chart: Any) -> dict[str, list[float]]:
    return {one.name: list(one.values) for plot in chart.plots for one in plot.series}


def test_the_charts_parts_add_up_to_each_quarters_spend_and_the_cap_is_a_line() -> None:
    given = document()
    chart = charts(deck(given))[0]
    values = by_quarter(chart)
    assert list(values) == ["Devices", "Installation and disposal", "Cap a quarter"]
    assert values.pop("Cap a quarter") == [5000.0] * 12
    totals = [round(sum(column) * 100) for column in zip(*values.values(), strict=True)]
    assert totals == [quarter.planned_minor for quarter in given.quarters]
    assert totals[0] == 100_000 + 10_000 - 500
    assert [type(plot).__name__ for plot in chart.plots] == ["BarPlot", "LinePlot"]
    assert list(chart.plots[0].categories) == [quarter.label for quarter in given.quarters]


def test_the_table_says_each_fiscal_years_total_as_the_document_has_it() -> None:
    given = document()
    table = next(shape.table for slide in slides_of(deck(given)) for shape in slide.shapes if shape.has_table)
    last = [cell.text for cell in table.rows[len(table.rows) - 1].cells]
    spent = [year.total for year in years_of(given)]
    assert [re.sub(r"\D", "", text) for text in last[1:]] == [str(round(one / 100)) for one in (*spent, sum(spent))]


def test_every_slide_has_a_title_and_notes_and_a_chart_says_itself_in_words() -> None:
    data = deck(document())
    made = slides_of(data)
    assert len(made) == 10
    assert all(slide.shapes.title.text and slide.notes_slide.notes_text_frame.text for slide in made)
    frames = [shape for slide in made for shape in slide.shapes if shape.has_chart]
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in frames)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert deck(document()) == deck(document())


def test_without_costs_no_part_of_the_file_holds_an_amount() -> None:
    data = deck(document(costs=False))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"1,500" not in whole
    assert b"150000" not in whole
    assert "£" not in texts(data)
    assert [chart.plots[0].series[0].name for chart in charts(data)] == ["Devices", "Score"]


def test_text_of_people_is_text_and_nothing_else() -> None:
    data = deck(document(client=HOSTILE, text=HOSTILE + "y" * 32_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        slides = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    assert b"<b>" not in slides
    assert b"\x07" not in slides
    assert "🦊" in texts(data)
    assert "=cmd|' /C calc'!A0 <b>&amp;</b>" in texts(data)


def test_many_lines_are_cut_into_slides_and_none_is_lost() -> None:
    given = document(lines=200)
    data = deck(given)
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in slides_of(data))
    assert len(slides_of(data)) <= 18
    assert notes.count("It reaches the end of its life.") == 200


def test_a_template_keeps_its_size_its_masters_and_loses_its_slides() -> None:
    own = Presentation()
    own.slide_width, own.slide_height = Inches(10), Inches(7.5)
    own.slide_masters[0].name = "Redstone"
    own.slides.add_slide(own.slide_layouts[1]).shapes.title.text = "Delete me"
    out = io.BytesIO()
    own.save(out)
    made = Presentation(io.BytesIO(deck(document(), out.getvalue())))
    assert (made.slide_width, made.slide_masters[0].name) == (Inches(10), "Redstone")
    assert len(made.slides) == 10
    assert "Delete me" not in texts(deck(document(), out.getvalue()))


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 protected"])
def test_what_is_no_template_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(PlannerError, match="no PowerPoint template"):
        deck(document(), data)


def odd() -> list[Document]:
    return [
        document(), document(client="N" * 45 + " " + "W" * 44, currency="JPY", cap=None), empty(),
        document(lines=200, quarters=20), document(text=HOSTILE),
    ]  # fmt: skip


@pytest.mark.office
def test_libreoffice_converts_every_deck_and_each_slide_is_a_page(tmp_path: Path) -> None:
    soffice, pdfinfo = shutil.which("soffice"), shutil.which("pdfinfo")
    needs(soffice and pdfinfo, "LibreOffice (soffice) and poppler (pdfinfo)")
    counts = []
    for number, given in enumerate(odd()):
        data = deck(given)
        (tmp_path / f"deck{number}.pptx").write_bytes(data)
        counts.append(len(slides_of(data)))
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir",
         tmp_path, *sorted(tmp_path.glob("*.pptx"))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for number, count in enumerate(counts):
        told = subprocess.run([pdfinfo, tmp_path / f"deck{number}.pdf"], check=True, capture_output=True, text=True)
        assert re.search(rf"^Pages: +{count}$", told.stdout, re.MULTILINE)


def test_a_draft_says_so_and_names_no_version() -> None:
    told = texts(deck(replace(document(), version=DRAFT)))
    assert "As of 1 October 2026, draft" in told
    assert "version 0" not in told


def test_a_key_figure_is_never_cut() -> None:
    figure = DocumentFigure(said("in the next four quarters"), Parameter("near", "money", 98_765_432_109_00))
    assert "£98,765,432,109" in texts(deck(replace(document(), figures=(figure,) * 3)))


def old_deck() -> bytes:
    """An MSP's deck for somebody else: slide, notes, section, properties, and an outline view that names the slide."""
    own = Presentation()
    slide = own.slides.add_slide(own.slide_layouts[1])
    slide.shapes.title.text, slide.notes_slide.notes_text_frame.text = "Former title", "Former notes"
    own.core_properties.category, own.core_properties.content_status = "Former category", "Former status"
    out = io.BytesIO()
    own.save(out)
    parts = {}
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    number = parts["ppt/presentation.xml"].split(b'<p:sldId id="')[1].split(b'"')[0].decode()
    section = (
        '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
        'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"><p14:section name="Former section" '
        f'id="{{11111111-1111-4111-8111-111111111111}}"><p14:sldIdLst><p14:sldId id="{number}"/></p14:sldIdLst>'
        "</p14:section></p14:sectionLst></p:ext></p:extLst></p:presentation>"
    )
    parts["ppt/presentation.xml"] = parts["ppt/presentation.xml"].replace(b"</p:presentation>", section.encode())
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(
        b"</Properties>", b"<Company>Former firm</Company></Properties>"
    )
    parts["ppt/_rels/viewProps.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide" Target="slides/slide1.xml"/>'
        b"</Relationships>"
    )
    parts["docProps/thumbnail.jpeg"] = b"Former picture"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


def test_of_a_template_nothing_but_its_look_is_handed_on() -> None:
    with zipfile.ZipFile(io.BytesIO(deck(document(), old_deck()))) as archive:
        names = archive.namelist()
        told = [name for name in names if b"Former " in archive.read(name)]
    assert told == []
    assert len(names) == len(set(names))


def test_a_charts_label_is_no_formula_in_its_workbook() -> None:
    areas = (DocumentArea("=HYPERLINK(A1)", 40),)
    given = replace(document(), areas=areas)
    for chart in charts(deck(given)):
        book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
        assert not [cell for row in book.active.iter_rows() for cell in row if cell.data_type == "f"]


def test_on_the_roadmap_a_long_title_is_cut_and_its_amount_never() -> None:
    given = document(text="Replace everything that stands in the room behind the reception", lines=4)
    slide = next(one for one in slides_of(deck(given)) if one.shapes.title.text.startswith("The roadmap"))
    boxes = [shape.text_frame.text for shape in slide.shapes if "…" in shape.text_frame.text]
    assert len(boxes) == 4
    assert all(text.endswith(" · £1,500") for text in boxes)
