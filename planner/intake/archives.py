"""Zipped workbooks, checked before anything opens them: their size unpacked, their entities, their farthest cells."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from planner.errors import PlannerError

MAX_UNPACKED_BYTES: Final = 1024 * 1024 * 1024
MAX_RATIO: Final = 1_000
"""Unpacked to packed bytes of one part; sheets of real registers stay below 50."""
RATIO_MATTERS_ABOVE: Final = 32 * 1024 * 1024
MAX_CELLS: Final = 20_000_000
"""Cells between a sheet's first and last, filled or not: the reader keeps a place for each."""
_ROW: Final = re.compile(rb'row r="(\d+)"')
_COLUMN: Final = re.compile(rb' r="([A-Z]{1,3})\d')
_THREE_LETTERS: Final = re.compile(rb' r="[A-Z]{3}\d')
_TWO_LETTERS: Final = 26 + 26 * 26
_REPEATED_CELL: Final = re.compile(rb'<table:table-cell(?=[^>]*office:value)[^>]*number-columns-repeated="\d{4,}"')
_REPEATED_ROW: Final = re.compile(
    rb'<table:table-row[^>]*number-rows-repeated="\d{4,}"[^>]*[^/]>(.*?)</table:table-row>', re.DOTALL
)
_UNREAD: Final = ("xl/media/", "Pictures/", "xl/drawings/", "xl/charts/", "Thumbnails/", "xl/embeddings/")
EXPORT_AGAIN: Final = "Export the list as CSV or as an Excel workbook (.xlsx) and add that."


def broken() -> PlannerError:
    return PlannerError(
        "This workbook is damaged and cannot be opened.",
        "Open it in Excel or LibreOffice, save it under a new name and add that file.",
    )


def encrypted() -> PlannerError:
    return PlannerError(
        "This workbook is protected by a password.", "Open it with its password, save it without one and add that file."
    )


def checked_zip(data: bytes) -> bytes:
    """The same bytes. Raises PlannerError for a damaged, encrypted or oversized archive, for one that holds no
    workbook and for XML entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not part.filename.startswith(_UNREAD)]
            _refuse(parts)
            for part in parts:
                _look_into(part.filename, archive.read(part))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise broken() from error
    return data


def _refuse(parts: list[zipfile.ZipInfo]) -> None:
    ""
    "By the archive's directory alone, before anything is inflated; an entry that is longer than it says is damaged."
    ""
    if not any(part.filename.endswith(("workbook.xml", "workbook.bin", "content.xml")) for part in parts):
        raise PlannerError("This archive holds no workbook.", "Unpack it and add the lists in it.")
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted()
    ratios = (part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > RATIO_MATTERS_ABOVE)
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES or max(ratios, default=0) > MAX_RATIO:
        raise PlannerError(
            "This workbook would unpack to far more than a list of assets needs.",
            "Copy the cells with data into a new workbook and add that.",
        )


def _look_into(name: str, content: bytes) -> None:
    if not name.endswith((".xml", ".rels")):
        return
    head = content[:4096]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise PlannerError("This workbook declares XML entities, which no list needs.", EXPORT_AGAIN)
    if "META-INF" in name and b"encryption-data" in content:
        raise encrypted()
    if "worksheets/" in name and _extent(content) > MAX_CELLS:
        raise too_wide(name.rsplit("/", 1)[-1])
    if name == "content.xml" and _repeats_values(content):
        raise too_wide(name)


def too_wide(name: str) -> PlannerError:
    return PlannerError(
        f"Sheet '{name}' spans more than {MAX_CELLS // 1_000_000} million cells.",
        "Delete the far cells (or split the list) and add the file again.",
    )


def _extent(content: bytes) -> int:
    """An upper bound of the cells between A1 and the last one; exact only where that matters."""
    rows = max(map(int, _ROW.findall(content)), default=0)
    if rows * _TWO_LETTERS <= MAX_CELLS and not _THREE_LETTERS.search(content):
        return rows * _TWO_LETTERS
    return rows * max(map(_column_number, set(_COLUMN.findall(content))), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _repeats_values(content: bytes) -> bool:
    """Whether an OpenDocument sheet repeats a filled cell or row thousands of times."""
    if _REPEATED_CELL.search(content):
        return True
    return any(b"office:value" in row for row in _REPEATED_ROW.findall(content))
