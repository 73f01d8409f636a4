"""How much room a text takes: Excel fits the height of a merged cell never, and other programs that of no cell."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_THOUSANDTHS: Final = {
    191: "'", 222: "ijl", 260: "|", 278: " !,./:;I[\\]ft·\u00a0", 333: "()-`r", 334: "{}", 355: '"', 389: "*",
    469: "^", 500: "Jckvsxyz", 556: "#$0123456789?L_abdeghnopqu–€£¥", 584: "+<=>~", 611: "FTZ",
    667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W", 1000: "—…", 1015: "@",
}  # fmt: skip
"""Widths in thousandths of the font's size, of Helvetica (Adobe's font metrics), which Arial shares."""
_WIDTHS: Final = {char: width for width, chars in _THOUSANDTHS.items() for char in chars}
_OTHER: Final = 620
_WIDE: Final = 1000
_BOLD: Final = 1.08
_SPARE: Final = 1.03
"""Screens and printers round each letter to whole dots."""
CELL_PADDING: Final = 6


def text_pixels(text: str, font_size: float = 10, *, bold: bool = False) -> float:
    """The width of a text in one line, at 96 dpi."""
    units = sum(_WIDTHS.get(char) or _other_width(char) for char in text)
    return units / 1000 * font_size * 4 / 3 * (_BOLD if bold else 1)


@lru_cache(maxsize=20_000)
def lines_needed(text: str, pixels: int, font_size: float = 10, *, bold: bool = False) -> int:
    """How many lines a text takes in a cell as wide as `pixels`."""
    room = max(1.0, (pixels - CELL_PADDING) / _SPARE)
    return sum(_lines_of(paragraph, room, font_size, bold=bold) for paragraph in text.split("\n"))


def _lines_of(paragraph: str, room: float, font_size: float, *, bold: bool) -> int:
    if text_pixels(paragraph, font_size, bold=bold) <= room:
        return 1
    blank = text_pixels(" ", font_size, bold=bold)
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        width = text_pixels(word, font_size, bold=bold)
        if used and used + blank + width > room:
            lines, used = lines + 1, 0.0
        used += width + (blank if used else 0)
        while used > room:
            lines, used = lines + 1, used - room
    return lines


def height_for(lines: int, font_size: float = 10) -> float:
    """The height in points of a row with so many lines; 409 is Excel's highest."""
    return min(409.0, max(15.0, lines * font_size * 1.27 + 3))


def _other_width(char: str) -> int:
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else _OTHER
