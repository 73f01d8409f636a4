"""The workbook's own formats, and the few that are made of them: with a date in it, and with text that stays text.

The part is touched only where a cell needs one; formats that are there keep their numbers.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import Final

from planner.reports.template.package import Package
from planner.reports.template.xml import MAIN, Element, damaged, measure, whole

_SHORT_DAY: Final = "14"
"""Number format 14 is the short date of the reader's own country (ECMA-376 part 1, 18.8.30)."""
_DAY_FORMATS: Final = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_NARROW: Final = ("Calibri", "Carlito", "Aptos Narrow")
_SHARE: Final = 0.9
"""Excel's own fonts are a tenth narrower than Arial, by whose letters texts are measured."""
_DAY_LETTERS: Final = re.compile(r"[dDyY]")


@dataclass(frozen=True, slots=True)
class Font:
    """`size` in points; `share`: its letters' width beside Arial's of the same size."""

    size: float
    is_bold: bool
    share: float


class Styles:
    """Formats by their index in `cellXfs`, as cells name them; None is the sheet's plain one."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = next(iter(package.related(package.workbook, "styles")), None)
        self._made: dict[tuple[str | None, str], str | None] = {}

    def for_days(self, style: str | None) -> str | None:
        """The same format where it shows days, else one like it that does."""
        return self._like(style, "day")

    def quoted(self, style: str | None) -> str | None:
        """The same format with the mark by which Excel keeps a text that begins like a formula when it is edited."""
        return self._like(style, "quoted")

    def wrapped(self, style: str | None) -> Font | None:
        """The font of a format that wraps its text; None of one that does not."""
        if self._part is None:
            return None
        root = self._package.look(self._part)
        held = self._at(self._formats(self._part), style)
        alignment = held.find(f"{MAIN}alignment")
        if alignment is None or alignment.get("wrapText") not in ("1", "true"):
            return None
        font = self._at(root.findall(f"{MAIN}fonts/{MAIN}font"), held.get("fontId"))
        size, bold, name = (font.find(f"{MAIN}{tag}") for tag in ("sz", "b", "name"))
        is_bold = bold is not None and bold.get("val", "1") in ("1", "true")
        is_narrow = name is not None and name.get("val") in _NARROW
        return Font(11.0 if size is None else measure(size, "val", 11), is_bold, _SHARE if is_narrow else 1.0)

    def _like(self, style: str | None, what: str) -> str | None:
        if (style, what) not in self._made:
            self._made[style, what] = self._new(style, what)
        return self._made[style, what]

    def _new(self, style: str | None, what: str) -> str | None:
        if self._part is None:
            return style
        formats = self._formats(self._part)
        old = self._at(formats, style)
        if old.get("quotePrefix") in ("1", "true") if what == "quoted" else self._shows_days(old):
            return style
        new = copy.deepcopy(old)
        if what == "quoted":
            new.set("quotePrefix", "1")
        else:
            new.set("numFmtId", _SHORT_DAY)
            new.set("applyNumberFormat", "1")
        held = self._package.touch(self._part).find(f"{MAIN}cellXfs")
        held.append(new)
        held.set("count", str(len(formats) + 1))
        return str(len(formats))

    def _formats(self, part: str) -> list[Element]:
        return list(self._package.look(part).iterfind(f"{MAIN}cellXfs/{MAIN}xf"))

    def _at(self, held: list[Element], index: str | None) -> Element:
        number = int(index) if index is not None and index.isdecimal() else 0
        if number >= len(held):
            raise damaged(self._part or "")
        return held[number]

    def _shows_days(self, style: Element) -> bool:
        number = whole(style, "numFmtId")
        root = self._package.look(self._part or "")
        for one in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"):
            if one.get("numFmtId") == str(number):
                return bool(_DAY_LETTERS.search(_QUOTED.sub("", one.get("formatCode", "")))) or _months(one)
        return number in _DAY_FORMATS


def _months(style: Element) -> bool:
    """'mmm' alone shows a month; 'mm:ss' shows minutes."""
    code = _QUOTED.sub("", style.get("formatCode", "")).lower()
    return "mmm" in code
