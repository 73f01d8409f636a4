"""Whose paper it is, of what size and in what language: what both templates are given first."""

from __future__ import annotations

import base64
from typing import Any, Final

from babel import Locale

from planner.charts.theme import ACCENT
from planner.reports.page.colours import contrast
from planner.reports.pdf.clean import shortened
from planner.reports.pdf.words import Words
from planner.reports.texts import LANGUAGE, PDF, TEXTS
from planner.roadmap.document import Document

_LETTER: Final = frozenset({"US", "CA", "MX", "CL", "CO", "CR", "GT", "PA", "PE", "PH", "PR", "SV", "VE"})
"""Territories that print on US Letter (Unicode CLDR, supplemental data, `paperSize` US-Letter, and Peru)."""
_READABLE: Final = 4.5
"""WCAG 2.2: least contrast of text and its ground."""
_ONE_LINE: Final = 240
_SHARED: Final = ("quarter", "line", "total", "likelihood", "impact", "owner", "area", "score")


def branded(document: Document, words: Words, locale: str) -> dict[str, Any]:
    """Texts, colours, paper and the document's own data. `locale`: the client's, whose paper it is; `logo`: the file's
    bytes as a list of numbers, or None."""
    territory = Locale.parse(locale).territory
    title = document.title.strip() or PDF["pre_read"]
    return {
        "texts": dict(PDF) | {key: TEXTS[key] for key in _SHARED},
        "accent": _accent(document.accent), "paper": "us-letter" if territory in _LETTER else "a4",
        "language": LANGUAGE, "region": territory if territory and territory.isalpha() else None,
        "title": title, "file_title": shortened(title, _ONE_LINE), "author": shortened(document.prepared_by, _ONE_LINE),
        "prepared_by": shortened(document.prepared_by, _ONE_LINE), "client": document.client,
        "day": [document.as_of.year, document.as_of.month, document.as_of.day],
        "as_of": PDF["as_of"].format(day=words.day(document.as_of)),
        "version": PDF["version"].format(number=document.version) if document.version else PDF["draft"],
        "running": shortened(" · ".join(filter(None, (document.client, document.footer))), _ONE_LINE),
        "logo": _logo(document.logo), "costs": document.shows_costs, "answer": words.say(document.answer),
        "logo_alt": PDF["logo"].format(name=document.prepared_by) if document.prepared_by else PDF["logo_unnamed"],
        "figures": [{"label": words.say(one.label), "value": words.value(one.value)} for one in document.figures],
    }  # fmt: skip


def _accent(colour: str | None) -> str:
    """The brand's colour, or Evergreen's where the brand's could not be read on white paper."""
    return colour if colour is not None and contrast(colour, "#ffffff") >= _READABLE else ACCENT


def _logo(address: str | None) -> list[int] | None:
    return list(base64.b64decode(address.partition(",")[2])) if address else None
