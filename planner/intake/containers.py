"""A file's bytes → its sheets. What it is, the bytes say; its name is never asked."""

from __future__ import annotations

import io
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, ZipError

from planner.errors import PlannerError
from planner.intake.archives import (
    EXPORT_AGAIN,
    MAX_CELLS,
    MAX_FILLED,
    MAX_ROWS,
    SPLIT,
    broken,
    checked_zip,
    encrypted,
    too_full,
    too_wide,
)
from planner.intake.grid import Sheet
from planner.intake.markup import read_html, read_spreadsheet_xml
from planner.intake.text import read_text

MAX_WORKBOOK_BYTES: Final = 64 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS: Final = (
    (b"\x89PNG", "a picture (PNG)"), (b"\xff\xd8\xff", "a picture (JPEG)"), (b"GIF8", "a picture (GIF)"),
    (b"%PDF", "a PDF document"), (b"\x1f\x8b", "a gzip archive"), (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"), (b"SQLite format 3", "an SQLite database"), (b"MZ", "a program"),
    (b"\x7fELF", "a program"), (b"{\\rtf", "an RTF document"), (b"BM", "a picture (BMP)"),
)  # fmt: skip


def read_sheets(data: bytes) -> list[Sheet]:
    """All sheets of a file, in order. Raises PlannerError, with what to do, where it is no list that we can read, or
    a larger one than there is memory for."""
    sheets = _sheets(data)
    rows = [row for sheet in sheets for row in sheet.rows]
    if len(rows) > MAX_ROWS and sum(len(row) > row.count("") for row in rows) > MAX_ROWS:
        raise PlannerError(f"This file has more than {MAX_ROWS:,} rows.", SPLIT)
    if sum(map(len, rows)) > MAX_FILLED and sum(len(row) - row.count("") for row in rows) > MAX_FILLED:
        raise too_full()
    return sheets


def _sheets(data: bytes) -> list[Sheet]:
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise PlannerError("This file is empty.", "Export the list once more and add the new file.")
    if data.startswith(b"PK"):
        if len(data) > MAX_WORKBOOK_BYTES:
            raise _too_large()
        return _workbook(checked_zip(data))
    if data.startswith(_OLE):
        return _workbook(_checked_ole(data))
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):
            raise PlannerError(f"This file is {kind}, not a list.", EXPORT_AGAIN)
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
    raise PlannerError("This is an XML file of another program.", EXPORT_AGAIN)


def _too_large() -> PlannerError:
    return PlannerError("This workbook is larger than 64 MB.", SPLIT)


def _checked_ole(data: bytes) -> bytes:
    if len(data) > MAX_WORKBOOK_BYTES:
        raise _too_large()
    if _ENCRYPTED in data:
        raise encrypted()
    if "Workbook".encode("utf-16-le") not in data and "Book".encode("utf-16-le") not in data:
        raise PlannerError("This is an older Office file, but no workbook.", EXPORT_AGAIN)
    return data


def _workbook(data: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_sheet(book, name) for name in book.sheet_names]
    except PasswordError as error:
        raise encrypted() from error
    except (CalamineError, ZipError, OSError, ValueError) as error:
        raise broken() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the Rust library raises on a damaged file; not exported
            raise
        raise broken() from error


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise too_wide(name)
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    return Sheet(name, sheet.to_python(skip_empty_area=False), merged)
