"""A history of units that failed, were withdrawn or still run, read from a CSV to test forecasts on.

Columns `unit, category, model, in_service_on, observed_from, observed_to, failed`, one row a unit, dates as YYYY-MM-DD.
A unit in service before anyone looked (`in_service_on` before `observed_from`) is left truncated; one that did not fail
by `observed_to` is censored then.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.errors import PlannerError, Problem

COLUMNS: Final = ("unit", "category", "model", "in_service_on", "observed_from", "observed_to", "failed")
DATES: Final = ("in_service_on", "observed_from", "observed_to")
EARLIEST, LATEST = pd.Timestamp("1970-01-01"), pd.Timestamp("2199-12-31")
Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class History:
    """Arrays with one element a unit; dates are datetime64[D]; `failed`: the unit failed on `observed_to`.

    `category` and `model` are as written, in lower case with single spaces; a unit is observed from the later of
    `observed_from` and `in_service_on`.
    """

    category: npt.NDArray[np.str_]
    model: npt.NDArray[np.str_]
    in_service_on: Dates
    observed_from: Dates
    observed_to: Dates
    failed: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.failed)

    @property
    def ends_on(self) -> date:
        """The last day anything was observed."""
        last: date = self.observed_to.max().astype(object)
        return last

    def where(self, chosen: npt.NDArray[np.bool_]) -> History:
        return History(
            self.category[chosen], self.model[chosen], self.in_service_on[chosen], self.observed_from[chosen],
            self.observed_to[chosen], self.failed[chosen],
        )  # fmt: skip

    def seen_by(self, as_of: date) -> History:
        """What anyone could have known at the end of `as_of`: later units absent, later ends not yet come."""
        day = np.datetime64(as_of, "D")
        known = self.where(self.observed_from <= day)
        ended = known.observed_to <= day
        return History(
            known.category, known.model, known.in_service_on, known.observed_from,
            np.minimum(known.observed_to, day), known.failed & ended,
        )  # fmt: skip


def read_history(path: Path) -> tuple[History, tuple[Problem, ...]]:
    """The usable rows and a problem, with its line, for each that is not.

    Raises PlannerError where the file cannot be read, lacks a column or has no usable row.
    """
    table = _rows(path, _text(path))
    days = {name: pd.to_datetime(table[name], format="%Y-%m-%d", errors="coerce") for name in DATES}
    faults = _faults(table, days)
    problems = tuple(
        Problem(message, remedy, path.name, cell=f"line {table['line'].iat[row]}", value=value)
        for row, (message, remedy, value) in sorted(faults.items())
    )
    usable = ~np.isin(np.arange(len(table)), list(faults))
    if not usable.any():
        first = f" The first fault, in {problems[0].cell}: {problems[0].message}" if problems else ""
        raise PlannerError(f"{path.name} has no row that can be used.{first}", "Correct the rows and try again.")
    start, seen, end = (days[name].to_numpy(dtype="datetime64[D]")[usable] for name in DATES)
    text = {name: _plain(table[name])[usable] for name in ("category", "model")}
    failed = (table["failed"] == "1").to_numpy()[usable]
    return History(text["category"], text["model"], start, np.maximum(seen, start), end, failed), problems


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PlannerError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise PlannerError(f"{path.name} is not text in UTF-8.", "Save the history as CSV in UTF-8.") from error


def _rows(path: Path, text: str) -> pd.DataFrame:
    """The cells as stripped text, blank where a row is too short, with their `line` and how many `cells` there were."""
    reader = csv.reader(StringIO(text))
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        missing = [name for name in COLUMNS if name not in names]
        if missing:
            raise PlannerError(
                f"{path.name} lacks the columns {', '.join(missing)}.",
                f"The first line names the columns {', '.join(COLUMNS)}, separated by commas.",
            )
        rows = [(reader.line_num, cells) for cells in reader if any(cells)]
    except csv.Error as error:
        raise PlannerError(f"{path.name} is not a CSV: {error}.", "Save the history as CSV in UTF-8.") from error
    where = [names.index(name) for name in COLUMNS]
    columns = {
        name: [cells[at].strip() if at < len(cells) else "" for _, cells in rows]
        for name, at in zip(COLUMNS, where, strict=True)
    }
    lines = {"line": [line for line, _ in rows], "too_long": [len(cells) > len(names) for _, cells in rows]}
    return pd.DataFrame({**columns, **lines})


def _plain(texts: pd.Series[str]) -> npt.NDArray[np.str_]:
    return np.array([" ".join(text.lower().split()) for text in texts], dtype=np.str_)


def _faults(table: pd.DataFrame, days: dict[str, pd.Series[pd.Timestamp]]) -> dict[int, tuple[str, str, str]]:
    """Row → what is wrong with it first, what to do, and the value at fault."""
    starts, seen, ends = (days[name] for name in DATES)
    checks: list[tuple[pd.Series[bool], str, str, str]] = [
        (table["too_long"], "The line has more cells than there are columns.", "Quote cells with commas.", "unit"),
        (table["unit"] == "", "The unit has no name.", "Give each unit its own.", "unit"),
        (table["unit"].duplicated() & (table["unit"] != ""), "The unit was named before.", "One row a unit.", "unit"),
        (table["category"] == "", "The category is empty.", "Name one, such as laptop.", "category"),
        *((days[name].isna(), f"{name} is not a date.", "Write it as YYYY-MM-DD.", name) for name in DATES),
        *(
            (
                (days[name] < EARLIEST) | (days[name] > LATEST),
                f"{name} is before 1970 or after 2199.",
                "Correct it.",
                name,
            )
            for name in DATES
        ),
        (ends < seen, "It was observed to a day before it was observed from.", "Correct the dates.", "observed_to"),
        (ends < starts, "It was observed to a day before it was in service.", "Correct the dates.", "in_service_on"),
        (~table["failed"].isin(["0", "1"]), "failed is neither 0 nor 1.", "Write 1 if the unit failed.", "failed"),
    ]
    found: dict[int, tuple[str, str, str]] = {}
    for wrong, message, remedy, column in checks:
        for row in np.flatnonzero(wrong.to_numpy()).tolist():
            found.setdefault(row, (message, remedy, str(table[column].iat[row])))
    return found
