"""LibreOffice without a screen, told to calculate every formula of a workbook anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl

from tests.needs import needs

CLOSE = 0.0005
"""Less than half of any currency's minor unit."""
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
    """The workbook as LibreOffice calculates it."""
    return recalculated_all([data], folder)[0]


def saved_by_libreoffice(data: bytes, folder: Path) -> bytes:
    """The workbook opened and saved, as somebody does who edited it there."""
    return recalculated_all([data], folder, anew=False)[0]


def recalculated_all(books: Sequence[bytes], folder: Path, *, anew: bool = True) -> list[bytes]:
    """Several workbooks, converted by one start of the program; `anew`: without the values they came with."""
    soffice = shutil.which("soffice")
    needs(soffice, "LibreOffice (soffice)")
    profile, source, target = folder / "profile", folder / "in", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    source.mkdir()
    files = [source / f"book{number}.xlsx" for number in range(len(books))]
    for file, data in zip(files, books, strict=True):
        file.write_bytes(without_values(data) if anew else data)
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir", target,
         *files],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    return [(target / file.name).read_bytes() for file in files]


def assert_calculates_to_its_values(data: bytes, calculated: bytes) -> int:
    """Every formula's value that was written is the one that LibreOffice comes to; the number of formulas."""
    formulas = openpyxl.load_workbook(BytesIO(data))
    written = openpyxl.load_workbook(BytesIO(data), data_only=True)
    fresh = openpyxl.load_workbook(BytesIO(calculated), data_only=True)
    compared = 0
    for sheet in formulas.worksheets:
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "f"):
            kept, found = (book[sheet.title][cell.coordinate].value for book in (written, fresh))
            if isinstance(kept, int | float) and isinstance(found, int | float):
                assert abs(found - kept) < CLOSE, f"{sheet.title} {cell.coordinate} {cell.value}: {kept}, {found}"
            else:
                assert (found or "") == (kept or ""), f"{sheet.title} {cell.coordinate} {cell.value}"
            compared += 1
    return compared
