"""Columns of dates as arrays of days since 1970-01-01 (float, NaN where missing), so that they can be averaged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.frames import DATE

Days = npt.NDArray[np.float64]
DAYS_PER_YEAR: Final = 365.2425
_EPOCH = date(1970, 1, 1)


def day_number(day: date) -> float:
    return float((day - _EPOCH).days)


def date_of(days: float) -> date:
    return _EPOCH + timedelta(days=round(days))


def days_of(column: pd.Series[pd.Timestamp]) -> Days:
    """A datetime64 column as days."""
    stamps = column.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(stamps), np.nan, stamps.astype(np.int64))


def whole_numbers(column: pd.Series[int]) -> Days:
    """An Int64 column (months, counts) as floats, NaN where missing."""
    values: Days = np.asarray(column.to_numpy(dtype="float64", na_value=np.nan), dtype=np.float64)
    return values


def dates_of(days: Days) -> npt.NDArray[np.datetime64]:
    """Days, rounded to whole ones, as datetime64[D]."""
    known = np.isfinite(days)
    stamps = np.rint(np.where(known, days, 0)).astype(np.int64).astype("datetime64[D]")
    stamps[~known] = np.datetime64("NaT")
    return stamps


def date_column(days: Days, index: pd.Index[int]) -> pd.Series[pd.Timestamp]:
    return pd.Series(dates_of(days).astype(DATE), index=index)


def iso_texts(days: Days) -> list[str]:
    """ISO dates; '' where missing. Each distinct day is written once."""
    distinct, places = np.unique(dates_of(days), return_inverse=True)
    texts = np.datetime_as_string(distinct, unit="D").astype(object)
    texts[np.isnat(distinct)] = ""
    found: list[str] = texts[places].tolist()
    return found


def plus_months(days: Days, months: Days) -> Days:
    """`calendar.add_months` for arrays: the same day of the later month, or that month's last day."""
    known = np.isfinite(days) & np.isfinite(months)
    start = dates_of(np.where(known, days, 0.0))
    month = start.astype("datetime64[M]")
    target = month + np.where(known, months, 0).astype(np.int64)
    day_in_month = (start - month.astype("datetime64[D]")).astype(np.int64)
    first = target.astype("datetime64[D]").astype(np.int64)
    length = (target + 1).astype("datetime64[D]").astype(np.int64) - first
    return np.where(known, first + np.minimum(day_in_month, length - 1), np.nan)
