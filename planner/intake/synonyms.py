"""Header texts → the fields they can mean, with how sure each is. The words stand in data/header_synonyms.csv."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from planner.fields import FIELDS
from planner.intake.categories import of_kind

EXTRA: Final = "extra"
"""A header that is known to mean no field."""
SECRET: Final = "secret"
"""A header whose values are never kept."""

_TABLE: Final = Path(__file__).parents[2] / "data" / "header_synonyms.csv"
_LIKENESS: Final = 88
"""rapidfuzz ratio from which a longer header counts as a misspelt synonym."""
_WORD_LIKENESS: Final = 80
_SECRETS: Final = frozenset(
    [
        "password",
        "passwort",
        "kennwort",
        "passwd",
        "pwd",
        "pin",
        "puk",
        "passphrase",
        "passcode",
        "bitlocker",
        "wachtwoord",
        "contraseña",
        "contrasena",
        "senha",
        "hasło",
        "パスワード",
    ]
)
_PREFIXES: Final = re.compile(
    r"^(?:hb|cf|udf|custom|x|u|cmdb|snipeit)\s*[.:_]\s*|^(?:udf|custom field)\s*\d+\s*[:.\-]\s*",
    re.IGNORECASE,
)
_TYPED: Final = re.compile(r",\s*type\s*:\s*\w+\s*$", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_CAMEL: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOISE: Final = frozenset(
    [
        "the",
        "of",
        "a",
        "an",
        "der",
        "die",
        "das",
        "des",
        "de",
        "la",
        "le",
        "les",
        "du",
        "l",
        "d",
        "el",
        "los",
        "las",
        "il",
        "lo",
        "di",
        "del",
        "della",
        "da",
        "do",
        "dos",
        "den",
        "van",
        "het",
        "and",
        "und",
        "et",
        "y",
        "e",
        "en",
    ]
)
_ABBREVIATED: Final = {
    "ser": "serial", "qtr": "quarter", "yr": "year", "yrs": "years", "dt": "date", "exp": "expiration",
    "wty": "warranty", "warr": "warranty",
    "warrty": "warranty", "mfr": "manufacturer", "mfg": "manufacturer", "manuf": "manufacturer", "purch": "purchase",
    "pur": "purchase",
    "repl": "replacement", "bldg": "building", "loc": "location", "locn": "location", "addr": "address",
    "amt": "amount", "desc": "description",
    "acq": "acquisition", "config": "configuration", "est": "estimated", "mth": "months", "mths": "months",
    "mo": "months", "replace": "replacement",
    "sys": "system", "op": "operating", "proc": "processor", "mem": "memory", "equip": "equipment",
    "cat": "category", "org": "organization",
    "cust": "customer", "assgn": "assigned", "ord": "order", "sup": "supplier", "val": "value",
    "expires": "expiration", "garant": "garantie",
    "seriennr": "seriennummer", "dat": "datum", "gar": "garantie", "invent": "inventory", "svc": "service",
    "inst": "install", "lic": "license",
}  # fmt: skip
_NUMBER_WORDS: Final = dict.fromkeys(("number", "num", "nr", "#", "nbr", "nro"), "no")
_NEUTRAL: Final = frozenset(
    ["device", "asset", "hardware", "it", "computer", "equipment", "pc", "item", "current", "system", "gerate", "the"]
)
_BLOCKING: Final = frozenset(
    [
        "min",
        "max",
        "minimum",
        "maximum",
        "next",
        "expected",
        "free",
        "used",
        "percent",
        "percentage",
        "rate",
        "antivirus",
        "patch",
        "backup",
        "encryption",
        "compliance",
        "license",
        "licence",
        "licenses",
        "eas",
        "bitlocker",
        "tpm",
        "sim",
        "wan",
        "previous",
        "old",
        "remaining",
        "days",
        "battery",
        "monitor2",
        "avg",
        "average",
        "policy",
        "agent",
        "update",
        "script",
    ]
)
"""Words that turn a header into something else: 'next audit', 'free space', 'patch status'."""
_UNITS: Final = re.compile(
    r"\b(?:usd|eur|gbp|chf|cad|aud|jpy|gb|mb|tb|utc|gmt|yyyy|mm|dd|each|approx|est|netto|brutto|excl|incl|"
    r"vat|mwst|ht|ttc|ex|inc)\b"
)


@lru_cache(maxsize=16_384)
def normalised(header: str) -> str:
    """'cf:purchaseDate, type:date' → 'purchase date'; accents, case, punctuation and prefixes do not count."""
    text = _PREFIXES.sub("", _TYPED.sub("", " ".join(header.strip("\ufeff `'\"*").split())))
    text = text.replace("#", " # ").replace("°", "o ").replace("№", " no ").replace("º", "o ").replace("&", " and ")
    if not text.isupper():
        text = re.sub(r"\b(IP|MAC|OS|IMEI|ID)(?=[A-Z]?[a-z]|v\d)", r"\1 ", text) if " " not in text else text
        text = _CAMEL.sub(" ", text)
    folded = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c) or c in "\u3099\u309a"
    )
    folded = (
        unicodedata.normalize("NFC", folded)
        .replace("i pv4", "ipv4")
        .replace("i pv6", "ipv6")
        .replace("e-mail", "email")
    )
    words = re.sub(r"[^\w#]+|_", " ", folded).split()
    return " ".join(_NUMBER_WORDS.get(word, word) for word in words) or folded.strip()


@cache
def _table() -> dict[str, dict[str, float]]:
    """Normalised header → {field: strength}."""
    table: dict[str, dict[str, float]] = {}
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            field, strength, headers = row[0], row[1], ",".join(row[2:])
            if field == "field":
                continue
            for header in headers.split("|"):
                known = table.setdefault(normalised(header), {})
                known[field] = max(known.get(field, 0.0), float(strength))
    return table


@cache
def _by_tokens() -> dict[frozenset[str], dict[str, float]]:
    """The same, without regard to the order of words and without little words."""
    table: dict[frozenset[str], dict[str, float]] = {}
    for header, fields in _table().items():
        if len(tokens := _tokens(header)) > 1:
            table.setdefault(tokens, {}).update(fields)
    return table


@cache
def _by_letters() -> dict[str, dict[str, float]]:
    """The same, without white space: 'Serialnumber', 'EoL Date'."""
    table: dict[str, dict[str, float]] = {}
    for header, fields in _table().items():
        words = header.split()
        table.setdefault("".join(words), {}).update(fields)
        for written in ("number", "nr", "num") if "no" in words else ():
            table.setdefault("".join(written if word == "no" else word for word in words), {}).update(fields)
    return table


def _tokens(header: str) -> frozenset[str]:
    return frozenset(token for token in header.split() if token not in _NOISE)


@lru_cache(maxsize=16_384)
def fields_of_header(header: str) -> Mapping[str, float]:
    """{field: 0..1} of what a header can mean, `extra` and `secret` among them; empty where nothing is known."""
    name = normalised(header)
    if not name:
        return {}
    if known := _table().get(name):
        return known
    bare = normalised(_UNITS.sub(" ", _BRACKETS.sub(" ", header.casefold()))) if header else ""
    bare = " ".join(_UNITS.sub(" ", normalised(_BRACKETS.sub(" ", header))).split()) or bare
    for variant, factor in ((bare, 0.99), (_halves(header), 0.95)):
        if variant and (known := _table().get(variant) or _by_tokens().get(_tokens(variant))):
            return {field: strength * factor for field, strength in known.items()}
    if known := _by_letters().get(re.sub(r"[\W_]", "", name)):
        return {field: strength * 0.98 for field, strength in known.items()}
    if _SECRETS & set(name.split()):
        return {SECRET: 0.9}
    if name.endswith(" no") and SECRET not in (known := fields_of_header(name[:-3])) and known:
        return {field: strength * 0.9 for field, strength in known.items()}
    if len(name.split()) > 1 and all(of_kind(word) for word in name.split()):
        return {"category": 0.8}
    spelt = " ".join(_ABBREVIATED.get(word, word) for word in name.split())
    if spelt != name and (known := fields_of_header(spelt)):
        return {field: strength * 0.98 for field, strength in known.items()}
    return _of_tokens(name) or _misspelt(name) or _contained(name)


def _halves(header: str) -> str:
    """'Service Tag / Serial' → the first half that is known."""
    for part in re.split(r"[/|\n]| or | oder | ou ", header):
        if (name := normalised(part)) in _table():
            return name
    return ""


def _of_tokens(name: str) -> Mapping[str, float]:
    """Other order, or words such as 'device' around a synonym."""
    tokens = _tokens(name)
    if known := _by_tokens().get(tokens):
        return {field: strength * 0.97 for field, strength in known.items()}
    rest = frozenset(token for token in tokens - _NEUTRAL if len(tokens) < 2 or token in _table() or not of_kind(token))
    if rest and rest != tokens:
        if len(rest) == 1 and (known := _table().get(next(iter(rest)))):
            return {field: strength * 0.85 for field, strength in known.items()}
        if known := _by_tokens().get(rest):
            return {field: strength * 0.92 for field, strength in known.items()}
    return {}


def _misspelt(name: str) -> Mapping[str, float]:
    if len(name) < 5:
        return {}
    best = process.extractOne(name, list(_table()), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if best is None or any(character.isdigit() for character in name):
        return {}
    pairs = zip(name.split(), best[0].split(), strict=False)
    if len(name.split()) != len(best[0].split()) or any(fuzz.ratio(*pair) < _WORD_LIKENESS for pair in pairs):
        return {}
    return {field: strength * best[1] / 110 for field, strength in _table()[best[0]].items()}


def _contained(name: str) -> Mapping[str, float]:
    """A header with further words: the longest synonym at its begin or end, weaker the more is left over."""
    words = name.split()
    if _BLOCKING & set(words):
        return {}
    for size in range(min(4, len(words) - 1), 0, -1):
        found: dict[str, float] = {}
        for part in (words[:size], words[-size:]):
            for field, strength in _table().get(" ".join(part), {}).items():
                found[field] = max(
                    found.get(field, 0.0), strength * (0.36 + 0.24 * size / len(words) + 0.12 * (size > 1))
                )
        if found:
            return found
    return {}


def is_known_header(header: str) -> bool:
    """Whether a text is a header that we know well."""
    return max(fields_of_header(header).values(), default=0.0) >= 0.6


def is_secret_header(header: str) -> bool:
    """Whether a column's values are PINs, passwords or keys."""
    return fields_of_header(header).get(SECRET, 0.0) >= 0.5


def check_table() -> None:
    """Raises ValueError where the table of synonyms names a field that does not exist."""
    if wrong := {field for fields in _table().values() for field in fields} - {*FIELDS, EXTRA, SECRET}:
        raise ValueError(f"unknown fields in {_TABLE.name}: {sorted(wrong)}")
