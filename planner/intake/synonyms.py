"""Header texts → the fields they can mean, with how sure each is. The words stand in data/header_synonyms.csv."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from planner.intake.categories import of_kind
from planner.intake.header_text import DATA, normalised, tokens_of, without_units, words_of

EXTRA: Final = "extra"
"""A header that is known to mean no field."""
SECRET: Final = "secret"  # noqa: S105
"""A header whose values are never kept."""

_LIKENESS: Final = 88
"""rapidfuzz ratio from which a longer header counts as a misspelt synonym, `_WORD_LIKENESS` for each of its words."""
_WORD_LIKENESS: Final = 80
_SHORTEST_MISSPELT: Final = 5
_KNOWN: Final = 0.6
_LONGEST_CONTAINED: Final = 4

Fields = Mapping[str, float]


@cache
def synonyms() -> dict[str, dict[str, float]]:
    """Normalised header → {field: strength}."""
    table: dict[str, dict[str, float]] = {}
    with (DATA / "header_synonyms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for header in row["headers"].split("|"):
                known = table.setdefault(normalised(header), {})
                known[row["field"]] = max(known.get(row["field"], 0.0), float(row["strength"]))
    return table


@cache
def _by_tokens() -> dict[frozenset[str], dict[str, float]]:
    """The same, without regard to the order of words and without little words."""
    table: dict[frozenset[str], dict[str, float]] = {}
    for header, fields in synonyms().items():
        if len(tokens := tokens_of(header)) > 1:
            table.setdefault(tokens, {}).update(fields)
    return table


@cache
def _by_letters() -> dict[str, dict[str, float]]:
    """The same, without white space: 'Serialnumber', 'EoL Date'."""
    table: dict[str, dict[str, float]] = {}
    for header, fields in synonyms().items():
        words = header.split()
        table.setdefault("".join(words), {}).update(fields)
        for written in ("number", "nr", "num") if "no" in words else ():
            table.setdefault("".join(written if word == "no" else word for word in words), {}).update(fields)
    return table


@lru_cache(maxsize=16_384)
def fields_of_header(header: str) -> Fields:
    """{field: 0..1} of what a header can mean, `extra` and `secret` among them; empty where nothing is known."""
    name = normalised(header)
    if not name:
        return {}
    if known := synonyms().get(name):
        return known
    for variant, factor in ((without_units(header), 0.99), (_known_half(header), 0.95)):
        if variant and (known := synonyms().get(variant) or _by_tokens().get(tokens_of(variant))):
            return _scaled(known, factor)
    return next((fields for way in _WAYS if (fields := way(name))), {})


def _scaled(fields: Fields, factor: float) -> dict[str, float]:
    return {field: strength * factor for field, strength in fields.items()}


def _known_half(header: str) -> str:
    """'Service Tag / Serial' → the first half that is known."""
    halves = map(normalised, re.split(r"[/|\n]| or | oder | ou ", header))
    return next((half for half in halves if half in synonyms()), "")


def _of_letters(name: str) -> Fields:
    return _scaled(_by_letters().get(re.sub(r"[\W_]", "", name), {}), 0.98)


def _of_secret_word(name: str) -> Fields:
    return {} if words_of("secret").keys().isdisjoint(name.split()) else {SECRET: 0.9}


def _of_number(name: str) -> Fields:
    """'sn no' is 'sn'."""
    if not name.endswith(" no"):
        return {}
    known = fields_of_header(name[:-3])
    return {} if SECRET in known else _scaled(known, 0.9)


def _of_kinds(name: str) -> Fields:
    """'Laptop/Desktop' heads kinds, 'Camera' names."""
    words = name.split()
    if not all(map(of_kind, words)):
        return {}
    return {"category": 0.8} if len(words) > 1 else {"name": 0.62}


def _of_abbreviations(name: str) -> Fields:
    spelt = " ".join(words_of("abbreviation").get(word, word) for word in name.split())
    return _scaled(fields_of_header(spelt), 0.98) if spelt != name else {}


def _of_tokens(name: str) -> Fields:
    """Other order, or words such as 'device' or 'printer' around a synonym."""
    tokens = tokens_of(name)
    if known := _by_tokens().get(tokens):
        return _scaled(known, 0.97)
    rest = frozenset(
        token for token in tokens - words_of("neutral").keys() if token in synonyms() or not of_kind(token)
    )
    if not rest or rest == tokens:
        return {}
    if len(rest) == 1:
        return _scaled(synonyms().get(next(iter(rest)), {}), 0.85)
    return _scaled(_by_tokens().get(rest, {}), 0.92)


def _of_misspelling(name: str) -> Fields:
    if len(name) < _SHORTEST_MISSPELT or any(map(str.isdigit, name)):
        return {}
    best = process.extractOne(name, list(synonyms()), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if best is None or len(name.split()) != len(best[0].split()):
        return {}
    if any(fuzz.ratio(*pair) < _WORD_LIKENESS for pair in zip(name.split(), best[0].split(), strict=True)):
        return {}
    return _scaled(synonyms()[best[0]], best[1] / 110)


def _of_part(name: str) -> Fields:
    """A header with further words: the longest synonym at its begin or end, weaker the more is left over."""
    words = name.split()
    if not words_of("blocking").keys().isdisjoint(words):
        return {}
    for size in range(min(_LONGEST_CONTAINED, len(words) - 1), 0, -1):
        found: dict[str, float] = {}
        factor = 0.36 + 0.24 * size / len(words) + 0.12 * (size > 1)
        for part in (words[:size], words[-size:]):
            for field, strength in synonyms().get(" ".join(part), {}).items():
                found[field] = max(found.get(field, 0.0), strength * factor)
        if found:
            return found
    return {}


_WAYS: Final[tuple[Callable[[str], Fields], ...]] = (
    _of_letters, _of_secret_word, _of_number, _of_kinds, _of_abbreviations, _of_tokens, _of_misspelling, _of_part,
)  # fmt: skip


def is_known_header(header: str) -> bool:
    """Whether a text is a header that we know well."""
    return max(fields_of_header(header).values(), default=0.0) >= _KNOWN
