"""What each asset's fields say about the day it went into service: one `Evidence` per kind, for all assets at once.

Lags (measured on public inventories, `data/inference_lags.csv`): a processor's launch to a laptop's manufacture P10
0.18, P50 0.82, P90 2.57 years; a model's middle battery date is within half a year for 69 % and within one for 88 %;
that date averaged with the processor's launch + 0.75 years is within one year for 92 %.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd

from planner.lifecycle.days import DAYS_PER_YEAR, Days, day_number, days_of, plus_months, whole_numbers
from planner.lifecycle.policy import Policy
from planner.lifecycle.serials import serial_dates
from planner.reference import Reference
from planner.reference.names import maker_key

MADE_TO_SERVICE_YEARS: Final = (0.05, 0.25, 0.9)
"""P10, P50, P90 from manufacture to service: HP/HPE and Cisco in a real inventory, 0.2 to 1 year."""

MODEL_SPREAD_YEARS: Final = 0.85
"""P50 to P10 and P90 of the combined model estimate: 92 % within a year is 80 % within 0.73; the lag is added."""

_TERM_SPREAD_MONTHS: Final = (12.0, 24.0)
"""Where a warranty's term is assumed, it may as well be a year more or two years less."""

_DATED_SERIALS: Final = ("laptop", "desktop", "workstation", "server", "monitor", "tablet")
"""HP's convention was checked on these; its printers and switches number otherwise."""

_PRECISION_DAYS: Final = {"month": 12.0, "year": 146.0}
"""P10 to P50 of a date known to the month or year: 40 % of its length."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence for every asset; NaN where an asset has none. `source` names the field or the table.

    `is_recorded`: a record of the device itself, taken as it stands; everything else is inferred, and combined.
    """

    kind: str
    p10: Days
    p50: Days
    p90: Days
    source: str
    is_recorded: bool = False


_STARTS: Final = ("purchased_on", "in_service_on", "warranty_starts_on", "manufactured_on")
_ORDERED_AHEAD: Final = timedelta(days=183)


def _without_the_future(assets: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """A start more than half a year ahead is no order but a slip of the pen, and proves no age; it stays a finding."""
    latest = pd.Timestamp(as_of + _ORDERED_AHEAD)
    return assets.assign(**{name: assets[name].where(assets[name] <= latest) for name in _STARTS})


def gather(assets: pd.DataFrame, policy: Policy, reference: Reference, as_of: date) -> list[Evidence]:
    """Every kind of evidence, the recorded ones first and in order of trust."""
    assets = _without_the_future(assets, as_of)
    models = _model_evidence(assets, reference)
    released = np.fmin(models["cpu"], models["battery"])
    return [
        _recorded("purchase_date", assets, "purchased_on"),
        _recorded("in_service_date", assets, "in_service_on"),
        _recorded("warranty_start", assets, "warranty_starts_on"),
        _warranty_end_with_term(assets),
        _warranty_end_alone(assets, policy),
        _made(assets),
        *_serials(assets, reference, released, as_of),
        _model(models),
        _cpu(assets, reference, models),
    ]


def _recorded(kind: str, assets: pd.DataFrame, column: str) -> Evidence:
    days, spread = days_of(assets[column]), _spread(assets, column)
    return Evidence(kind, days - spread, days, days + spread, column, is_recorded=True)


def _spread(assets: pd.DataFrame, column: str) -> Days:
    texts = assets["precisions"].fillna("").tolist()
    return np.array([_precision_days(text, column) for text in texts], dtype=np.float64)


@lru_cache(maxsize=4096)
def _precision_days(precisions: str, column: str) -> float:
    return _PRECISION_DAYS.get(json.loads(precisions).get(column, ""), 0.0) if precisions else 0.0


def _warranty_end_with_term(assets: pd.DataFrame) -> Evidence:
    """The start that a warranty's end and its stated months give."""
    term = whole_numbers(assets["warranty_months"])
    start = plus_months(days_of(assets["warranty_ends_on"]), -term)
    spread = _spread(assets, "warranty_ends_on")
    source = "warranty_ends_on, warranty_months"
    return Evidence("warranty_start", start - spread, start, start + spread, source, is_recorded=True)


def _warranty_end_alone(assets: pd.DataFrame, policy: Policy) -> Evidence:
    """The start if the warranty has the category's usual term, where nothing says which it has."""
    usual = {category: float(rule.warranty_months) for category, rule in policy.categories.items()}
    term: Days = np.array([usual.get(category, 36.0) for category in assets["category"]], dtype=np.float64)
    ends = days_of(assets["warranty_ends_on"])
    ends[assets["warranty_months"].notna().to_numpy()] = np.nan
    early, late = _TERM_SPREAD_MONTHS
    start = plus_months(ends, -term)
    return Evidence(
        "warranty_start", plus_months(start, np.full(len(start), -early)), start,
        plus_months(start, np.full(len(start), late)), "warranty_ends_on, usual term",
    )  # fmt: skip


def _made(assets: pd.DataFrame) -> Evidence:
    return _lagged("manufacture_date", days_of(assets["manufactured_on"]), MADE_TO_SERVICE_YEARS, "manufactured_on")


def _lagged(kind: str, days: Days, lags: tuple[float, float, float], source: str) -> Evidence:
    p10, p50, p90 = (days + lag * DAYS_PER_YEAR for lag in lags)
    return Evidence(kind, p10, p50, p90, source)


def _serials(assets: pd.DataFrame, reference: Reference, released: Days, as_of: date) -> list[Evidence]:
    makers = assets["manufacturer"].fillna("").tolist()
    dated = assets["category"].isin(_DATED_SERIALS) | (assets["manufacturer"].fillna("").map(maker_key) != "hp")
    serials = assets["serial_number"].where(dated).fillna("").tolist()
    by_maker = serial_dates(makers, serials, released, reference.serial_rules, as_of)
    return [
        _lagged("serial_number", days, (rule.lag_p10, rule.lag_p50, rule.lag_p90), f"serial_number, {rule.source}")
        for rule, days in by_maker
    ]


def _model_evidence(assets: pd.DataFrame, reference: Reference) -> dict[str, Days]:
    """First seen, processor's launch and middle battery date of each asset's model."""
    size = len(assets)
    found = {name: np.full(size, np.nan) for name in ("seen", "cpu", "battery")}
    makers, models = assets["manufacturer"].fillna("").tolist(), assets["model"].fillna("").tolist()
    for i, (maker, model) in enumerate(zip(makers, models, strict=True)):
        seen = reference.model(maker, model) if model else None
        if seen is not None:
            for name, day in (
                ("seen", seen.first_seen_on), ("cpu", seen.cpu_launched_on), ("battery", seen.battery_made_on),
            ):  # fmt: skip
                if day is not None:
                    found[name][i] = day_number(day)
    return found


def _model(models: dict[str, Days]) -> Evidence:
    """Middle battery date and processor's launch + lag averaged; else either; else the model's first appearance."""
    by_battery = models["battery"]
    by_cpu = models["cpu"] + 0.82 * DAYS_PER_YEAR
    by_seen = models["seen"] + 0.26 * DAYS_PER_YEAR
    both = np.where(np.isnan(by_battery), by_cpu, np.where(np.isnan(by_cpu), by_battery, (by_battery + by_cpu) / 2))
    made = np.where(np.isnan(both), by_seen, both)
    service = made + MADE_TO_SERVICE_YEARS[1] * DAYS_PER_YEAR
    only_one = np.isnan(by_battery) | np.isnan(by_cpu)
    early = np.where(only_one, 1.0, MODEL_SPREAD_YEARS) * DAYS_PER_YEAR
    late = np.where(np.isnan(by_battery), 1.75, MODEL_SPREAD_YEARS) * DAYS_PER_YEAR
    return Evidence("model_first_seen", service - early, service, service + late, "linuxhw/DMI (CC BY 4.0)")


def processor_first_sold(assets: pd.DataFrame, reference: Reference) -> Days:
    """The first day on which each asset's processor generation was sold."""
    texts = assets["cpu"].fillna("").tolist()
    first = [reference.cpu(text).first_launched_on if text else None for text in texts]
    return np.array([np.nan if day is None else day_number(day) for day in first], dtype=np.float64)


def _cpu(assets: pd.DataFrame, reference: Reference, models: dict[str, Days]) -> Evidence:
    """The processor's launch, where the model is not in the table: both would count the same evidence twice."""
    texts = assets["cpu"].fillna("").tolist()
    launches = [reference.cpu(text).launched_on if text else None for text in texts]
    days = np.array([np.nan if day is None else day_number(day) for day in launches], dtype=np.float64)
    days[np.isfinite(models["battery"]) | np.isfinite(models["cpu"])] = np.nan
    return _lagged("cpu_launch", days, (0.3, 1.07, 3.0), "processor generations")
