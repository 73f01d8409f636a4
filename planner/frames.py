"""The one place that turns records into DataFrames and back.

A frame has fixed dtypes whatever it holds: dates `datetime64[s]`, text pandas' `str`, whole numbers `Int64`,
flags `boolean`. What is missing is NaT, NaN or NA inside and None outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import pandas as pd

from planner.fields import FIELDS, money_column

DATE: Final = "datetime64[s]"
TEXT: Final = "str"
WHOLE: Final = "Int64"
FLAG: Final = "boolean"

_DTYPE = {"text": TEXT, "date": DATE, "end_date": DATE, "money": WHOLE, "months": WHOLE, "quantity": WHOLE}

ASSET_COLUMNS: Final[dict[str, str]] = {
    "asset_id": WHOLE,
    "client_id": WHOLE,
    **{(money_column(field) if kind == "money" else field): _DTYPE[kind] for field, kind in FIELDS.items()},
    "is_virtual": FLAG,
    "is_retired": FLAG,
    "is_unconfirmed": FLAG,
    "precisions": TEXT,
}
"""The asset frame: one row per asset. `…_minor` are minor units of `currency`; `precisions` is a JSON object
{date field: 'month' | 'year'} of the dates that are not exact to the day."""


def to_frame(rows: Sequence[Sequence[Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Tuples in the order of `columns` (name → dtype) as a frame of just these columns and dtypes."""
    by_column: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return pd.DataFrame(
        {name: series(values, dtype) for (name, dtype), values in zip(columns.items(), by_column, strict=True)}
    )


def series(values: Iterable[Any], dtype: str) -> pd.Series[Any]:
    """One column of a fixed dtype; None becomes that dtype's missing value."""
    listed = list(values)
    if dtype == DATE:
        return pd.Series(pd.array([_iso(value) for value in listed], dtype=DATE))
    return pd.Series(listed, dtype=dtype)


def _iso(value: date | datetime | str | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return value.isoformat()


def to_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """One dict per row of plain Python values: dates as `date`, missing as None."""
    columns = {str(name): _plain(frame[name]) for name in frame.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _plain(column: pd.Series[Any]) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        return [None if pd.isna(value) else value.date() for value in column]
    missing = column.isna().tolist()
    return [None if gone else value for value, gone in zip(column.tolist(), missing, strict=True)]
