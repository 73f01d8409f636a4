"""Damaged and shuffled files, for as long as EVERGREEN_FUZZ_SECONDS says: nothing but PlannerError comes out."""

from __future__ import annotations

import io
import os
import random
import time

import pytest
import xlsxwriter

from planner.actions.demo import DEMO_FOLDER
from planner.errors import PlannerError
from planner.intake.reading import read_bytes
from tests.conftest import AS_OF

pytestmark = pytest.mark.long
SECONDS = float(os.environ.get("EVERGREEN_FUZZ_SECONDS", "60"))
WORDS = (
    b"Hostname", b"Serial Number", b"2021-03-15", b"1.299,00 EUR", b"6.37E+15", b"#N/A", b'"', b";", b"\t", b"\r", b"\n",
    b"\x00", b"\xff\xfe", b"=1+1", b"Total", b"Servers", b"\xe2\x80\xae", b"<table>", b"</row>", b"PK\x03\x04",
)  # fmt: skip


def seeds() -> list[bytes]:
    found = [path.read_bytes() for path in sorted(DEMO_FOLDER.iterdir()) if path.suffix in (".csv", ".xlsx")]
    found += [data.decode("utf-8").encode("utf-16") for data in found if data[:2] != b"PK"]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Servers")
    for at, line in enumerate((("Name", "Serial"), ("PC-1", "S1"), ("", ""), ("Total", 2))):
        sheet.write_row(at, 0, line)
    book.close()
    return [*found, out.getvalue(), b"<html><table><tr><td>Name</td></tr><tr><td>PC-1</td></tr></table></html>"]


def damaged(draw: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.randint(1, 12)):
        at = draw.randrange(len(changed) + 1)
        match draw.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([draw.randrange(256)])
            case 1:
                changed[at:at] = draw.choice(WORDS) * draw.randint(1, 5)
            case 2:
                del changed[at : at + draw.randint(1, 400)]
            case _:
                start = draw.randrange(len(changed) + 1)
                changed[at:at] = changed[start : start + draw.randint(1, 400)]
    return bytes(changed)


def test_no_damage_brings_out_anything_but_a_refusal() -> None:
    draw = random.Random(20261123)
    started, tried, refused = time.monotonic(), 0, 0
    pool = seeds()
    while time.monotonic() - started < SECONDS:
        data = damaged(draw, draw.choice(pool))
        tried += 1
        try:
            read_bytes(data, "fuzzed", AS_OF)
        except PlannerError:
            refused += 1
    print(f"{tried:,} files tried, {refused:,} refused")
    assert tried > 100
