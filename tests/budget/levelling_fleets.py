"""Items to level, made from a seed: lumpy due quarters, as grown fleets have them."""

from __future__ import annotations

import random

from planner.budget.levelling import Horizon, Item, Limits

QUARTERS = 20


def fleet(count: int, seed: int = 7, sites: int = 0, quarters: int = QUARTERS) -> list[Item]:
    """Half of the fleet is due in six quarters. With `sites`, what is due at one site together is one batch; else one
    in twenty is pinned and one in ten of the others has a deadline."""
    draw = random.Random(seed)
    lumps = [draw.randint(-2, quarters - 1) for _ in range(6)]
    return [_item(str(number), draw, lumps, sites, quarters) for number in range(count)]


def _item(name: str, draw: random.Random, lumps: list[int], sites: int, quarters: int) -> Item:
    due = draw.choice(lumps) if draw.random() < 0.5 else draw.randint(-4, quarters - 1)
    is_late = due < 1
    return Item(
        name, round(draw.lognormvariate(11.5, 0.5)), due, 1 if is_late else max(1, due - 2), 4 if is_late else due + 4,
        criticality=draw.randint(1, 5), hours=round(draw.uniform(1, 4), 1),
        pinned=max(1, due) if not sites and draw.random() < 0.05 else None,
        deadline=due if not sites and not is_late and draw.random() < 0.1 else None,
        batch=f"{draw.randrange(sites)}:{due}" if sites else None,
    )  # fmt: skip


def limits_for(items: list[Item], quarters: int = QUARTERS, room: float = 1.5) -> Limits:
    """Caps and hours of half as much again as an even share; nothing can be bought in the first quarter."""
    spend, hours = sum(item.spend for item in items), sum(item.hours * item.quantity for item in items)
    every = range(quarters)
    return Limits(
        quarter_caps={quarter: int(spend / quarters * room) for quarter in every},
        capacity=dict.fromkeys(every, hours / quarters * (room + 0.25)), blackout=frozenset({0}),
    )  # fmt: skip


HORIZON = Horizon.of(QUARTERS)
