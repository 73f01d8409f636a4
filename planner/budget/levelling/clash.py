"""Why nothing is possible: the limits that clash, and the least that each must give."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from planner.budget.levelling.arrays import Units
from planner.budget.levelling.build import build
from planner.budget.levelling.elastic import WHOLE_UP_TO, FleetLimit, Gives, least_to_give, limits_of
from planner.budget.levelling.give import give
from planner.budget.levelling.model import Clash, Horizon, Item, LimitKind, Limits
from planner.budget.levelling.windows import open_quarters, span

MOST_ITEMS_TRIED = 12
SECONDS = 1.0
"""For the diagnosis; what is not tried by then is named without what it must give alone."""
MOST_SECONDS = 10.0
"""For the least that all must give together: without it there is no answer."""


def clashes(items: Sequence[Item], limits: Limits, horizon: Horizon) -> tuple[Clash, ...]:
    """All limits that clash. Applied together (`give.give`) they leave a plan; () where nothing clashes."""
    until = time.monotonic() + SECONDS
    own = _contradictions(items, limits, len(horizon))
    mended, relaxed = give(items, limits, own)
    if limits.hard_batches:
        torn = _torn(mended, relaxed, len(horizon))
        mended, relaxed = give(mended, relaxed, torn)
        own += torn
    units = build(mended, relaxed, horizon)
    rows = limits_of(units)
    gives = least_to_give(units, rows, MOST_SECONDS) if rows else None
    if gives is None or gives.total == 0:
        sources = {clash.where for clash in own if clash.least}
        return tuple(own if len(sources) <= 1 else [replace(clash, alone=None) for clash in own])
    own = [replace(clash, alone=None) for clash in own]
    over = np.flatnonzero(gives.over).tolist()
    fleet = [_of_fleet(units, rows, n, gives, horizon, until, single=not own) for n in over]
    return (*own, *fleet, *(() if own else _items_in_the_way(items, limits, horizon, gives, rows, until)))


def _contradictions(items: Sequence[Item], limits: Limits, quarters: int) -> list[Clash]:
    """Items that their own limits leave no quarter; for each, the limits whose giving would leave it one."""
    shut = np.flatnonzero(~open_quarters(items, limits, quarters).any(axis=1))
    found = []
    for index in shut:
        item = items[int(index)]
        first, last = span(item, limits, quarters)
        ways = list(_ways(item, limits, quarters, (min(first, last), max(first, last))))
        found += [replace(clash, least=clash.alone or 0 if n == 0 else 0) for n, clash in enumerate(ways)]
    return found


def _ways(item: Item, limits: Limits, quarters: int, between: tuple[int, int]) -> Iterator[Clash]:
    """Each limit that, giving by itself, leaves the item a quarter; the one that gives least first."""

    def opens(clash: Clash) -> bool:
        after, relaxed = give([item], limits, [clash])
        return bool(open_quarters(after, relaxed, quarters).any())

    own = []
    for kind, now in _ends(item):
        steps = [step for k in range(1, 4 * quarters + abs(now)) for step in _directions(kind, k)]
        least = next((step for step in steps if opens(Clash(kind, item.id, now, step, None))), None)
        if least is not None:
            own.append(Clash(kind, item.id, now, 0, least))
    shut = [Clash("blackout", str(q), 1, -1, -1) for q in sorted(limits.blackout) if between[0] <= q <= between[1]]
    own += [replace(clash, least=0) for clash in shut if opens(clash)]
    yield from sorted(own, key=lambda clash: abs(clash.alone or 0))


def _directions(kind: LimitKind, k: int) -> tuple[int, ...]:
    return (k,) if kind == "deadline" else (k, -k)


def _ends(item: Item) -> list[tuple[LimitKind, int]]:
    """The limits of its own that an item has, and where they stand."""
    found: list[tuple[LimitKind, int]] = []
    if item.deadline is not None and item.deadline >= 0:
        found.append(("deadline", item.deadline))
    if item.pinned is not None:
        return [*found, ("pinned", item.pinned)]
    return [*found, ("window", item.latest)]


def _torn(items: Sequence[Item], limits: Limits, quarters: int) -> list[Clash]:
    """Hard batches whose members have no quarter in common."""
    mask = open_quarters(items, limits, quarters)
    common: dict[str, np.ndarray] = {}
    for row, item in enumerate(items):
        if item.batch is not None:
            common[item.batch] = common.get(item.batch, np.ones(quarters, dtype=bool)) & mask[row]
    return [Clash("batch", name, 1, -1, -1) for name, shared in sorted(common.items()) if not shared.any()]


def _of_fleet(
    units: Units, rows: list[FleetLimit], n: int, gives: Gives, horizon: Horizon, until: float, *, single: bool
) -> Clash:  # fmt: skip
    row = rows[n]
    left = until - time.monotonic()
    by_itself = least_to_give(units, rows, left, only=n) if single and left > 0.05 else None
    where = list(dict.fromkeys(horizon.years))[row.index] if row.kind == "year_cap" else str(row.index)
    kind: dict[str, LimitKind] = {
        "quarter_cap": "quarter_cap", "year_cap": "year_cap", "capacity": "capacity", "minimum": "minimum",
    }  # fmt: skip
    alone = None if by_itself is None else _amount(units, row, float(by_itself.over[n]))
    now = row.end if row.kind == "capacity" else int(row.end)
    return Clash(kind[row.kind], where, now, _amount(units, row, float(gives.over[n])), alone)


def _amount(units: Units, row: FleetLimit, over: float) -> float | int:
    """Rounded so that it suffices; a fleet too large for whole items is given the room of its dearest item beside."""
    spare = 0.0
    if len(units.spend) > WHOLE_UP_TO:
        spare = float(units.hours.max() if row.kind == "capacity" else units.spend.max())
    if row.kind == "capacity":
        return math.ceil((over + spare) * 10000 - 1e-3) / 10000
    up = math.ceil(over + spare - 1e-6)
    return -min(up, int(row.end)) if row.kind == "minimum" else up


def _items_in_the_way(
    items: Sequence[Item], limits: Limits, horizon: Horizon, gives: Gives, rows: list[FleetLimit], until: float
) -> Iterator[Clash]:  # fmt: skip
    """Deadlines, pins and windows that, giving by themselves, would make the fleet's limits keepable."""
    if len(items) > WHOLE_UP_TO:
        return
    broken = _quarters(gives, rows, horizon)
    members = build(items, limits, horizon).members
    near = [item for n, item in enumerate(items) if int(gives.plan[members[n]]) in broken]
    for item in near[:MOST_ITEMS_TRIED]:
        for kind, now in _ends(item):
            works = partial(_keeps_with, items, limits, horizon, Clash(kind, item.id, now, 0, None), until)
            step = _first(works, kind, len(horizon), until)
            if step is not None:
                yield Clash(kind, item.id, now, 0, step)


def _first(works: Callable[[int], bool], kind: LimitKind, quarters: int, until: float) -> int | None:
    steps = [step for k in range(1, quarters) for step in _directions(kind, k)]
    return next((step for step in steps if time.monotonic() < until and works(step)), None)


def _keeps_with(items: Sequence[Item], limits: Limits, horizon: Horizon, clash: Clash, until: float, step: int) -> bool:
    return _keeps(items, limits, horizon, replace(clash, least=step), until)


def _keeps(items: Sequence[Item], limits: Limits, horizon: Horizon, clash: Clash, until: float) -> bool:
    after, relaxed = give(items, limits, [clash])
    units = build(after, relaxed, horizon)
    if not units.open.any(axis=1).all():
        return False
    gives = least_to_give(units, limits_of(units), max(until - time.monotonic(), 0.05))
    return gives is not None and gives.total == 0


def _quarters(gives: Gives, rows: list[FleetLimit], horizon: Horizon) -> set[int]:
    years = list(dict.fromkeys(horizon.years))
    found: set[int] = set()
    for n in np.flatnonzero(gives.over):
        row = rows[n]
        found |= {q for q, year in enumerate(horizon.years) if years.index(year) == row.index} if (
            row.kind == "year_cap") else {row.index}  # fmt: skip
    return found
