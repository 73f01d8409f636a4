"""The XML of a workbook's parts: read without entities, written back with its own prefixes."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from planner.errors import PlannerError

Element = Any
"""An lxml element; lxml has no types of its own."""

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


_MEASURE: Final = re.compile(r"\d{1,6}(?:\.\d{1,20})?")


def damaged(name: str) -> PlannerError:
    return PlannerError(
        f"This workbook is damaged: its part {name} cannot be read.", "Open it in Excel and save it under a new name."
    )


def parsed(name: str, data: bytes) -> Element:
    """The part's root. Raises PlannerError where it is no XML, or declares entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error
    if root.getroottree().docinfo.doctype:
        raise PlannerError("This workbook declares XML entities, which no workbook needs.", "Save it anew in Excel.")
    return root


def written(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def whole(element: Element, name: str, otherwise: int = 0) -> int:
    """An attribute that is a whole number, at least 0. Raises PlannerError where it is none."""
    told = str(element.get(name, otherwise))
    if not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise damaged(f"(attribute {name} of {local(element)})")
    return int(told)


def measure(element: Element, name: str, otherwise: float) -> float:
    """An attribute that is a measure, such as a row's height. Raises PlannerError where it is none."""
    told = str(element.get(name, otherwise))
    if not _MEASURE.fullmatch(told):
        raise damaged(f"(attribute {name} of {local(element)})")
    return float(told)


def child(parent: Element, tag: str) -> Element:
    """A new last child of the main namespace."""
    return etree.SubElement(parent, f"{MAIN}{tag}")


def made(tag: str) -> Element:
    return etree.Element(f"{MAIN}{tag}")


def local(element: Element) -> str:
    """The tag without its namespace; '' of a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def remove(element: Element) -> None:
    element.getparent().remove(element)
