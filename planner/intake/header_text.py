"""A header's text as it is compared: case, accents, punctuation, prefixes and spellings of 'number' do not count."""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parents[2] / "data"
_PREFIXES: Final = re.compile(
    r"^(?:hb|cf|udf|custom|x|u|cmdb|snipeit)\s*[.:_]\s*|^(?:udf|custom field)\s*\d+\s*[:.\-]\s*", re.IGNORECASE
)
_TYPED: Final = re.compile(r",\s*type\s*:\s*\w+\s*$", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"[(\[（【][^)\]）】]*[)\]）】]")
_CAMEL: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_INITIALS: Final = re.compile(r"\b(IP|MAC|OS|IMEI|ID)(?=[A-Z]?[a-z]|v\d)")
_UNITS: Final = re.compile(
    r"\b(?:usd|eur|gbp|chf|cad|aud|jpy|gb|mb|tb|utc|gmt|yyyy|mm|dd|each|approx|est|netto|brutto|excl|incl|"
    r"vat|mwst|ht|ttc|ex|inc)\b"
)
_SIGNS: Final = (("#", " # "), ("°", "o "), ("№", " no "), ("º", "o "), ("&", " and "))
_REJOINED: Final = (("i pv4", "ipv4"), ("i pv6", "ipv6"), ("e-mail", "email"))
_SQL: Final = re.compile(r"(?<=[a-z])0{1,2}$")
"""Views of a management database put a 0 behind each column's name: 'SerialNumber0'."""
_VOICED: Final = "\u3099\u309a"
"""Marks that make other kana, not accents."""


@cache
def words_of(kind: str) -> dict[str, str]:
    """Words of one kind in data/header_words.csv, each with what it stands for: noise, neutral, blocking, secret,
    abbreviation, number."""
    with (DATA / "header_words.csv").open(encoding="utf-8", newline="") as file:
        return {row["word"]: row["meaning"] for row in csv.DictReader(file) if row["kind"] == kind}


@lru_cache(maxsize=16_384)
def normalised(header: str) -> str:
    """'cf:purchaseDate, type:date' → 'purchase date'; 'N° de série' → 'no de serie'."""
    text = _PREFIXES.sub("", _TYPED.sub("", " ".join(header.strip("\ufeff `'\"*").split())))
    for sign, spelt in _SIGNS:
        text = text.replace(sign, spelt)
    if not text.isupper():
        text = _CAMEL.sub(" ", text if " " in text else _INITIALS.sub(r"\1 ", text))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    folded = unicodedata.normalize(
        "NFC", "".join(c for c in decomposed if not unicodedata.combining(c) or c in _VOICED)
    )
    for parted, joined in _REJOINED:
        folded = folded.replace(parted, joined)
    words = re.sub(r"[^\w#]+|_", " ", folded).split()
    if words and header.isascii() and not {" ", "."} & set(header) and (bare := _SQL.sub("", words[-1])):
        words[-1] = bare
    return " ".join(words_of("number").get(word, word) for word in words) or folded.strip()


def without_units(header: str) -> str:
    """The normalised header without brackets and units: 'Memory (GB)' → 'memory'."""
    return " ".join(_UNITS.sub(" ", normalised(_BRACKETS.sub(" ", header))).split())


def tokens_of(name: str) -> frozenset[str]:
    """A normalised header's words without articles and the like."""
    return frozenset(word for word in name.split() if word not in words_of("noise"))
