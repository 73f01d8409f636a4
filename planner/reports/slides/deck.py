"""The deck as a whole: its slides in their order, and its bytes. A new slide is a function and a line here."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime, time
from typing import Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu

from planner.reports.page.colours import readable
from planner.reports.slides.canvas import INK, MUTED, Canvas, clean, size_that_fits
from planner.reports.slides.money_slides import budget_slide, spend_slide
from planner.reports.slides.opening import cover_layout, opened, plain_layout
from planner.reports.slides.plan_slides import (
    decide_slide,
    fleet_slide,
    near_and_later,
    risk_slide,
    roadmap_slide,
    rows_to_decide,
    told_line,
)
from planner.reports.slides.words import Words
from planner.reports.texts import SLIDES
from planner.roadmap.document import Document

_FIRST: Final = 3
"""Lines that the last slide names."""
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
_MOMENT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_LOGO: Final = re.compile(r"data:image/(?:png|jpeg);base64,(.+)", re.DOTALL)


def deck(document: Document, template: bytes | None = None) -> bytes:
    """The deck as a .pptx file; the same document and template give the same bytes. `template`: the MSP's own, see
    `opening.opened`, which raises PlannerError. Without costs no slide shows an amount."""
    return _Deck(document, template).made()


class _Deck:
    def __init__(self, document: Document, template: bytes | None) -> None:
        self._deck, self._is_own = opened(template), template is None
        self._words, self._document = Words(document), document
        self._accent = readable(document.accent)
        self._footer = document.footer or SLIDES["footer"].format(
            client=document.client, day=self._words.day(document.as_of)
        )

    def made(self) -> bytes:
        document = self._document
        self._cover()
        self._answer()
        if document.changes:
            self._add(SLIDES["changes"], self._changes)
        if document.shows_costs:
            self._add(SLIDES["spend"], spend_slide)
            self._add(SLIDES["budget"], budget_slide)
        self._add(SLIDES["roadmap"], roadmap_slide)
        self._decide()
        if document.risks:
            self._add(SLIDES["risks"], risk_slide)
        assessed = any(area.score is not None for area in document.areas)
        self._add(SLIDES["fleet_and_areas" if assessed else "fleet"], fleet_slide)
        self._add(SLIDES["goals" if document.goals else "steps"], self._goals)
        return self._bytes()

    def _canvas(self, title: str, *, is_cover: bool = False) -> Canvas:
        layout = cover_layout(self._deck) if is_cover else plain_layout(self._deck)
        canvas = Canvas(self._deck, layout, title, self._accent, self._footer, (40, 32, 24) if is_cover else (26, 20))
        if self._is_own:
            canvas.style_title()
        return canvas

    def _add(self, title: str, draw: Callable[[Canvas, Words], None]) -> None:
        draw(self._canvas(title), self._words)

    def _cover(self) -> None:
        document, words = self._document, self._words
        canvas = self._canvas(document.title, is_cover=True)
        area = canvas.body.part(0, 0.04, 1, 0.5)
        canvas.words(area.part(0, 0, 1, 0.4), SLIDES["for"].format(client=document.client), 22, self._accent, bold=True)
        told = [SLIDES["by"].format(name=document.prepared_by)] if document.prepared_by else []
        told.append(
            SLIDES["as_of" if document.version else "as_of_draft"].format(
                day=words.day(document.as_of), number=document.version
            )
        )
        canvas.words(area.part(0, 0.45, 1, 0.4), " · ".join(told), 16, MUTED)
        self._logo(canvas)
        canvas.note(SLIDES["note_cover"].format(client=document.client, answer=words.say(document.answer)))

    def _logo(self, canvas: Canvas) -> None:
        found = _LOGO.fullmatch(self._document.logo or "")
        if found is None:
            return
        wide, high = int(self._deck.slide_width or 0), int(self._deck.slide_height or 0)
        picture = canvas.slide.shapes.add_picture(io.BytesIO(b64decode(found[1])), 0, 0)
        scale = min(wide * 0.22 / picture.width, high * 0.13 / picture.height)
        picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
        picture.left, picture.top = Emu(canvas.body.left), Emu(int(high * 0.08))
        picture._element.nvPicPr.cNvPr.set(  # noqa: SLF001 - the alternative text has no property
            "descr", clean(f"{SLIDES['logo']} {self._document.prepared_by}")
        )

    def _answer(self) -> None:
        document, words = self._document, self._words
        canvas = self._canvas(SLIDES["answer"])
        area = canvas.body
        canvas.words(area.part(0, 0.02, 1, 0.32), words.say(document.answer), 24, INK)
        for at, figure in enumerate(document.figures):
            place = area.part(at / 3, 0.42, 0.92 / 3, 0.36)
            canvas.box(place, self._accent)
            inner = place.part(0.06, 0.1, 0.88, 0.8)
            value = words.say_value(figure.value)
            above = inner.part(0, 0, 1, 0.55)
            size = size_that_fits(value, above.width, above.height, (36, 28, 22, 16, 12))
            canvas.words(above, value, size, "#FFFFFF", bold=True, anchor=MSO_ANCHOR.BOTTOM)
            canvas.words(inner.part(0, 0.6, 1, 0.4), words.say(figure.label), 15, "#FFFFFF")
        if document.note:
            canvas.words(area.part(0, 0.83, 1, 0.17), document.note, 14, MUTED)
        canvas.note(SLIDES["note_answer"].format(answer=words.say(document.answer), note=document.note).strip())

    def _changes(self, canvas: Canvas, words: Words) -> None:
        told = [words.say(one) for one in words.document.changes]
        canvas.bullets(canvas.body, told)
        canvas.note(SLIDES["note_changes"].format(told=" ".join(told)))

    def _decide(self) -> None:
        near, later = near_and_later(self._words)
        first = self._canvas(SLIDES["decide"])
        room = rows_to_decide(first.body) - 1
        parts = [near[at : at + room] for at in range(0, len(near), room)] or [[]]
        for at, part in enumerate(parts, start=1):
            title = SLIDES["decide_at"].format(at=at, all=len(parts))
            canvas = first if at == 1 else self._canvas(title)
            decide_slide(canvas, self._words, part, later if at == len(parts) else [])

    def _goals(self, canvas: Canvas, words: Words) -> None:
        document = words.document
        near, _ = near_and_later(words)
        decide = SLIDES["next_decide_one"] if len(near) == 1 else SLIDES["next_decide"].format(count=len(near))
        steps = [decide] if near else []
        steps += [told_line(words, line) for line in near[:_FIRST]]
        steps.append(SLIDES["next_read"])
        area = canvas.body
        if document.goals:
            canvas.bullets(area.part(0, 0, 1, 0.38), document.goals, 18)
        below = area.part(0, 0.4, 1, 0.48) if document.goals else area.part(0, 0, 1, 0.85)
        if document.goals:
            canvas.words(below.part(0, 0, 1, 0.13), SLIDES["next"], 16, self._accent, bold=True)
        canvas.bullets(below.part(0, 0.15, 1, 0.85) if document.goals else below, steps, 14 if document.goals else 18)
        if document.contact:
            canvas.words(area.part(0, 0.9, 1, 0.1), document.contact, 14, MUTED, align=PP_ALIGN.LEFT)
        canvas.note(SLIDES["note_goals"].format(told=" ".join([*document.goals, *steps])))

    def _bytes(self) -> bytes:
        told: Any = self._deck.core_properties
        told.title, told.author = clean(self._document.title)[:255], clean(self._document.prepared_by)[:255]
        told.subject, told.last_modified_by, told.keywords, told.comments = "", "Evergreen", "", ""
        told.created = told.modified = told.last_printed = datetime.combine(self._document.as_of, time())
        told.revision = max(self._document.version, 1)
        out = io.BytesIO()
        self._deck.save(out)
        return _dated_alike(out.getvalue())


def _dated_alike(data: bytes, *, is_chart: bool = False) -> bytes:
    """The same archive with one date for all its parts, and so for the workbooks of the charts in it, which would bear
    the moment in which they were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            told = old.read(part)
            if part.filename.startswith("ppt/embeddings/") and part.filename.endswith(".xlsx"):
                told = _dated_alike(told, is_chart=True)
            if is_chart and part.filename == "docProps/core.xml":
                told = _MOMENT.sub(rb"\g<1>1980-01-01T00:00:00Z", told)
            new.writestr(zipfile.ZipInfo(part.filename, _ZIP_DAY), told, zipfile.ZIP_DEFLATED)
    return out.getvalue()
