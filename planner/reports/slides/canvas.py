"""One slide and what is put on it: title, words, boxes, tables, notes; nothing leaves its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Pt

from planner.reports.text_fit import lines_needed

INK: Final = "#1B2A2F"
MUTED: Final = "#5B6B70"
TINT: Final = "#EEF3F1"
WHITE: Final = "#FFFFFF"
_EMU: Final = 12_700
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_PIXELS_PER_POINT: Final = 4 / 3
_WIDER: Final = 1.12
"""A template's font, or the one that stands in for it, may be that much wider than Arial."""
_LINE: Final = 1.22
"""Height of a line by its font's size."""


def clean(text: str) -> str:
    """One line of text as XML holds it."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def colour(code: str) -> Any:
    return RGBColor.from_string(code.removeprefix("#").upper())


def fitted(text: str, width: int, height: int, size: float, *, bold: bool = False, tail: str = "") -> str:
    """The text and its tail; of the text as much with '…' as a box of that width and height (EMU) holds in that size
    (points) with all of the tail."""
    told = clean(text)
    pixels = int(width / _EMU * _PIXELS_PER_POINT / _WIDER)
    most = max(1, int(height / _EMU / (size * _LINE)))
    if len(told) <= 4000 and lines_needed(told + tail, pixels, size, bold=bold) <= most:
        return told + tail
    low, high = 0, min(len(told), 4000)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines_needed(told[:middle] + "…" + tail, pixels, size, bold=bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return told[:low].rstrip() + "…" + tail


def size_that_fits(text: str, width: int, height: int, sizes: Sequence[int]) -> int:
    """The first of these sizes (points) in which all of a bold text fits; the last where it fits in none."""
    told = clean(text)
    return next((size for size in sizes if fitted(told, width, height, size, bold=True) == told), sizes[-1])


@dataclass(frozen=True, slots=True)
class Area:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    def part(self, left: float, top: float, width: float, height: float) -> Area:
        """A part of it, by shares from 0 to 1."""
        return Area(
            self.left + int(self.width * left), self.top + int(self.height * top),
            int(self.width * width), int(self.height * height),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    right: bool = False
    bold: bool = False


class Canvas:
    """A new slide. `body` is what the title and the footer leave."""

    def __init__(self, deck: Deck, layout: Any, title: str, accent: str, footer: str, sizes: Sequence[int]) -> None:
        """`sizes`: of the title in points, the first in which all of it fits; cut in the last."""
        self.slide, self.accent = deck.slides.add_slide(layout), accent
        self._wide, self._high = int(deck.slide_width or 0), int(deck.slide_height or 0)
        place = self.slide.shapes.title
        self._number = len(deck.slides)
        wide, high = int(place.width), int(place.height)
        self._size = size_that_fits(title, wide, high, sizes)
        _write(place.text_frame, fitted(title, wide, high, self._size, bold=True))
        top = int(place.top) + int(place.height)
        margin = min(int(place.left), self._wide // 12)
        bottom = int(self._high * 0.93)
        self.body = Area(margin, top + self._high // 60, self._wide - 2 * margin, bottom - top - self._high // 60)
        for other in list(self.slide.placeholders):
            if other.placeholder_format.idx != place.placeholder_format.idx:
                other._element.getparent().remove(other._element)  # noqa: SLF001 - an unfilled place would show its prompt
        self.footer(footer)

    def footer(self, text: str) -> None:
        area = Area(self.body.left, int(self._high * 0.945), self.body.width, int(self._high * 0.04))
        self.words(area.part(0, 0, 0.9, 1), text, 10, MUTED)
        self.words(area.part(0.9, 0, 0.1, 1), str(self._number), 10, MUTED, align=PP_ALIGN.RIGHT)

    def style_title(self) -> None:
        """Ours, for the deck without a template: a template's title looks as its master says."""
        frame = self.slide.shapes.title.text_frame
        frame.word_wrap, frame.vertical_anchor, frame.margin_left = True, MSO_ANCHOR.BOTTOM, 0
        for paragraph in frame.paragraphs:
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.font.size, paragraph.font.bold = Pt(self._size), True
            paragraph.font.color.rgb = colour(INK)

    def words(
        self, area: Area, text: str, size: float, ink: str = INK, *, bold: bool = False, align: Any = PP_ALIGN.LEFT,
        anchor: Any = MSO_ANCHOR.TOP,
    ) -> None:  # fmt: skip
        """Text in a box, cut with '…' where it does not fit."""
        box = self.slide.shapes.add_textbox(*(Emu(one) for one in (area.left, area.top, area.width, area.height)))
        frame = box.text_frame
        frame.word_wrap, frame.vertical_anchor = True, anchor
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        _write(frame, fitted(text, area.width, area.height, size, bold=bold), size, ink, bold, align)

    def box(self, area: Area, fill: str, text: str = "", size: float = 11, tail: str = "") -> None:
        """A filled box with its text and the text's tail inside."""
        shape = self.slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, *(Emu(one) for one in (area.left, area.top, area.width, area.height))
        )
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour(fill)
        shape.line.fill.background()
        shape.shadow.inherit = False
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        inset = 4 * _EMU
        frame.margin_left = frame.margin_right = inset
        frame.margin_top = frame.margin_bottom = inset // 2
        _write(frame, fitted(text, area.width - 2 * inset, area.height - inset, size, tail=tail), size, WHITE)

    def bullets(self, area: Area, lines: Sequence[str], size: float = 16) -> None:
        """One line of text below the other, each at most three lines high, as many as fit."""
        step, top = int(size * _LINE * _EMU), area.top
        for number, line in enumerate(lines):
            height = step * min(3, lines_needed(clean(line)[:600], int(area.width / _EMU * _PIXELS_PER_POINT), size))
            if top + height + step > area.top + area.height and number < len(lines) - 1:
                self.words(Area(area.left, top, area.width, step), f"+ {len(lines) - number}", size, MUTED)
                return
            self.words(Area(area.left, top, area.width, height + step // 4), line, size)
            top += height + step // 2

    def table(self, area: Area, heads: Sequence[Cell], rows: Sequence[Sequence[Cell]], shares: Sequence[float],
              size: float = 12) -> None:  # fmt: skip
        """A native table; `shares` of the width by column. The caller gives no more rows than `rows_that_fit`."""
        high = row_height(size)
        frame = self.slide.shapes.add_table(
            len(rows) + 1, len(heads), Emu(area.left), Emu(area.top), Emu(area.width), Emu(high * (len(rows) + 1))
        )
        native = frame.table
        native.horz_banding = False
        whole = sum(shares)
        for at, share in enumerate(shares):
            native.columns[at].width = Emu(int(area.width * share / whole))
        for at, row in enumerate((heads, *rows)):
            native.rows[at].height = Emu(high)
            for col, told in enumerate(row):
                _write_cell(native.cell(at, col), told, size, int(native.columns[col].width), high,
                            self.accent if at == 0 else TINT if at % 2 == 0 else WHITE, at == 0)  # fmt: skip

    def note(self, text: str) -> None:
        """What to say: the notes of the slide."""
        self.slide.notes_slide.notes_text_frame.text = "\n".join(
            _UNPRINTABLE.sub(" ", line.replace("\t", " ")) for line in text.split("\n")
        )


def row_height(size: float) -> int:
    """EMU of a table's row of two lines."""
    return int(size * _LINE * 2.4 * _EMU)


def rows_that_fit(area: Area, size: float = 12) -> int:
    """How many rows a table may have besides its head."""
    return max(1, area.height // row_height(size) - 1)


def _write_cell(cell: Any, told: Cell, size: float, width: int, height: int, fill: str, is_head: bool) -> None:
    inset = 6 * _EMU
    cell.margin_left = cell.margin_right = inset
    cell.margin_top = cell.margin_bottom = inset // 4
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(fill)
    text = fitted(told.text, width - 2 * inset, height - inset // 2, size, bold=told.bold or is_head)
    ink, align = WHITE if is_head else INK, PP_ALIGN.RIGHT if told.right else PP_ALIGN.LEFT
    _write(cell.text_frame, text, size, ink, told.bold or is_head, align)


def _write(
    frame: Any, text: str, size: float | None = None, ink: str | None = None, bold: bool | None = None,
    align: Any = None,
) -> None:  # fmt: skip
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
        for run in paragraph.runs:
            run.font.bold = bold
            if size is not None:
                run.font.size = Pt(size)
            if ink is not None:
                run.font.color.rgb = colour(ink)
