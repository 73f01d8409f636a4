"""Memory and disk of personal computers as sheets write them, against the client's minimum."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from planner.lifecycle.days import Days
from planner.lifecycle.note_list import Mask
from planner.lifecycle.policy import Policy

COMPUTERS: Final = ("laptop", "desktop", "workstation")
_USABLE_SHARE: Final = 0.9
"""Tools tell the memory that the system may use: 7.8 GB of 8."""

_MEMORY: Final = re.compile(r"(?:(\d{1,2}) ?[x×*] ?)?(\d+(?:[.,]\d+)?) ?(tb|gb|gib|mb|mib|g|m)?\b")
_GB: Final = {"tb": 1024.0, "gb": 1.0, "gib": 1.0, "g": 1.0, "mb": 1 / 1024, "mib": 1 / 1024, "m": 1 / 1024}
_BARE_MEGABYTES: Final = 512
_ROTATING: Final = r"\bhdd\b|\bhard ?dis[ck]|\b(?:5400|7200|10000|15000) ?rpm|\bspinning\b"
_SOLID: Final = r"\bssd\b|\bnvme\b|\bm\.2\b|\bflash\b|\bemmc\b|solid"


def memory_gb(ram: pd.Series[str]) -> Days:
    """'16 GB', '8192 MB', '2x8GB' → gigabytes; NaN where nothing can be read."""
    return np.array([_gigabytes(text) for text in ram.fillna("").tolist()], dtype=np.float64)


@lru_cache(maxsize=4096)
def _gigabytes(text: str) -> float:
    found = _MEMORY.search(text.lower())
    if not found:
        return np.nan
    pieces, unit = int(found[1] or 1), found[3]
    amount = _number(found[2])
    if unit is None:
        unit = "mb" if amount > _BARE_MEGABYTES else "gb"
    return pieces * amount * _GB[unit]


def _number(text: str) -> float:
    """'7,9' is a decimal comma, '8,192' a thousands mark."""
    whole, comma, rest = text.partition(",")
    if comma and len(rest) == 3:
        return float(whole + rest)
    return float(text.replace(",", "."))


def short_of_memory(assets: pd.DataFrame, policy: Policy) -> Mask:
    least = policy.least_memory_gb * _USABLE_SHARE
    found: Mask = _is_computer(assets) & (memory_gb(assets["ram"]) < least)
    return found


def has_rotating_disk(assets: pd.DataFrame, policy: Policy) -> Mask:
    rotating = assets["storage"].str.contains(_ROTATING, case=False, na=False)
    solid = assets["storage"].str.contains(_SOLID, case=False, na=False)
    found: Mask = _is_computer(assets) & (rotating & ~solid).to_numpy(dtype=bool) & policy.solid_state_wanted
    return found


def _is_computer(assets: pd.DataFrame) -> Mask:
    return assets["category"].isin(COMPUTERS).to_numpy(dtype=bool)
