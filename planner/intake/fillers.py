"""What stands in a cell without meaning anything, and names as they are compared."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from planner.intake.placeholders import is_placeholder

NETBIOS_LENGTH: Final = 15
_FILLERS: Final = frozenset({
    "all series", "product name", "system name", "invalid", "no serial", "oem board", "standard",
    "to be filled", "to be filled by o.e.m", "o.e.m", "not defined", "unknown manufacturer", "unknown model", "generic",
})  # fmt: skip
"""Besides `placeholders`: what boards say of themselves in place of a maker or a model."""
_SERIAL_FILLERS: Final = frozenset({
    "serial number", "serial", "123456789", "0123456789", "1234567890", "12345678", "1234567", "123456", "bad", "error",
    "s/n", "sn", "virtual", "vmware",
})  # fmt: skip
_MANGLED: Final = re.compile(r"\d[.,]\d+e\+?\d+|\d+e\+\d+", re.IGNORECASE)
"""A number as Excel shows a long one: with a decimal mark or a sign, unlike serial numbers such as '5E10234'."""
_SHORTEST_SERIAL: Final = 3


@lru_cache(maxsize=65_536)
def clean_serial(text: str) -> str | None:
    """The serial number that a text is, without white space around it; None for a filler or what Excel destroyed."""
    serial = " ".join(text.split())
    bare = re.sub(r"[\W_]", "", serial)
    if len(bare) < _SHORTEST_SERIAL or len(set(bare.casefold())) == 1:
        return None
    if is_filler(serial) or serial.casefold() in _SERIAL_FILLERS or _MANGLED.fullmatch(serial):
        return None
    return serial


@lru_cache(maxsize=8_192)
def is_filler(text: str) -> bool:
    """Whether a maker's or model's cell names nothing: 'System Product Name'."""
    return is_placeholder(text) or text.casefold().rstrip(".") in _FILLERS


@lru_cache(maxsize=65_536)
def normal_name(text: str) -> str:
    """A host name as it is compared: case folded, its domain left off. 'PC-01.corp.example' is 'pc-01'."""
    name = " ".join(text.casefold().split())
    if is_filler(name) or name in _SERIAL_FILLERS:
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
