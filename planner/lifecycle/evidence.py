"""What each asset's fields say about the day it went into service: one `Evidence` per kind, for all assets at once.

Sources: lags from manufacture to service were measured in a data centre's inventory; those from a processor's launch
and a model's first appearance to manufacture are in `data/inference_lags.csv` (see `manufacture.py`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.lifecycle.days import DAYS_PER_YEAR, Days, day_number, days_of, plus_months, whole_numbers
from planner.lifecycle.densities import Density, after
from planner.lifecycle.distinct import combinations, days_by_combination
from planner.lifecycle.manufacture import ModelDays, made_by_model
from planner.lifecycle.policy import Policy
from planner.lifecycle.serials import serial_dates
from planner.reference import Reference
from planner.reference.names import maker_key

EARLIEST: Final = date(1995, 1, 1)
"""No device of an office is older; dates before are slips such as a spreadsheet's day zero in 1899."""

MADE_TO_SERVICE_YEARS: Final = (0.05, 0.12, 0.6)
"""P10, P50, P90 from manufacture to purchase, from which recorded ages count: the week in the serial number of HP's
computers to the start of warranty (P50 0.117 of 148); the late side lies between theirs and Cisco's (P75 0.85), as few
orders were seen (expert)."""

_TERM_SPREAD_MONTHS: Final = (12.0, 24.0)
"""Where a warranty's term is assumed, it may as well be a year more or two years less (expert)."""

_DATED_SERIALS: Final = ("laptop", "desktop", "workstation", "server", "monitor", "tablet")
"""HP's convention was checked on these; its printers and switches number otherwise."""

_PRECISION_DAYS: Final = {"month": 12.0, "year": 146.0}
"""P10 to P50 of a date known to the month or year: 40 % of its length."""

NO_LATER: Final = "no_later"
"""The precision of a date that is only a bound: a tool first saw the device then, and it was bought before."""

_LAUNCH_TOLERANCE_DAYS: Final = 45.0
"""Launches are known to the quarter, and stand in its middle."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence for every asset; NaN where an asset has none. `source` names the field or the table.

    `is_recorded`: a record of the device itself; everything else is inferred. `is_assumed`: rests on a usual term.
    `made`: when it was manufactured, where the evidence is one of that.
    """

    kind: str
    p10: Days
    p50: Days
    p90: Days
    source: str
    is_recorded: bool = False
    is_assumed: bool = False
    made: Density | None = None

    @property
    def density(self) -> Density:
        return Density(self.p10, self.p50, self.p90)


_STARTS: Final = ("purchased_on", "in_service_on", "warranty_starts_on", "manufactured_on")
_ORDERED_AHEAD: Final = timedelta(days=183)


def _possible(assets: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """A start more than half a year ahead is no order but a slip of the pen, as is one before `EARLIEST`: neither
    proves an age, and both stay findings."""
    first, latest = pd.Timestamp(EARLIEST), pd.Timestamp(as_of + _ORDERED_AHEAD)
    return assets.assign(
        **{name: assets[name].where((assets[name] >= first) & (assets[name] <= latest)) for name in _STARTS}
    )


def gather(assets: pd.DataFrame, policy: Policy, reference: Reference, as_of: date) -> list[Evidence]:
    """Every kind of evidence, the recorded ones first and in order of trust."""
    assets = _possible(assets, as_of)
    models = _model_days(assets, reference)
    released = np.fmin(models.launched, models.battery)
    return [
        _recorded("purchase_date", assets, "purchased_on"),
        _recorded("in_service_date", assets, "in_service_on"),
        _recorded("warranty_start", assets, "warranty_starts_on"),
        _warranty_end_with_term(assets),
        _warranty_end_alone(assets, policy),
        _made(assets),
        *_serials(assets, reference, released, as_of),
        *_model_and_processor(assets, reference, models),
    ]


def latest_days(assets: pd.DataFrame, as_of: date) -> Days:
    """The day by which each asset was in service: it was seen then, or a tool had it, or today."""
    seen = days_of(assets["last_seen_on"])
    seen[seen < day_number(EARLIEST)] = np.nan
    return np.fmin(np.fmin(seen, enrolment_days(assets, as_of)), day_number(as_of))


def enrolment_days(assets: pd.DataFrame, as_of: date) -> Days:
    """When a tool first had the device, NaN where no tool says so."""
    days = days_of(_possible(assets, as_of)["in_service_on"])
    return np.where(_is_bound(assets, "in_service_on"), days, np.nan)


def enrolment(assets: pd.DataFrame, as_of: date) -> Evidence:
    """The bound as an entry of the evidence's list: known to the day, and no more than a bound."""
    days = enrolment_days(assets, as_of)
    return Evidence("enrolment", days, days, days, "in_service_on, no later")


def _is_bound(assets: pd.DataFrame, column: str) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = _by_precision(assets, column, {NO_LATER: 1.0}) > 0
    return found


def _recorded(kind: str, assets: pd.DataFrame, column: str) -> Evidence:
    days = np.where(_is_bound(assets, column), np.nan, days_of(assets[column]))
    spread = _spread(assets, column)
    return Evidence(kind, days - spread, days, days + spread, column, is_recorded=True)


def _spread(assets: pd.DataFrame, column: str) -> Days:
    return _by_precision(assets, column, _PRECISION_DAYS)


def _by_precision(assets: pd.DataFrame, column: str, values: dict[str, float]) -> Days:
    return days_by_combination([assets["precisions"]], lambda text: values.get(_precisions(text).get(column, ""), 0.0))


@lru_cache(maxsize=4096)
def _precisions(text: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def _warranty_end_with_term(assets: pd.DataFrame) -> Evidence:
    """The start that a warranty's end and its stated months give."""
    term = whole_numbers(assets["warranty_months"])
    start = plus_months(days_of(assets["warranty_ends_on"]), -term)
    start[start < day_number(EARLIEST)] = np.nan
    spread = _spread(assets, "warranty_ends_on")
    source = "warranty_ends_on, warranty_months"
    return Evidence("warranty_start", start - spread, start, start + spread, source, is_recorded=True)


def _warranty_end_alone(assets: pd.DataFrame, policy: Policy) -> Evidence:
    """The start if the warranty has the category's usual term, where nothing says which it has."""
    usual = {category: float(rule.warranty_months) for category, rule in policy.categories.items()}
    term = days_by_combination([assets["category"]], lambda category: usual.get(category, 36.0))
    ends = days_of(assets["warranty_ends_on"])
    ends[assets["warranty_months"].notna().to_numpy()] = np.nan
    start = plus_months(ends, -term)
    start[start < day_number(EARLIEST)] = np.nan
    early, late = (np.full(len(start), months) for months in _TERM_SPREAD_MONTHS)
    return Evidence(
        "warranty_start", plus_months(start, -early), start, plus_months(start, late), "warranty_ends_on, usual term",
        is_assumed=True,
    )  # fmt: skip


def _made(assets: pd.DataFrame) -> Evidence:
    days, spread = days_of(assets["manufactured_on"]), _spread(assets, "manufactured_on")
    made = Density(days - spread, days, days + spread)
    return _in_service("manufacture_date", made, MADE_TO_SERVICE_YEARS, "manufactured_on")


def _in_service(kind: str, made: Density, lags: tuple[float, float, float], source: str) -> Evidence:
    early, middle, late = (lag * DAYS_PER_YEAR for lag in lags)
    service = after(made, (early, middle, late))
    return Evidence(kind, service.p10, service.p50, service.p90, source, made=made)


def _serials(assets: pd.DataFrame, reference: Reference, released: Days, as_of: date) -> list[Evidence]:
    makers = assets["manufacturer"].fillna("").tolist()
    dated = assets["category"].isin(_DATED_SERIALS) | (assets["manufacturer"].fillna("").map(maker_key) != "hp")
    serials = assets["serial_number"].where(dated).fillna("").tolist()
    by_maker = serial_dates(makers, serials, released, reference.serial_rules, as_of)
    return [
        _in_service("serial_number", Density(days, days, days), (rule.lag_p10, rule.lag_p50, rule.lag_p90),
                    f"serial_number, {rule.source}")
        for rule, days in by_maker
    ]  # fmt: skip


def _model_days(assets: pd.DataFrame, reference: Reference) -> ModelDays:
    """First seen, processor's launch and middle battery date of each asset's model."""
    places, found = combinations([assets["manufacturer"], assets["model"]])
    days = np.full((3, len(found)), np.nan)
    for i, (maker, model) in enumerate(found):
        seen = reference.model(maker, model) if model else None
        if seen is not None:
            days[:, i] = [_day(seen.first_seen_on), _day(seen.cpu_launched_on), _day(seen.battery_made_on)]
    seen_on, launched, battery = days[:, places]
    return ModelDays(seen_on, launched, battery)


def _day(day: date | None) -> float:
    return np.nan if day is None else day_number(day)


def processor_first_sold(assets: pd.DataFrame, reference: Reference) -> Days:
    """The first day on which each asset's processor generation was sold."""
    return days_by_combination([assets["cpu"]], lambda text: _day(reference.cpu(text).first_launched_on))


def _model_and_processor(assets: pd.DataFrame, reference: Reference, models: ModelDays) -> list[Evidence]:
    """By the model where it is known, else by the processor: both together would count the same evidence twice.

    A model sold with several generations of processor takes the asset's own where that came later.
    """
    first = processor_first_sold(assets, reference) - _LAUNCH_TOLERANCE_DAYS
    launched = np.where(np.isnan(models.launched), np.nan, np.fmax(models.launched, first))
    by_model = made_by_model(ModelDays(models.seen, launched, models.battery), reference.lags)
    own = days_by_combination([assets["cpu"]], lambda text: _day(reference.cpu(text).launched_on))
    own[by_model.known & np.isfinite(np.fmax(launched, models.battery))] = np.nan
    nothing = np.full(len(own), np.nan)
    by_processor = made_by_model(ModelDays(nothing, own, nothing), reference.lags)
    return [
        _in_service("model_first_seen", by_model, MADE_TO_SERVICE_YEARS, "linuxhw/DMI (CC BY 4.0)"),
        _in_service("cpu_launch", by_processor, MADE_TO_SERVICE_YEARS, "processor generations"),
    ]
