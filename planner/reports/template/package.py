"""A workbook as a package of parts: what is not touched goes back byte for byte as it was."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from planner.errors import PlannerError
from planner.reports.template.xml import MAIN, Element, damaged, parsed, remove, written

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_UNPACKED: Final = 256 * 1024 * 1024
MAX_XML: Final = 96 * 1024 * 1024
"""Bytes unpacked, of all parts and of those that are read."""
MAX_RATIO: Final = 1_000
RATIO_MATTERS_ABOVE: Final = 32 * 1024 * 1024
CONTENT_TYPES: Final = "[Content_Types].xml"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MACROS: Final = b"macroEnabled"
_STRICT: Final = "http://purl.oclc.org/ooxml/"
_KIND: Final = "application/vnd.{}.main+xml"
_TEMPLATES: Final = {
    _KIND.format("openxmlformats-officedocument.spreadsheetml.template"):
        _KIND.format("openxmlformats-officedocument.spreadsheetml.sheet"),
    _KIND.format("ms-excel.template.macroEnabled"): _KIND.format("ms-excel.sheet.macroEnabled"),
}  # fmt: skip
SAVE_AS: Final = "Open it in Excel and save it as an Excel workbook (.xlsx or .xlsm)."


@dataclass(frozen=True, slots=True)
class Relation:
    """One part's relation to another: 'rId3', 'worksheet', 'xl/worksheets/sheet1.xml'."""

    key: str
    kind: str
    part: str


class Package:
    """The parts of one workbook. Only a part that was touched is written anew, all others are copied."""

    def __init__(self, data: bytes) -> None:
        """Raises PlannerError where this is no workbook that can be filled."""
        _refuse_other_kinds(data)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._entries = archive.infolist()
                _refuse_oversized(self._entries)
                self._parts = {entry.filename: archive.read(entry) for entry in self._entries}
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise PlannerError("This workbook is damaged and cannot be opened.", SAVE_AS) from error
        self._trees: dict[str, Element] = {}
        self._touched: set[str] = set()
        self.workbook = self._main_part()

    def _main_part(self) -> str:
        main = next((one.part for one in self.relations("") if one.kind == "officeDocument"), "")
        if CONTENT_TYPES not in self._parts or main not in self._parts:
            raise PlannerError("This archive is no Excel workbook.", SAVE_AS)
        if main.endswith(".bin"):
            raise PlannerError("This is a binary workbook (.xlsb).", SAVE_AS)
        tag = str(self.look(main).tag)
        if tag.startswith(f"{{{_STRICT}"):
            raise PlannerError("This workbook is saved as 'Strict Open XML'.", SAVE_AS)
        if tag != f"{MAIN}workbook":
            raise PlannerError("This is an Office file, but no Excel workbook.", SAVE_AS)
        if any(name.startswith("_xmlsignatures/") for name in self._parts):
            raise PlannerError(
                "This workbook is digitally signed, and filling it would break the signature.",
                "Remove the signature in Excel (File, Info) and use that file.",
            )
        return main

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def names(self) -> list[str]:
        """The parts, in the order of the archive."""
        return list(self._parts)

    def raw(self, name: str) -> bytes:
        """The part as it was."""
        return self._parts[name]

    def look(self, name: str) -> Element:
        """The part's root, to be read."""
        if name not in self._trees:
            if name not in self._parts:
                raise damaged(name)
            self._trees[name] = parsed(name, self._parts[name])
        return self._trees[name]

    def touch(self, name: str) -> Element:
        """The part's root, to be changed."""
        self._touched.add(name)
        return self.look(name)

    def relations(self, name: str) -> list[Relation]:
        """What a part refers to inside of the package; of '' what the package begins with."""
        held = _relations_of(name)
        if held not in self._parts:
            return []
        folder = posixpath.dirname(name)
        return [
            Relation(one.get("Id", ""), one.get("Type", "").rsplit("/", 1)[-1], _path(folder, one.get("Target", "")))
            for one in self.look(held) if one.get("TargetMode") != "External"
        ]  # fmt: skip

    def related(self, name: str, kind: str) -> list[str]:
        return [one.part for one in self.relations(name) if one.kind == kind]

    def drop(self, owner: str, kind: str) -> None:
        """Takes out the parts of a kind that one part refers to, and every mention of them."""
        for one in self.relations(owner):
            if one.kind == kind:
                for relation in list(self.touch(_relations_of(owner))):
                    if relation.get("Id") == one.key:
                        remove(relation)
                for override in list(self.touch(CONTENT_TYPES)):
                    if override.get("PartName") == f"/{one.part}":
                        remove(override)
                self._parts.pop(one.part, None)

    @property
    def has_macros(self) -> bool:
        return _MACROS in self._parts[CONTENT_TYPES]

    def become_workbook(self) -> None:
        """A template (.xltx, .xltm) becomes a workbook: Excel opens no file whose kind is not that of its name."""
        for old, new in _TEMPLATES.items():
            if old.encode() in self._parts[CONTENT_TYPES]:
                for one in self.touch(CONTENT_TYPES):
                    if one.get("ContentType") == old:
                        one.set("ContentType", new)

    def packed(self) -> bytes:
        """The workbook: its parts in their order, each with its date and its way of packing."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in self._entries:
                if entry.filename in self._parts:
                    name = entry.filename
                    data = written(self._trees[name]) if name in self._touched else self._parts[name]
                    copy = zipfile.ZipInfo(name, entry.date_time)
                    copy.compress_type, copy.external_attr = entry.compress_type, entry.external_attr
                    archive.writestr(copy, data)
        return out.getvalue()


def _refuse_other_kinds(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise PlannerError("This workbook is larger than 64 MB.", "Use a smaller one: take out large pictures.")
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise PlannerError(
            "This workbook is protected by a password.", "Open it with its password, save it without one and use that."
        )
    if data.startswith(_OLE):
        raise PlannerError("This is an older Excel workbook (.xls).", SAVE_AS)
    if not data.startswith(b"PK"):
        raise PlannerError("This file is no Excel workbook.", SAVE_AS)


def _refuse_oversized(entries: list[zipfile.ZipInfo]) -> None:
    """By the archive's directory alone, before anything is inflated; an entry longer than it says is damaged."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise PlannerError("This archive is protected by a password.", SAVE_AS)
    if len({entry.filename for entry in entries}) < len(entries):
        raise PlannerError("This workbook is damaged: it holds a part twice.", SAVE_AS)
    ratios = (entry.file_size / max(entry.compress_size, 1) for entry in entries
              if entry.file_size > RATIO_MATTERS_ABOVE)  # fmt: skip
    read = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or read > MAX_XML or max(ratios, default=0) > MAX_RATIO:
        raise PlannerError("This workbook would unpack to far more than a template needs.", "Use a smaller one.")


def _relations_of(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(target[1:] if target.startswith("/") else posixpath.join(folder, target))
