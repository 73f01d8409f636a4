"""The plan's actions as items to level: each replacement with its window, its deadline and what waiting costs.

Amounts are minor units. An item's cost is its whole cost, contingency and tax included, at the price of its window's
last quarter, rounded up: what is bought earlier costs no more, so a plan that keeps a cap in these amounts keeps it in
the budget's. A support end or a lease's end still ahead is a deadline; what could have been bought only before the
first buyable quarter is caught up over the next four.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal
from typing import Any, Final

import numpy as np
import pandas as pd

from planner.budget.levelling.model import Item
from planner.budget.model import Assumptions
from planner.budget.parts import UNIT_COLUMNS, growth_of, months_of_growth, unit_cost
from planner.calendar import FiscalQuarter
from planner.frames import to_records
from planner.lifecycle.failure import forced_purchases

EARLIER: Final = 2
LATER: Final = 4
"""Quarters by which a replacement may move: half a year forward, a year back."""
CATCH_UP: Final = 4
EMERGENCY_PREMIUM: Final = Decimal("0.25")
"""What a purchase in an emergency costs on top, an assumption shown with the plan."""
UNSUPPORTED_RISK: Final = 0.03
"""Cost of one quarter without the maker's or the system's support, a share of the price: an assumption, shown."""
_DEADLINES: Final = frozenset({"maker_support", "os_support", "lease_end"})
_CRITICALITY: Final = {"low": 0.5, "medium": 1.0, "normal": 1.0, "high": 2.0, "critical": 4.0, "mission critical": 4.0}

Key = tuple[int, int]
"""(asset id, generation)."""


def item_id(key: Key) -> str:
    return f"{key[0]}:{key[1]}"


def key_of(name: str) -> Key:
    asset, _, generation = name.partition(":")
    return int(asset), int(generation)


def candidates(
    schedule: pd.DataFrame,
    actions: pd.DataFrame,
    assumptions: Assumptions,
    pins: Mapping[int, date],
    published: Mapping[Key, date],
    quarters: Sequence[FiscalQuarter],
    first_buyable: int,
) -> list[Item]:
    """One item per row of `actions` (the plan as due). `published`: where the last levelled plan put it (a quarter's
    first day); `first_buyable`: index of the first quarter in which anything can be bought."""
    names = ["asset_id", "limiting_factor", "criticality", "in_service_est_on", "plan_months", "category"]
    facts = {fact["asset_id"]: fact for fact in to_records(schedule[[*names, *UNIT_COLUMNS]])}
    position = {quarter.starts_on: number for number, quarter in enumerate(quarters)}
    rows = to_records(actions)
    waits, together = _risk_of_a_quarter(rows, facts), _batches(schedule)
    made = []
    for action, wait in zip(rows, waits, strict=True):
        key = (action["asset_id"], action["generation"])
        fact = facts[key[0]]
        made.append(
            _item(
                key, action, fact, wait, assumptions, quarters, first_buyable, position, pins, published,
                together.get(key[0]),
            )
        )  # fmt: skip
    return made


def _item(
    key: Key, action: Mapping[str, Any], fact: Mapping[str, Any], wait: float, assumptions: Assumptions,
    quarters: Sequence[FiscalQuarter], first_buyable: int, position: Mapping[date, int], pins: Mapping[int, date],
    published: Mapping[Key, date], with_: int | None,
) -> Item:  # fmt: skip
    due = quarter_index(action["due_on"], assumptions, quarters)
    late = due < first_buyable
    earliest = first_buyable if late else max(first_buyable, due - EARLIER)
    latest = first_buyable + CATCH_UP - 1 if late else due + LATER
    ends = key[1] == 0 and fact["limiting_factor"] in _DEADLINES
    cost = _dearest(action, fact, assumptions, quarters[min(latest, len(quarters) - 1)])
    weight = _CRITICALITY.get(str(fact["criticality"] or "").casefold(), 1.0)
    waiting = wait * float(EMERGENCY_PREMIUM + 1) * cost + (UNSUPPORTED_RISK * cost if ends else 0.0)
    pin = position.get(pins[key[0]]) if key[1] == 0 and key[0] in pins else None
    return Item(
        id=item_id(key), cost=cost, due=due, earliest=earliest, latest=latest, quantity=action["quantity"],
        pinned=None if pin is None else max(pin, first_buyable), deadline=due if ends and not late else None,
        hours=action["unit_labour_minor"] / max(assumptions.labour_rate_minor, 1), risk_cost=waiting * weight,
        value_lost=cost / max(1.0, fact["plan_months"] / 3), published=position.get(published.get(key, date.min)),
        batch=None if pin is not None or with_ is None else f"with:{item_id((with_, key[1]))}",
    )  # fmt: skip


def _batches(schedule: pd.DataFrame) -> dict[int, int]:
    """Asset id → the device it lands together with: itself, where others go with it."""
    if "follows_asset_id" not in schedule:
        return {}
    pairs = zip(schedule["asset_id"].tolist(), schedule["follows_asset_id"].tolist(), strict=True)
    led = {asset: int(leader) for asset, leader in pairs if leader is not pd.NA}
    return led | {leader: leader for leader in led.values()}


def quarter_index(day: date, assumptions: Assumptions, quarters: Sequence[FiscalQuarter]) -> int:
    """The index of the day's fiscal quarter, negative before the first."""
    own, first = assumptions.calendar.quarter_of(day).starts_on, quarters[0].starts_on
    return ((own.year - first.year) * 12 + own.month - first.month) // 3


def _dearest(action: Mapping[str, Any], fact: Mapping[str, Any], assumptions: Assumptions, last: FiscalQuarter) -> int:
    """One unit's whole cost at the dearest price of its window, rounded up: that of its last day, or of its first
    months where prices fall. Each line may round its contingency and its tax up once."""
    months: int = max(action["months_of_growth"], months_of_growth(fact["priced_on"], last.ends_on))
    if growth_of(fact["growth_basis_points"], assumptions) < 0:
        months = max(0, action["months_of_growth"] - 3 * (EARLIER + 1))
    unit = unit_cost(fact, assumptions, months)
    surcharged = [part for part in unit[:-1] if part]
    whole = sum(surcharged) * (1 + assumptions.contingency) * (1 + assumptions.tax_in_totals) + unit.trade_in
    return max(0, int(whole.to_integral_value(rounding=ROUND_CEILING)) + len(surcharged))


def _risk_of_a_quarter(rows: Sequence[Mapping[str, Any]], facts: Mapping[int, Mapping[str, Any]]) -> list[float]:
    """The chance that a device, kept one quarter past its due date, forces a purchase in that quarter."""
    starts = [facts[row["asset_id"]] for row in rows]
    ages = [
        (row["due_on"] - fact["in_service_est_on"]).days / 365.25
        if row["generation"] == 0 and fact["in_service_est_on"] is not None
        else fact["plan_months"] / 12
        for row, fact in zip(rows, starts, strict=True)
    ]
    chances = forced_purchases(
        [fact["category"] for fact in starts], np.array(ages, dtype=np.float64), np.full(len(rows), np.nan), 1
    )
    return [float(chance) for chance in chances[:, 0]]
