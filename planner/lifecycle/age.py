"""The evidences of each asset combined: the day it went into service, with P10 and P90 and what says so.

Combined as densities in order of trust (`combining.py`), then conditioned on what bounds them: no device was in
service before its processor was sold or before 1995, nor after it was last seen, after a tool first had it, or today.
An asset with nothing takes the spread of its peers (same client and category), and without peers that of a fleet
replaced evenly up to the limit age.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.lifecycle.combining import Contradiction, combine
from planner.lifecycle.days import Days, day_number, iso_texts, plus_months
from planner.lifecycle.densities import Density, between
from planner.lifecycle.distinct import days_by_combination
from planner.lifecycle.evidence import (
    EARLIEST,
    Evidence,
    enrolment,
    enrolment_days,
    gather,
    latest_days,
    processor_first_sold,
)
from planner.lifecycle.policy import Policy
from planner.reference import Reference

MIN_PEERS: Final = 3
"""Fewer dated devices of the same client and category say too little about one without a date."""

ENROLLED_LATE_MONTHS: Final = 12.0
"""A device that a tool has had for longer than its limit age was bought up to a year before that (expert)."""

_UNKNOWN_LIMIT_MONTHS: Final = 84.0
_EVEN: Final = (0.9, 0.5, 0.1)


@dataclass(frozen=True, slots=True)
class Age:
    """In service, in days since 1970; `kind` names the evidence that counts most."""

    p10: Days
    p50: Days
    p90: Days
    kind: npt.NDArray[np.object_]
    is_estimated: npt.NDArray[np.bool_]
    evidence: list[str]
    evidences: list[Evidence]
    processor_first_sold: Days
    contradictions: list[Contradiction]


def estimate_age(assets: pd.DataFrame, policy: Policy, reference: Reference, as_of: date) -> Age:
    """When each asset went into service. Every asset whose category has an age gets a date."""
    evidences = gather(assets, policy, reference, as_of)
    found = combine(_without_second_sales(assets, evidences), len(assets))
    first_sold, latest = processor_first_sold(assets, reference), latest_days(assets, as_of)
    earliest = np.fmax(np.minimum(first_sold, latest), day_number(EARLIEST))
    density = found.density.where(found.is_recorded, between(found.density, earliest, latest))
    kind = found.kind
    density = _from_peers(assets, policy, as_of, density, kind)
    density = _from_enrolment(assets, policy, as_of, density, kind)
    guessed = np.isin(kind, ("peers", "category_median"))
    density = density.where(~guessed, between(density, earliest, latest))
    lists = _evidence_lists([*evidences, enrolment(assets, as_of)], len(assets))
    return Age(
        density.p10, density.p50, density.p90, kind, ~found.is_recorded, lists,
        evidences, first_sold, found.contradictions,
    )  # fmt: skip


def _without_second_sales(assets: pd.DataFrame, evidences: list[Evidence]) -> list[Evidence]:
    """A refurbished device ages from its manufacture, where that can be told, not from the day it was bought again."""
    refurbished = _refurbished(assets)
    if not refurbished.any():
        return evidences
    inferred = [evidence.p50 for evidence in evidences if not evidence.is_recorded]
    made_known = refurbished & np.isfinite(inferred).any(axis=0)
    return [
        replace(evidence, p50=np.where(made_known, np.nan, evidence.p50)) if evidence.is_recorded else evidence
        for evidence in evidences
    ]


def _refurbished(assets: pd.DataFrame) -> npt.NDArray[np.bool_]:
    marked = np.zeros(len(assets), dtype=bool)
    for column in ("notes", "model", "status"):
        marked |= assets[column].str.contains("refurb", case=False, na=False, regex=False).to_numpy(dtype=bool)
    return marked


def _from_peers(
    assets: pd.DataFrame, policy: Policy, as_of: date, known: Density, kind: npt.NDArray[np.object_]
) -> Density:
    """Fills assets without evidence, and marks in `kind` where from. Virtual machines have no age."""
    missing = ~known.known & ~_virtual(assets)
    if not missing.any():
        return known
    retired = assets["is_retired"].fillna(False).to_numpy(dtype=bool)
    groups = pd.DataFrame(
        {
            "client": assets["client_id"].to_numpy(),
            "category": assets["category"].to_numpy(),
            "day": np.where(retired, np.nan, known.p50),
        }
    )
    grouped = groups.groupby(["client", "category"], dropna=False)["day"]
    enough = missing & (grouped.transform("count").to_numpy() >= MIN_PEERS)
    peers = Density(*(grouped.transform("quantile", share).to_numpy() for share in (0.1, 0.5, 0.9)))
    kind[enough] = "peers"
    kind[missing & ~enough] = "category_median"
    months = _limit_months(assets, policy)
    today = np.full(len(assets), day_number(as_of))
    even = Density(*(plus_months(today, -np.rint(months * share)) for share in _EVEN))
    return known.where(~missing, peers.where(enough, even))


def _from_enrolment(
    assets: pd.DataFrame, policy: Policy, as_of: date, known: Density, kind: npt.NDArray[np.object_]
) -> Density:
    """Where nothing but the category would say how old a device is, the day by which a tool had it says more.

    Bought evenly over the time from the limit age until then; a year before then where that is longer ago.
    """
    enrolled = enrolment_days(assets, as_of)
    counts = (kind == "category_median") & np.isfinite(enrolled)
    if not counts.any():
        return known
    today = np.full(len(assets), day_number(as_of))
    a_year_before = plus_months(enrolled, np.full(len(assets), -ENROLLED_LATE_MONTHS))
    first = np.fmin(plus_months(today, -_limit_months(assets, policy)), a_year_before)
    kind[counts] = "enrolment"
    even = Density(*(first + (enrolled - first) * share for share in reversed(_EVEN)))
    return even.where(counts, known)


def _limit_months(assets: pd.DataFrame, policy: Policy) -> Days:
    limit = {category: rule.limit_months or _UNKNOWN_LIMIT_MONTHS for category, rule in policy.categories.items()}
    return days_by_combination([assets["category"]], lambda category: limit.get(category, _UNKNOWN_LIMIT_MONTHS))


def _virtual(assets: pd.DataFrame) -> npt.NDArray[np.bool_]:
    virtual = assets["is_virtual"].fillna(False).to_numpy(dtype=bool) | (assets["category"] == "virtual_machine")
    return np.asarray(virtual, dtype=bool)


def _evidence_lists(evidences: list[Evidence], size: int) -> list[str]:
    """JSON per asset: [{evidence, date, p10, p90, source}], in order of trust."""
    lists: list[list[str]] = [[] for _ in range(size)]
    for evidence in evidences:
        where = np.flatnonzero(np.isfinite(evidence.p50))
        texts = (iso_texts(days[where]) for days in (evidence.p50, evidence.p10, evidence.p90))
        for i, middle, early, late in zip(where.tolist(), *texts, strict=True):
            lists[i].append(
                f'{{"evidence": "{evidence.kind}", "date": "{middle}", "p10": "{early}", "p90": "{late}", '
                f'"source": "{evidence.source}"}}'
            )
    return [f"[{', '.join(entries)}]" for entries in lists]
