"""Findings for the staff and decisions for the client, one JSON list per asset."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.calendar import add_months
from planner.lifecycle.age import Age
from planner.lifecycle.clocks import Clocks
from planner.lifecycle.days import DAYS_PER_YEAR, Days, day_number, days_of, iso_texts
from planner.lifecycle.evidence import Evidence
from planner.lifecycle.systems import SystemView
from planner.lifecycle.wording import day_words, month_words

DECIDE_WITHIN_MONTHS: Final = 12
MIGRATE_WITHIN_MONTHS: Final = 36
UPGRADE_WORTH_DAYS: Final = 365
_TOLERANCE_DAYS: Final = 45.0
_VERY_OLD_YEARS: Final = 20
_COVERED: Final = ("server", "storage", "backup_appliance", "firewall")

Mask = npt.NDArray[np.bool_]


class Notes:
    """Collects entries per asset, in the order in which they are added."""

    def __init__(self, size: int) -> None:
        self._lists: list[list[str]] = [[] for _ in range(size)]

    def add(self, where: Mask, key: str, say: Callable[[int], str], days: Days | None = None) -> None:
        """An entry for each asset that the mask marks; `days` gives its date."""
        marked = np.flatnonzero(where)
        dates = iso_texts(days[marked]) if days is not None else [""] * len(marked)
        for i, day in zip(marked.tolist(), dates, strict=True):
            self._lists[i].append(_entry(key, say(i), day if days is not None else None))

    def texts(self) -> list[str]:
        return [f"[{', '.join(entries)}]" if entries else "[]" for entries in self._lists]


@lru_cache(maxsize=65536)
def _entry(key: str, sentence: str, day: str | None) -> str:
    dated = {} if day is None else {"date": day or None}
    return json.dumps({"key": key, **dated, "sentence": sentence})


def findings(
    assets: pd.DataFrame, age: Age, clocks: Clocks, systems: list[SystemView], active: Mask, as_of: date
) -> list[str]:
    """What in the data or the devices deserves a look, as [{key, sentence}]."""
    notes = Notes(len(assets))
    _contradictions(notes, assets, age, as_of)
    no_evidence = np.isin(age.kind, ("peers", "category_median")) & active
    no_evidence &= ~assets["is_virtual"].fillna(False).to_numpy(dtype=bool)
    notes.add(no_evidence, "no_age_evidence", lambda _: "No field of this device shows how old it is.")
    today = np.float64(day_number(as_of))
    _system_findings(notes, systems, active, as_of)
    warranty = days_of(assets["warranty_ends_on"])
    uncovered = (warranty < today) & assets["category"].isin(_COVERED).to_numpy(dtype=bool) & active
    notes.add(uncovered & (clocks.due > today), "warranty_ended",
              lambda _: "Its warranty has ended before its planned replacement.")  # fmt: skip
    return notes.texts()


def _contradictions(notes: Notes, assets: pd.DataFrame, age: Age, as_of: date) -> None:
    by_kind = {evidence.kind: evidence for evidence in age.evidences}
    bought, start = days_of(assets["purchased_on"]), days_of(assets["warranty_starts_on"])
    recorded = np.fmin(np.fmin(bought, start), days_of(assets["in_service_on"]))
    for evidence in age.evidences:
        if evidence.kind == "serial_number":
            made = _made_on(evidence)
            notes.add(made > recorded + _TOLERANCE_DAYS, "made_after_start",
                      lambda i, made=made: "By its serial number it was in service no earlier than "  # type: ignore[misc]
                      f"{month_words(iso_texts(made[i : i + 1])[0])}, which is after the date recorded.")  # fmt: skip
    model = by_kind["model_first_seen"]
    notes.add(recorded < model.p10 - DAYS_PER_YEAR, "bought_before_model",
              lambda _: "The date recorded for it lies well before its model was sold.")  # fmt: skip
    notes.add(recorded < age.processor_first_sold - _TOLERANCE_DAYS, "bought_before_processor",
              lambda _: "The date recorded for it lies before its processor was sold.")  # fmt: skip
    notes.add(np.abs(bought - start) > 365, "purchase_and_warranty_differ",
              lambda _: "Its purchase date and the start of its warranty are more than a year apart.")  # fmt: skip
    today = day_number(as_of)
    notes.add(recorded > today, "date_in_future", lambda _: "The date recorded for it lies in the future.")
    notes.add(recorded < today - _VERY_OLD_YEARS * DAYS_PER_YEAR, "very_old",
              lambda _: f"By the date recorded for it, it is older than {_VERY_OLD_YEARS} years.")  # fmt: skip
    notes.add(days_of(assets["warranty_ends_on"]) < start, "warranty_ends_before_start",
              lambda _: "Its warranty ends before it starts.")  # fmt: skip


def _made_on(evidence: Evidence) -> Days:
    """No earlier than this was a device in service: P10 holds the shortest lag after manufacture."""
    return evidence.p10


def _system_findings(notes: Notes, systems: list[SystemView], active: Mask, as_of: date) -> None:
    action = np.array([view.action for view in systems], dtype=object)
    ended = np.array([view.ends_on is not None and view.ends_on < as_of for view in systems], dtype=bool)
    names = [view.name for view in systems]
    notes.add(active & (action == "update") & ended, "update_available",
              lambda i: f"{names[i]} no longer gets security updates; a newer version can be installed.")  # fmt: skip
    notes.add(active & np.isin(action, ("ended", "upgrade")) & ended, "system_ended",
              lambda i: f"{names[i]} no longer gets security updates.")  # fmt: skip
    by_practice = np.array([view.action_on is not None and view.action_on < as_of for view in systems], dtype=bool)
    notes.add(active & (action == "practice") & by_practice, "apple_practice",
              lambda i: f"{names[i]} is older than the three releases that Apple keeps safe by practice; Apple has "
              "announced no end.")  # fmt: skip
    notes.add(active & (action == "unproven"), "windows_11_unproven",
              lambda i: f"It runs {names[i]}, and no processor that settles whether it can run Windows 11 is "
              "recorded.")  # fmt: skip
    notes.add(active & (action == "not_supported"), "windows_11_not_supported",
              lambda i: f"It runs {names[i]} on a processor that Microsoft does not list for it.")  # fmt: skip


def decisions(
    assets: pd.DataFrame, clocks: Clocks, systems: list[SystemView], scheduled: Mask, active: Mask, as_of: date
) -> list[str]:
    """What the client has to decide, as [{key, date, sentence}]."""
    notes = Notes(len(assets))
    today, soon = day_number(as_of), day_number(add_months(as_of, DECIDE_WITHIN_MONTHS))
    warranty, lease = days_of(assets["warranty_ends_on"]), days_of(assets["lease_ends_on"])
    warranty_words, lease_words = iso_texts(warranty), iso_texts(lease)
    notes.add(active & (warranty >= today) & (warranty <= soon), "warranty_end",
              lambda i: f"Its warranty ends on {day_words(warranty_words[i])}: renew, bridge or replace.",
              warranty)  # fmt: skip
    notes.add(active & (lease >= today) & (lease <= soon), "lease_end",
              lambda i: f"Its lease ends on {day_words(lease_words[i])}: return, extend or buy out.",
              lease)  # fmt: skip
    action = np.array([view.action for view in systems], dtype=object)
    when = np.array([np.nan if view.action_on is None else day_number(view.action_on) for view in systems])
    words, names = iso_texts(when), [view.name for view in systems]
    migrating = day_number(add_months(as_of, MIGRATE_WITHIN_MONTHS))
    notes.add(active & (action == "migrate") & (np.isnan(when) | (when <= migrating)), "os_migration",
              lambda i: f"Security updates for {names[i]} {'ended' if when[i] < today else 'end'} on "
              f"{day_words(words[i])}: migrate its services."
              if words[i] else f"{names[i]} no longer gets security updates: migrate its services.", when)  # fmt: skip
    life_left = ~scheduled | (clocks.due > today + UPGRADE_WORTH_DAYS)
    notes.add(active & (action == "upgrade") & life_left, "windows_11_upgrade",
              lambda i: f"Security updates for {names[i]} {'ended' if when[i] < today else 'end'} on "
              f"{day_words(words[i])}: its processor can run "
              "Windows 11, so upgrade it (TPM 2.0 to be checked).", when)  # fmt: skip
    return notes.texts()
