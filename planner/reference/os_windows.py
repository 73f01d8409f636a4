"""Windows on clients, by release, build and edition: what a plain text says of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from planner.reference.cycles import Cycle, Cycles, OsMatch

NEW_DEVICES_ONLY: Final = frozenset({"11-26h1"})
"""Windows cycles that come with new silicon and are not offered to existing devices (Microsoft, 11 26H1)."""

FEATURE: Final = re.compile(r"(?<![\d.])(\d\dh[12]|1507|1511|1607|1703|1709|1803|1809|1903|1909|2004)(?![\d.])")
NT: Final = re.compile(r"\b([56]\.[0-3])[. ]\(?\d{4}\b")
"""The system's own version before Windows 10: '6.1.7601', '6.1 (7601)'."""

_NUMBER: Final = re.compile(r"(?<![\d])\d{5}(?!\d)")
_STATED_BUILD: Final = re.compile(r"\b10\.0[ .,(]+(?:build ?)?\d{5}\b")
_MAJOR: Final = re.compile(r"\bwindows (?:nt )?(1[0-9])\b(?![./]\d)")
_LONG_TERM: Final = re.compile(r"lts[bc](?![a-z])|long.term servic")
_YEAR: Final = re.compile(r"(?<!\d)20(?:15|16|19|21|24)(?!\d)")
_ENTERPRISE: Final = re.compile(r"enterprise|entreprise|education|éducation|корпоративная|\b(?:ent|edu)(?![a-z])")
_PRO_EDUCATION: Final = re.compile(r"pro(?:fessional)? ?education")
_OLD: Final = (
    (re.compile(r"\bwindows 8\.1\b"), "6.3"), (re.compile(r"\bwindows 8\b"), "6.2"),
    (re.compile(r"\bwindows 7\b"), "6.1"), (re.compile(r"\bvista\b"), "6.0"), (re.compile(r"\bxp\b"), "5.1"),
)  # fmt: skip
_OLD_CYCLES: Final = {
    "6.3": ("8.1", "Windows 8.1"), "6.2": ("8", "Windows 8"), "6.1": ("7-sp1", "Windows 7"),
    "6.0": ("6-sp2", "Windows Vista"), "5.1": ("5-sp3", "Windows XP"),
}  # fmt: skip
_LTSC_CYCLES: Final = {"2015": "10-1507", "2016": "10-1607", "2019": "10-1809", "2021": "10-21h2", "2024": "11-24h2"}
_LTSC_NAMES: Final = {
    "10-1507": "LTSB 2015", "10-1607": "LTSB 2016", "10-1809": "LTSC 2019", "10-21h2": "LTSC 2021",
    "11-24h2": "LTSC 2024",
}  # fmt: skip
_EMBEDDED: Final = (
    ("posready 7", "posready-7"), ("posready7", "posready-7"), ("compact 2013", "compact-2013"),
    ("compact 7", "compact-7"), ("standard 7", "standard-7-sp1"), ("7 embedded standard", "standard-7-sp1"),
    ("windows 7 embedded", "standard-7-sp1"),
    ("embedded standard 6.1", "standard-7-sp1"), ("8.1 industry", "8.1-industry"), ("8.1 pro", "8.1-pro"),
)  # fmt: skip


def windows_client(said: str, cycles: Cycles) -> OsMatch:
    """`said` is plain, with Windows and its number apart: 'windows 10 pro 22h2'."""
    if "embedded" in said or "posready" in said:
        return _embedded(said, cycles)
    major = _MAJOR.search(said)
    if not major and (old := _before_10(said)):
        cycle, name = _OLD_CYCLES[old]
        return OsMatch("windows", name, None, "", cycles.find("windows", cycle))
    edition = _edition(said)
    row = _release(said, major[1] if major else "", edition, cycles)
    if row is not None:
        return _match(row, edition)
    return OsMatch("windows", f"Windows {major[1]}" if major else "Windows", None, edition, None)


def known_build(said: str, product: str, cycles: Cycles) -> str | None:
    """The first number that is a build of this product."""
    for number in _NUMBER.findall(said):
        if any(row.product == product for row in cycles.of_build(number)):
            return str(number)
    return None


def _embedded(said: str, cycles: Cycles) -> OsMatch:
    cycle = next((cycle for words, cycle in _EMBEDDED if words in said), None)
    row = cycles.find("windows-embedded", cycle) if cycle else None
    return OsMatch("windows-embedded", "Windows Embedded", row.label if row else None, "", row)


def _before_10(said: str) -> str | None:
    """The system's own version, by name first, since programs made for older systems are told an older number."""
    named = next((number for pattern, number in _OLD if pattern.search(said)), None)
    if named:
        return named
    found = NT.search(said)
    return found[1] if found and found[1] in _OLD_CYCLES else None


def _edition(said: str) -> str:
    """The class of editions that share their end. Pro Education is a Pro; IoT Enterprise is not told from its LTSC."""
    if _LONG_TERM.search(said):
        return "iot_ltsc" if "iot" in said else "ltsc"
    if "iot" in said:
        return "iot_enterprise" if _ENTERPRISE.search(said) else "iot"
    return "enterprise" if _ENTERPRISE.search(said) and not _PRO_EDUCATION.search(said) else "pro"


def _release(said: str, major: str, edition: str, cycles: Cycles) -> Cycle | None:
    """The row that release, build and year agree on; None where they contradict each other or say too little."""
    build = known_build(said, "windows", cycles)
    if build is None and _STATED_BUILD.search(said):
        return None
    features = set(FEATURE.findall(said))
    if len(features) > 1:
        return None
    row: Cycle | None
    if build:
        row = _of_build(build, edition, bool(features), cycles)
    elif "ltsc" in edition and (year := _YEAR.search(said)):
        row = _of_edition(_LTSC_CYCLES[year[0]], edition, cycles)
    elif features and major:
        row = _of_edition(f"{major}-{next(iter(features))}", edition, cycles)
    else:
        return _newest(major, edition, cycles) if edition in {"pro", "enterprise"} else None
    return row if row is not None and _agrees(row, said, major, features, edition) else None


def _agrees(row: Cycle, said: str, major: str, features: set[str], edition: str) -> bool:
    """Whether everything said fits. 'Windows 10' may stand on a Windows 11, whose registry still has it so."""
    release = row.cycle.partition("-")[2]
    if features and release not in features:
        return False
    if "ltsc" in edition and (year := _YEAR.search(said)) and _LTSC_CYCLES[year[0]] != row.cycle:
        return False
    return not major or row.cycle.startswith(f"{major}-") or (major == "10" and row.cycle.startswith("11-"))


def _of_build(build: str, edition: str, has_feature: bool, cycles: Cycles) -> Cycle | None:
    for row in cycles.of_build(build):
        if row.product == "windows":
            if edition == "iot_enterprise" and row.cycle in _LTSC_NAMES and not has_feature:
                return None
            return _of_edition(row.cycle, edition, cycles)
    return None


def _of_edition(cycle: str, edition: str, cycles: Cycles) -> Cycle | None:
    """The row of the edition. The IoT channels before 2021 share the dates of the Enterprise ones."""
    if edition == "iot_ltsc":
        exact = cycles.find("windows", cycle, "iot_ltsc")
        return exact if exact and exact.edition else _of_edition(cycle, "ltsc", cycles)
    row = cycles.find("windows", cycle, "enterprise" if edition == "iot_enterprise" else edition)
    return None if row is None or (edition in {"ltsc", "iot"} and row.edition != edition) else row


def _newest(major: str, edition: str, cycles: Cycles) -> Cycle | None:
    """Without a release the newest one: updates come by themselves."""
    rows = [
        row
        for row in cycles.of_product("windows")
        if row.cycle.startswith(f"{major}-") and row.edition in {edition, ""} and row.cycle not in NEW_DEVICES_ONLY
    ]
    return max(rows, key=lambda row: (row.released_on or date.min, row.edition), default=None) if major else None


def _match(row: Cycle, edition: str) -> OsMatch:
    major, _, release = row.cycle.partition("-")
    version = release.upper()
    if "ltsc" in edition:
        version = f"{'IoT ' if edition == 'iot_ltsc' else ''}Enterprise {_LTSC_NAMES.get(row.cycle, f'LTSC {version}')}"
    shown = "enterprise" if edition == "iot_enterprise" else edition
    return OsMatch("windows", f"Windows {major}", version, shown, row)
