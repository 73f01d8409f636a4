"""The lease scenario: each planned replacement paid as a monthly fee over its planned life instead of bought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

import pandas as pd

from planner.budget.model import BudgetLine
from planner.budget.parts import DELIVERED
from planner.calendar import FiscalQuarter
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.frames import to_records
from planner.money import round_half_up

ANNUAL_RATE: Final = Decimal("0.08")
"""What a lessor asks a year, an assumption that is shown with the scenario."""
_MONTHS: Final = 3


def monthly_fee_minor(price_minor: int, months: int, annual_rate: Decimal = ANNUAL_RATE) -> int:
    """The annuity of one unit's price, half up: P·r / (1 − (1 + r)^−n) with r a twelfth of the yearly rate."""
    rate = annual_rate / 12
    if rate == 0:
        return round_half_up(Decimal(price_minor) / months)
    return round_half_up(price_minor * rate / (1 - (1 + rate) ** -months))


def lease_lines(
    actions: pd.DataFrame, plan_months: Mapping[int, int], quarters: Sequence[FiscalQuarter]
) -> tuple[BudgetLine, ...]:
    """One line per category: the fees of all its devices by quarter, for hardware, accessories and freight. A fee is
    due for each month from the one of the replacement on, for the planned life (`plan_months`: asset id → months); its
    successor's fee follows it."""
    amounts: dict[str, list[int]] = {}
    first = quarters[0].starts_on
    for action in to_records(actions):
        months = plan_months[action["asset_id"]]
        delivered = sum(action[f"unit_{part}_minor"] for part in DELIVERED)
        fee = monthly_fee_minor(delivered, months) * action["quantity"]
        starts = (action["planned_on"].year - first.year) * 12 + action["planned_on"].month - first.month
        own = amounts.setdefault(action["category"], [0] * len(quarters))
        for month in range(starts, min(starts + months, len(quarters) * _MONTHS)):
            own[month // _MONTHS] += fee
    return tuple(
        BudgetLine(f"{CATEGORY_LABELS[category]}: lease", "recurring", category, "opex", tuple(amounts[category]))
        for category in CATEGORIES
        if category in amounts
    )


def without_purchase(actions: pd.DataFrame) -> pd.DataFrame:
    """The actions with nothing bought: what remains is installation and disposal, and of a trade-in at most as much."""
    rest = (actions["unit_labour_minor"] + actions["unit_disposal_minor"]).astype("int64")
    credit = actions["unit_trade_in_minor"].clip(lower=-rest)
    nothing = {f"{start}{part}_minor": 0 for part in DELIVERED for start in ("unit_", "")}
    rest_of_it = actions.assign(**nothing, unit_trade_in_minor=credit, trade_in_minor=credit * actions["quantity"])
    return rest_of_it.astype(actions.dtypes.to_dict())
