"""Files that are no lists, or that mean harm, are refused with what to do; whatever is read adds up."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.intake import containers
from planner.intake.model import Table
from tests.intake.sheets import read, table, workbook

ROWS = [["Name", "Serial"], ["PC-1", "7ABC123"]]


def rezipped(data: bytes, **changes: bytes) -> bytes:
    """The workbook with parts replaced; names have '__' for '/' and '_x' for '.x'."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            key = part.filename.replace("/", "__").replace(".", "_")
            new.writestr(part.filename, changes.get(key, old.read(part)))
    return stream.getvalue()


FAR = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
BOMB = b"<worksheet>" + b" " * (1 << 26) + b"</worksheet>"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet/>'
REFUSED = {
    "empty": b"",
    "only zeros": b"\0" * 50,
    "a picture": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "a PDF": b"%PDF-1.7\n" + b"x" * 100,
    "a cut workbook": workbook({"A": ROWS})[:900],
    "a zip of other things": rezipped(workbook({"A": ROWS})).replace(b"xl/workbook.xml", b"xl/workbooc.xyz"),
    "far cells": rezipped(workbook({"A": ROWS}), xl__worksheets__sheet1_xml=FAR),
    "a bomb": rezipped(workbook({"A": ROWS}), xl__worksheets__sheet1_xml=BOMB),
    "entities": rezipped(workbook({"A": ROWS}), xl__worksheets__sheet1_xml=ENTITY),
    "entities in Excel 2003's XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "an encrypted workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "a Word document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
    "a page without a table": b"<html><body>Session expired</body></html>",
    "another program's XML": b"<?xml version='1.0'?><rss/>",
    "random bytes": bytes(range(1, 32)) * 50,
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_list_is_refused_with_a_remedy(kind):
    with pytest.raises(PlannerError) as refusal:
        read(REFUSED[kind])
    assert refusal.value.message.endswith(".")
    assert refusal.value.remedy.endswith(".")


def test_a_workbook_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(containers, "MAX_WORKBOOK_BYTES", 1_000)
    with pytest.raises(PlannerError, match="larger"):
        read(workbook({"A": ROWS}))


@pytest.mark.parametrize("data", [b"\xff\xfe", b"\xef\xbb\xbfsep=;\n", b"sep=,\r\n"])
def test_a_text_file_of_marks_alone_holds_no_table(data):
    assert read(data).tables == ()


def test_the_bytes_decide_not_the_name():
    assert table("Name,Serial\nPC-1,7ABC123\n", "assets.xlsx").rows == table(workbook({"A": ROWS}), "assets.csv").rows
    page = "<html><table><tr><th>Name</th><th>Serial</th></tr><tr><td>PC-1</td><td>7ABC123</td></tr></table></html>"
    assert table(page, "assets.xls").rows == table(workbook({"A": ROWS})).rows


def test_a_quote_that_nothing_closes_spoils_its_own_row_alone():
    found = table('Name,Serial,Notes\nPC-1,7ABC123,"Dell 24"" panel"\nPC-2,7ABC124,"open\nPC-3,7ABC125,fine\n')
    assert [row.row for row in found.rows] == [2, 4]
    assert [row.row for row in found.rejected] == [3]
    assert "quotation" in found.rejected[0].problem.message


def test_line_breaks_in_cells_and_blank_lines_count_as_excel_counts():
    found = table('Name,Serial,Notes\nPC-1,7ABC123,"two\nlines"\n\nPC-2,7ABC124,x\n')
    assert ([row.row for row in found.rows], [row.row for row in found.skipped]) == ([2, 4], [3])


def every_row(found: Table) -> list[int]:
    return sorted(row.row for row in (*found.rows, *found.skipped, *found.rejected))


CELLS = st.sampled_from(["", "PC-1", "7ABC123", "Dell", "Total", "Legend", "SERVERS", "2019-05-02", "12", "a\nb", '"', "1,5", "N/A", "Name", "Serial"])  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=25))
def test_every_row_below_the_first_header_is_read_skipped_or_rejected(rows):
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    tables = read("\n".join(["Hostname,Serial Number,Model,Purchase Date", *quoted]) + "\n").tables
    assert tables[0].header_row == 1
    if all(found.verdict == "assets" for found in tables):
        told = {row for found in tables for row in every_row(found)}
        headers = {at for found in tables if found.header_row for at in (found.header_row, found.header_row - 1)}
        assert told | headers >= set(range(2, len(rows) + 2))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        tables = read(data).tables
    except PlannerError:
        return
    for found in tables:
        assert len(every_row(found)) == len(set(every_row(found)))
