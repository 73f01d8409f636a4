"""Uninterruptible power supplies: which are small, which rows are batteries, and when a battery has to be changed.

A UPS without a recorded change of battery has the one that it came with. None is bought in a UPS's last 18 months.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from planner.lifecycle.days import Days, plus_months
from planner.lifecycle.note_list import Mask
from planner.lifecycle.policy import Policy

SMALL_BELOW_VA: Final = 1000
LAST_MONTHS_WITHOUT_BATTERY: Final = 18

_SMALL_NAMES: Final = r"\bback-?ups\b|\bb[ekxnrv]\d{3,4}|\bellipse\b|\b3s ?\d{3}"
_RATING: Final = r"(?<![\d.])(\d{3,5}) ?(?:va\b|$|[a-z]|rm)"
_BATTERY: Final = r"\brbc ?\d|\bbattery (?:cartridge|module|pack|replacement|unit)|\breplacement battery|\bapcrbc"


def is_ups(assets: pd.DataFrame) -> Mask:
    return (assets["category"] == "ups").to_numpy(dtype=bool)


def is_battery(assets: pd.DataFrame) -> Mask:
    """A row of its own for the batteries of a UPS."""
    named = (assets["model"].fillna("") + " " + assets["name"].fillna("")).str.contains(_BATTERY, case=False, na=False)
    found: Mask = is_ups(assets) & named.to_numpy(dtype=bool)
    return found


def is_small(assets: pd.DataFrame) -> Mask:
    """One for a single desk: of a small family by its name, or rated below 1000 VA."""
    ups = is_ups(assets)
    small = np.zeros(len(assets), dtype=bool)
    models = assets["model"].fillna("").str.lower()[ups]
    rating = pd.to_numeric(models.str.extract(_RATING, expand=False), errors="coerce")
    named = models.str.contains(_SMALL_NAMES, na=False)
    small[ups] = (named | (rating < SMALL_BELOW_VA)).to_numpy(dtype=bool)
    return small & ~is_battery(assets)


def battery_due(assets: pd.DataFrame, in_service: Days, changed: Days, policy: Policy) -> Days:
    """Plan age of the battery that is in it, in days; missing where there is no UPS."""
    plan = np.full(len(assets), float(policy.battery_months[0]))
    start = np.where(np.isfinite(changed), changed, in_service)
    return np.where(is_ups(assets) & ~is_battery(assets), plus_months(start, plan), np.nan)


def needs_battery(battery: Days, ups_due: Days, today: Days | float) -> Mask:
    """Whether the UPS lives on for longer than 18 months after the change."""
    change_on = np.maximum(battery, today)
    last_change = plus_months(ups_due, np.full(len(ups_due), -float(LAST_MONTHS_WITHOUT_BATTERY)))
    found: Mask = np.isfinite(battery) & (np.isnan(ups_due) | (change_on <= last_change))
    return found
