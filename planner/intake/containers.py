"""A file's bytes → its sheets. What it is, the bytes say; its name is never asked."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from planner.errors import PlannerError
from planner.intake.grid import Sheet
from planner.intake.markup import read_html, read_spreadsheet_xml
from planner.intake.text import read_text

MAX_WORKBOOK_BYTES: Final = 64 * 1024 * 1024
MAX_UNPACKED_BYTES: Final = 1024 * 1024 * 1024
MAX_RATIO: Final = 1_000
"""Unpacked to packed bytes of one part; sheets of real registers stay below 50."""
RATIO_MATTERS_ABOVE: Final = 32 * 1024 * 1024
MAX_CELLS: Final = 20_000_000
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS: Final = (
    (b"\x89PNG", "a picture (PNG)"), (b"\xff\xd8\xff", "a picture (JPEG)"), (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF document"), (b"\x1f\x8b", "a gzip archive"), (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (b"SQLite format 3", "an SQLite database"), (b"MZ", "a program"),
    (b"\x7fELF", "a program"), (b"{\\rtf", "an RTF document"), (b"BM", "a picture (BMP)"),
)  # fmt: skip
_EXPORT_AGAIN: Final = "Export the list as CSV or as an Excel workbook (.xlsx) and add that."
_DIMENSION: Final = re.compile(rb'<dimension ref="(?:[A-Z]+\d+:)?([A-Z]+)(\d+)"')
_FAR_CELL: Final = re.compile(rb'<c r="([A-Z]+)(\d+)"')


def read_sheets(data: bytes) -> list[Sheet]:
    """All sheets of a file, in order. Raises PlannerError, with what to do, where it is no list that we can read."""
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise PlannerError("This file is empty.", "Export the list once more and add the new file.")
    if data.startswith(b"PK"):
        return _workbook(_checked_zip(data))
    if data.startswith(_OLE):
        return _workbook(_checked_ole(data))
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):
            raise PlannerError(f"This file is {kind}, not a list.", _EXPORT_AGAIN)
    head = data[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if head.startswith(b"<"):
        return _markup(data, head)
    return [read_text(data)]


def _markup(data: bytes, head: bytes) -> list[Sheet]:
    if len(data) > MAX_WORKBOOK_BYTES:
        raise _too_large()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head:
        return read_spreadsheet_xml(data)
    if b"<html" in head or b"<table" in head or b"<!doctype html" in head:
        return read_html(data)
    raise PlannerError("This is an XML file of another program.", _EXPORT_AGAIN)


def _too_large() -> PlannerError:
    return PlannerError("This workbook is larger than 64 MB.", "Split it, for instance by client, and add the parts.")


def _broken() -> PlannerError:
    return PlannerError(
        "This workbook is damaged and cannot be opened.",
        "Open it in Excel or LibreOffice, save it under a new name and add that file.",
    )


def _checked_zip(data: bytes) -> bytes:
    if len(data) > MAX_WORKBOOK_BYTES:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _refuse_bombs(parts)
            names = {part.filename for part in parts}
            if not any(name.endswith(("workbook.xml", "workbook.bin", "content.xml")) for name in names):
                raise PlannerError("This archive holds no workbook.", "Unpack it and add the lists in it.")
            if any(part.flag_bits & 1 for part in parts):
                raise _encrypted()
            for part in parts:
                _look_into(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise _broken() from error
    return data


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    ratios = (part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > RATIO_MATTERS_ABOVE)
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES or max(ratios, default=0) > MAX_RATIO:
        raise PlannerError(
            "This workbook would unpack to far more than a list of assets needs.",
            "Copy the cells with data into a new workbook and add that.",
        )


def _look_into(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuses entity declarations, and a sheet whose stated size no memory holds."""
    if not part.filename.endswith((".xml", ".rels")):
        return
    with archive.open(part) as stream:
        head = stream.read(4096)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise PlannerError("This workbook declares XML entities, which no list needs.", _EXPORT_AGAIN)
    if "META-INF" in part.filename and b"encryption-data" in head:
        raise _encrypted()


def _checked_ole(data: bytes) -> bytes:
    if len(data) > MAX_WORKBOOK_BYTES:
        raise _too_large()
    if _ENCRYPTED in data:
        raise _encrypted()
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise PlannerError("This is an older Office file, but no workbook.", _EXPORT_AGAIN)
    return data


def _encrypted() -> PlannerError:
    return PlannerError(
        "This workbook is protected by a password.", "Open it with its password, save it without one and add that file."
    )


def _workbook(data: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_sheet(book, name) for name in book.sheet_names]
    except PasswordError as error:
        raise _encrypted() from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise _broken() from error


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise PlannerError(
            f"Sheet '{name}' spans more than {MAX_CELLS // 1_000_000} million cells.",
            "Delete the far cells (or split the list) and add the file again.",
        )
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Sheet(name, sheet.to_python(skip_empty_area=False), merged)
