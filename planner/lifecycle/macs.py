"""The newest macOS that a Mac can run, by its model identifier or its name.

Source: Apple's lists of compatible computers (support.apple.com, 'macOS Tahoe / Sequoia / Sonoma / Ventura / Monterey /
Big Sur is compatible with these computers'). A Mac that is not named here takes the newest macOS there is, as far as is
known: its limit has not been announced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import pandas as pd

from planner.reference.names import folded, model_key
from planner.reference.tables import DATA

UNLIMITED: Final = "newest"

_LAST_BY_MAJOR: Final[dict[str, tuple[tuple[int, str], ...]]] = {
    "macbook": ((7, "10.13"), (8, "11"), (9, "12"), (10, "13")),
    "macbookair": ((4, "10.13"), (5, "10.15"), (6, "11"), (7, "12"), (8, "14"), (9, "15")),
    "macbookpro": ((8, "10.13"), (10, "10.15"), (11, "11"), (13, "12"), (14, "13"), (15, "15")),
    "imac": ((12, "10.13"), (13, "10.15"), (14, "10.15"), (15, "11"), (17, "12"), (18, "13"), (19, "15")),
    "imacpro": ((1, "15"),),
    "macmini": ((5, "10.13"), (6, "10.15"), (7, "12"), (8, "15")),
    "macpro": ((4, "10.13"), (5, "10.14"), (6, "12")),
}
"""Family → (highest number of the identifier before its comma, last macOS), ascending; above: no limit known."""

_LAST_BY_IDENTIFIER: Final = {
    "macbookpro11,4": "12", "macbookpro11,5": "12", "macbookpro12,1": "12", "macbookpro16,3": "15", "imac14,4": "11",
}  # fmt: skip
_IDENTIFIER: Final = re.compile(r"\b(macbookair|macbookpro|macbook|imacpro|imac|macmini|macpro|mac)(\d+),(\d+)\b")


def newest_macos(model: str) -> str | None:
    """A cycle of macOS, `UNLIMITED`, or None where the model is not known. The ablest of those that share a name."""
    if found := _IDENTIFIER.search(model.lower().replace(" ", "")):
        return _last_of(found)
    able = [_last_of(found) for found in _identifiers().get(model_key("Apple", model), ())]
    return max(able, key=_rank, default=None)


def _last_of(identifier: re.Match[str]) -> str:
    if last := _LAST_BY_IDENTIFIER.get(identifier[0]):
        return last
    steps = _LAST_BY_MAJOR.get(identifier[1], ())
    return next((last for major, last in steps if int(identifier[2]) <= major), UNLIMITED)


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
