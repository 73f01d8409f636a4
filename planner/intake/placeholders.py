"""Texts that stand in a cell where nothing is known."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from planner.intake.header_text import DATA

_PATTERN: Final = re.compile(
    r"[-–—_.?*#/\\ー－ˍ~=+ ]+|[?!]+|0+|0+[.,]0+|(.)\1{5,}|(?:x{3,})|(?:0{2}[:-]){5}0{2}|(?:f{2}[:-]){5}f{2}|"
    r"0{4}\.0{4}\.0{4}"
    r"|0{8}-0{4}-0{4}-0{4}-0{12}|no (?:asset (?:tag|info.*)|serial.*|tag|s/n|name|user|owner|value|"
    r"warranty)|(?:not|non) (?:yet )?(?:available|entered|provided)"
    r"|#{2,}|\(?(?:unknown|unbekannt|inconnu)\)?|kein[e]? [\w-]+nummer|0123456789",
    re.IGNORECASE,
)
_FIRST: Final = frozenset("'`-–—_.?*#/\\ー－ˍ~=+ !0xfnkui(")
"""What a text that `_PATTERN` matches can begin with, apart from a repeated character."""
_LONGEST: Final = 48
_IDENTIFIERS: Final = frozenset({"serial_number", "asset_tag"})
_ZERO_MEANS_SOMETHING: Final = frozenset({"quantity", "criticality", "status", "os_version", "notes"})


@cache
def _words() -> frozenset[str]:
    with (DATA / "no_values.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["text"] for row in csv.DictReader(file))


_SEVERAL: Final = frozenset(
    {"various", "multiple", "several", "mixed", "see notes", "diverse", "divers", "varios", "vari"}
)
"""In place of a serial number or a tag: a row of several devices."""


def may_be_placeholders(texts: Sequence[str]) -> set[str]:
    """A quick look at many texts that leaves out nearly all real values; none is empty."""
    words = _words()
    return {
        text
        for text, folded in zip(texts, map(str.casefold, texts), strict=True)
        if folded[0] in _FIRST or folded[0] == folded[1:2] or folded in words or folded in _SEVERAL or "  " in folded
    }


def is_placeholder(text: str, field: str | None = None) -> bool:
    """Whether a text says only that nothing is known; '0' is a value where it can count or rank something."""
    if len(text) > _LONGEST:
        return False
    folded = " ".join(text.casefold().split())
    if not folded or folded in _words() or (field in _IDENTIFIERS and folded in _SEVERAL):
        return True
    if (folded[0] not in _FIRST and folded[0] != folded[1:2]) or _PATTERN.fullmatch(folded) is None:
        return False
    return not (folded.isdigit() and field in _ZERO_MEANS_SOMETHING)


_OVER: Final = re.compile(
    r"(?:expired?|out of warranty|none left|lapsed|abgelaufen|expir[ée]e?|vencid[oa]|caducad[oa]|"
    r"expirad[oa]|scadut[oa]|verlopen"
    r"|no warranty|out of support|ended|beendet|keine garantie|期限切れ|終了|past|void|asap|sofort|immediately|"
    r"never|nie|jamais|nunca|mai|nooit)\W*",
    re.IGNORECASE,
)


def says_no_day(text: str) -> bool:
    """Whether a date's cell speaks of it without a day: 'expired', 'ASAP'."""
    return _OVER.fullmatch(text.strip()) is not None
