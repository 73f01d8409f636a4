"""Templates to try, made and taken apart."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from planner.errors import PlannerError
from planner.reports.template import fill
from planner.roadmap.model import Roadmap
from tests.reports.sample_roadmap import sample_roadmap

SAMPLE = sample_roadmap()


def opened(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def made(*names: tuple[str, str], tables: tuple[tuple[str, str, tuple[str, ...]], ...] = (), **options: Any) -> bytes:
    """A workbook with one sheet 'S': names of cells of it, and tables (area, name, headers)."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **options})
    sheet = book.add_worksheet("S")
    for name, cell in names:
        book.define_name(name, f"=S!{cell}")
    for area, name, headers in tables:
        sheet.add_table(area, {"name": name, "columns": [{"header": header} for header in headers]})
    book.close()
    return out.getvalue()


def refused(data: bytes, roadmap: Roadmap = SAMPLE) -> str:
    with pytest.raises(PlannerError) as caught:
        fill(roadmap, data)
    return caught.value.message


def repacked(data: bytes, change: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts(data), **change}.items():
            archive.writestr(name, content)
    return out.getvalue()
