"""LibreOffice without a screen, told to calculate every formula of a workbook anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.needs import needs

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def without_values(data: bytes) -> bytes:
    """The workbook with the value of each formula taken out, so that nothing but calculating can bring it back."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"</f><v>[^<]*</v>", b"</f>", content)
            new.writestr(name, content)
    return out.getvalue()


def recalculated(data: bytes, folder: Path) -> bytes:
    soffice = shutil.which("soffice")
    needs(soffice, "LibreOffice (soffice)")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    source, target = folder / "in" / "book.xlsx", folder / "out"
    source.parent.mkdir()
    source.write_bytes(without_values(data))
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir", target,
         source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (target / "book.xlsx").read_bytes()


def assert_calculates_to_its_values(data: bytes, folder: Path) -> int:
    """Every formula's value that was written is the one that LibreOffice comes to; the number of formulas."""
    formulas = openpyxl.load_workbook(BytesIO(data))
    written = openpyxl.load_workbook(BytesIO(data), data_only=True)
    fresh = openpyxl.load_workbook(BytesIO(recalculated(data, folder)), data_only=True)
    compared = 0
    for sheet in formulas.worksheets:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            kept, found = (book[sheet.title][cell.coordinate].value for book in (written, fresh))
            if isinstance(kept, int | float) and isinstance(found, int | float):
                assert found == pytest.approx(kept, abs=0.0005), f"{sheet.title} {cell.coordinate} {cell.value}"
            else:
                assert (found or "") == (kept or ""), f"{sheet.title} {cell.coordinate} {cell.value}"
            compared += 1
    return compared
