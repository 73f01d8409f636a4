"""Rows as CSV that a spreadsheet program reads as text: no cell begins as a formula does."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def plain_csv(rows: Iterable[Sequence[object]]) -> str:
    """The rows, each ended by CRLF. Text that begins as a formula does gets an apostrophe before it, and NUL, at which
    programs stop reading, is shown as a replacement character; what is no text (a number, None) stands as it is."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text
