"""What stands in a cell without meaning anything, and names as they are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

NETBIOS_LENGTH: Final = 15
_FILLERS: Final = frozenset({
    "to be filled by o.e.m.", "to be filled by o.e.m", "to be filled by oem", "default string", "system serial number",
    "system product name", "system manufacturer", "system version", "chassis serial number", "base board serial number",
    "not specified", "not applicable", "not available", "none", "null", "nil", "n/a", "na", "n.a.", "unknown",
    "unbekannt",
    "inconnu", "desconocido", "sconosciuto", "onbekend", "invalid", "o.e.m.", "oem", "empty", "no serial", "tbd", "tba",
    "missing", "serial number", "serial", "123456789", "0123456789", "1234567890", "12345678", "1234567", "123456",
    "xxxxxxxxxxx", "bad", "error", "ohne", "k.a.", "keine", "kein", "sin serie", "s/n", "sn", "virtual", "vmware",
})  # fmt: skip
_MANGLED: Final = re.compile(r"\d+([.,]\d+)?e\+?\d+", re.IGNORECASE)
_SHORTEST_SERIAL: Final = 3


@lru_cache(maxsize=65_536)
def clean_serial(text: str) -> str | None:
    """The serial number that a text is, without white space around it; None for a filler or what Excel destroyed."""
    serial = " ".join(text.split())
    bare = re.sub(r"[\W_]", "", serial)
    if len(bare) < _SHORTEST_SERIAL or len(set(bare.casefold())) == 1:
        return None
    if serial.casefold() in _FILLERS or _MANGLED.fullmatch(serial):
        return None
    return serial


def is_filler_serial(text: str) -> bool:
    """Whether a serial number's cell identifies nothing."""
    return clean_serial(text) is None


@lru_cache(maxsize=65_536)
def normal_name(text: str) -> str:
    """A host name as it is compared: case folded, its domain left off. 'PC-01.corp.example' is 'pc-01'."""
    name = " ".join(text.casefold().split())
    if name in _FILLERS:
        return ""
    if " " not in name and re.fullmatch(r"[a-z0-9][\w-]*(\.[a-z0-9][\w-]*)+", name) and not name[0].isdigit():
        return name.split(".", 1)[0]
    return name


def names_match(one: str, other: str) -> bool:
    """Whether two normal names are one host's: equal, or one is the other cut to NetBIOS' fifteen characters."""
    if one == other:
        return bool(one)
    short, long = sorted((one, other), key=len)
    return len(short) == NETBIOS_LENGTH and long.startswith(short) and " " not in long
