"""Which rows are the same device: by serial number, then asset tag, then name, within one client.

A weaker key is tried only where one side lacks the stronger one. Fillers, a serial number under three names or
more, and a name that several rows of one file bear identify nothing. A row without any key is known by what it
says (`row_key`), so that the same sheet imported again finds it.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from planner.intake.fillers import clean_serial, names_match, normal_name

NETBIOS_LENGTH: Final = 15
_ROW_KEY_FIELDS: Final = (
    "name", "category", "manufacturer", "model", "model_number", "site", "department", "assigned_to", "purchased_on",
    "order_number",
)  # fmt: skip
_NAMES_THAT_SPOIL_A_SERIAL: Final = 3


@dataclass(frozen=True, slots=True)
class Keys:
    """What identifies one row or one asset. All are folded for comparison; None where it has none."""

    serial: str | None
    tag: str | None
    name: str | None
    row_key: str | None = None


@dataclass(slots=True)
class _Known:
    ref: int
    keys: Keys


@dataclass(slots=True)
class AssetIndex:
    """The assets of one client, found by key. `ref` is the caller's number for an asset."""

    by_serial: dict[str, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    by_tag: dict[str, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    by_row: dict[str, _Known] = field(default_factory=dict)

    def add(self, ref: int, keys: Keys) -> None:
        known = _Known(ref, keys)
        if keys.serial:
            self.by_serial[keys.serial].append(known)
        if keys.tag:
            self.by_tag[keys.tag].append(known)
        if keys.name:
            self.by_name[keys.name[:NETBIOS_LENGTH]].append(known)
        if keys.row_key:
            self.by_row.setdefault(keys.row_key, known)

    def find(self, keys: Keys) -> int | None:
        """The asset that these keys name, or None where it is a new one."""
        if keys.serial and (found := self._first(self.by_serial.get(keys.serial))):
            return found
        if keys.tag and (found := self._by_tag(keys)):
            return found
        if keys.name and (found := self._by_name(keys)):
            return found
        known = self.by_row.get(keys.row_key) if keys.row_key else None
        return known.ref if known else None

    @staticmethod
    def _first(known: list[_Known] | None) -> int | None:
        return known[0].ref if known else None

    def _by_tag(self, keys: Keys) -> int | None:
        return self._first(
            [known for known in self.by_tag.get(keys.tag or "", ()) if not (keys.serial and known.keys.serial)]
        )

    def _by_name(self, keys: Keys) -> int | None:
        name = keys.name or ""
        return self._first(
            [
                known
                for known in self.by_name.get(name[:NETBIOS_LENGTH], ())
                if names_match(name, known.keys.name or "")
                and not (keys.serial and known.keys.serial)
                and not (keys.tag and known.keys.tag)
            ]
        )

    def replaced_by(self, keys: Keys) -> int | None:
        """The asset of the same name whose serial number is another: probably what the new one replaces."""
        if not (keys.serial and keys.name):
            return None
        return self._first(
            [
                known
                for known in self.by_name.get(keys.name[:NETBIOS_LENGTH], ())
                if names_match(keys.name, known.keys.name or "")
                and known.keys.serial
                and known.keys.serial != keys.serial
            ]
        )


def raw_keys(values: Mapping[str, Any]) -> Keys:
    """The keys that a row's or an asset's own values give, fillers left out."""
    serial = clean_serial(str(values["serial_number"])) if values.get("serial_number") else None
    tag = " ".join(str(values["asset_tag"]).casefold().split()) if values.get("asset_tag") else None
    name = normal_name(str(values["name"])) if values.get("name") else None
    if name and name == " ".join(str(values.get("model") or "").casefold().split()):
        name = None
    return Keys(serial.casefold() if serial else None, tag or None, name or None)


def keys_of_rows(rows: Iterable[Mapping[str, Any]]) -> list[Keys]:
    """The keys of all rows of one client in one file: what several rows share identifies nothing."""
    listed = list(rows)
    raw = [raw_keys(values) for values in listed]
    names_of_serial: dict[str, set[str]] = defaultdict(set)
    for keys in raw:
        if keys.serial and keys.name:
            names_of_serial[keys.serial].add(keys.name)
    spoilt = {serial for serial, names in names_of_serial.items() if len(names) >= _NAMES_THAT_SPOIL_A_SERIAL}
    tag_uses = Counter(keys.tag for keys in raw if keys.tag and not _serial(keys, spoilt))
    name_uses = Counter(keys.name for keys in raw if keys.name and not _serial(keys, spoilt) and not keys.tag)
    seen: Counter[str] = Counter()
    result = []
    for keys, values in zip(raw, listed, strict=True):
        serial = _serial(keys, spoilt)
        tag = None if keys.tag and not serial and tag_uses[keys.tag] > 1 else keys.tag
        name = None if keys.name and not serial and not keys.tag and name_uses[keys.name] > 1 else keys.name
        row_key = None if serial or tag or name else _row_key(values, seen)
        result.append(Keys(serial, tag, name, row_key))
    return result


def _serial(keys: Keys, spoilt: set[str]) -> str | None:
    return None if keys.serial in spoilt else keys.serial


def _row_key(values: Mapping[str, Any], seen: Counter[str]) -> str:
    """A digest of what the row says, with its ordinal among equal rows."""
    said = "\x1f".join(f"{values.get(name) or ''}".casefold().strip() for name in _ROW_KEY_FIELDS)
    digest = hashlib.sha256(said.encode()).hexdigest()[:24]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
