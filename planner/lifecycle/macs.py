"""The newest macOS that a Mac can run, by its model identifier or its name.

`data/mac_last_systems.csv` has the last macOS by family and number of the identifier: a row counts for its number and
all below it down to the next row, one with a variant for that identifier alone. A Mac that no row names takes the
newest macOS there is, as far as is known: its limit has not been announced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import pandas as pd

from planner.reference.names import folded, model_key
from planner.reference.tables import DATA

UNLIMITED: Final = "newest"

_IDENTIFIER: Final = re.compile(r"\b(macbookair|macbookpro|macbook|imacpro|imac|macmini|macpro|mac)(\d+),(\d+)\b")


def newest_macos(model: str) -> str | None:
    """A cycle of macOS, `UNLIMITED`, or None where the model is not known. The ablest of those that share a name."""
    if found := _IDENTIFIER.search(model.lower().replace(" ", "")):
        return _last_of(found)
    able = [_last_of(found) for found in _identifiers().get(model_key("Apple", model), ())]
    return max(able, key=_rank, default=None)


def _last_of(identifier: re.Match[str]) -> str:
    of_one, steps = _limits()
    if last := of_one.get(identifier[0]):
        return last
    return next((last for number, last in steps.get(identifier[1], ()) if int(identifier[2]) <= number), UNLIMITED)


@lru_cache(maxsize=1)
def _limits() -> tuple[Mapping[str, str], Mapping[str, Sequence[tuple[int, str]]]]:
    """Identifier → last macOS, and family → (highest number, last macOS), ascending."""
    of_one: dict[str, str] = {}
    steps: dict[str, list[tuple[int, str]]] = {}
    for row in pd.read_csv(DATA / "mac_last_systems.csv", dtype=str, keep_default_na=False).to_dict("records"):
        if row["variant"]:
            of_one[f"{row['family']}{row['number']},{row['variant']}"] = row["last_macos"]
        else:
            steps.setdefault(row["family"], []).append((int(row["number"]), row["last_macos"]))
    return of_one, {family: sorted(found) for family, found in steps.items()}


def _rank(cycle: str) -> tuple[int, ...]:
    return (999,) if cycle == UNLIMITED else tuple(int(part) for part in cycle.split("."))


@lru_cache(maxsize=1)
def _identifiers() -> Mapping[str, tuple[re.Match[str], ...]]:
    """Folded name → its identifiers, of `data/apple_models.csv`."""
    rows = pd.read_csv(DATA / "apple_models.csv", dtype=str, keep_default_na=False)
    found: dict[str, tuple[re.Match[str], ...]] = {}
    for identifier, name in zip(rows["identifier"], rows["name"], strict=True):
        if match := _IDENTIFIER.search(identifier.lower()):
            for key in {model_key("Apple", name), folded(name)}:
                found[key] = (*found.get(key, ()), match)
    return found
