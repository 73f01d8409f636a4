"""The workbook's look: its colours, its cell formats, and how the client's money is displayed.

Arial is on every system (or a font of its exact widths is), so columns that fit here fit there.
Its digits at 10 points are 7 pixels wide, which is what a column's width counts in.
"""

from __future__ import annotations

from typing import Any, Final

from babel.core import Locale
from babel.numbers import get_currency_symbol
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from planner.money import minor_digits

FONT: Final = "Arial"
ACCENT: Final = "#0B6E4F"
INK: Final = "#1B2A2F"
MUTED: Final = "#5F6F73"
PAPER: Final = "#FBFAF7"
RULE: Final = "#D5DBD7"
WHITE: Final = "#FFFFFF"
INPUT: Final = "#FFF8E1"
INPUT_INK: Final = "#1F4E9C"
INPUT_TAB: Final = "#E9C46A"
"""Cells that may be changed: blue on pale yellow, as models in finance have it."""

STATUS_COLOURS: Final = {
    "healthy": "#2A9D8F", "due_soon": "#E9C46A", "due": "#F4A261", "overdue": "#C8553D", "unknown": "#8D99AE",
}  # fmt: skip
STATUS_FILLS: Final = {
    "healthy": "#DCEFEC", "due_soon": "#FAF1D6", "due": "#F4A261", "overdue": "#C8553D", "unknown": "#E4E7EC",
}  # fmt: skip
"""Cell fills: what needs nobody's attention is paler than its colour in charts."""
LANE_COLOURS: Final = {"Run": "#0B6E4F", "Protect": "#2F5D8A", "Grow": "#8A5A1C", "Transform": "#6B4A7E"}
LANE_FILLS: Final = {"Run": "#E3F0EB", "Protect": "#E2EBF4", "Grow": "#F6EBDB", "Transform": "#EEE6F2"}
SERIES_COLOURS: Final = ("#0B6E4F", "#7FB69E", "#2F5D8A", "#9CC3DF", "#A9773B", "#CDD3CF")
"""Dark and pale in turn, so that neighbours in a stack differ in lightness too; the last is for the rest."""

_DIRECTION_MARKS = str.maketrans("", "", "\u200e\u200f\u061c")
_ALIGNED_LEFT: Final = {"align": "left", "valign": "top", "text_wrap": True}


def money_format(currency: str, locale: str, *, whole: bool = True, zero: str | None = None) -> str:
    """Excel's number format for the client's money: symbol and side as in its locale, negative with a minus.

    Excel puts in the reader's own decimal and thousands marks. `whole` hides the decimals and leaves them in the
    value; `zero` is shown in place of 0.
    """
    pattern = Locale.parse(locale).currency_formats["standard"].pattern.translate(_DIRECTION_MARKS).split(";")[0]
    symbol = get_currency_symbol(currency, locale)
    digits = 0 if whole else minor_digits(currency)
    figure = "#,##0" + ("." + "0" * digits if digits else "")
    if pattern.startswith("¤"):
        gap = "\u00a0" if symbol[-1].isalpha() or pattern[1] != "#" else ""
        positive = f'"{symbol}{gap}"{figure}'
    else:
        positive = f'{figure}"\u00a0{symbol}"'
    return f"{positive};-{positive}" + (f';"{zero}"' if zero is not None else "")


def date_format(locale: str) -> str:
    """A date that nobody can misread: '5 Jan 2027', or 'Jan 5, 2027' where the month is said first."""
    return "mmm d, yyyy" if locale in {"en_US", "es_US"} else "d mmm yyyy"


def tint_of(accent: str) -> str:
    """The colour on paper, a tenth of it: the ground of sums."""
    parts = (int(accent[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{255 - (255 - part) // 10:02X}" for part in parts)


class Styles:
    """Cell formats by their properties, each made once, with the workbook's defaults filled in."""

    def __init__(self, book: Workbook, currency: str, locale: str, accent: str = ACCENT) -> None:
        """`accent`: the brand's colour, on which white can be read."""
        self.accent, self.tint = accent, tint_of(accent)
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._properties: dict[int, dict[str, Any]] = {}
        self.money_whole = money_format(currency, locale)
        self.money_exact = money_format(currency, locale, whole=False)
        self.money_dash = money_format(currency, locale, zero="–")
        self.day = date_format(locale)

    def __call__(self, **properties: Any) -> Format:
        """The format of these XlsxWriter properties; ink-coloured and vertically centred unless they say otherwise."""
        full = {"font_color": INK, "valign": "vcenter", **properties}
        key = tuple(sorted(full.items()))
        if key not in self._made:
            made = self._book.add_format(full)
            self._made[key] = made
            self._properties[id(made)] = full
        return self._made[key]

    def quoted(self, style: Format) -> Format:
        """The same look for a text that would become a formula if somebody edited its cell."""
        return self(**{**self._properties[id(style)], "quote_prefix": True})

    def difference(self, **properties: Any) -> Format:
        """What a conditional format changes, and nothing else."""
        return self._book.add_format(properties)

    def title(self) -> Format:
        return self(bold=True, font_size=18, font_color=self.accent)

    def overline(self) -> Format:
        return self(font_size=10, font_color=MUTED)

    def lead(self) -> Format:
        return self(font_size=11, **_ALIGNED_LEFT)

    def section(self) -> Format:
        return self(bold=True, font_size=12, font_color=self.accent)

    def note(self, **more: Any) -> Format:
        return self(font_size=9, font_color=MUTED, **more)

    def head(self, **more: Any) -> Format:
        """A table's heading cell."""
        return self(bold=True, font_color=WHITE, bg_color=self.accent, text_wrap=True, **more)

    def body(self, **more: Any) -> Format:
        """A table's cell, with a hairline below."""
        return self(bottom=1, bottom_color=RULE, **more)

    def wrapped(self, **more: Any) -> Format:
        return self.body(text_wrap=True, **{"valign": "top", **more})

    def money(self, **more: Any) -> Format:
        return self.body(num_format=self.money_dash, align="right", **more)

    def input(self, **more: Any) -> Format:
        """A cell that a person may change."""
        return self.body(**{"bg_color": INPUT, "font_color": INPUT_INK, **more})

    def input_money(self, **more: Any) -> Format:
        return self.input(num_format=self.money_exact, align="right", **more)

    def total(self, **more: Any) -> Format:
        """A sum's cell: bold between two lines."""
        look = {
            "bold": True, "bg_color": self.tint, "top": 1, "top_color": self.accent, "bottom": 1,
            "bottom_color": self.accent,
        }  # fmt: skip
        return self(**{**look, **more})

    def total_money(self, **more: Any) -> Format:
        return self.total(num_format=self.money_whole, align="right", **more)
