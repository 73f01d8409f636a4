"""A product's version number, name or kernel → its cycle, with each maker's own way of counting."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from planner.reference.cycles import Cycle, Cycles, OsMatch
from planner.reference.os_words import Named

_DOTTED: Final = re.compile(r"(?<!\d)(?<!\d\.)\d+(?:\.\d+)+")
_NUMBER: Final = re.compile(r"(?<![\d.])\d+(?:\.\d+)*")
_DOTTED_ONLY: Final = frozenset({"fortios", "pan-os", "cisco-ios-xe", "cisco-ios", "big-ip", "netapp-ontap"})
"""Their devices' models carry plain numbers: 'FortiGate 100F', 'PA-220'."""

_RANGE: Final = re.compile(r"\d(?: \([a-z ]+\))? - (?:v ?)?\d")
_NOUGHTS_COUNT: Final = frozenset({"ubuntu", "amazon-linux"})
_CISCO: Final = re.compile(r"\b\d+\.\d+\(\d+[a-z]?\)[a-z0-9]*|\b\d\d\.\d\d\.\d\d[a-z]?\b")
"""How Cisco writes, and Apple never does: '15.2(7)E3', '17.09.04a'."""

FIRST_IOS_XE: Final = 16
"""From 16 on Cisco's numbers are those of IOS XE; IOS ended with 15."""

_DARWIN: Final = re.compile(r"\bdarwin ?(?:kernel ?)?(?:version ?)?(\d+)(?:\.(\d+))?")
_APPLE_BUILD: Final = re.compile(r"\b(\d{1,2})[a-z]\d{2,5}\b")
_MAC_OS_X: Final = re.compile(r"(?<![\d.])10[ .](\d{1,2})\b")
_SUSE: Final = re.compile(r"(?<!\d)(1\d)(?:[ .-]*sp ?(\d)|\.(\d)|( ga\b))")
_API: Final = re.compile(r"\b(?:api|sdk)(?: level)? ?(\d+)")
_API_LEVELS: Final = {
    "14": "4.0", "15": "4.0", "16": "4.1", "17": "4.2", "18": "4.3", "19": "4.4", "20": "4.4w", "21": "5.0",
    "22": "5.1", "23": "6.0", "24": "7.0", "25": "7.1", "26": "8.0", "27": "8.1", "28": "9", "29": "10",
    "30": "11", "31": "12", "32": "12.1", "33": "13", "34": "14", "35": "15", "36": "16",
}  # fmt: skip
"""Android's API levels (developer.android.com)."""


def versioned(said: str, named: Named, cycles: Cycles) -> OsMatch:
    """What a plain text says of a named product's version; no cycle where number and name contradict each other."""
    product, name = named.product, named.name
    if product in {"ios", "cisco-ios"}:
        product, name = _whose_ios(said, named)
    number = _number(said, named.after, product)
    told = _by_name(said, product, cycles)
    row = _cycle(said, number, product, cycles)
    if row is None and told and not number:
        row = cycles.find(product, told)
    if row is not None and ((told and told != row.cycle) or _RANGE.search(said)):
        row = None
    return OsMatch(product, name, row.cycle if row else number, "", row)


def _whose_ios(said: str, named: Named) -> tuple[str, str]:
    number = _DOTTED.search(said, named.after)
    if named.product == "ios" and not _CISCO.search(said):
        return "ios", "iOS"
    is_xe = number is not None and int(number[0].split(".")[0]) >= FIRST_IOS_XE
    return ("cisco-ios-xe", "Cisco IOS XE") if is_xe else ("cisco-ios", "Cisco IOS")


def _number(said: str, after: int, product: str) -> str | None:
    if product == "android":
        said = _API.sub(lambda found: " " * len(found[0]), said)
    found = None if product in _DOTTED_ONLY else _NUMBER.search(said, after)
    found = found or _DOTTED.search(said, after) or _DOTTED.search(said)
    return found[0] if found else None


def _by_name(said: str, product: str, cycles: Cycles) -> str:
    """The cycle of the one release name that the text has, else ''."""
    names = cycles.names(product)
    found = _any_of(tuple(names)).search(said) if names else None
    return names[found[0]] if found else ""


@lru_cache(maxsize=256)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _cycle(said: str, number: str | None, product: str, cycles: Cycles) -> Cycle | None:
    if product == "macos":
        number = _mac_number(said, number)
    elif product == "sles":
        return _suse(said, number, cycles)
    elif product == "android":
        number = _android_number(said, number)
    row = _cycle_of_number(product, number, cycles) if number else None
    if row is not None and product == "pan-os" and "xfr" in said:
        return cycles.find(product, f"{row.cycle}-xfr")
    return row


def _mac_number(said: str, number: str | None) -> str | None:
    if darwin := _DARWIN.search(said):
        return _of_darwin(int(darwin[1]), int(darwin[2] or 0))
    if found := _MAC_OS_X.search(said):
        return "11" if found[1] == "16" else f"10.{found[1]}"
    build = _APPLE_BUILD.search(said)
    if build and (number is None or build[1] == number):
        return _of_darwin(int(build[1]), 0)
    return number


def _of_darwin(major: int, minor: int) -> str | None:
    """Apple's kernel counts one up a year; a build's first number is the kernel's: '23F79' is macOS 14."""
    if major == 1:
        return "10.0" if minor == 3 else "10.1"
    if major >= 25:
        return str(major + 1)
    return str(major - 9) if major >= 20 else f"10.{major - 4}"


def _android_number(said: str, number: str | None) -> str | None:
    if number is None:
        level = _API.search(said)
        return _API_LEVELS.get(level[1]) if level else None
    if number in {"4.4", "12"} and (found := re.search(rf"(?<!\d){re.escape(number)}[wl]\b|\b4\.4w\.", said)):
        return "12.1" if found[0] == "12l" else "4.4w"
    return number


def _suse(said: str, number: str | None, cycles: Cycles) -> Cycle | None:
    """A service pack is the second number; without one it is not known which of a dozen years is meant."""
    if found := _SUSE.search(said):
        return cycles.find("sles", f"{found[1]}.{found[2] or found[3] or '0'}")
    return cycles.only_of_major("sles", number) if number else None


def _cycle_of_number(product: str, number: str, cycles: Cycles) -> Cycle | None:
    given = number.split(".")
    parts = given if product in _NOUGHTS_COUNT else [part.lstrip("0") or "0" for part in given]
    for count in range(min(3, len(parts)), 0, -1):
        row = cycles.find(product, ".".join(parts[:count]))
        if row and (count > 1 or len(parts) == 1 or not any(rest != "0" for rest in parts[1:])):
            return row
        if row:
            return cycles.only_of_major(product, parts[0])
    return cycles.only_of_major(product, parts[0]) if len(parts) == 1 else None
