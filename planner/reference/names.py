"""Names of makers and models, folded so that the sheet's spelling and the tables' spelling meet."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_NOT_WORD = re.compile(r"[^a-z0-9+]+")
_LEGAL = re.compile(r" (?:inc|corp|corporation|ltd|co|gmbh|company|computer|computers|technology|electronics)\b.*$")
_TRAILING = re.compile(
    r" (?:notebook pc|mobile workstation pc|mobile workstation|small form factor pc|tower pc|desktop mini pc|"
    r"desktop pc|convertible pc|workstation|notebook|business pc|pc|aio|mini|sff|mt|tower)$"
)
_LENOVO_TYPE = re.compile(r" ?\b(\d{2}[a-z][a-z0-9]|[a-z0-9]{4})(?:[a-z0-9]{4,6})$")
_PLAIN_TYPE = re.compile(r" (\d{2}[a-z][a-z0-9])$")
_LENOVO_MAKE = re.compile(r"(\bgen \d+)[ai]\b")
_ALIASES: Final = {
    "hewlett packard": "hp",
    "hewlett packard enterprise": "hp",
    "hpe": "hp",
    "asustek": "asus",
    "micro star international": "msi",
    "american power conversion": "apc",
    "schneider electric": "apc",
    "fujitsu siemens": "fujitsu",
    "dynabook": "toshiba",
    "cisco systems": "cisco",
    "cisco meraki": "meraki",
    "dell emc": "dell",
    "dell technologies": "dell",
    "dell sonicwall": "sonicwall",
    "fortigate": "fortinet",
    "ubiquiti networks": "ubiquiti",
    "ubnt": "ubiquiti",
    "unifi": "ubiquiti",
}


def folded(text: str) -> str:
    """Lower case, with every run of other signs as one space: 'ThinkPad T14 (Gen 2)' → 'thinkpad t14 gen 2'."""
    return _NOT_WORD.sub(" ", text.lower()).strip()


@lru_cache(maxsize=4096)
def maker_key(maker: str) -> str:
    """'Hewlett-Packard' → 'hp', 'Dell Inc.' → 'dell'."""
    name = _LEGAL.sub("", folded(maker))
    return _ALIASES.get(name, name)


@lru_cache(maxsize=65536)
def model_key(maker: str, model: str) -> str:
    """A model without its maker, form factor and configuration code.

    'HP EliteBook 840 G8 Notebook PC' → 'elitebook 840 g8'. A Lenovo model's machine type is dropped
    ('ThinkPad T480 20L6S2' → 'thinkpad t480') unless it is all there is.
    """
    name, key = folded(model), maker_key(maker)
    for prefix in (folded(maker), key):
        name = name.removeprefix(f"{prefix} ") if prefix else name
    while (shorter := _TRAILING.sub("", name)) != name:
        name = shorter
    if key == "lenovo":
        name = _LENOVO_MAKE.sub(r"\1", _without_machine_type(name))
    return name


def _without_machine_type(name: str) -> str:
    for pattern in (_LENOVO_TYPE, _PLAIN_TYPE):
        found = pattern.search(name)
        if found and any(letter.isdigit() for letter in found[1]):
            return name[: found.start()].strip() or found[1]
    return name


def lenovo_machine_type(model: str) -> str | None:
    """The four signs that name a Lenovo machine: '20l6' of 'ThinkPad T480 20L6S2XX00'."""
    found = re.search(r"\b(\d{2}[a-z][a-z0-9])(?:[a-z0-9]{4,6})?$", folded(model))
    return found[1] if found else None


_APPLE_FILLING: Final = frozenset({"apple", "inch", "in", "retina", "display"})


@lru_cache(maxsize=65536)
def apple_key(model: str) -> str:
    """A Mac's name whatever the order of its words: '16-inch MacBook Pro 2019' → '16 2019 macbook pro'.

    An identifier is one word: 'MacBook Pro 16,1' → 'macbookpro16-1'.
    """
    name = folded(model)
    if found := re.fullmatch(r"([a-z ]*[a-z]) ?(\d{1,2}) (\d{1,2})", name):
        return f"{found[1].replace(' ', '')}{found[2]}-{found[3]}"
    return " ".join(sorted(word for word in name.split(" ") if word not in _APPLE_FILLING))
