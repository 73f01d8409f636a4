"""A processor's text as sheets and agents write it → its generation, launch, and whether it can run Windows 11.

Rule (Microsoft's processor requirements): Intel Core from the 8th generation, of the 7th only i7-7820HQ and the X
series; AMD Ryzen from 2000, of which the 2000 APUs (…G, …GE, …U, …H) are not on the list. TPM 2.0 is needed besides,
and no sheet shows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Readiness = Literal["yes", "no", "unproven"]

_CORE = re.compile(r"\bi[3579][ -]{0,3}(?:(\d{3,5})|(\d)y\d\d)([a-z0-9]*)")
_CORE_M = re.compile(r"\bm[357]?-?(\d)y\d\d|\bm3-(\d)1\d\dy")
_CORE_SAID = re.compile(r"\b(1?\d)(?:st|nd|rd|th) gen")
_ULTRA = re.compile(r"\bultra [3579] (?:pro )?([12])\d\d")
_CORE_PLAIN = re.compile(r"\bcore [3579] (?:processor )?([12])\d\d[a-z]")
_RYZEN = re.compile(r"\bryzen (?:threadripper |embedded |pro |[3579] )*([1-9])\d{3}([a-z]*)")
_XEON_E = re.compile(r"\bxeon.*?\be([35])-?\d{4}[a-z]* ?v ?([1-6])|\bxeon.*?\be-(2[1-4])\d\d")
_XEON_SCALABLE = re.compile(r"\bxeon.*?(?:bronze|silver|gold|platinum) \d([1-5])\d\d")
_EPYC = re.compile(r"\bepyc 7\d\d3")
_SMALL_NEW = re.compile(
    r"\b(?:celeron|pentium)\b.*?\b(?:[nj][456]\d{3}|g(?:49|5|6|7)\d{2,3}|[567]\d{3}[uy]?|n4\d\d\d|8505)"
    r"|\bintel.*?\bn(?:50|95|97|100|150|200|305)\b|\bi3-n30\d|\bathlon.*?(?:3\d{3}|300g|300u)"
    r"|\bryzen ai\b|\bryzen z|\bsnapdragon (?:x|850|7c|8c|8cx)|\bsq[123]\b"
)
_SMALL_OLD = re.compile(
    r"\bcore ?2\b|\bcore duo\b|\bpentium (?:4|d|m|dual)|\batom\b|\bathlon\b|\bphenom|\bsempron|\bturion|\bfx-?\d"
    r"|\ba(?:4|6|8|9|10|12)-\d|\be[12]-\d{4}\b|\bopteron"
    r"|\b(?:celeron|pentium)\b.*?\b(?:[nj][123]\d{3}|g[1-4]\d{2,3}|[123]\d{3}[a-z]{0,2}|n2\d{3})"
)
_SEVENTH_ABLE = ("7820hq", "7800x", "7820x", "7900x", "7920x", "7940x", "7960x", "7980xe", "7640x", "7740x")
_RYZEN_APU: Final = ("g", "ge", "u", "h")


@dataclass(frozen=True, slots=True)
class CpuGeneration:
    """One row of the generations' table; launches are the middle of the quarter."""

    generation: str
    first_launched_on: date
    median_launched_on: date
    runs_windows_11: Readiness


@dataclass(frozen=True, slots=True)
class CpuMatch:
    """`launched_on`: the middle of the generation's launches; `first_launched_on`: nothing of it was sold before."""

    generation: str | None
    first_launched_on: date | None
    launched_on: date | None
    runs_windows_11: Readiness


UNKNOWN_CPU: Final = CpuMatch(None, None, None, "unproven")


def match_cpu(text: str, generations: Mapping[str, CpuGeneration]) -> CpuMatch:
    """What is known of a processor by its name; `UNKNOWN_CPU` where nothing is."""
    name = " ".join(re.sub(r"\((?:r|tm|c)\)|[®™,@]|\bcpu\b|\bprocessor\b", " ", text.lower()).split())
    generation = _generation(name)
    row = generations.get(generation) if generation else None
    if row is None:
        return CpuMatch(generation, None, None, _readiness_without_table(name, generation))
    return CpuMatch(generation, row.first_launched_on, row.median_launched_on, _exception(name, row))


def _generation(name: str) -> str | None:
    if found := _ULTRA.search(name):
        return f"Intel Core Ultra series {found[1]}"
    if found := _CORE_PLAIN.search(name):
        return f"Intel Core (non-Ultra) series {found[1]}"
    if found := _RYZEN.search(name):
        return f"AMD Ryzen {found[1]}000"
    return _core_generation(name) or _server_generation(name)


def _core_generation(name: str) -> str | None:
    if found := _CORE.search(name):
        return f"Intel Core {_ordinal(_core_number(found[1] or found[2], found[3]))} gen"
    if found := _CORE_M.search(name):
        return f"Intel Core {_ordinal(int(found[1] or found[2]))} gen"
    if re.search(r"\bi[3579]\b", name) and (found := _CORE_SAID.search(name)):
        return f"Intel Core {_ordinal(int(found[1]))} gen"
    return None


def _core_number(digits: str, suffix: str) -> int:
    """The generation in an Intel Core number: 8350U → 8, 10610U → 10, 1135G7 → 11, 1240P → 12, 540M → 1."""
    if len(digits) == 5:
        return int(digits[:2])
    if len(digits) == 4 and digits[0] == "1" and suffix:
        return int(digits[:2])
    return int(digits[0]) if len(digits) in {1, 4} else 1


def _ordinal(number: int) -> str:
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number, 'th') }"


def _server_generation(name: str) -> str | None:
    if found := _XEON_E.search(name):
        return f"Intel Xeon E-{found[3]}00" if found[3] else f"Intel Xeon E{found[1]} v{found[2]}"
    if found := _XEON_SCALABLE.search(name):
        return f"Intel Xeon Scalable gen {found[1]}"
    return "AMD EPYC 7003" if _EPYC.search(name) else None


def _readiness_without_table(name: str, generation: str | None) -> Readiness:
    if generation and re.match(r"AMD Ryzen [3-9]|Intel Core (?:1[2-9]|Ultra|\(non)", generation):
        return "yes"
    if _SMALL_NEW.search(name):
        return "yes"
    return "no" if _SMALL_OLD.search(name) else "unproven"


def _exception(name: str, row: CpuGeneration) -> Readiness:
    if row.generation == "Intel Core 7th gen" and any(able in name for able in _SEVENTH_ABLE):
        return "yes"
    if row.generation == "AMD Ryzen 2000":
        found = _RYZEN.search(name)
        return "no" if found and found[2] in _RYZEN_APU else "yes"
    return row.runs_windows_11
