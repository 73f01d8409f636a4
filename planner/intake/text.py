"""Delimited text → cells: encoding, delimiter, quotes and line ends are found in the bytes."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from typing import Final

from planner.errors import PlannerError
from planner.intake.archives import MAX_CELLS, SPLIT, too_wide
from planner.intake.grid import Cell, Sheet

DELIMITERS: Final = (",", ";", "\t", "|")
MAX_TEXT_BYTES: Final = 64 * 1024 * 1024
MAX_LINES: Final = 1_048_576
"""As many rows as a sheet of Excel has."""
_SAMPLE_LINES: Final = 300
_LONGEST_RECORD: Final = 200
"""Lines of text in one record; a longer one is a quotation mark that nothing closes."""
_SAMPLE_CHARACTERS: Final = 256 * 1024
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAC_LETTERS: Final = frozenset(
    b"\x80\x8a\x8e\x8f\x9a\x9f\x85\x86\x87\x88\x89\x8b\x8c\x8d\x90\x91\x94\x95\x96\x97\x98\x99\x9b\x9c\x9d\x9e"
)


def decoded(data: bytes) -> str:
    """The text of a file: byte order mark, UTF-16 without one, UTF-8, Shift-JIS, Mac Roman or
    Windows-1252.

    Raises PlannerError where the bytes are no text.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    head = data[:4096]
    if (zeros := head.count(0)) > len(head) // 4:
        odd = head[1::2].count(0)
        return data.decode("utf-16-le" if odd * 2 > zeros else "utf-16-be", errors="replace")
    if len(_CONTROL.findall(head)) > max(8, len(head) // 20):
        raise PlannerError(
            "This file holds no text and no workbook.",
            "Export the list as CSV or as an Excel workbook (.xlsx) and add that.",
        )
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _is_japanese(data):
            return data.decode("cp932", errors="replace")
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


def _is_japanese(data: bytes) -> bool:
    """Whether the bytes are Shift-JIS: they decode without a fault and give kana."""
    try:
        text = data[: data.rfind(b"\n", 0, 1 << 20) + 1 or None].decode("cp932")
    except UnicodeDecodeError:
        return False
    return len(re.findall("[\u3041-\u30ff]", text)) > max(2, len(re.findall("[\uff61-\uff9f]", text)))


def delimiter_of(text: str) -> str | None:
    """The delimiter under which the first records have most often the same number of cells, above one."""
    sample = text[:_SAMPLE_CHARACTERS]
    if len(text) > len(sample):
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = None, 0.0
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        records, faulty = _records(sample.splitlines(keepends=True)[:_SAMPLE_LINES], delimiter)
        widths = Counter(len(record) for record in records if any(record))
        if not widths:
            continue
        common, count = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = count / widths.total() + 0.02 * min(common, 20) - 0.1 * len(faulty)
        if common > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def read_text(data: bytes) -> Sheet:
    """The one sheet of a text file. Raises PlannerError where the bytes are no text or too many."""
    if len(data) > MAX_TEXT_BYTES:
        raise PlannerError("This text file is larger than 64 MB.", SPLIT)
    text = _with_line_feeds(decoded(data))
    if text.count("\n") > MAX_LINES:
        raise PlannerError(f"This text file has more than {MAX_LINES:,} lines.", SPLIT)
    delimiter = None
    if stated := re.match(r"sep=(.)\n", text):  # Excel's own hint line, which Excel does not show
        delimiter, text = stated[1], text[stated.end() :]
    delimiter = delimiter or delimiter_of(text) or ","
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if len(lines) * (max((line.count(delimiter) for line in lines), default=0) + 1) > MAX_CELLS:
        raise too_wide()
    if '"' in text:
        records, faulty = _records([line + "\n" for line in lines], delimiter)
    else:
        records, faulty = [line.split(delimiter) if line else [] for line in lines], []
    rows: list[list[Cell]] = [list(map(str.strip, record)) for record in records]
    return Sheet(None, rows, (), tuple(faulty))


def _with_line_feeds(text: str) -> str:
    text = text.replace("\r\n", "\n")
    bare = text.count("\r")
    if not bare:
        return text
    return text.replace("\r", "\n" if bare > text.count("\n") else " ")


def _records(lines: list[str], delimiter: str) -> tuple[list[list[str]], list[tuple[int, str]]]:
    """Records (a blank line is one without cells), and which of them have a quote that nothing closes."""
    rows: list[list[str]] = []
    faulty: list[tuple[int, str]] = []
    start = 0
    while start < len(lines):
        start, is_open = _read_while_sound(lines, start, delimiter, rows)
        if is_open:
            faulty.append((len(rows), "A quotation mark in this line is never closed."))
            rows.append([cell.strip('"') for cell in lines[start].rstrip("\n").split(delimiter)])
            start += 1
    return rows, faulty


def _read_while_sound(lines: list[str], start: int, delimiter: str, rows: list[list[str]]) -> tuple[int, bool]:
    """Appends records from line `start` on; ends before a record that is never closed, telling its line."""
    reader = csv.reader(map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter)
    before = 0
    try:
        for record in reader:
            span = reader.line_num - before
            if span > 1 and (
                span > _LONGEST_RECORD or _is_torn(lines[start + before : start + reader.line_num], delimiter)
            ):
                return start + before, True
            rows.append(record)
            before = reader.line_num
    except csv.Error:  # a cell beyond csv's limit of 128 KB: a quote that is never closed
        return start + before, True
    return len(lines), False


def _is_torn(lines: list[str], delimiter: str) -> bool:
    """Whether a record of several lines ends without closing its quote, or closes it in the midst of a cell: then the
    quote that closes it opened another cell."""
    if sum(line.count('"') for line in lines) % 2 == 1:
        return True
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) != 1
    except csv.Error:
        return True
