"""What cannot be filled is refused in words, all at once, before anything is changed."""

from __future__ import annotations

import re
from contextlib import suppress
from io import BytesIO

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.reports.template import fill
from tests.reports.msp_workbook import msp_workbook
from tests.reports.sample_roadmap import sample_roadmap
from tests.reports.templates import made, parts, refused, repacked

FEW = sample_roadmap(assets=5)


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
    assert refused(msp_workbook()[:-400]) == "This workbook is damaged and cannot be opened."
    assert refused(b"PK" + bytes(64 * 1024 * 1024)) == "This workbook is larger than 64 MB."


def test_a_bomb_a_signature_and_entities_are_refused() -> None:
    plain = made(("evergreen_client", "$A$1"))
    bomb = repacked(plain, {"xl/media/image1.png": bytes(300 * 1024 * 1024)})
    assert refused(bomb) == "This workbook would unpack to far more than a template needs."
    assert "digitally signed" in refused(repacked(plain, {"_xmlsignatures/sig1.xml": b"<a/>"}))
    sheet = b'<!DOCTYPE x [<!ENTITY a "b">]>' + re.sub(
        rb"<\?xml[^>]*\?>", b"", parts(plain)["xl/worksheets/sheet1.xml"]
    )
    assert "entities" in refused(repacked(plain, {"xl/worksheets/sheet1.xml": sheet}))


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
