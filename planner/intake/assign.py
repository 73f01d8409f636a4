"""Which column means which field: one assignment of all columns at once, by header and by content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from planner.fields import FIELDS
from planner.intake.content import Profile
from planner.intake.dates import iso_date
from planner.intake.model import SURE
from planner.intake.synonyms import EXTRA, SECRET, fields_of_header

ACCEPTED: Final = 0.5
"""Total score from which a column is mapped."""
_FIELDS: Final = tuple(FIELDS)
_UNKNOWN_HEADER_FIELDS: Final = (
    "serial_number",
    "mac_address",
    "ip_address",
    "operating_system",
    "manufacturer",
    "model",
)
_NO_HEADER_FIELDS: Final = (*_UNKNOWN_HEADER_FIELDS, "category")
_SHOWN: Final = ("model", "category", "name", "ownership")
_WEAK: Final = 0.65
_LEAST_SHOWN: Final = 0.3
"""A weak header such as 'Type' means a field of `_SHOWN` only where this share of its values looks like it."""
_BETTER_STARTS: Final = frozenset({"purchased_on", "manufactured_on", "warranty_starts_on"})
_ASKED: Final = 0.6
"""A confidence below `model.SURE`."""
_GROUP_FACTOR: Final = 0.98


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's header, and the header of the group that stands above it."""

    text: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    field: str | None
    confidence: float
    is_secret: bool


def assigned(headings: Sequence[Heading | None], profiles: Sequence[Profile]) -> list[Match]:
    """One match for each column; each field is given once. `headings` are None where the table has no header."""
    scores = np.zeros((len(headings), len(_FIELDS)))
    secret = [False] * len(headings)
    bare = all(heading is None for heading in headings)
    for at, (heading, seen) in enumerate(zip(headings, profiles, strict=True)):
        known = heading_fields(heading) if heading else {}
        secret[at] = known.get(SECRET, 0.0) >= ACCEPTED
        if secret[at] or known.get(EXTRA, 0.0) >= max((known[f] for f in known if f in FIELDS), default=0.4):
            continue
        for number, field in enumerate(_FIELDS):
            scores[at, number] = _score(field, known, seen, bare)
        scores[at] -= (scores[at] > 0) * (at * 1e-4 - 0.03 * (seen.filled > 0))
    rows, columns = linear_sum_assignment(-np.where(scores >= ACCEPTED, scores, 0.0))
    matches = [Match(None, 0.0, is_secret) for is_secret in secret]
    for row, column in zip(rows, columns, strict=True):
        if scores[row, column] >= ACCEPTED:
            matches[row] = Match(_FIELDS[column], round(float(min(scores[row, column], 1.0)), 2), is_secret=False)
    return _without_weak_starts(matches, headings)


def _without_weak_starts(matches: list[Match], headings: Sequence[Heading | None]) -> list[Match]:
    """A date of registration or hand-over says when a record began, not the device: the weakest count only where
    nothing better does, and a person is always asked."""
    at = next((at for at, match in enumerate(matches) if match.field == "in_service_on"), None)
    heading = headings[at] if at is not None else None
    strength = heading_fields(heading).get("in_service_on", 1.0) if heading else 1.0
    if at is None or strength >= SURE:
        return matches
    if strength < _WEAK and any(match.field in _BETTER_STARTS for match in matches):
        matches[at] = Match(None, 0.0, is_secret=False)
    else:
        matches[at] = Match("in_service_on", min(matches[at].confidence, _ASKED), is_secret=False)
    return matches


def heading_fields(heading: Heading) -> Mapping[str, float]:
    """What a header can mean, read alone and with its group: 'Date' under 'Purchase' is a purchase date."""
    if iso_date(heading.text) is not None:
        return {EXTRA: 1.0}
    known = dict(fields_of_header(heading.text))
    if heading.group:
        for field, strength in fields_of_header(f"{heading.group} {heading.text}").items():
            known[field] = max(known.get(field, 0.0), strength * _GROUP_FACTOR)
    return known


def _score(field: str, known: Mapping[str, float], seen: Profile, bare: bool) -> float:
    strength = known.get(field, 0.0)
    fit = _FITS[field](seen) if seen.shares else 0.0
    if strength < _WEAK and field in _SHOWN and seen.shares and fit < _LEAST_SHOWN:
        return 0.0
    if strength:
        return strength + 0.2 * fit if fit >= 0 else strength * (1 + 0.6 * fit)
    if known or not seen.shares:
        return 0.0
    if bare:
        return (
            0.62 * _BARE_FITS[field](seen) if field in _BARE_FITS else 0.6 * fit if field in _NO_HEADER_FIELDS else 0.0
        )
    if field == "serial_number":
        fit = _serial_alone(seen)
    return 0.55 * fit if field in _UNKNOWN_HEADER_FIELDS and fit >= 0.9 else 0.0


Fit = Callable[[Profile], float]


def _share(*kinds: str, least: float = 0.3, otherwise: float = -1.0) -> Fit:
    """Their common share; `otherwise` where it is below `least`."""

    def fit(seen: Profile) -> float:
        share = min(1.0, sum(seen[kind] for kind in kinds))
        return share if share >= least else otherwise

    return fit


def _unless(*kinds: str, good: tuple[str, ...] = (), penalty: float = -0.8) -> Fit:
    """The share of `good` kinds, and a penalty where most values are of `kinds`."""

    def fit(seen: Profile) -> float:
        if max(seen[kind] for kind in kinds) >= 0.7:
            return penalty
        return max((seen[kind] for kind in good), default=0.0)

    return fit


def _date(seen: Profile) -> float:
    share = min(1.0, seen["day"] + seen["day_number"] + seen["year"])
    return share if share >= 0.3 else -1.0


def _tag(seen: Profile) -> float:
    if seen["day"] >= 0.7 or seen["long"] >= 0.3 or seen["flag"] >= 0.9:
        return -0.6
    if seen.filled > 10 and seen["unique"] < 0.7:
        return -0.6 if seen["unique"] < 0.3 else -0.3
    return 0.5 * max(seen["tag"], seen["serial"], seen["host"])


def _name(seen: Profile) -> float:
    """A name that most rows share names no device, but what they stand on."""
    fit = _unless("day", "flag", "mac", "ip", "url", "uuid", good=("host",))(seen)
    return min(fit, -0.3) if seen.filled > 10 and seen["unique"] < 0.3 else fit


def _category(seen: Profile) -> float:
    """Under 'Type' stand kinds, or the models themselves."""
    if seen["model"] >= 0.7 and seen["category"] < 0.2:
        return -0.6
    return _unless("day", "flag", "number", "uuid", "mac", "ip", good=("category",))(seen)


def _serial(seen: Profile) -> float:
    if seen["mac"] >= 0.7 or seen["day"] >= 0.7 or seen["ip"] >= 0.7 or seen["long"] >= 0.4 or seen["flag"] >= 0.7:
        return -0.8
    return max(seen["serial"], seen["uuid"]) * seen["unique"]


def _serial_alone(seen: Profile) -> float:
    """Under no or an unknown header: unique, no host names, no counted tags, no numbers, no versions."""
    if (
        seen["sequence"]
        or max(seen["number"], seen["host"], seen["version"], seen["uuid"], seen["day"], seen["mac"], seen["model"])
        >= 0.4
    ):
        return 0.0
    return seen["mixed"] * seen["unique"]


def _months(seen: Profile) -> float:
    if seen["day"] + seen["year"] >= 0.4:
        return -1.0
    return min(1.0, seen["small"] + seen["term"]) if seen["small"] + seen["term"] >= 0.3 else -1.0


def _version(seen: Profile) -> float:
    if seen["cpu"] >= 0.5 or (seen["day"] >= 0.7 and seen["version"] < 0.5):
        return -0.6
    return -0.3 if seen["system"] >= 0.7 and seen["version"] < 0.3 else 0.6 * seen["version"]


def _system(seen: Profile) -> float:
    if seen["version"] >= 0.7 or seen["number"] >= 0.7 or seen["flag"] >= 0.7:
        return -0.7
    return seen["system"]


_PLAIN: Final = ("day", "flag", "uuid", "mac", "ip", "url", "number")
_FITS: Final[dict[str, Fit]] = {
    **{field: _date for field, kind in FIELDS.items() if kind in ("date", "end_date")},
    "client": _unless("day", "flag", "uuid", "mac", "ip", "url", "number", "mail"),
    "name": _name,
    "asset_tag": _tag,
    "serial_number": _serial,
    "category": _category,
    "manufacturer": _unless(*_PLAIN, good=("maker",)),
    "model": _unless("day", "flag", "uuid", "mac", "ip", "url", good=("model",)),
    "model_number": _unless("day", "flag", "uuid", "mac", "ip", "url"),
    "operating_system": _system,
    "os_version": _version,
    "cpu": _unless("day", "flag", "uuid", "mac", "ip", good=("cpu",)),
    "ram": _share("size", "number", otherwise=-0.5),
    "storage": _unless("day", "flag", "uuid", "mac", "ip", good=("size",)),
    "purchase_cost": _share("money"),
    "replacement_cost": _share("money"),
    "currency": _unless("day", "number", "long", "url", good=("code",)),
    "warranty_months": _months,
    "useful_life_months": _months,
    "quantity": _share("small", "number", "count"),
    "assigned_to": _unless("day", "flag", "uuid", "mac", "ip", "url", "number", "owned"),
    "department": _unless("day", "flag", "uuid", "mac", "ip", "url"),
    "site": _unless("day", "flag", "uuid", "mac", "ip", "url", "mail", "software", good=("place",)),
    "ip_address": _share("ip"),
    "mac_address": _share("mac"),
    "supplier": _unless("day", "flag", "uuid", "mac", "ip", "url", "number"),
    "order_number": _unless("day", "flag", "mac", "ip", "url"),
    "criticality": _unless("day", "long", "url", "uuid"),
    "status": _unless("day", "year", "uuid", "mac", "ip", "url", "money_sure", good=("state",)),
    "notes": _unless("day", "number", "uuid", "mac", "ip"),
    "ownership": _unless("day", "uuid", "mac", "ip", "url", good=("owned",)),
}
_BARE_FITS: Final[dict[str, Fit]] = {
    "serial_number": _serial_alone,
    "purchased_on": lambda seen: 0.85 * (seen["day"] >= 0.9),
    "purchase_cost": lambda seen: 0.85 * (seen["money_sure"] >= 0.8 and seen["version"] < 0.5),
    "asset_tag": lambda seen: 0.95 * seen["sequence"],
    "name": lambda seen: (
        seen["host"] * seen["unique"] if max(seen["mac"], seen["ip"], seen["version"], seen["model"]) < 0.5 else 0.0
    ),
}
