"""What merged values mean: category, maker, model, ownership, virtual or not, retired or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from planner.fields import CATEGORIES, OWNERSHIPS
from planner.intake.categories import of_kind, of_model, of_name, of_system
from planner.intake.makers import known_maker, leading_maker, maker_of_model

_VIRTUAL_MAKER: Final = re.compile(
    r"vmware|qemu|xen|innotek|parallels|nutanix|amazon ec2|google compute|bochs|ovirt", re.IGNORECASE
)
_VIRTUAL_MODEL: Final = re.compile(
    r"virtual ?(machine|platform|box)|vmware\d*[,.]|\bkvm\b|hvm|standard pc \(|\bahv\b|ec2 instance|compute engine",
    re.IGNORECASE,
)
_RETIRED: Final = re.compile(
    r"retired|dispos|archiv|decommission|scrap|written[ -]?off|recycl|e-?waste|\bsold\b|stolen|\blost\b|donat|destroy"
    r"|deprovision|removed|obsolete|ausgemustert|verschrott|entsorgt|stillgelegt|verkauft|gestohlen|verloren|r[ée]form"
    r"|mis au rebut|hors service|vendu|vol[ée]\b|dado de baja|de baja|retirado|baixad|dismess|rottamat|afgevoerd"
    r"|buiten gebruik|廃棄|除却",
    re.IGNORECASE,
)
_NOT_RETIRED: Final = re.compile(r"^(not|non|nicht)\b|to be |due for|pending|geplant|prévu", re.IGNORECASE)
_OWNED: Final = (
    ("employee", re.compile(r"byod|personal|employee|privat|staff[- ]owned", re.IGNORECASE)),
    ("leased", re.compile(r"leas|location financi|rented|gemietet|miet|renting|noleggio", re.IGNORECASE)),
    ("print_contract", re.compile(r"print contract|\bmps\b|managed print|click charge|copy plan", re.IGNORECASE)),
    ("carrier", re.compile(r"carrier|mobilfunk|op[ée]rateur|operator", re.IGNORECASE)),
    ("isp", re.compile(r"\bisp\b|provider|telco|broadband", re.IGNORECASE)),
    ("msp", re.compile(r"haas|\bmsp\b|as a service|service provider", re.IGNORECASE)),
)  # fmt: skip
_READ: Final = (
    "category", "manufacturer", "model", "model_number", "operating_system", "name", "status", "retired_on",
    "ownership",
)  # fmt: skip


def recognise(values: Mapping[str, Any]) -> dict[str, Any]:
    """The normalised values to lay over an asset's merged ones: `category` (always one of `fields.CATEGORIES`),
    `manufacturer`, `model`, `ownership`, `is_virtual`, `is_retired`."""
    return dict(_recognised(*(_text(values.get(name)) for name in _READ)))


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None else ""


@lru_cache(maxsize=65_536)
def _recognised(
    kind: str, maker: str, model: str, number: str, system: str, name: str, status: str, retired_on: str, owned: str
) -> tuple[tuple[str, Any], ...]:
    maker, model = _maker_and_model(maker, model, number)
    virtual = _is_virtual(kind, maker, model)
    return (
        ("category", "virtual_machine" if virtual else _category(kind, model, number, system, name)),
        ("manufacturer", maker or None),
        ("model", model or None),
        ("ownership", _ownership(owned, kind, status)),
        ("is_virtual", virtual),
        ("is_retired", bool(retired_on) or bool(_RETIRED.search(status) and not _NOT_RETIRED.search(status))),
    )


def _maker_and_model(maker: str, model: str, number: str) -> tuple[str, str]:
    stated = known_maker(maker) if maker else None
    split = leading_maker(model) if model else None
    if split and (not maker or stated in (None, split[0]) or {stated, split[0]} == {"HP", "HPE"}):
        stated, model = stated or split[0], split[1]
    told = maker_of_model(model) or (maker_of_model(number) if number else None)
    if told and (not maker or {stated, told} in ({"HP", "HPE"}, {"Cisco", "Cisco Meraki"})):
        stated = told
    return stated or maker, model


def _is_virtual(kind: str, maker: str, model: str) -> bool:
    if _VIRTUAL_MODEL.search(model) or (
        maker and _VIRTUAL_MAKER.search(maker) and not re.search(r"appliance", kind, re.IGNORECASE)
    ):
        return True
    return of_kind(kind) == "virtual_machine" if kind else False


def _category(kind: str, model: str, number: str, system: str, name: str) -> str:
    if kind in CATEGORIES and kind not in ("other", "workstation"):
        return kind
    stated = of_kind(kind) if kind else None
    shown = (of_model(model) if model else None) or (of_model(number) if number else None)
    if stated in ("desktop", "workstation", "tablet", "phone") and shown:
        # 'Workstation', 'Computer' or 'Phone' is what tools call many things; the model knows better
        return shown
    if stated == "server" and shown in ("laptop", "desktop") and "server" not in system.casefold():
        return shown
    found = stated or shown or (of_name(name) if name else None)
    by_system = of_system(system) if system else None
    if found is None or (found == "desktop" and by_system == "server" and not shown):
        found = by_system or found
    return found or "other"


def _ownership(owned: str, kind: str, status: str) -> str:
    if owned in OWNERSHIPS:
        return owned
    said = (
        owned
        or (status if re.search(r"leas|haas", status, re.IGNORECASE) else "")
        or (kind if "leas" in kind.casefold() else "")
    )
    return next((name for name, pattern in _OWNED if said and pattern.search(said)), "client")
