"""Data and a template of ours → a PDF: no network, no clock, no file read but the templates and the shipped fonts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from planner.reports.pdf.clean import cleaned
from planner.reports.pdf.coverage import FONTS
from planner.roadmap.document import Document

STANDARDS: Final[list[typst.PDFStandard]] = ["ua-1", "a-2b"]
"""Tagged for assistive technology (ISO 14289-1) and archival (ISO 19005-2): Typst makes one file that is both."""
_FOLDER: Final = Path(__file__).parent


def compiled(template: Literal["summary", "pre_read"], document: Document, data: dict[str, Any]) -> bytes:
    """The paper. The same data give the same bytes: the file's day is the document's. All texts reach Typst as JSON and
    are never read as markup."""
    given = cleaned(data) | {"logo": data["logo"] if _is_readable(bytes(data["logo"] or ())) else None}
    made = typst.compile(
        _FOLDER / f"{template}.typ", root=_FOLDER, format="pdf", font_paths=_fonts(), pdf_standards=STANDARDS,
        sys_inputs={"data": json.dumps(given)}, package_path=_FOLDER, package_cache_path=_FOLDER,
        timestamp=datetime.combine(document.as_of, time(), UTC),
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError(f"Typst gave {type(made).__name__} where one PDF was asked for")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _is_readable(logo: bytes) -> bool:
    """Whether it is a picture that a PDF/A file can hold: a broken one must not keep a roadmap from its reader."""
    probe = b'#set document(title: "logo")\n#image(bytes(json(bytes(sys.inputs.logo))), alt: "logo")'
    try:
        typst.compile(
            probe, format="pdf", font_paths=_fonts(), pdf_standards=STANDARDS,
            sys_inputs={"logo": json.dumps(list(logo))},
        )  # fmt: skip
    except typst.TypstError:
        return False
    return True
