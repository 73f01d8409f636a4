"""What a device's notes and status record that decides about its life: entitlements, batteries, TPM, pools.

Only a date that cannot be misread counts: '2027-10-12', '12 October 2027', 'Oct 2027' (its last day).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.lifecycle.days import Days, day_number
from planner.lifecycle.wording import MONTH_NAMES

_MONTHS: Final = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
_DAY: Final = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?:(?P<day>\d{1,2}) )?(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?P<year>20\d{2})"
)
_BETWEEN: Final = r"[^.;,\n]{0,40}?\b"
_EXTENDED: Final = r"\b(?:esu|extended security updates?|ubuntu pro|els)\b"
_LICENCE: Final = r"\b(?:licen[cs]es?|licensing|subscription|forticare|fortiguard|utm|utp|umbrella|threat protection)\b"
_BATTERY: Final = r"\bbatter(?:y|ies)\b"
_TPM: Final = re.compile(
    r"\b(?P<none>(?:no|without) tpm(?! (?:issue|problem|error|fault|warning))"
    r"|tpm[: ]+(?:none|absent|missing))\b|\btpm ?(?:v(?:ersion)? ?)?2\.0\b"
)
_POOL_STATUS: Final = r"^\s*(?:spare|loaner|loan|loan device|in stock|stock|pool|spare pool)\b"
_POOL_NOTES: Final = (
    r"^\s*(?:spare|loaner|pool)(?: (?:device|laptop|computer|pc|phone|unit|machine|for|in|kept)\b|\s*(?:$|[.,;:(]))"
)


@dataclass(frozen=True, slots=True)
class Remarks:
    """Per asset. `extended_until`: a recorded entitlement to extended security updates; `licence_ends`, and
    `battery_changed` in days, NaN where nothing is recorded; `tpm`: 'yes', 'no' or '' (not seen)."""

    extended_until: Days
    is_extended_undated: npt.NDArray[np.bool_]
    licence_ends: Days
    battery_changed: Days
    tpm: npt.NDArray[np.object_]
    is_pool: npt.NDArray[np.bool_]


def remarks_of(assets: pd.DataFrame) -> Remarks:
    """Read once per distinct note."""
    size = len(assets)
    until, licence, battery = (np.full(size, np.nan) for _ in range(3))
    undated, tpm = np.zeros(size, dtype=bool), np.full(size, "", dtype=object)
    notes = assets["notes"]
    for i in np.flatnonzero(notes.notna().to_numpy(dtype=bool)).tolist():
        said = _read(notes.iat[i])
        until[i], undated[i], licence[i], battery[i], tpm[i] = said
    pool = assets["status"].str.contains(_POOL_STATUS, case=False, na=False)
    pool |= notes.str.contains(_POOL_NOTES, case=False, na=False)
    return Remarks(until, undated, licence, battery, tpm, pool.to_numpy(dtype=bool))


@lru_cache(maxsize=65536)
def _read(note: str) -> tuple[float, bool, float, float, str]:
    said = " ".join(note.lower().split())
    until = _dated(_EXTENDED, said)
    undated = np.isnan(until) and re.search(_EXTENDED, said) is not None
    found = _TPM.search(said)
    tpm = "" if found is None else "no" if found["none"] else "yes"
    return until, bool(undated), _dated(_LICENCE, said), _dated(_BATTERY, said), tpm


def _dated(subject: str, said: str) -> float:
    """The day that is told after `subject`, in days; NaN where there is none."""
    found = _pattern(subject).search(said)
    day = _day(found) if found else None
    return np.nan if day is None else day_number(day)


@lru_cache(maxsize=8)
def _pattern(subject: str) -> re.Pattern[str]:
    return re.compile(f"{subject}{_BETWEEN}(?:{_DAY})")


def _day(found: re.Match[str]) -> date | None:
    if found["iso"]:
        try:
            return date.fromisoformat(found["iso"])
        except ValueError:
            return None
    year, month = int(found["year"]), _MONTHS[found["month"]]
    last = monthrange(year, month)[1]
    return date(year, month, min(int(found["day"] or last), last))
