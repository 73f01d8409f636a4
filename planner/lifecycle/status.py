"""The calculated status of each asset on a day.

overdue: past its limit age or an armed end; due: the due date is reached; due_soon: within 12 months; unknown: nothing
but the category says how old it is. A device that is replaced when it fails has no date to be past: it is healthy, or
unknown. A virtual machine has only its system's clock.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from planner.calendar import add_months
from planner.lifecycle.clocks import Clocks
from planner.lifecycle.days import Days, day_number

DUE_SOON_MONTHS: Final = 12


def statuses(
    clocks: Clocks, age_kind: npt.NDArray[np.object_], mode: npt.NDArray[np.object_],
    is_virtual: npt.NDArray[np.bool_], is_retired: npt.NDArray[np.bool_], system_ends: Days, as_of: date,
) -> npt.NDArray[np.object_]:  # fmt: skip
    """One of healthy, due_soon, due, overdue, unknown for every asset."""
    scheduled = _by_dates(clocks.due, clocks.limit, as_of)
    guessed = np.isin(age_kind, ("none", "category_median"))
    scheduled[(guessed & (clocks.limiting == "useful_life")) | np.isnan(clocks.due)] = "unknown"
    undated = np.where(guessed, "unknown", "healthy")
    found = np.where(mode == "scheduled", scheduled, undated).astype(object)
    virtual = _by_dates(system_ends, system_ends, as_of)
    virtual[np.isnan(system_ends)] = "unknown"
    found[is_virtual] = virtual[is_virtual]
    found[is_retired] = "unknown"
    return found


def _by_dates(due: Days, limit: Days, as_of: date) -> npt.NDArray[np.object_]:
    today, soon = day_number(as_of), day_number(add_months(as_of, DUE_SOON_MONTHS))
    found = np.full(len(due), "healthy", dtype=object)
    found[due <= soon] = "due_soon"
    found[due <= today] = "due"
    found[limit < today] = "overdue"
    return found
