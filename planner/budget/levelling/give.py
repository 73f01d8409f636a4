"""Limits after they have given what an infeasible answer says that they must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from planner.budget.levelling.model import Clash, Item, Limits


def give(items: Sequence[Item], limits: Limits, clashes: Sequence[Clash]) -> tuple[list[Item], Limits]:
    """Items and limits in which each of `clashes` has given its `least`."""
    after = list(items)
    for clash in clashes:
        limits = _limits(limits, clash)
        after = [_item(item, clash) for item in after]
    return after, limits


def alone(clash: Clash) -> Clash:
    """The same clash, to give by itself. Only where its `alone` is not None."""
    return replace(clash, least=clash.alone or 0)


def _limits(limits: Limits, clash: Clash) -> Limits:
    if not clash.least:
        return limits
    becomes = (clash.now or 0) + clash.least
    match clash.limit:
        case "quarter_cap":
            limits = replace(limits, quarter_caps={**limits.quarter_caps, int(clash.where): int(becomes)})
        case "year_cap":
            limits = replace(limits, year_caps={**limits.year_caps, clash.where: int(becomes)})
        case "capacity":
            limits = replace(limits, capacity={**limits.capacity, int(clash.where): becomes})
        case "minimum":
            limits = replace(limits, minimum={**limits.minimum, int(clash.where): int(becomes)})
        case "blackout":
            limits = replace(limits, blackout=limits.blackout - {int(clash.where)})
    return limits


def _item(item: Item, clash: Clash) -> Item:
    if clash.limit == "batch" and item.batch == clash.where and clash.least:
        return replace(item, batch=None)
    if item.id != clash.where or not clash.least:
        return item
    becomes = int(clash.now + clash.least)
    if clash.limit == "deadline":
        return replace(item, deadline=becomes)
    if clash.limit == "pinned":
        return replace(item, pinned=becomes)
    if clash.limit == "window":
        return replace(item, earliest=min(becomes, item.earliest)) if clash.least < 0 else replace(item, latest=becomes)
    return item
