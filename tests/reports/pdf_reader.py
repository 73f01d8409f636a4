"""A finished PDF, read by programs that did not make it: qpdf, poppler and MuPDF."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from tests.needs import needs

EDGE = 40.0
"""Points of every page's edge in which nothing stands."""


@dataclass(frozen=True)
class Read:
    """What the programs say of a file."""

    text: str
    rows: str
    pages: int
    info: str
    metadata: str


def check(data: bytes, folder: Path) -> None:
    """qpdf finds nothing wrong with it."""
    needs(shutil.which("qpdf"), "qpdf")
    done = subprocess.run(["qpdf", "--check", _written(data, folder)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def read(data: bytes, folder: Path) -> Read:
    needs(shutil.which("pdfinfo"), "poppler (pdfinfo, pdftotext)")
    file = _written(data, folder)
    info = _said("pdfinfo", file)
    return Read(
        text=" ".join(_said("pdftotext", "-raw", file, "-").split()), rows=_said("pdftotext", "-layout", file, "-"),
        pages=int(re.findall(r"Pages:\s+(\d+)", info)[0]), info=info,
        metadata=_said("pdfinfo", "-meta", file),
    )  # fmt: skip


def structure(data: bytes, folder: Path) -> str:
    """The tags in reading order, with their texts."""
    needs(shutil.which("pdfinfo"), "poppler (pdfinfo)")
    return _said("pdfinfo", "-struct-text", _written(data, folder))


def assert_nothing_overlaps(data: bytes) -> None:
    """Every word stands within its page, and no two words on each other."""
    for page in pymupdf.open(stream=data, filetype="pdf"):
        boxes = []
        for left, top, right, bottom, word, *_ in page.get_text("words"):
            assert left >= EDGE, (page.number, word[:40])
            assert right <= page.rect.width - EDGE, (page.number, word[:40])
            assert bottom <= page.rect.height - EDGE / 2, (page.number, word[:40])
            third = (bottom - top) / 3
            boxes.append((left + 0.5, top + third, right - 0.5, bottom - third, word))
        boxes.sort(key=lambda box: box[1])
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                if other[1] >= one[3]:
                    break
                assert one[2] <= other[0] or other[2] <= one[0], (page.number, one[4][:40], other[4][:40])


def _written(data: bytes, folder: Path) -> Path:
    file = folder / "made.pdf"
    file.write_bytes(data)
    return file


def _said(*command: str | Path) -> str:
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return done.stdout.decode("utf-8", "replace")
