"""Windows Server, by year, release of its former channels, or build: what a plain text says of it."""

from __future__ import annotations

import re
from typing import Final

from planner.reference.cycles import Cycles, OsMatch
from planner.reference.os_windows import FEATURE, NT, known_build

YEAR: Final = re.compile(r"(?<![\d./])(20(?:00|03|08|12|16|19|22|25))(?: ?(r2))?(?![\d.])")
_SERVICE_PACK: Final = re.compile(r"\bsp ?(\d)\b|service ?pack:? ?(\d)\b")
_FIRST_EDITION: Final = re.compile(r"\brtm\b|\b(?:no|without) (?:a )?service pack\b")
_CYCLES: Final = {"2008": "2008-sp2", "2008-r2": "2008-r2-sp1"}
_OF_NT: Final = {"5.0": "2000", "5.2": "2003", "6.0": "2008", "6.1": "2008 R2", "6.2": "2012", "6.3": "2012 R2"}


def windows_server(said: str, cycles: Cycles) -> OsMatch:
    """`said` is plain. Several years, or a year against a build, are no statement."""
    years = {f"{year} {release}".strip() for year, release in YEAR.findall(said)}
    build = known_build(said, "windows-server", cycles)
    if len(years) > 1:
        return _untold()
    if years:
        return _of_year(next(iter(years)).upper(), build, said, cycles)
    if features := FEATURE.findall(said):
        row = cycles.find("windows-server", features[0], "semi_annual")
        return OsMatch("windows-server", "Windows Server", features[0].upper(), "semi_annual", row)
    if build:
        rows = [row for row in cycles.of_build(build) if row.product == "windows-server"]
        row = min(rows, key=lambda row: row.edition)
        return OsMatch("windows-server", "Windows Server", row.cycle.upper(), row.edition, row)
    found = NT.search(said)
    return _of_year(_OF_NT[found[1]], None, said, cycles) if found and found[1] in _OF_NT else _untold()


def _untold() -> OsMatch:
    return OsMatch("windows-server", "Windows Server", None, "", None)


def _of_year(shown: str, build: str | None, said: str, cycles: Cycles) -> OsMatch:
    slug = shown.lower().replace(" ", "-")
    row = cycles.find("windows-server", _of_2003(said) if slug.startswith("2003") else _CYCLES.get(slug, slug))
    contradicted = build is not None and row is not None and row.build != f"10.0.{build}"
    return OsMatch("windows-server", "Windows Server", shown, "", None if contradicted else row)


def _of_2003(said: str) -> str:
    """Service packs of 2003 are cycles of their own; without a word of them it is the last."""
    found = _SERVICE_PACK.search(said)
    pack = (found[1] or found[2]) if found else ("0" if _FIRST_EDITION.search(said) else "2")
    return "2003" if pack == "0" else f"2003-sp{pack}"
