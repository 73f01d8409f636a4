"""What merged values mean: category, maker, model, ownership, virtual or not, retired or not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from planner.fields import CATEGORIES
from planner.intake.categories import is_accessory, kinds_of, line_of, of_kind, of_model, of_name, of_system
from planner.intake.fillers import is_filler
from planner.intake.makers import known_maker, leading_maker, maker_of_model
from planner.intake.models import FAMILIES
from planner.intake.ownership import is_out_of_use, notes_a_lease, owner_of

_VIRTUAL_MAKER: Final = re.compile(r"vmware|qemu|\bxen\b|innotek|parallels|amazon ec2|google compute|bochs|ovirt")
_VIRTUAL_MODEL: Final = re.compile(
    r"virtual ?(?:machine|platform|box)|vmware\d*[,.]|\bkvm\b(?![- ]?(?:switch|console|extender))|\bhvm\b"
    r"|standard pc \(|\bahv\b|ec2 instance|compute engine"
)
_VIRTUAL: Final = "virtual_machine"
_HOST: Final = re.compile(r"\bhost\b|\bnode\b|hypervisor|esxi?\b", re.IGNORECASE)
_CAD: Final = re.compile(r"cad|graphic", re.IGNORECASE)
_GENERAL: Final = frozenset({"desktop", "workstation", "tablet", "phone"})
"""Kinds that tools give to many things; the model knows better."""
_PRODUCT_LINE: Final = re.compile(
    r"[ ,]+\(?(?:notebook|desktop|small form factor|business|convertible|mobile workstation) pc\)?$", re.IGNORECASE
)


def recognise(values: Mapping[str, Any]) -> dict[str, Any]:
    """The normalised values to lay over an asset's merged ones: `category` (always one of `fields.CATEGORIES`),
    `manufacturer`, `model`, `ownership`, `is_virtual`, `is_retired`."""
    kind, status, name = (_text(values.get(field)) for field in ("category", "status", "name"))
    maker, model, told, by_system = _device(
        kind,
        _text(values.get("manufacturer")),
        _text(values.get("model")),
        _text(values.get("model_number")),
        _text(values.get("operating_system")),
    )
    return {
        "category": told or _by_name(name, by_system),
        "manufacturer": maker,
        "model": model,
        "ownership": owner_of(_text(values.get("ownership")), kind, status) or _owner_by_the_rest(values, name),
        "is_virtual": told == _VIRTUAL,
        "is_retired": bool(values.get("retired_on")) or is_out_of_use(status),
    }


def _text(value: Any) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _owner_by_the_rest(values: Mapping[str, Any], name: str) -> str:
    if values.get("lease_ends_on") or notes_a_lease(name) or notes_a_lease(str(values.get("notes") or "")):
        return "leased"
    return "client"


def _by_name(name: str, by_system: str | None) -> str:
    """Where neither kind nor model tells: the host's name, save that a server's system outranks a desk's name."""
    named = of_name(name) if name else None
    return (by_system if named == "desktop" and by_system == "server" else named or by_system) or "other"


@lru_cache(maxsize=65_536)
def _device(
    kind: str, stated_maker: str, stated_model: str, number: str, system: str
) -> tuple[str | None, str | None, str | None, str | None]:
    """Maker, model, category as kind and model tell it, and the category that the operating system suggests."""
    maker, model = _maker_and_model(stated_maker, stated_model, number)
    by_system = of_system(system) if system else None
    # a line of products says more of the device than the rest of the model's text: 'Notebook PC' goes only now
    is_virtual = _is_virtual(kind, f"{stated_maker} {maker}", stated_model)
    told = _VIRTUAL if is_virtual else _told(kind, maker, model, number, by_system)
    while (shorter := _PRODUCT_LINE.sub("", model)) != model:
        model = shorter
    return maker or None, model or None, told, by_system


def _maker_and_model(maker: str, model: str, number: str) -> tuple[str, str]:
    maker = "" if not maker or is_filler(maker) else maker
    stated = known_maker(maker) if maker else None
    while model and (split := leading_maker(model)) and (stated is None or _is_one_house(stated, split[0])):
        stated, model = (split[0] if stated in (None, "Cisco", "HP") else stated), split[1]
    if model and (named := known_maker(model)) and stated in (None, named):
        return named, ""
    model = "" if is_filler(model) else model
    told = _maker_by_product(stated or maker, model, number)
    return told or stated or maker, model


def _is_one_house(one: str, other: str) -> bool:
    return one == other or any(one in makers and other in makers and other != "Aruba" for makers in FAMILIES)


def _maker_by_product(maker: str, model: str, number: str) -> str | None:
    """The maker that model or part number gives away, where none is stated, one of the same house, or a seller."""
    line = (line_of(model, maker or None) if model else None) or (line_of(number, maker or None) if number else None)
    told = line[0] if line else ""
    if not told or not maker:
        return told or None
    if told == "Aruba" and maker in {"HP", "HPE"}:
        return "HPE"
    if _is_one_house(maker, told) and maker != "Aruba":
        return told
    return told if known_maker(maker) is None else None


def _is_virtual(kind: str, maker: str, model: str) -> bool:
    """By kind, by what hypervisors call their machines, save what the model shows to be hardware or a hypervisor."""
    stated = of_kind(kind) if kind else None
    if stated == _VIRTUAL:
        return True
    folded = model.casefold()
    if not (_VIRTUAL_MODEL.search(folded) or _VIRTUAL_MAKER.search(maker.casefold())):
        return False
    is_host = stated == "server" and _HOST.search(kind)
    return not (is_host or "esxi" in folded or "appliance" in kind.casefold() or maker_of_model(model))


def _told(kind: str, maker: str, model: str, number: str, by_system: str | None) -> str | None:
    """What kind and model say together: a stated kind counts, save the general ones and obvious mistakes."""
    if kind in CATEGORIES and kind not in ("other", "workstation"):
        return kind
    stated = ("other" if is_accessory(kind) else of_kind(kind)) if kind else None
    shown = (of_model(model, maker or None) if model else None) or (of_model(number, maker or None) if number else None)
    if shown and stated in _GENERAL and not _CAD.search(kind):
        return shown
    if shown and shown != stated and shown in kinds_of(kind):
        return shown
    if stated == "server" and shown in ("laptop", "desktop") and by_system != "server":
        return shown
    if stated == "desktop" and by_system == "server" and not shown:
        return "server"
    return stated or shown or (None if kind.casefold() == "other" else _noun(model))


def _noun(model: str) -> str | None:
    """The kind that a model calls itself: 'QB65R display'. 'VM' and 'WiFi' in a name are features."""
    found = of_kind(model) if model else None
    return None if found in (_VIRTUAL, "access_point") else found
