"""Zipped workbooks, checked before anything opens them: their size unpacked, their entities, their farthest cells."""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import chain
from typing import Final

from planner.errors import PlannerError
from planner.intake.extents import Extent, ods_cells, pieces_of, shared_text, used_text, xlsb_extent, xlsx_extent

MAX_UNPACKED_BYTES: Final = 512 * 1024 * 1024
MAX_RATIO: Final = 1_000
"""Unpacked to packed bytes of one part; sheets of real registers stay below 50."""
RATIO_MATTERS_ABOVE: Final = 32 * 1024 * 1024
MAX_CELLS: Final = 20_000_000
"""Cells between a sheet's first and last, filled or not: the reader keeps a place for each."""
MAX_FILLED: Final = 3_500_000
MAX_ROWS: Final = 150_000
"""Filled cells and rows of a file: with both, a whole import takes less than 1 GB of memory."""
MAX_TEXT: Final = 512 * 1024 * 1024
"""Bytes of text in all cells together, a text that many cells share counted for each."""
_UNREAD: Final = ("xl/media/", "Pictures/", "xl/drawings/", "xl/charts/", "Thumbnails/", "xl/embeddings/")
SPLIT: Final = "Split it, for instance by client, and add the parts."
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
            filled = sum(_look_into(archive, part.filename) for part in parts)
            if filled > MAX_FILLED:
                raise too_full()
            _refuse_shared_text(archive, parts, filled)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise broken() from error
    return data


def _refuse(parts: list[zipfile.ZipInfo]) -> None:
    """By the archive's directory alone, before anything is inflated; an entry longer than it says is damaged."""
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


def _look_into(archive: zipfile.ZipFile, name: str) -> int:
    """The filled cells of one part."""
    if name.endswith(".bin") and "worksheets/" in name:
        return _within(name, xlsb_extent(archive.read(name)))
    if not name.endswith((".xml", ".rels")):
        return 0
    with archive.open(name) as part:
        pieces = pieces_of(part)
        first = next(pieces)
        if b"<!DOCTYPE" in first[:4096] or b"<!ENTITY" in first[:4096]:
            raise PlannerError("This workbook declares XML entities, which no list needs.", EXPORT_AGAIN)
        if "META-INF" in name and b"encryption-data" in first:
            raise encrypted()
        if name == "content.xml" and ods_cells(first + b"".join(pieces)) > MAX_CELLS:
            raise too_wide()
        return _within(name, xlsx_extent(chain((first,), pieces))) if "worksheets/" in name else 0


def _within(name: str, extent: Extent) -> int:
    if extent.cells > MAX_CELLS:
        raise too_wide(name.rsplit("/", 1)[-1])
    return extent.filled


def _refuse_shared_text(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], filled: int) -> None:
    """Refuses a long text that very many cells share: each of them would hold a copy."""
    shared = next((part.filename for part in parts if part.filename.lower().endswith("sharedstrings.xml")), None)
    if shared is None:
        return
    with archive.open(shared) as part:
        lengths = shared_text(pieces_of(part))
    if max(lengths, default=0) * filled <= MAX_TEXT:
        return
    total = 0
    for sheet in (part.filename for part in parts if "worksheets/" in part.filename):
        with archive.open(sheet) as part:
            total += used_text(pieces_of(part), lengths)
    if total > MAX_TEXT:
        raise too_full()


def too_full() -> PlannerError:
    return PlannerError(
        f"This file holds more than {MAX_FILLED / 1e6} million filled cells, or far too much text.", SPLIT
    )


def too_wide(name: str | None = None) -> PlannerError:
    what = f"Sheet '{name}'" if name else "This list"
    return PlannerError(
        f"{what} spans more than {MAX_CELLS // 1_000_000} million cells.",
        "Delete the far cells (or split the list) and add the file again.",
    )
