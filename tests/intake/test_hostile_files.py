"""Files made to hurt: each is read, or refused with one clear message, in seconds and in little memory."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from planner.errors import PlannerError
from planner.intake.model import Reading
from planner.intake.reading import read_bytes
from tests.conftest import AS_OF

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0"?>'
PARTS = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def row(number: int, *texts: str) -> str:
    cells = (f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(texts))
    return f'<row r="{number}">{"".join(cells)}</row>'


GOOD = row(1, "Hostname", "Serial Number", "Type") + row(2, "PC-1", "S1111111", "Laptop")


def workbook(rows: str = GOOD, *, declared: str = "", prologue: str = "", name: str = "Sheet1", padding: int = 0,
             extra: dict[str, bytes] | None = None) -> bytes:  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in PARTS.items():
            package.writestr(part, text)
        sheets = f'<sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets>'
        package.writestr("xl/workbook.xml", f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheets}</workbook>')
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{XML}{prologue}<worksheet xmlns="{MAIN}">{declared}<sheetData>{rows}</sheetData>'.encode())
            for _ in range(padding):
                sheet.write(b" " * 2**24)
            sheet.write(b"</worksheet>")
        for part, data in (extra or {}).items():
            package.writestr(part, data)
    return out.getvalue()


def read(data: bytes) -> Reading:
    return read_bytes(data, "assets.xlsx", AS_OF)


def devices(reading: Reading) -> list[object]:
    return [row.values.get("name") for table in reading.tables for row in table.rows]


EVERYTHING = '<dimension ref="A1:XFD1048576"/>'
FAR = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
ENTITIES = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{LAUGHS}]>'
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le").ljust(2048, b"\0")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: workbook(padding=64), "unpack to far more"),
        (lambda: workbook(row(1, "&j;"), prologue=ENTITIES), "XML entities"),
        (lambda: workbook(GOOD + FAR, declared=EVERYTHING), "spans more than"),
        (lambda: ENCRYPTED, "password"),
        (lambda: b"Hostname,Serial Number\n" + b"PC-1,S1111111\n" * 5_000_000, "larger than 64 MB"),
        (lambda: b"Hostname,Serial Number\n" + b"a,b\n" * 1_100_000, "more than 1,048,576 lines"),
    ],
    ids=["1 GB from 1 MB", "entity bomb", "a cell at the far corner", "encrypted", "a huge csv", "too many lines"],
)
def test_what_would_hurt_is_refused_with_a_remedy_and_costs_little(make, said: str) -> None:
    data = make()
    tracemalloc.start()
    with pytest.raises(PlannerError, match=said) as raised:
        read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert raised.value.remedy
    assert peak < 256 * 2**20


@pytest.mark.parametrize(
    "make",
    [
        lambda: workbook(declared=EVERYTHING),
        lambda: workbook(extra={"xl/vbaProject.bin": ENCRYPTED}),
        lambda: workbook(name="N" * 255),
        lambda: b"Hostname,Serial Number,Type\r\nPC-1,S1111111,Lap\x00top\r\n",
        "Hostname,Serial Number,Type\r\nPC-1,S1111111,\u202eLaptop\u200f\x07\r\n".encode,
        lambda: "Hostname\tSerial Number\tType\r\nPC-1\tS1111111\tLaptop\r\n".encode("utf-16"),
    ],
    ids=["declares 17 billion cells", "macros", "a sheet name of 255", "a NUL byte", "control characters", "UTF-16"],
)
def test_what_only_looks_bad_is_read(make) -> None:
    assert devices(read(make())) == ["PC-1"]


def test_an_error_in_every_cell_leaves_rows_without_content() -> None:
    broken = "".join(
        f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c><c r="B{n}" t="e"><v>#N/A</v></c></row>' for n in range(2, 500)
    )
    (table,) = read(workbook(row(1, "Hostname", "Serial Number") + broken)).tables
    assert len(table.rows) == 0
    assert len(table.skipped) + len(table.rejected) == 498


def test_an_unbalanced_quote_costs_its_own_row_alone() -> None:
    data = b'Hostname,Serial Number,Type\r\nPC-1,"S1111111,Laptop\r\nPC-2,S2222222,Laptop\r\n'
    (table,) = read(data).tables
    assert ([row.row for row in table.rows], [row.row for row in table.rejected]) == ([3], [2])


def test_two_unbalanced_quotes_do_not_swallow_the_rows_between() -> None:
    data = b'Hostname,Serial Number,Type\r\nPC-1,"S1111111,Laptop\r\nPC-2,S2222222,Laptop\r\nPC-3,"S3333333,Laptop\r\nPC-4,S4444444,Laptop\r\n'
    (table,) = read(data).tables
    assert ([row.row for row in table.rows], [row.row for row in table.rejected]) == ([3, 5], [2, 4])


def test_ten_thousand_columns_are_kept() -> None:
    more = ",".join(f"H{number}" for number in range(10_000))
    data = f"Hostname,Serial Number,Type,{more}\r\nPC-1,S1111111,Laptop,{more}\r\n".encode()
    (table,) = read(data).tables
    assert len(table.columns) == 10_003
    assert len(table.rows[0].values) + len(table.rows[0].extras) == 10_003
