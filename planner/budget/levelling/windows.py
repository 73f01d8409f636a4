"""The quarters open to each item: its window, within the horizon, without blackouts.

A pin overrides the window; nothing overrides a deadline that is still ahead. A deadline that has passed constrains
nothing. An item whose whole window has passed is caught up over the next quarters; a window that reaches beyond the
horizon is cut there.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.budget.levelling.arrays import Bools
from planner.budget.levelling.model import Item, Limits


def span(item: Item, limits: Limits, quarters: int) -> tuple[int, int]:
    """First and last quarter that the item's own limits leave it; first > last where they contradict each other."""
    if item.pinned is not None:
        first, last = item.pinned, item.pinned
    elif item.latest < 0:
        first, last = 0, limits.catch_up - 1
    else:
        first, last = max(item.earliest, 0), item.latest
    last = min(last, quarters - 1)
    if item.deadline is not None and item.deadline >= 0:
        last = min(last, item.deadline)
    return first, last


def beyond(item: Item, quarters: int) -> bool:
    """Whether it lands after the horizon whatever is done, and nothing demands otherwise."""
    if item.pinned is not None:
        return item.pinned >= quarters
    return item.earliest >= quarters and (item.deadline is None or not 0 <= item.deadline < quarters)


def usable(limits: Limits, quarters: int) -> Bools:
    """True for each quarter that is not blacked out."""
    return np.array([q not in limits.blackout for q in range(quarters)], dtype=bool)


def open_quarters(items: Sequence[Item], limits: Limits, quarters: int) -> Bools:
    """Item × quarter, true where it may land; a row without any is a contradiction."""
    spans = np.array([span(item, limits, quarters) for item in items], dtype=np.int64).reshape(-1, 2)
    axis = np.arange(quarters)
    return (axis >= spans[:, :1]) & (axis <= spans[:, 1:]) & usable(limits, quarters)
