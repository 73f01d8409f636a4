"""A device's model or part number, as sheets write it → its maker's end of support.

Only spellings are bridged: a brand, a space, a licence or region at the end. 'WS-C2960X-24PS-L' is not
'WS-C2960X-24PSQ-L', and a family's name is none of its members. Where spellings of two devices meet and their dates
differ, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from planner.reference.cycles import EndState
from planner.reference.names import maker_key, model_key


@dataclass(frozen=True, slots=True)
class ModelSupport:
    """`ends_on`: the last day on which the maker fixes what is unsafe, where `state` is 'dated'.

    'none_announced' is supported with no end told yet, which is not unknown: for that there is no ModelSupport.
    """

    released_on: date | None
    ends_on: date | None
    state: EndState
    source: str


_BRANDS: Final = frozenset({
    "CISCO", "CATALYST", "AIRONET", "MERAKI", "SONICWALL", "FORTINET", "SYSTEMS", "DELL", "NETWORKS", "UBIQUITI",
    "ARUBA", "HP", "HPE", "SOPHOS", "WATCHGUARD", "JUNIPER", "NETGEAR", "APC", "INC",
})  # fmt: skip
_KINDS: Final = frozenset({"SWITCH", "ROUTER", "FIREWALL", "APPLIANCE", "SERIES", "CHASSIS", "AP"})
_REVISION: Final = re.compile(r"V\d\d")
_FORTIGATE: Final = re.compile(r"^(?:FORTIGATE|FGT|FG)[ -]?(?=\d)")
_FORTI: Final = {"FORTISWITCH": "FS", "FORTIAP": "FAP", "FORTIWIFI": "FWF"}
_FORTI_NAME: Final = re.compile(r"^(FORTISWITCH|FORTIAP|FORTIWIFI)[ -]?(?=\d)")
_LICENCE_OR_REGION: Final = re.compile(r"(?:-(?:LL|[LSEA])|/K9|(?<=K9)-[A-Z]{2}|-[A-Z]-K9|-K9|-HW)$")
_HOW_IT_IS_SOLD: Final = re.compile(r"-BDL(?:-[0-9-]+)?$|=$|\+\+$")
"""A bundle with a contract and a spare part are the same hardware."""

_SEPARATOR: Final = re.compile(r"(?<=\d)[ ./_-]+(?=\d)")
_OTHER_SIGNS: Final = re.compile(r"[^A-Z0-9+-]+|(?<!\d)-|-(?!\d)")
_CATALYST: Final = re.compile(r"C\d{4}")
_MERAKI: Final = re.compile(r"^(?:MX|MR|MS|MV|MG|MT|Z)\d")
_IN_PARENTHESES: Final = re.compile(r" *\((?!\d+(?:ST|ND|RD|TH))[^)]*\)")


@lru_cache(maxsize=65536)
def part_key(text: str) -> str:
    """One spelling of a part number: 'Cisco Catalyst 2960X-24PSQ' → '2960X24PSQ', 'FortiGate 60E' → 'FG60E'.

    A separator stays only between two digits, where it tells 'SG220-26' from a model 22026.
    """
    name = text.upper()
    if "(" in name:
        name = _IN_PARENTHESES.sub("", name)
    words = _HOW_IT_IS_SOLD.sub("", name).split()
    while words and words[0].strip(",.") in _BRANDS:
        del words[0]
    while words and (words[-1] in _KINDS or _REVISION.fullmatch(words[-1])):
        del words[-1]
    name = " ".join(words)
    if name.startswith("F"):
        name = _FORTIGATE.sub("FG", name)
        if found := _FORTI_NAME.match(name):
            name = _FORTI[found[1]] + name[found.end() :]
    name = name.removeprefix("WS-").removeprefix("WS ")
    name = _OTHER_SIGNS.sub("", _SEPARATOR.sub("-", name))
    return name[1:] if _CATALYST.match(name) else name


def part_aliases(part: str) -> set[str]:
    """The keys under which a table's part is found: as it is, and without licence and region."""
    names = {part.upper()}
    shorter = part.upper()
    while (cut := _LICENCE_OR_REGION.sub("", shorter)) != shorter:
        shorter = cut
        names.add(shorter)
    names |= {name.removeprefix("AIR-") for name in names} | {name.removeprefix("AIR-AP") for name in names}
    return {part_key(name) for name in names}


_GENERATION: Final = re.compile(r"\b(\d+)(?:st|nd|rd|th)? gen(?:eration)?\b|\bgen(?:eration)? (\d+)\b")
_CONFIGURATION: Final = re.compile(
    r" (?:\d+ ?[gt]b|wi fi|wifi|cellular|dual sim|lte|unlocked|inch|smartphone|tablet|for business|with wi fi"
    r"|space gr[ae]y|silver|gold|graphite|midnight|starlight|black|white|blue)(?= |$)"
)
_SE_YEARS: Final = {"iphone se 2016": "iphone se 1", "iphone se 2020": "iphone se 2", "iphone se 2022": "iphone se 3"}
_REUSED: Final = frozenset({("microsoft", "surface pro")})
"""The first of 2013 and the fifth of 2017 go by this name."""


@lru_cache(maxsize=65536)
def phone_key(maker: str, model: str) -> str:
    """'Apple iPhone SE (2nd generation) 64GB' → 'iphone se 2', 'iPad (9th Gen) Wi-Fi' → 'ipad 9'."""
    name = _GENERATION.sub(lambda found: found[1] or found[2], model_key(maker, model))
    while (shorter := _CONFIGURATION.sub("", name)) != name:
        name = shorter
    return _SE_YEARS.get(name, name)


_LINES: Final = {"iphone": "apple", "ipad": "apple", "surface": "microsoft", "galaxy": "samsung", "pixel": "google"}


def _maker_of_line(model: str) -> str:
    """Whose a phone or tablet is that a sheet names without its maker."""
    return next((maker for line, maker in _LINES.items() if line in model.lower()), "")


@dataclass(frozen=True, slots=True)
class PartRow:
    """One row of the makers' ends by part number."""

    maker: str
    part: str
    ends_on: date
    source: str


class SupportIndex:
    """The makers' ends of support, by part number and by the names of phones, tablets and Surfaces."""

    def __init__(
        self,
        parts: Iterable[PartRow],
        phones: Mapping[tuple[str, str], ModelSupport],
        identifiers: Mapping[str, str],
    ) -> None:
        """`phones` by maker and name; `identifiers`: Apple's ('iphone12 1') → name. Later rows of a part win."""
        self._exact: dict[tuple[str, str], ModelSupport] = {}
        self._alias: dict[tuple[str, str], ModelSupport | None] = {}
        self._makers_of: dict[str, set[str]] = {}
        self._part_makers = {""}
        self._phones: dict[tuple[str, str], ModelSupport] = {}
        for row in parts:
            self._exact[row.maker, row.part.upper()] = ModelSupport(None, row.ends_on, "dated", row.source)
            self._part_makers.add(row.maker)
        for (maker, part), support in self._exact.items():
            self._add_aliases(maker, part, support)
        for (maker, name), support in phones.items():
            key = phone_key(maker, name)
            if (maker, key) not in _REUSED:
                self._phones[maker, key] = support
                self._phones.setdefault((maker, key.removesuffix(" 5g")), support)
        for identifier, name in identifiers.items():
            if support_of_name := self._phones.get(("apple", phone_key("apple", name))):
                self._phones["apple", identifier] = support_of_name

        self._phone_makers = {maker for maker, _ in self._phones}

    def _add_aliases(self, maker: str, part: str, support: ModelSupport) -> None:
        for alias in part_aliases(part):
            known = self._alias.get((maker, alias), support)
            agrees = known is not None and known.ends_on == support.ends_on
            self._alias[maker, alias] = known if agrees else None
            self._makers_of.setdefault(alias, set()).add(maker)

    def find(self, maker: str, model: str, part_number: str) -> ModelSupport | None:
        """What is known of a device; None is unknown. The part number, being the more exact, is asked first."""
        key = maker_key(maker) or _maker_of_line(model)
        if key in self._part_makers:
            for name in (part_number, model):
                if name and (found := self._part(key, name)):
                    return found
        return self._phones.get((key, phone_key(maker or key, model))) if model and key in self._phone_makers else None

    def _part(self, maker: str, name: str) -> ModelSupport | None:
        exact = self._exact.get((maker, name.strip().upper()))
        if exact is not None:
            return exact
        alias = part_key(name)
        if maker == "cisco" and _MERAKI.match(alias):
            maker = "meraki"
        elif not maker:
            makers = self._makers_of.get(alias, set())
            maker = next(iter(makers)) if len(makers) == 1 else ""
        return self._alias.get((maker, alias))
