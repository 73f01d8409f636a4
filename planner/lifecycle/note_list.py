"""Collects what is told of each asset, as JSON lists."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from planner.lifecycle.days import Days, date_of, iso_texts
from planner.lifecycle.wording import day_words, month_words

Mask = npt.NDArray[np.bool_]


class Notes:
    """Entries per asset, in the order in which they are added."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lists: defaultdict[int, list[str]] = defaultdict(list)

    def add(self, where: Mask, key: str, say: Callable[[int], str], days: Days | None = None) -> None:
        """An entry for each asset that the mask marks; `days` gives its date."""
        marked = np.flatnonzero(where)
        dates = iso_texts(days[marked]) if days is not None else [""] * len(marked)
        for i, day in zip(marked.tolist(), dates, strict=True):
            self._lists[i].append(_entry(key, say(i), day if days is not None else None))

    @property
    def told(self) -> Mask:
        """The assets of which something has been told."""
        found = np.zeros(self._size, dtype=bool)
        found[list(self._lists)] = True
        return found

    def texts(self) -> list[str]:
        found = ["[]"] * self._size
        for i, entries in self._lists.items():
            found[i] = f"[{', '.join(entries)}]"
        return found


@lru_cache(maxsize=65536)
def day_said(day: float) -> str:
    """Days since 1970 → '14 October 2025'."""
    return day_words(date_of(day).isoformat())


@lru_cache(maxsize=65536)
def month_said(day: float) -> str:
    """Days since 1970 → 'October 2025'."""
    return month_words(date_of(day).isoformat())


@lru_cache(maxsize=65536)
def _entry(key: str, sentence: str, day: str | None) -> str:
    dated = {} if day is None else {"date": day or None}
    return json.dumps({"key": key, **dated, "sentence": sentence})
