"""Whether a table is a list of devices, and what else it is where it is not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from planner.intake.dates import iso_date
from planner.intake.model import Verdict

_IDENTITY: Final = frozenset({"serial_number", "asset_tag", "mac_address"})
_THING: Final = frozenset({"name", "model", "category", "operating_system", "model_number", "cpu"})
_USE: Final = frozenset({
    "ip_address", "assigned_to", "site", "last_seen_on", "purchased_on", "in_service_on", "warranty_ends_on",
    "warranty_starts_on",
    "status", "operating_system", "os_version", "client", "order_number", "retired_on", "department",
    "planned_replacement_on",
    "manufactured_on", "lease_ends_on", "ram", "storage", "cpu",
})  # fmt: skip
_DEVICE: Final = frozenset(
    {"model", "operating_system", "cpu", "ram", "storage", "mac_address", "ip_address", "os_version"}
)
_LICENCE: Final = re.compile(
    r"\b(?:seats?|licen[cs]e[sd]?|licensed|reassignable|maintained|subscriptions?|renewal|product key|"
    r"lizenz\w*|licencias?|licenz[ae]"
    r"|licenties?|licenças?|abonnement|entitled|entitlement|users licensed|activation|software|publisher|"
    r"sku name|ライセンス\w*)\b",
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(
    r"\b(?:e-?mail\w*|first name|last name|phone|mobile|job title|title|manager|extension|hire date|"
    r"employee id|birthday|vorname|nachname"
    r"|telefon|position|prénom|teléfono|apellido|cognome|start date|username)\b",
    re.IGNORECASE,
)
_TOTALS: Final = re.compile(
    r"\b(?:total|sum|count|grand total|summe|anzahl|nombre|amount|budget|spend|variance|actual)\b",
    re.IGNORECASE,
)
_MANY_PERIODS: Final = 3
_SURE_TAG: Final = 0.76
"""Below this an inventory number is only a 'code' or an 'id', which lists of anything have."""


def verdict_of(fields: Mapping[str, float], headers: Sequence[str], has_header: bool, rows: int) -> tuple[Verdict, str]:
    """The verdict and its reason as a sentence. `fields`: found ones with their confidence; `headers`: the texts of
    all columns; `rows`: rows with data."""
    found = set(fields)
    if has_header and fields.get("asset_tag", 1.0) < _SURE_TAG:
        found.discard("asset_tag")
    if _counted(_LICENCE, headers) >= 2 and not found & (_DEVICE - {"os_version"}):
        return "not_assets", "This is a list of licences or subscriptions, not of devices."
    if not has_header:
        return _without_header(found, rows)
    if found & _IDENTITY and (found & _THING or len(found) >= 2 or len(headers) <= 2):
        return "assets", "Its rows have serial numbers, asset tags or network addresses of devices."
    if _counted(_PEOPLE, headers) >= 2 and not found & (_IDENTITY | _DEVICE | {"manufacturer", "category"}):
        return "not_assets", "This is a list of people, not of devices."
    return _by_use(found, headers)


def _by_use(found: set[str], headers: Sequence[str]) -> tuple[Verdict, str]:
    uses = _USE - {"client"} if found & _THING == {"category"} else _USE
    if found & _THING and found & uses and len(found) >= 3:
        return "assets", "Its rows name devices and say where, by whom or since when they are used."
    if found & (_THING | {"manufacturer"}) and found >= {"quantity", "warranty_months"}:
        return "assets", "Its rows count devices and say how long they are under warranty."
    return "not_assets", _other(found, headers)


def _counted(pattern: re.Pattern[str], headers: Sequence[str]) -> int:
    return sum(bool(pattern.search(_words(header))) for header in headers)


def _words(header: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("_", " ")


def _without_header(found: set[str], rows: int) -> tuple[Verdict, str]:
    if rows >= 2 and (found & (_IDENTITY | {"model"}) or len(found & (_THING | _USE)) >= 2):
        return "assets", "It has no header, but its values look like those of devices."
    return "not_assets", "It has no header, and its values do not look like those of devices."


def _other(found: set[str], headers: Sequence[str]) -> str:
    periods = sum(iso_date(header) is not None for header in headers)
    if periods >= _MANY_PERIODS:
        return "This is a budget or a plan by period; it names no single device."
    if found & {"purchase_cost", "replacement_cost"} and found & _THING:
        return "This is a price list; nothing tells one device from another."
    if any(_TOTALS.search(header) for header in headers):
        return "This is a summary that counts or adds up; it names no single device."
    if found & {"model", "model_number", "manufacturer"}:
        return "This is a list of models; nothing tells one device from another."
    if found and found <= {"site", "department", "client"}:
        return "This is a list of places, not of devices."
    return "No column tells which device a row is, and none says where or since when it is used."
