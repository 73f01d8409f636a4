"""How far the sheets of a zipped workbook reach and how much they hold, found before a reader makes room for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Final

PIECE: Final = 8 * 1024 * 1024
"""Bytes looked at together: memory stays flat however long a sheet is."""
_FAR_ROW: Final = re.compile(rb'r="[A-Za-z]*(\d{6,})')
_FAR_COLUMN: Final = re.compile(rb'r="([A-Za-z]{2,})\d')
_ODD_ROW: Final = re.compile(rb"""r\s*=\s*["'][A-Za-z]*(\d{6,})""")
_ODD_COLUMN: Final = re.compile(rb"""r\s*=\s*["']([A-Za-z]{2,})\d""")
_ODD: Final = re.compile(rb'r(?:\s|=[^"])')
"""XML may also be written with blanks or with single quotes; Excel and its like never do."""
_NEAR_ROWS: Final = 99_999
_NEAR_COLUMNS: Final = 26
_SHARED: Final = re.compile(rb"""t\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")
_REPEATED_COLUMNS: Final = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d+)["'][^>]*>""")
_REPEATED_ROWS: Final = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d+)""")
_XLSB_ROW: Final = 0
_XLSB_CELLS: Final = range(1, 12)


@dataclass(slots=True)
class Extent:
    """Rows and columns from A1 to the farthest cell (an upper bound, exact only where that matters), and cells that
    are written down."""

    rows: int = 0
    columns: int = 0
    filled: int = 0

    @property
    def cells(self) -> int:
        return self.rows * self.columns


def pieces_of(stream: IO[bytes]) -> Iterator[bytes]:
    """A part in pieces that end where a tag begins."""
    rest = b""
    while piece := stream.read(PIECE):
        piece = rest + piece
        cut = piece.rfind(b"<")
        cut = len(piece) if cut <= 0 else cut
        rest = piece[cut:]
        yield piece[:cut]
    yield rest


def xlsx_extent(pieces: Iterable[bytes]) -> Extent:
    """The extent of one worksheet's XML."""
    found = Extent()
    for piece in pieces:
        if b"<" not in piece:
            continue
        is_odd = _ODD.search(piece) is not None
        rows = max(map(int, (_ODD_ROW if is_odd else _FAR_ROW).findall(piece)), default=_NEAR_ROWS)
        letters = set((_ODD_COLUMN if is_odd else _FAR_COLUMN).findall(piece))
        columns = max(map(_column_number, letters), default=_NEAR_COLUMNS)
        found.rows, found.columns = max(found.rows, rows), max(found.columns, columns)
        found.filled += piece.count(b"c>")
    return found


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + letter - 64
    return number


def shared_text(pieces: Iterable[bytes]) -> list[int]:
    """The bytes of each shared string, which every cell that uses one holds anew."""
    lengths: list[int] = []
    open_bytes = 0
    for piece in pieces:
        *ended, rest = re.split(rb"</(?:\w+:)?si>|<(?:\w+:)?si\s*/>", piece)
        for number, entry in enumerate(ended):
            lengths.append(len(entry) + (open_bytes if number == 0 else 0))
        open_bytes = len(rest) + (0 if ended else open_bytes)
    return lengths


def used_text(pieces: Iterable[bytes], lengths: list[int]) -> int:
    """The bytes that one worksheet's uses of shared strings amount to."""
    used: Counter[bytes] = Counter()
    for piece in pieces:
        used.update(_SHARED.findall(piece.replace(b"\n", b"")))
    return sum(count * lengths[int(at)] for at, count in used.items() if int(at) < len(lengths))


def ods_cells(content: bytes) -> int:
    """The cells of the largest sheet of an OpenDocument, repeated ones and gaps included."""
    return max((_ods_sheet(sheet) for sheet in content.split(b"</table:table>")), default=0)


def _ods_sheet(sheet: bytes) -> int:
    rows = width = waiting = 0
    for row in sheet.split(b"</table:table-row>"):
        repeated = _REPEATED_ROWS.search(row)
        waiting += max(int(repeated[1]) if repeated else 1, row.count(b"<table:table-row"))
        filled = max(row.rfind(b":value"), row.rfind(b"<text:p"))
        if filled < 0:
            continue
        rows, waiting = rows + waiting, 0
        end = row.find(b">", filled)
        before = _REPEATED_COLUMNS.findall(row, 0, end + 1)
        width = max(width, row.count(b"-cell", 0, end) + sum(map(int, before)))
    return rows * width


def xlsb_extent(content: bytes) -> Extent:
    """The extent of one binary worksheet: its records are (type, size, payload) one after another."""
    found = Extent()
    at = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        size, at = _number(content, at, 4)
        if kind == _XLSB_ROW:
            found.rows = max(found.rows, int.from_bytes(content[at : at + 4], "little") + 1)
        elif kind in _XLSB_CELLS:
            found.columns = max(found.columns, int.from_bytes(content[at : at + 4], "little") + 1)
            found.filled += 1
        at += size
    return found


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and where it ends."""
    number = 0
    for place in range(most):
        byte = content[at + place] if at + place < len(content) else 0
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return number, at + place + 1
    return number, at + most
