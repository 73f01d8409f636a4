"""What must not matter: the order of columns, where the header stands, the encoding, the delimiter, the container."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.intake.model import Table
from tests.intake.sheets import read, table, workbook

HEADER = [
    "Hostname",
    "Serial Number",
    "Type",
    "Manufacturer",
    "Model",
    "Bought",
    "Price",
    "Warranty End",
    "User",
    "Züge",
]
ROWS = [
    [
        "HLA-LT-01",
        "5CG9123ABC",
        "Laptop",
        "HP",
        "EliteBook 840 G6",
        "13.04.2019",
        "1.099,00 €",
        "12.04.2022",
        "Müller",
        "a",
    ],
    [
        "HLA-PC-02",
        "7ABC123",
        "Desktop",
        "Dell",
        "OptiPlex 3060",
        "05.06.2018",
        "750,50 €",
        "04.06.2021",
        "Größler",
        "b",
    ],
    [
        "HLA-SV-03",
        "CZJ0123456",
        "Server",
        "HPE",
        "ProLiant DL380 Gen10",
        "11.12.2019",
        "6.540,50 €",
        "2024",
        "",
        "c; d",
    ],
    ["HLA-SW-04", "0012345", "Switch", "Cisco", "CBS350-24P", "", "", "n/a", "", ""],
]
STYLES = st.sampled_from([",", ";", "\t", "|"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def as_text(rows: list[list[str]], delimiter: str = ",", line_end: str = "\n") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return stream.getvalue()


def content(found: Table) -> list[tuple[dict[str, Any], dict[str, str]]]:
    return [(dict(row.values), dict(row.extras)) for row in found.rows]


EXPECTED = content(table(as_text([HEADER, *ROWS])))


def test_the_sheet_itself_is_read_whole():
    values, extras = EXPECTED[0]
    assert values["purchased_on"] == "2019-04-13"
    assert extras == {"Züge": "a"}
    assert EXPECTED[3][0]["serial_number"] == "0012345"


@settings(max_examples=40, deadline=None)
@given(STYLES, ENCODINGS, LINE_ENDS)
def test_delimiter_encoding_and_line_ends_do_not_matter(delimiter, encoding, line_end):
    if line_end == "\r" and encoding == "cp1252":
        line_end = "\n"  # bare CR with bytes beyond ASCII is an old Mac's file, in Mac Roman
    assert content(table(as_text([HEADER, *ROWS], delimiter, line_end).encode(encoding))) == EXPECTED


def test_an_old_macs_file_is_read():
    assert (
        content(table(as_text([HEADER, *ROWS], ";", "\r").replace("€", "EUR").encode("mac_roman")))[0][0]["assigned_to"]
        == "Müller"
    )


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(len(HEADER))))
def test_the_order_of_columns_does_not_matter(order):
    permuted = [[row[at] for at in order] for row in [HEADER, *ROWS]]
    assert content(table(as_text(permuted))) == EXPECTED


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(HEADER) - 2), st.integers(0, len(HEADER)))
def test_a_column_that_stands_twice_is_mapped_once_and_kept_once(which, where):
    doubled = [[*row[:where], row[which], *row[where:]] for row in [HEADER, *ROWS]]
    found = table(as_text(doubled))
    assert [dict(row.values) for row in found.rows] == [values for values, _ in EXPECTED]
    assert sum(text == ROWS[0][which] for text in found.rows[0].extras.values()) == 1


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 8), st.booleans())
def test_the_header_may_stand_anywhere_near_the_top(offset, has_title):
    above = [["Equipment list of the Northgate office"] if has_title and at == 0 else [""] for at in range(offset)]
    found = table(as_text([*above, HEADER, *ROWS]))
    assert found.header_row == offset + 1
    assert content(found) == EXPECTED


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 5), st.integers(0, 3))
def test_the_place_in_a_workbook_does_not_matter(down, right):
    rows = [[None] * right for _ in range(down)] + [[None] * right + row for row in [HEADER, *ROWS]]
    (found,) = read(workbook({"Assets": rows})).tables
    assert (found.header_row, content(found)) == (down + 1, EXPECTED)
    assert found.columns[0].column == "ABCD"[right]
