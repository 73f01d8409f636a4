"""Which characters the shipped fonts can draw, read from the fonts themselves."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"
_WINDOWS_UNICODE: Final = ((3, 10), (3, 1))


@cache
def covered() -> frozenset[int]:
    """Every code point for which a font in the folder has a glyph. A font that is laid there counts, so an
    installation can add scripts that are not shipped (Chinese, Japanese, Korean are not: their fonts are large)."""
    return frozenset().union(*(_code_points(file.read_bytes()) for file in sorted(FONTS.glob("*.[ot]tf"))))


def _code_points(font: bytes) -> set[int]:
    """The font's character map (OpenType specification, table 'cmap', formats 12 and 4; the fuller one counts)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    at = {font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", font, 20 + 16 * n)[0] for n in range(tables)}
    start = at[b"cmap"]
    (records,) = struct.unpack_from(">H", font, start + 2)
    found = {
        (platform, encoding): start + offset
        for platform, encoding, offset in (struct.unpack_from(">HHI", font, start + 4 + 8 * n) for n in range(records))
    }
    subtable = next(found[one] for one in _WINDOWS_UNICODE if one in found)
    (kind,) = struct.unpack_from(">H", font, subtable)
    return _format_12(font, subtable) if kind == 12 else _format_4(font, subtable)


def _format_12(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    spans = (struct.unpack_from(">III", font, at + 16 + 12 * n) for n in range(groups))
    return {point for first, last, glyph in spans for point in range(first, last + 1) if glyph + point - first}


def _format_4(font: bytes, at: int) -> set[int]:
    """Segments of code points; a segment's glyphs are counted from a delta, or stand in a list behind it."""
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, at + 14 + 2 * count * n + (2 if n else 0)) for n in range(4)
    )
    found = set()
    for n, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        listed = at + 16 + 6 * count + 2 * n + offset
        for point in range(first, last + 1):
            glyph = struct.unpack_from(">H", font, listed + 2 * (point - first))[0] if offset else point
            if point != 0xFFFF and glyph and (glyph + delta) % 65536:
                found.add(point)
    return found
