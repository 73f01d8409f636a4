"""The evidences of each asset combined: the day it went into service, with P10 and P90 and what says so.

A record of the device itself (purchase, in service, start of warranty) is taken as it stands. Inferences are combined
as independent densities: precision-weighted, each side of the middle by its own spread. An asset with nothing takes
the spread of its peers (same client and category), and without peers that of a fleet replaced evenly up to the limit
age. Devices are never in service after they were last seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.lifecycle.days import Days, day_number, days_of, iso_texts, plus_months
from planner.lifecycle.evidence import Evidence, gather, processor_first_sold
from planner.lifecycle.policy import Policy
from planner.reference import Reference

MIN_PEERS: Final = 3
"""Fewer dated devices of the same client and category say too little about one without a date."""

Z_P90: Final = 1.2816
_UNKNOWN_LIMIT_MONTHS: Final = 84.0


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


def estimate_age(assets: pd.DataFrame, policy: Policy, reference: Reference, as_of: date) -> Age:
    """When each asset went into service. Every asset whose category has an age gets a date."""
    evidences = gather(assets, policy, reference, as_of)
    recorded = [evidence for evidence in evidences if evidence.is_recorded]
    inferred = [evidence for evidence in evidences if not evidence.is_recorded]
    p10, p50, p90, kind = _combined(inferred, len(assets))
    bound = np.fmin(days_of(assets["last_seen_on"]), day_number(as_of))
    p10, p50, p90 = (np.minimum(days, np.where(np.isnan(bound), np.inf, bound)) for days in (p10, p50, p90))
    refurbished = _refurbished(assets) & np.isfinite(p50)
    is_estimated = np.ones(len(assets), dtype=bool)
    for evidence in reversed(recorded):
        counts = np.isfinite(evidence.p50) & ~refurbished
        p10, p50, p90 = (
            np.where(counts, new, old)
            for new, old in ((evidence.p10, p10), (evidence.p50, p50), (evidence.p90, p90))
        )  # fmt: skip
        kind[counts] = evidence.kind
        is_estimated[counts] = False
    lists = _evidence_lists(evidences, len(assets))
    p10, p50, p90 = _from_peers(assets, policy, as_of, (p10, p50, p90), kind)
    first_sold = processor_first_sold(assets, reference)
    return Age(p10, p50, p90, kind, is_estimated, lists, evidences, first_sold)


def _combined(inferred: list[Evidence], size: int) -> tuple[Days, Days, Days, npt.NDArray[np.object_]]:
    """Precision-weighted: mean Σ wᵢxᵢ / Σ wᵢ with wᵢ = 1/σᵢ², spread 1/√Σ wᵢ, for each side of the middle."""
    middles = np.array([evidence.p50 for evidence in inferred])
    weights = np.array([_precision(evidence.p10, evidence.p90, 2 * Z_P90) for evidence in inferred])
    early = np.array([_precision(evidence.p10, evidence.p50, Z_P90) for evidence in inferred]).sum(axis=0)
    late = np.array([_precision(evidence.p50, evidence.p90, Z_P90) for evidence in inferred]).sum(axis=0)
    total = weights.sum(axis=0)
    known = total > 0
    safe = np.where(known, total, 1.0)
    p50 = np.where(known, np.nansum(np.where(np.isnan(middles), 0, middles) * weights, axis=0) / safe, np.nan)
    p10 = p50 - Z_P90 / np.sqrt(np.where(known, early, 1.0))
    p90 = p50 + Z_P90 / np.sqrt(np.where(known, late, 1.0))
    names = np.array([evidence.kind for evidence in inferred], dtype=object)
    kind = np.full(size, "none", dtype=object)
    kind[known] = names[weights.argmax(axis=0)][known]
    return p10, p50, p90, kind


def _precision(low: Days, high: Days, width: float) -> Days:
    spread = (high - low) / width
    return np.where(np.isfinite(spread), 1 / np.square(np.maximum(np.nan_to_num(spread, nan=1.0), 1.0)), 0.0)


def _refurbished(assets: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """A refurbished device ages from its manufacture, not from the day it was bought again."""
    marked = np.zeros(len(assets), dtype=bool)
    for column in ("notes", "model", "status"):
        marked |= assets[column].str.contains("refurb", case=False, na=False, regex=False).to_numpy(dtype=bool)
    return marked


def _from_peers(
    assets: pd.DataFrame, policy: Policy, as_of: date, known: tuple[Days, Days, Days], kind: npt.NDArray[np.object_]
) -> tuple[Days, Days, Days]:
    """Fills assets without evidence, and marks in `kind` where from. Virtual machines have no age."""
    p10, p50, p90 = known
    virtual = assets["is_virtual"].fillna(False).to_numpy(dtype=bool) | (assets["category"] == "virtual_machine")
    retired = assets["is_retired"].fillna(False).to_numpy(dtype=bool)
    missing = np.isnan(p50) & ~np.asarray(virtual, dtype=bool)
    if not missing.any():
        return known
    groups = pd.DataFrame(
        {
            "client": assets["client_id"].to_numpy(),
            "category": assets["category"].to_numpy(),
            "day": np.where(retired, np.nan, p50),
        }
    )
    grouped = groups.groupby(["client", "category"], dropna=False)["day"]
    enough = missing & (grouped.transform("count").to_numpy() >= MIN_PEERS)
    peers = [grouped.transform("quantile", share).to_numpy() for share in (0.1, 0.5, 0.9)]
    limit = {category: rule.limit_months or _UNKNOWN_LIMIT_MONTHS for category, rule in policy.categories.items()}
    months = assets["category"].map(limit).to_numpy(dtype="float64", na_value=_UNKNOWN_LIMIT_MONTHS)
    today = np.full(len(assets), day_number(as_of))
    even = [plus_months(today, -np.rint(months * share)) for share in (0.9, 0.5, 0.1)]
    filled = []
    for days, of_peers, of_policy in zip((p10, p50, p90), peers, even, strict=True):
        filled.append(np.where(enough, of_peers, np.where(missing, of_policy, days)))
    kind[enough] = "peers"
    kind[missing & ~enough] = "category_median"
    return filled[0], filled[1], filled[2]


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
