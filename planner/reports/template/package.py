"""An .xlsx or .xlsm file as its parts. Parts that nobody asks to change are written back byte for byte.

The parts are edited themselves, not read and written again by a library: openpyxl, which alone could do that, loses
shapes, slicers, form controls and parts of charts, and a template has to stay as it was.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from planner.errors import PlannerError

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_UNPACKED: Final = 400 * 1024 * 1024
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def refused() -> PlannerError:
    return PlannerError(
        "This is no Excel workbook that can be filled.", "Give an .xlsx or .xlsm file, saved without a password."
    )


@dataclass
class Package:
    """`read` changes what it gives: trees that were asked for are written anew, all else as it was."""

    parts: dict[str, bytes]
    infos: dict[str, zipfile.ZipInfo]
    trees: dict[str, Any] = field(default_factory=dict)

    @staticmethod
    def of(data: bytes) -> Package:
        """Raises PlannerError for what is no such workbook, or one that is too large."""
        if len(data) > MAX_BYTES:
            raise PlannerError("This template is larger than 50 MB.", "Take pictures and sheets out of it.")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = {info.filename: info for info in archive.infolist()}
                if sum(info.file_size for info in infos.values()) > MAX_UNPACKED:
                    raise PlannerError("This template unpacks to more than 400 MB.", "Take sheets out of it.")
                package = Package({name: archive.read(name) for name in infos}, infos)
            package.read("xl/workbook.xml")
        except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, etree.XMLSyntaxError) as error:
            raise refused() from error
        return package

    def read(self, name: str) -> Any:
        """A part's tree, to be changed. Raises KeyError where there is none."""
        if name not in self.trees:
            self.trees[name] = etree.fromstring(self.parts[name], _PARSER)
        return self.trees[name]

    def relations(self, name: str) -> dict[str, str]:
        """Relation's id → the part that it points to, of another part."""
        folder, _, file = name.rpartition("/")
        told = self.parts.get(f"{folder}/_rels/{file}.rels")
        if told is None:
            return {}
        return {
            one.get("Id", ""): _path(folder, one.get("Target", ""))
            for one in etree.fromstring(told, _PARSER).iter(_RELATION)
            if one.get("TargetMode") != "External"
        }

    def sheets(self) -> dict[str, str]:
        """Sheet's name → its part."""
        found = self.relations("xl/workbook.xml")
        sheets = self.read("xl/workbook.xml").find(tag("sheets"))
        return {one.get("name"): found[one.get(_ID)] for one in sheets if found.get(one.get(_ID)) in self.parts}

    def drop_calculation_order(self) -> None:
        """Without it every program orders the formulas anew; with it, cells that are no formula any more would make
        Excel offer a repair."""
        if self.parts.pop("xl/calcChain.xml", None) is None:
            return
        for part, attribute in (("[Content_Types].xml", "PartName"), ("xl/_rels/workbook.xml.rels", "Target")):
            tree = self.read(part)
            for one in list(tree):
                if one.get(attribute, "").endswith("calcChain.xml"):
                    tree.remove(one)

    def bytes(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                told = data
                if name in self.trees:
                    told = etree.tostring(self.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
                info = zipfile.ZipInfo(name, self.infos[name].date_time)
                archive.writestr(info, told, zipfile.ZIP_DEFLATED)
        return out.getvalue()


def _path(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
