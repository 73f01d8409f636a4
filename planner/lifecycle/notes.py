"""Findings for the staff: what in the data or the devices deserves a look, one JSON list per asset."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from planner.lifecycle.age import Age
from planner.lifecycle.batches import Batch, suspected
from planner.lifecycle.days import DAYS_PER_YEAR, Days, days_of
from planner.lifecycle.decisions import Facts
from planner.lifecycle.evidence import Evidence
from planner.lifecycle.note_list import Notes, month_said
from planner.lifecycle.specification import has_rotating_disk, short_of_memory
from planner.lifecycle.wording import EVIDENCE_WORDS

_TOLERANCE_DAYS: Final = 45.0
_VERY_OLD_YEARS: Final = 20


def findings(facts: Facts) -> list[str]:
    """[{key, sentence}] per asset."""
    notes = Notes(len(facts.assets))
    _contradictions(notes, facts.assets, facts.age, facts.day)
    no_evidence = np.isin(facts.age.kind, ("peers", "category_median")) & facts.is_active
    no_evidence &= ~facts.assets["is_virtual"].fillna(False).to_numpy(dtype=bool)
    notes.add(no_evidence, "no_age_evidence", lambda _: "No field of this device shows how old it is.")
    _system_findings(notes, facts)
    _specification_findings(notes, facts)
    _batch_findings(notes, facts)
    return notes.texts()


def _contradictions(notes: Notes, assets: pd.DataFrame, age: Age, today: float) -> None:
    by_kind = {evidence.kind: evidence for evidence in age.evidences}
    bought, start = days_of(assets["purchased_on"]), days_of(assets["warranty_starts_on"])
    recorded = np.fmin(np.fmin(bought, start), days_of(assets["in_service_on"]))
    for evidence in age.evidences:
        if evidence.kind == "serial_number":
            made = _made_on(evidence)
            notes.add(made > recorded + _TOLERANCE_DAYS, "made_after_start",
                      lambda i, made=made: "By its serial number it was in service no earlier than "  # type: ignore[misc]
                      f"{month_said(made[i])}, which is after the date recorded.")  # fmt: skip
    model = by_kind["model_first_seen"]
    notes.add(recorded < model.p10 - DAYS_PER_YEAR, "bought_before_model",
              lambda _: "The date recorded for it lies well before its model was sold.")  # fmt: skip
    notes.add(recorded < age.processor_first_sold - _TOLERANCE_DAYS, "bought_before_processor",
              lambda _: "The date recorded for it lies before its processor was sold.")  # fmt: skip
    notes.add(np.abs(bought - start) > 365, "purchase_and_warranty_differ",
              lambda _: "Its purchase date and the start of its warranty are more than a year apart.")  # fmt: skip
    _differing(notes, age)
    notes.add(recorded > today, "date_in_future", lambda _: "The date recorded for it lies in the future.")
    notes.add(recorded < today - _VERY_OLD_YEARS * DAYS_PER_YEAR, "very_old",
              lambda _: f"By the date recorded for it, it is older than {_VERY_OLD_YEARS} years.")  # fmt: skip
    notes.add(days_of(assets["warranty_ends_on"]) < start, "warranty_ends_before_start",
              lambda _: "Its warranty ends before it starts.")  # fmt: skip


def _differing(notes: Notes, age: Age) -> None:
    """Evidences of age that cannot both be true, where nothing above has said so."""
    for found in age.contradictions:
        trusted, other = found.trusted, found.other
        notes.add(
            found.where & ~notes.told, "age_evidence_differs",
            lambda i, trusted=trusted, other=other: f"By {EVIDENCE_WORDS[trusted.kind]} it went into service in "  # type: ignore[misc]
            f"{month_said(trusted.p50[i])}, by {EVIDENCE_WORDS[other.kind]} in about {month_said(other.p50[i])}: check "
            "which is right.",
        )  # fmt: skip


def _made_on(evidence: Evidence) -> Days:
    """No earlier than this was a device in service: P10 holds the shortest lag after manufacture."""
    return evidence.p10


def _system_findings(notes: Notes, facts: Facts) -> None:
    systems, action, active, as_of = facts.systems, facts.action, facts.is_active, facts.as_of
    ended = np.array([view.ends_on is not None and view.ends_on < as_of for view in systems], dtype=bool)
    names = [view.name for view in systems]
    notes.add(active & (action == "update") & ended, "update_available",
              lambda i: f"{names[i]} no longer gets security updates; a newer version can be installed.")  # fmt: skip
    notes.add(active & np.isin(action, ("ended", "upgrade", "check", "unproven")) & ended, "system_ended",
              lambda i: f"{names[i]} no longer gets security updates.")  # fmt: skip
    by_practice = facts.action_on < facts.day
    notes.add(active & (action == "practice") & by_practice, "apple_practice",
              lambda i: f"{names[i]} is older than the three releases that Apple keeps safe by practice; Apple has "
              "announced no end.")  # fmt: skip
    notes.add(active & (action == "unproven"), "windows_11_unproven",
              lambda i: f"It runs {names[i]}, and no processor that settles whether it can run Windows 11 is "
              "recorded.")  # fmt: skip
    notes.add(active & (action == "check"), "windows_11_unproven",
              lambda i: f"It runs {names[i]}; its processor can run Windows 11, but whether it has TPM 2.0 is not "
              "recorded.")  # fmt: skip
    notes.add(active & (action == "not_supported"), "windows_11_not_supported",
              lambda i: f"It runs {names[i]} on a processor that Microsoft does not list for it.")  # fmt: skip
    notes.add(active & facts.remarks.is_extended_undated, "extended_support_undated",
              lambda _: "An extension of its security updates is noted without its last day: it does not "
              "count.")  # fmt: skip


def _specification_findings(notes: Notes, facts: Facts) -> None:
    """What is too little, and not worth an upgrade any more or not possible."""
    least = facts.policy.least_memory_gb
    notes.add(facts.is_active & short_of_memory(facts.assets, facts.policy), "below_specification",
              lambda _: f"It has less than {least} GB of memory.")  # fmt: skip
    notes.add(facts.is_active & has_rotating_disk(facts.assets, facts.policy), "below_specification",
              lambda _: "It has a rotating disk.")  # fmt: skip


def _batch_findings(notes: Notes, facts: Facts) -> None:
    batches: list[Batch | None] = suspected(facts.assets, facts.age, facts.as_of)
    marked = np.array([batch is not None for batch in batches], dtype=bool)
    notes.add(facts.is_active & marked, "suspected_bad_batch", lambda i: batches[i].sentence)  # type: ignore[union-attr]
