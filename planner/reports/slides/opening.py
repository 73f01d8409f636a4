"""The empty presentation that a deck is built in: our own, or the MSP's template without its slides.

python-pptx, though its last release is of 2024: of the libraries that are younger none was found that writes native
charts and tables into the layouts of an existing template and sets a size of its own for slides. The format it writes
has not changed since.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, Final

from lxml.etree import XMLSyntaxError
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PackageNotFoundError
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Inches

from planner.errors import PlannerError
from planner.reports.slides.template import emptied

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_UNPACKED: Final = 400 * 1024 * 1024
_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_TITLES: Final = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_MARGINAL: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def opened(template: bytes | None) -> Deck:
    """A presentation without slides. `template`: a .pptx or .potx file, of which size, masters, layouts and theme stay.
    Raises PlannerError where it is none, is damaged, protected or too large, or has no layout with a title."""
    if template is None:
        return _own()
    try:
        deck = Presentation(io.BytesIO(emptied(_checked(template))))
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        AttributeError,
        XMLSyntaxError,
    ) as error:
        raise _refused() from error
    layouts: Any = deck.slide_layouts
    if not any(_titles(layout) for layout in layouts):
        raise PlannerError("No layout of this template has a title.", "Add one in PowerPoint's slide master.")
    return deck


def _refused() -> PlannerError:
    return PlannerError(
        "This is no PowerPoint template that can be opened.", "Give a .pptx or .potx file, saved without a password."
    )


def _checked(data: bytes) -> bytes:
    """The file. Raises PlannerError where it is too large, or would be."""
    if len(data) > MAX_BYTES:
        raise PlannerError("This template is larger than 50 MB.", "Take pictures and slides out of it.")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise PlannerError("This template unpacks to more than 400 MB.", "Take pictures and slides out of it.")
    return data


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
