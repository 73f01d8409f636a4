"""How sheets are printed: paper, margins, page headers, repeated headings, and where wide sheets break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from xlsxwriter.worksheet import Worksheet

from planner.reports.excel.grid import clean_text

LETTER_TERRITORIES: Final = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)
"""Unicode CLDR, supplemental measurement data, paperSize US-Letter; everybody else prints on A4."""
MARGIN_INCHES: Final = 0.45
SMALLEST_SCALE: Final = 0.6
"""Below this, 10-point figures are no longer read on paper: the sheet is broken over several pages instead."""
_SPARE: Final = 0.91
"""Other programs make columns up to 6 % wider than Excel."""
_SMALL: Final = '&"Arial,Regular"&8&K5F6F73 '
_LARGE: Final = '&"Arial,Bold"&14&K0B6E4F '
_MAX_HEADER_TEXT: Final = 110
_MAX_BESIDE_TITLE: Final = 40


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper lying on its long side; `width` is what is left between the margins, in pixels at 96 dpi."""

    excel_code: int
    width: int

    @classmethod
    def of_locale(cls, locale: str) -> Paper:
        letter = locale.rsplit("_", maxsplit=1)[-1] in LETTER_TERRITORIES
        inches = 11.0 if letter else 11.69
        return cls(1 if letter else 9, int((inches - 2 * MARGIN_INCHES) * 96))


@dataclass(frozen=True, slots=True)
class PageSetup:
    """What all sheets of one workbook share on paper; `by`: whose workbook it is."""

    client: str
    as_of: date
    paper: Paper
    by: str

    def apply(self, sheet: Worksheet, title: str, last_row: int, last_col: int) -> None:
        """Landscape, one page wide, with the client above and the page number below."""
        sheet.set_landscape()
        sheet.set_paper(self.paper.excel_code)
        sheet.set_margins(MARGIN_INCHES, MARGIN_INCHES, 0.7, 0.65)
        sheet.hide_gridlines(2)
        sheet.print_area(0, 0, last_row, last_col)
        sheet.fit_to_pages(1, 0)
        sheet.set_header(
            f"&L{_SMALL}{_header_text(self.client)}&R{_SMALL}{title}", {"margin": 0.35, "scale_with_doc": False}
        )
        as_of = f"As of {self.as_of.isoformat()}"
        sheet.set_footer(
            f"&L{_SMALL}{_header_text(self.by)}&C{_SMALL}{as_of}&R{_SMALL}Page &P of &N",
            {"margin": 0.3, "scale_with_doc": False},
        )

    def break_columns(
        self,
        sheet: Worksheet,
        title: tuple[str, str],
        area: tuple[int, int, int],
        fixed: int,
        blocks: Sequence[tuple[int, int]],
    ) -> None:
        """Several pages side by side where one would be too small to read.

        `title` is the sheet's and its answer in words; `area` is first row, last row and last column of what is
        printed; `fixed` the width in pixels of the columns that each page repeats; a block is (first column, width)
        and is never torn. All pages have one scale: the largest, up to 1, at which the fullest fits. The title moves
        to the page header: its cells would be repeated with the columns, and cut.
        """
        room = int(self.paper.width * _SPARE / SMALLEST_SCALE) - fixed
        if sum(width for _, width in blocks) <= room:
            return
        pages: list[list[tuple[int, int]]] = [[]]
        for block in blocks:
            if pages[-1] and sum(width for _, width in pages[-1]) + block[1] > room:
                pages.append([])
            pages[-1].append(block)
        widest = fixed + max(sum(width for _, width in page) for page in pages)
        sheet.set_print_scale(max(10, min(100, int(100 * self.paper.width * _SPARE / widest))))
        sheet.set_v_pagebreaks([page[0][0] for page in pages[1:]])
        first_row, last_row, last_col = area
        sheet.print_area(first_row, 0, last_row, last_col)
        name, answer = (_header_text(text) for text in title)
        header = f"&L{_LARGE}{name}\n{_SMALL}{answer}&R{_SMALL}{_header_text(self.client, _MAX_BESIDE_TITLE)}"
        sheet.set_header(header, {"margin": 0.35, "scale_with_doc": False})
        sheet.set_margins(MARGIN_INCHES, MARGIN_INCHES, 0.95, 0.65)


def _header_text(text: str, limit: int = _MAX_HEADER_TEXT) -> str:
    """A text for a page header, where an ampersand is a command; Excel allows 255 characters in all, of which an emoji
    is two."""
    line = " ".join(clean_text(text).split()).replace("&", "&&")
    units = line.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return line
    return f"{units[: 2 * (limit - 1)].decode('utf-16-le', 'ignore').rstrip('&')}…"
