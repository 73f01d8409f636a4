"""Files made to hurt, imported whole in a process with limits: told in seconds, in less than 1 GB, nothing written."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.intake.test_hostile_files import ENCRYPTED, ENTITIES, EVERYTHING, FAR, GOOD, row, workbook

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
OFFICE_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def shared_text_bomb() -> bytes:
    """One text of 32,000 letters that 100,000 cells share: 3 GB of text from 200 KB."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
    return workbook(cells, extra={"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 32_000}</t></si></sst>".encode()})


def open_document(rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        text = f'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="{OFFICE_TABLE}"><office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
        package.writestr("content.xml", text)
    return out.getvalue()


def binary_workbook() -> bytes:
    """An xlsb whose only cell stands in the last row and column."""
    record = bytes([0, 4]) + struct.pack("<I", 1_048_575) + bytes([2, 12]) + struct.pack("<III", 16_383, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.bin", b"")
        package.writestr("xl/worksheets/sheet1.bin", record)
    return out.getvalue()


def lines(count: int, more: bytes) -> bytes:
    return b"".join(b"PC-%d,S%07d,Laptop%s\r\n" % (number, number, more) for number in range(count))


GAP = '<table:table-row><table:table-cell table:number-columns-repeated="16000"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
SPARSE = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="A"><Table>'
FULL = "".join(f'<row r="{n}">' + "<c><v>1</v></c>" * 30 + "</row>" for n in range(1, 150_001))
SOME = "".join(f"<c><v>{n}</v></c>" for n in range(10_000))
HEAD = b"Hostname,Serial Number,Type\r\n"
REFUSED = {
    "1 GB from 1 MB": lambda: workbook(padding=64),
    "entity bomb": lambda: workbook(row(1, "&j;"), prologue=ENTITIES),
    "a row at the far corner": lambda: workbook(GOOD + FAR, declared=EVERYTHING),
    "a cell at the far corner in row 2": lambda: workbook(GOOD.replace("C2", "XFD1048576")),
    "the same in single quotes": lambda: workbook(GOOD.replace('"C2"', "'XFD1048576'")),
    "binary, at the far corner": binary_workbook,
    "encrypted": lambda: ENCRYPTED,
    "one long text shared": shared_text_bomb,
    "a workbook of 4.5 million cells": lambda: workbook(FULL),
    "OpenDocument's gaps": lambda: open_document(GAP * 5_000),
    "OpenDocument's repeated rows": lambda: open_document(GAP.replace("row>", 'row table:number-rows-repeated="900000">', 1)),
    "HTML's spans": lambda: b"<html><table>" + (b"<tr>" + b"<td colspan=200>x" * 5_000) * 100 + b"</table></html>",
    "Excel 2003's gaps": (SPARSE + '<Row><Cell ss:Index="16000"/></Row>' * 5_000 + "</Table></Worksheet></Workbook>").encode,
    "a csv of 300 MB": lambda: HEAD + b"PC-1,S1111111,Laptop\r\n" * 13_700_000,
    "a csv of one long and many short lines": lambda: HEAD + b"," * 100_000 + b"\r\nPC-1" * 100_000,
    "a csv of empty cells": lambda: HEAD + (b"," * 60 + b"\n") * 1_000_000,
    "200,000 rows": lambda: HEAD + lines(200_000, b""),
    "18 million cells": lambda: HEAD + lines(140_000, b",a" * 127),
}  # fmt: skip
READ = {
    "declares everything": lambda: workbook(declared=EVERYTHING),
    "macros": lambda: workbook(extra={"xl/vbaProject.bin": ENCRYPTED}),
    "an error in every cell but the header's and one row": lambda: workbook(GOOD + "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c><c r="B{n}" t="e"><v>#N/A</v></c></row>' for n in range(3, 50_000))),
    "marks in cells": lambda: HEAD + "PC-1,S1111111,\u202eLaptop\u200f\x07\r\n".encode(),
    "10,000 columns": lambda: workbook(GOOD.replace('t="inlineStr"><is><t>Laptop</t></is></c></row>', f't="inlineStr"><is><t>Laptop</t></is></c>{SOME}</row>')),
    "a sheet name of 255": lambda: workbook(name="N" * 255),
    "a NUL byte": lambda: HEAD + b"PC-1,S1111111,Lap\x00top\r\n",
    "unbalanced quotes": lambda: HEAD + b'PC-1,"S1111111,Laptop\r\nPC-2,S2222222,Laptop\r\n' * 1_000,
    "150,000 rows": lambda: HEAD + lines(149_999, b",2021-03-15,1240.00,Windows 11 Pro"),
    "3.4 million cells": lambda: HEAD + lines(26_000, b",a" * 127),
}  # fmt: skip


def imported(data: bytes, folder: Path) -> dict[str, object]:
    path = folder / "assets"
    path.write_bytes(data)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.intake.measured", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    told = json.loads(ran.stdout)
    print(told)
    assert told["is_unwritten"]
    assert told["peak_mib"] < 1024
    assert told["seconds"] < 30
    return told


@pytest.mark.parametrize("kind", REFUSED)
def test_what_would_hurt_is_refused(kind: str, tmp_path: Path) -> None:
    assert imported(REFUSED[kind](), tmp_path)["is_refused"]


@pytest.mark.parametrize("kind", READ)
def test_what_only_looks_bad_is_read(kind: str, tmp_path: Path) -> None:
    assert not imported(READ[kind](), tmp_path)["is_refused"]
