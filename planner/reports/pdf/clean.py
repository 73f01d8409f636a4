"""Text that a PDF can hold: what the shipped fonts can draw, and nothing that turns or hides the rest of a line."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from planner.reports.pdf.coverage import covered

BOX: Final = "□"
"""Stands for a character that no shipped font can draw: an emoji, a Chinese sign."""
_JOINERS: Final = "\u200c\u200d"
_JOINED: Final = re.compile(f"{BOX}(?:[{_JOINERS}]+{BOX}?)+")
_MARK: Final = "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_MARKS: Final = re.compile(f"({_MARK}{{4}}){_MARK}+")
_UNMAPPED: Final = ("Co", "Cs", "Cn")


def cleaned(value: Any) -> Any:
    """The value with every text in it cleared, of whatever it is made: dicts, lists, texts, numbers."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: cleaned(one) for key, one in value.items()}
    return [cleaned(one) for one in value] if isinstance(value, list) else value


def clean(text: str) -> str:
    """The text as it is printed. Control characters become spaces and line feeds stay; marks that change a line's
    direction and other characters without a shape are left out; a character that no shipped font has becomes '□', as
    do private ones: a PDF/UA file may hold none without a glyph. One '□' for an emoji of several characters; a letter
    keeps four of the marks above and below it."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _MARKS.sub(r"\1", _JOINED.sub(BOX, "".join(map(_one, plain))))


def is_drawn(text: str) -> bool:
    """Whether the fonts can draw every character of a text of ours, other than the marks that `clean` leaves out."""
    return BOX not in clean(text)


def shortened(text: str, longest: int) -> str:
    """One line of at most so many characters; '…' where something was cut."""
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _one(letter: str) -> str:
    if letter == "\n" or " " <= letter <= "~":
        return letter
    kind = unicodedata.category(letter)
    if kind in {"Cc", "Zl", "Zp"}:
        return " "
    if kind == "Cf" and letter not in _JOINERS:
        return ""
    if kind in _UNMAPPED:
        return BOX
    if ord(letter) in covered():
        return letter
    return _without_glyph(letter, kind)


def _without_glyph(letter: str, kind: str) -> str:
    """The nearest thing to a character that no font has: its plain form (a full-width digit), a space, nothing for a
    mark above another or a tone of skin, or the box."""
    if kind == "Zs":
        return " "
    if kind in {"Mn", "Me", "Sk", "Cf"}:
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    return plain if plain != letter and all(ord(one) in covered() for one in plain) else BOX
