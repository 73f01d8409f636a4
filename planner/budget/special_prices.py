"""Which special price counts for a device: that of its model before that of its specification, the longest text first.

A text counts where all its words are among the device's own: whole words, in whatever order and case. A model is read
with its maker; a specification is processor, memory and disk, in which '32 GB', '32768 MB' and '2x16GB' are one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import pandas as pd

from planner.budget.model import SpecialPrice
from planner.frames import to_records
from planner.lifecycle.specification import memory_gb

_MODEL: Final = ("manufacturer", "model", "model_number")
_REST: Final = ("cpu", "storage")
_WORD: Final = re.compile(r"\d+(?:[.,]\d+)? ?(?:tb|gb|gib|mb|mib)\b|[^\W_]+")
_AMOUNT: Final = re.compile(r"(\d+(?:[.,]\d+)?) ?(tb|gb|gib|mb|mib)")
_GB: Final = {"tb": 1024.0, "gb": 1.0, "gib": 1.0, "mb": 1 / 1024, "mib": 1 / 1024}
_FITTED: Final = (1, 2, 3, 4, 6, 8, 12, 16, 18, 20, 24, 32, 36, 40, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
_USABLE_SHARE: Final = 0.9
"""Tools tell the memory that the system may use: 31.8 GB of 32."""


def special_prices(assets: pd.DataFrame, specials: Sequence[SpecialPrice]) -> list[SpecialPrice | None]:
    """One entry per row of `assets` (the asset frame's columns), None where no special price counts."""
    if not specials:
        return [None] * len(assets)
    ranked = sorted(specials, key=lambda price: (price.kind != "model", -len(price.text), price.text.casefold()))
    by_category: dict[str, list[SpecialPrice]] = {}
    for price in ranked:
        by_category.setdefault(price.category, []).append(price)
    return [
        _first(by_category[row["category"]], row) if row["category"] in by_category else None
        for row in to_records(assets[["category", "ram", *_MODEL, *_REST]])
    ]


def _first(ranked: Sequence[SpecialPrice], device: Mapping[str, Any]) -> SpecialPrice | None:
    model = _words(" ".join(str(device[name] or "") for name in _MODEL))
    told = _words(" ".join(str(device[name] or "") for name in _REST)) | _memory(str(device["ram"] or ""))
    return next((price for price in ranked if _words(price.text) <= (model if price.kind == "model" else told)), None)


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    """Lower-case words; an amount of memory is one word, in gigabytes."""
    return frozenset(_gigabytes(word) for word in _WORD.findall(text.lower()))


def _gigabytes(word: str) -> str:
    amount = _AMOUNT.fullmatch(word)
    return f"{float(amount[1].replace(',', '.')) * _GB[amount[2]]:g}gb" if amount else word


@lru_cache(maxsize=1024)
def _memory(ram: str) -> frozenset[str]:
    """The words of the memory, and its amount as it is built in where a tool tells what is left of it, or pieces."""
    gigabytes = float(memory_gb(pd.Series([ram], dtype="str"))[0])
    fits = {f"{size}gb" for size in _FITTED if _USABLE_SHARE * size <= gigabytes <= size}
    return frozenset(fits | {word for word in _words(ram) if not fits or not word.endswith("gb")})
