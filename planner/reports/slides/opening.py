"""The empty presentation that a deck is built in: our own, or the MSP's template without its slides.

python-pptx, though its last release is of 2024: no other library that the registries have writes native charts and
tables from Python into an existing template; the format it writes has not changed since, and nothing here depends on
the network or on what it reads beyond the template.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any, Final

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from planner.errors import PlannerError

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_UNPACKED: Final = 400 * 1024 * 1024
_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_MARGINAL: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
_TEMPLATE_TYPE: Final = b"presentationml.template.main+xml"
_TYPE: Final = b"presentationml.presentation.main+xml"


def opened(template: bytes | None) -> Deck:
    """A presentation without slides. `template`: a .pptx or .potx file, of which size, masters, layouts and theme stay.
    Raises PlannerError where it is none, is damaged, protected or too large, or has no layout with a title."""
    if template is None:
        return _own()
    try:
        deck = Presentation(io.BytesIO(_as_presentation(template)))
        _without_slides(deck)
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, XMLSyntaxError) as error:
        raise _refused() from error
    layouts: Any = deck.slide_layouts
    if not any(_titles(layout) for layout in layouts):
        raise PlannerError("No layout of this template has a title.", "Add one in PowerPoint's slide master.")
    return deck


def _refused() -> PlannerError:
    return PlannerError(
        "This is no PowerPoint template that can be opened.", "Give a .pptx or .potx file, saved without a password."
    )


def _as_presentation(data: bytes) -> bytes:
    """The file as a presentation: a template says so in its table of contents, and is one otherwise."""
    if len(data) > MAX_BYTES:
        raise PlannerError("This template is larger than 50 MB.", "Take pictures and slides out of it.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise PlannerError("This template unpacks to more than 400 MB.", "Take pictures and slides out of it.")
        contents = archive.read("[Content_Types].xml")
        if _TEMPLATE_TYPE not in contents:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in archive.infolist():
                told = archive.read(part)
                is_contents = part.filename == "[Content_Types].xml"
                copy.writestr(part, told.replace(_TEMPLATE_TYPE, _TYPE) if is_contents else told)
    return out.getvalue()


def _without_slides(deck: Deck) -> None:
    ids = deck.slides._sldIdLst  # noqa: SLF001 - python-pptx has no public way to take a slide out
    for entry in list(ids):
        deck.part.drop_rel(entry.rId)
        ids.remove(entry)


def _own() -> Deck:
    """16 to 9, the title at the top left of every layout."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    layouts: Any = deck.slide_layouts
    for layout in layouts:
        for place in list(layout.placeholders):
            if place.placeholder_format.type in _MARGINAL:
                place._element.getparent().remove(place._element)  # noqa: SLF001 - the deck writes its own footer
    cover, plain = layouts[0], layouts[5]
    _put(cover.placeholders[0], 0.9, 2.2, 11.4, 1.6)
    _put(cover.placeholders[1], 0.9, 3.9, 11.4, 1.2)
    _put(plain.placeholders[0], 0.6, 0.45, 12.1, 0.9)
    return deck


def _put(place: Any, left: float, top: float, width: float, height: float) -> None:
    place.left, place.top, place.width, place.height = (Emu(Inches(one)) for one in (left, top, width, height))


def _titles(layout: Any) -> list[Any]:
    return [one for one in layout.placeholders if one.placeholder_format.type in _TITLES]


def cover_layout(deck: Deck) -> Any:
    """The layout of a title slide; the first with a title where there is none."""
    layouts: Any = deck.slide_layouts
    for layout in layouts:
        if any(one.placeholder_format.type == PP_PLACEHOLDER.CENTER_TITLE for one in layout.placeholders):
            return layout
    return plain_layout(deck)


def plain_layout(deck: Deck) -> Any:
    """The layout with a title and as little besides as there is."""
    layouts: Any = deck.slide_layouts
    with_title = [layout for layout in layouts if _titles(layout)]
    return min(
        with_title,
        key=lambda layout: sum(
            one.placeholder_format.type not in (*_TITLES, *_MARGINAL) for one in layout.placeholders
        ),
    )
