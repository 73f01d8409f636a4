"""Delimited text → cells: encoding, delimiter, quotes and line ends are found in the bytes."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from typing import Final

from planner.errors import PlannerError
from planner.intake.grid import Cell, Sheet

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_TEXT_BYTES: Final = 400 * 1024 * 1024
_SAMPLE_RECORDS: Final = 200
_SAMPLE_CHARACTERS: Final = 256 * 1024
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_MAC_LETTERS: Final = frozenset(b"\x80\x8a\x8e\x8f\x9a\x9f\x85\x86\x87\x88\x89\x8b\x8c\x8d\x90\x91\x94\x95\x96\x97\x98\x99\x9b\x9c\x9d\x9e")


def decoded(data: bytes) -> str:
    """The text of a file: byte order mark, UTF-16 without one, UTF-8, Mac Roman or Windows-1252.

    Raises PlannerError where the bytes are no text.
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    head = data[:4096]
    if (zeros := head.count(0)) > len(head) // 4:
        odd = head[1::2].count(0)
        return data.decode("utf-16-le" if odd * 2 > zeros else "utf-16-be", errors="replace")
    if len(_CONTROL.findall(head)) > max(8, len(head) // 20):
        raise PlannerError("This file holds no text and no workbook.", "Export the list as CSV or as an Excel workbook (.xlsx) and add that.")
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("mac_roman" if _is_mac_roman(data) else "cp1252", errors="replace")


def _is_mac_roman(data: bytes) -> bool:
    """Bare CR line ends are an old Mac's; otherwise letters stand below 0xA0 in Mac Roman, above 0xC0 in cp1252."""
    if b"\r" in data and b"\n" not in data:
        return True
    high = Counter(byte for byte in data[: 1 << 20] if byte >= 0x80)
    between = Counter(re.findall(rb"[a-z]([\x80-\xff])[a-z]", data[: 1 << 20]))
    mac = sum(count for letter, count in between.items() if letter[0] in _MAC_LETTERS)
    windows = sum(count for letter, count in between.items() if letter[0] >= 0xC0)
    return bool(high) and mac > windows


def delimiter_of(text: str) -> str | None:
    """The delimiter under which the first records have most often the same number of cells, above one."""
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_score = None, 0.0
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        widths = Counter(len(record) for record in _records(sample, delimiter)[0][:_SAMPLE_RECORDS] if any(record))
        common, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        if common == 1:
            continue
        score = count / widths.total() + 0.02 * min(common, 20) + (0.05 if delimiter == "\t" else 0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """The records, and whether the last quote was left open. Blank lines are records without cells."""
    rows: list[list[str]] = []
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=False)
    rows.extend(reader)
    return rows, False


def _lines(text: str) -> list[str]:
    """Lines with their ends; bare CR counts as a line end where the text has no LF."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    return text.replace("\r\n", "\n").replace("\r", " ").split("\n")
