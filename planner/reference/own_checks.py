"""What is wrong with an installation's own rows: every fault at once, each with its row."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd

from planner.errors import Problem
from planner.fields import CATEGORIES, MODES
from planner.money import known_currencies
from planner.reference.own import keys_of, rules_of

Check = Callable[[str], str | None]
"""A cell's text → what is wrong with it, or None."""
Row = Mapping[str, str]
REMEDY: Final = "Mend the row and update again; nothing was changed."
_LONGEST: Final = 300


def faults_in(rows: pd.DataFrame, table: str, file: str) -> list[Problem]:
    """Everything wrong with these rows as they are given (all columns as text, index = the sheet's row numbers)."""
    rules = rules_of(table)
    faults: list[Problem] = []
    first_at: dict[tuple[str, ...], int] = {}
    for number, row, key in _numbered(rows, table):
        faults += [_fault(said, file, number, value) for said, value in _wrong_cells(row, rules.needed)]
        if rules.one_of and not any(row[name] for name in rules.one_of):
            faults.append(_fault(f"{' and '.join(rules.one_of)} are empty.", file, number, ""))
        if (above := first_at.setdefault(key, number)) != number:
            faults.append(_fault(f"It is about the same thing as row {above}.", file, number, " ".join(key)))
    return faults


def faults_in_effect(given: pd.DataFrame, effective: pd.DataFrame, table: str, file: str) -> list[Problem]:
    """What does not hold once the given rows lie over the table (`effective`): a limit age below the plan age of the
    row beneath, a rule left without its warranty."""
    at = dict(zip(keys_of(given, table), given.index.tolist(), strict=True))
    check = _IN_EFFECT.get(table)
    return [
        _fault(said, file, at[key], " ".join(key))
        for _, row, key in _numbered(effective, table)
        if check and key in at
        for said in check(row)
    ]


def missing_categories(effective: pd.DataFrame, table: str, file: str) -> list[Problem]:
    """The categories that a default policy lacks."""
    if table != "default_policy":
        return []
    there = set(effective["category"])
    return [
        Problem(f"The category {name} is missing.", "Every category needs a rule.", file)
        for name in CATEGORIES
        if name not in there
    ]


def _numbered(rows: pd.DataFrame, table: str) -> Iterator[tuple[int, Row, tuple[str, ...]]]:
    records = [{str(name): str(value) for name, value in row.items()} for row in rows.to_dict("records")]
    yield from zip(rows.index.tolist(), records, keys_of(rows, table), strict=True)


def _fault(message: str, file: str, row: int, value: str) -> Problem:
    return Problem(message, REMEDY, file, None, f"row {row}", value)


def _wrong_cells(row: Row, needed: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, text in row.items():
        said = "is empty" if name in needed and not text else text and _check_of(name)(text)
        if said:
            yield f"{name} {said}.", text


def _check_of(column: str) -> Check:
    if column.endswith("_on"):
        return _date
    if column in _WHOLE:
        return lambda text: None if re.fullmatch(r"\d{1,12}", text) else "is no whole number of 0 or more"
    if column.endswith("_years"):
        return lambda text: None if re.fullmatch(r"\d{1,2}(\.\d+)?", text) else "is no number of years"
    return _CHECKS.get(column, lambda text: None if len(text) <= _LONGEST else f"is longer than {_LONGEST} signs")


def _date(text: str) -> str | None:
    try:
        date.fromisoformat(text)
    except ValueError:
        return f"'{text}' is no date (write it as 2027-04-30)"
    return None


def _one_of(known: Sequence[str]) -> Check:
    return lambda text: None if text in known else f"'{text}' is none of {', '.join(known)}"


_PARTS: Final = (
    {"week", "year_digit"}, {"week", "years_since_1996"}, {"week", "year"}, {"half_year", "half_week"},
)  # fmt: skip
_SIGNS: Final = {"half_year": "CDFGHJKLMNPQRSTVWXYZ", "half_week": "123456789CDFGHJKLMNPQRTVWXY"}
"""The signs that the two parts of such a number can be read by; all other parts are digits."""


def _pattern(text: str) -> str | None:
    try:
        names = set(re.compile(text).groupindex)
    except re.error as error:
        return f"is no pattern ({error})"
    if names not in _PARTS:
        return "must name the parts week and year, year_digit or years_since_1996; or half_year and half_week"
    for name in sorted(names):
        signs = _SIGNS.get(name, string.digits)
        inside = re.fullmatch(r"(\\d|\[[^\]]+\])((?:\{\d\})?)", text.split(f"(?P<{name}>", 1)[1].split(")", 1)[0])
        if inside is None or any(re.fullmatch(inside[1], sign) and sign not in signs for sign in string.printable):
            return f"must match nothing but {signs} in the part {name}"
    return None


_WHOLE: Final = ("plan_months", "limit_months", "warranty_months", "hardware_minor", "labour_minutes")
_CHECKS: Final[dict[str, Check]] = {
    "category": _one_of(CATEGORIES),
    "follows": _one_of(CATEGORIES),
    "mode": _one_of(MODES),
    "currency": lambda text: None if text in known_currencies() else f"'{text}' is no currency (USD, EUR, GBP …)",
    "runs_windows_11": _one_of(("yes", "no", "unproven")),
    "state": _one_of(("dated", "ended", "none_announced")),
    "pattern": _pattern,
}


def _policy_faults(row: Row) -> Iterator[str]:
    plan, limit = row["plan_months"], row["limit_months"]
    if not row["mode"]:
        yield "mode is empty."
    if not row["warranty_months"]:
        yield "warranty_months is empty."
    if row["mode"] in ("scheduled", "on_failure") and not (plan and limit):
        yield "A category that is replaced needs plan_months and limit_months."
    if plan and limit and not 1 <= int(plan) <= int(limit) <= 480:
        yield f"The ages must rise from the plan ({plan} months) to the limit ({limit} months, at most 480)."
    if row["mode"] == "follows" and row["follows"] in ("", row["category"]):
        yield "A category that follows another must name it in the column follows."


def _cycle_faults(row: Row) -> Iterator[str]:
    if not row["state"] or (row["state"] == "dated" and not row["security_ends_on"]):
        yield "security_ends_on is empty, and no row beneath has it (or give state none_announced)."


def _price_faults(row: Row) -> Iterator[str]:
    if not row["labour_minutes"]:
        yield "labour_minutes is empty, and no row beneath has it."


def _lag_faults(row: Row) -> Iterator[str]:
    early, middle, late = (float(row[f"lag_{part}_years"]) for part in ("p10", "p50", "p90"))
    if not early <= middle <= late:
        yield "The lags must not fall from p10 over p50 to p90."


_IN_EFFECT: Final[dict[str, Callable[[Row], Iterator[str]]]] = {
    "default_policy": _policy_faults,
    "product_cycles": _cycle_faults,
    "price_book": _price_faults,
    "serial_date_rules": _lag_faults,
}
