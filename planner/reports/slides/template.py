"""An MSP's own presentation → an empty one of the same look: masters, layouts, theme and size, and nothing else of it.

Whatever only its slides need stays behind: they may be another client's, and so may the file's properties, comments,
slide titles and its picture. What is kept is named; what is not named is dropped.
"""

from __future__ import annotations

import posixpath
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml

from planner.errors import PlannerError

_TYPES: Final = "[Content_Types].xml"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.presentationml.{}.main+xml"
_KEPT: Final = {
    "": ("officeDocument",), "officeDocument": ("slideMaster", "theme", "tableStyles", "font"),
    "slideMaster": ("slideLayout", "theme", "image"), "slideLayout": ("slideMaster", "themeOverride", "image"),
    "theme": ("image",), "themeOverride": ("image",),
}  # fmt: skip
"""The kind of a part → the kinds of parts at which it may point; '' is the package itself."""
_LISTS: Final = (
    "sldIdLst", "notesMasterIdLst", "handoutMasterIdLst", "custShowLst", "custDataLst", "photoAlbum", "extLst",
    "modifyVerifier",
)  # fmt: skip
_WHOLE: Final = ("graphicFrame", "control", "stSnd")
"""What is nothing without the part at which something in it points."""
_BOUND: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_AGAIN: Final = "Open it in PowerPoint, save it as a .pptx file and choose that."


def emptied(data: bytes) -> bytes:
    """The presentation without its slides, as a .pptx. Raises PlannerError for one that is protected, has macros or
    declares entities; KeyError, BadZipFile, zlib.error, SyntaxError for what is no presentation."""
    with ZipFile(BytesIO(data)) as package:
        return _Emptied(package).written()


class _Emptied:
    """The parts that are kept, found from the package's root."""

    def __init__(self, package: ZipFile) -> None:
        self._package = package
        self._kept: dict[str, bytes] = {}
        if any(part.flag_bits & 1 for part in package.infolist()):
            raise PlannerError("This template is protected by a password.", "Save it without one and choose that file.")
        kinds = {one.get("ContentType") for one in self._xml(_TYPES)}
        if not kinds & {_MAIN.format(kind) for kind in ("presentation", "template", "slideshow")}:
            raise PlannerError("This template is no PowerPoint file without macros.", _AGAIN)

    def written(self) -> bytes:
        self._keep("", "")
        types = self._xml(_TYPES)
        for one in list(types):
            name = str(one.get("PartName", "")).lstrip("/")
            if name and name not in self._kept:
                types.remove(one)
            elif one.get("ContentType") in {_MAIN.format("template"), _MAIN.format("slideshow")}:
                one.set("ContentType", _MAIN.format("presentation"))
        out = BytesIO()
        with ZipFile(out, "w") as made:
            made.writestr(_TYPES, serialize_part_xml(types))
            for name, content in sorted(self._kept.items()):
                made.writestr(name, content)
        return out.getvalue()

    def _keep(self, name: str, kind: str) -> None:
        """The part, and whatever it may point at. `kind`: the last word of its relationship's type."""
        folder, _, file = name.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if name:
            self._kept[name] = self._package.read(name)
        if relations not in self._package.namelist():
            return
        root, dropped = self._xml(relations), set()
        for one in list(root):
            points = one.get("Type", "").rpartition("/")[2]
            if one.get("TargetMode") == "External" or points not in _KEPT.get(kind, ()):
                dropped.add(one.get("Id"))
                root.remove(one)
                continue
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            if target not in self._kept:
                self._keep(target, points)
        self._kept[relations] = serialize_part_xml(root)
        if kind in ("officeDocument", "slideMaster", "slideLayout"):
            self._kept[name] = self._without(name, kind, dropped)

    def _without(self, name: str, kind: str, dropped: set[Any]) -> bytes:
        """The part's XML without what points at a part that is not kept."""
        root = self._xml(name)
        listed = [one for one in root if kind == "officeDocument" and _local(one) in _LISTS]
        bound = [
            one for one in root.iter("*")
            if any(key.startswith(_BOUND) and value in dropped for key, value in one.attrib.items())
        ]  # fmt: skip
        for one in (*listed, *bound):
            whole = next((above for above in one.iterancestors() if _local(above) in _WHOLE), one)
            parent = whole.getparent()
            if parent is not None:
                parent.remove(whole)
        return serialize_part_xml(root)

    def _xml(self, name: str) -> Any:
        root: Any = parse_xml(self._package.read(name))
        if root.getroottree().docinfo.doctype:
            raise PlannerError("This template declares XML entities, which no presentation needs.", _AGAIN)
        return root


def _local(element: Any) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]
