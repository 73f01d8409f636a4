"""What it is worth to know a device's date: by how much it narrows what the fiscal years may cost.

A device's first replacement falls into fiscal year Y with the probability

    p_iY = F_i(last day of Y) - F_i(day before Y's first day in the horizon)

where F_i is the distribution of its planned day: its due date as a two-piece normal through P10, P50 and P90 (half of
the mass on each side of P50, spread (P50 - P10) / 1.2816 below and (P90 - P50) / 1.2816 above; no spread is a step),
of which nothing lies before the first buyable day. A quarter that a person chose is certain. With

    c_iY = quantity · ((hardware + accessories + freight) · (1 + g)^(months from the price to the middle of Y / 12)
                       + labour + disposal) · (1 + k) · (1 + t) - quantity · trade-in

(g growth, k contingency, t tax in the totals), and devices independent of each other, the spend of Y has the variance
V_Y = Σ c_iY² · p_iY · (1 - p_iY), and its P10–P90 has the width

    W_Y = min(2 · 1.2816 · √V_Y, Σ c_iY over the devices with 0 < p_iY < 1)

(normal, and never wider than all doubtful money of the year). A group of devices is worth W_Y over all devices less
W_Y over all but the group: the width that is gone once their dates are known. Successors are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr

from planner.budget.model import Assumptions
from planner.budget.parts import DELIVERED, growth_of, labour_unit_minor, months_of_growth
from planner.budget.plan import first_buyable_day
from planner.money import growth_factor

Z_P90: Final = 1.2816
_Floats = npt.NDArray[np.float64]
_IN_PLAN: Final = ("planned", "estimated")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Width P10–P90 of one fiscal year's spend in minor units: as it is, and once the group's dates are known."""

    year_label: str
    width_minor: int
    known_minor: int

    @property
    def worth_minor(self) -> int:
        return self.width_minor - self.known_minor


@dataclass(frozen=True)
class Uncertainty:
    """Of every asset in the plan and every fiscal year of the horizon: probability and cost (minor units, floats).
    Arrays are asset × year."""

    asset_ids: npt.NDArray[np.int64]
    year_labels: tuple[str, ...]
    probability: _Floats
    cost: _Floats

    def widths(self, left_out: Collection[int] = ()) -> _Floats:
        """W_Y of each year over all assets but those left out."""
        kept = ~np.isin(self.asset_ids, list(left_out)) if left_out else np.ones(len(self.asset_ids), dtype=bool)
        chance, cost = self.probability[kept], self.cost[kept]
        spread = np.sqrt((np.square(cost) * chance * (1 - chance)).sum(axis=0))
        doubtful = np.where((chance > 0) & (chance < 1), cost, 0).sum(axis=0)
        found: _Floats = np.minimum(2 * Z_P90 * spread, doubtful)
        return found

    def worth_of(self, asset_ids: Collection[int]) -> tuple[Narrowing, ...]:
        """What dating these devices narrows, year by year in the order of time."""
        before, after = self.widths(), self.widths(asset_ids)
        return tuple(
            Narrowing(label, round(wide), round(known))
            for label, wide, known in zip(self.year_labels, before.tolist(), after.tolist(), strict=True)
        )


def uncertainty(schedule: pd.DataFrame, assumptions: Assumptions, pins: Mapping[int, date], as_of: date) -> Uncertainty:
    """`schedule`: one row per asset with `asset_id`, `group`, `quantity`, `due_on`, `due_p10`, `due_p90`
    (datetime64[s]) and `parts.UNIT_COLUMNS`; only groups planned and estimated count. `pins`: asset id → the quarter's
    first day that a person chose."""
    rows = schedule[schedule["group"].isin(_IN_PLAN) & schedule["due_on"].notna()]
    years = _years(assumptions, as_of)
    first = first_buyable_day(assumptions, as_of)
    low, mid, high = (_days(rows[name]) for name in ("due_p10", "due_on", "due_p90"))
    ids = rows["asset_id"].to_numpy(np.int64)
    chosen = np.array([_number(max(pins[key], first)) if key in pins else np.nan for key in ids.tolist()])
    low, mid, high = (np.where(np.isnan(chosen), days, chosen) for days in (low, mid, high))
    up_to = [np.zeros(len(rows))]
    up_to += [_share(low, mid, high, _number(last)) if last >= first else up_to[0] for _, _, last in years]
    chance = np.diff(np.array(up_to), axis=0).T.reshape(len(rows), len(years))
    return Uncertainty(ids, tuple(label for label, _, _ in years), chance, _costs(rows, assumptions, years))


def _years(assumptions: Assumptions, as_of: date) -> list[tuple[str, date, date]]:
    """(label, first day, last day) of the horizon's fiscal years; the first and last may be parts of a year."""
    spans: dict[str, tuple[date, date]] = {}
    for quarter in assumptions.calendar.quarters(as_of, assumptions.horizon_quarters):
        begins = spans[quarter.year_label][0] if quarter.year_label in spans else quarter.starts_on
        spans[quarter.year_label] = (begins, quarter.ends_on)
    return [(label, begins, ends) for label, (begins, ends) in spans.items()]


def _share(low: _Floats, mid: _Floats, high: _Floats, day: float) -> _Floats:
    """F(day) of the two-piece normal."""
    spread = np.where(day < mid, mid - low, high - mid) / Z_P90
    distance = day - mid
    safe = np.where(spread > 0, spread, 1.0)
    found: _Floats = np.where(spread > 0, ndtr(distance / safe), (distance >= 0).astype(np.float64))
    return found


def _costs(rows: pd.DataFrame, assumptions: Assumptions, years: list[tuple[str, date, date]]) -> _Floats:
    extra = float((1 + assumptions.contingency) * (1 + assumptions.tax_in_totals))
    unit = {part: rows[f"unit_{part}_minor"].to_numpy(np.float64) for part in (*DELIVERED, "disposal", "worth")}
    labour = np.array([labour_unit_minor(int(minutes), assumptions) for minutes in rows["unit_labour_minutes"]])
    delivered, work = sum(unit[part] for part in DELIVERED), labour + unit["disposal"]
    quantity = rows["quantity"].to_numpy(np.float64)
    terms = [
        (day.date(), growth_of(None if pd.isna(points) else int(points), assumptions))
        for day, points in zip(rows["priced_on"], rows["growth_basis_points"], strict=True)
    ]
    middles = [begins + timedelta(days=(ends - begins).days // 2) for _, begins, ends in years]
    gross = [delivered * _growth(terms, day) + work for day in middles]
    columns = [quantity * (whole * extra - np.minimum(unit["worth"], whole)) for whole in gross]
    return np.array(columns, dtype=np.float64).T.reshape(len(rows), len(years))


def _growth(terms: list[tuple[date, Decimal]], day: date) -> _Floats:
    factors = {own: float(growth_factor(own[1], months_of_growth(own[0], day))) for own in set(terms)}
    return np.array([factors[own] for own in terms], dtype=np.float64)


def _days(column: pd.Series[pd.Timestamp]) -> _Floats:
    """Days since 1970, NaN where missing."""
    found: _Floats = column.to_numpy("datetime64[D]").astype(np.float64)
    found[column.isna().to_numpy()] = np.nan
    return found


def _number(day: date) -> float:
    return float((day - date(1970, 1, 1)).days)
