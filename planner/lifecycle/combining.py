"""The evidences of each asset combined in order of trust, and where two of them cannot both be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from planner.lifecycle.densities import Density, contradict, product
from planner.lifecycle.evidence import Evidence

TRUST: Final = (
    "purchase_date", "in_service_date", "warranty_start", "manufacture_date", "serial_number", "model_first_seen",
    "cpu_launch",
)  # fmt: skip
"""Invoice, ship date and start of warranty, week in the serial number, then what is known of the model."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Assets (by the mask) whose two evidences lie too far apart: the more trusted one counted, the other not."""

    trusted: Evidence
    other: Evidence
    where: Mask


@dataclass(frozen=True, slots=True)
class Combined:
    """`kind`: the evidence that counts most ('none'); `is_recorded`: a record of the device itself is among them."""

    density: Density
    kind: npt.NDArray[np.object_]
    is_recorded: Mask
    contradictions: list[Contradiction]


def combine(evidences: Sequence[Evidence], size: int) -> Combined:
    """The product of the densities that agree. Any order of `evidences` gives the same.

    An exact record of the device itself stands alone; a record of a month or a year is narrowed by what agrees with it.
    Where the day of manufacture is known, the model tells nothing more of it. Whatever contradicts a more trusted
    evidence does not count. Contradictions of a record by an assumed warranty term are none: devices have longer
    warranties than usual.
    """
    ordered = sorted(evidences, key=lambda evidence: (TRUST.index(evidence.kind), not evidence.is_recorded))
    counted: list[tuple[Evidence, Mask]] = []
    contradictions: list[Contradiction] = []
    settled, made_settled, is_recorded = (np.zeros(size, dtype=bool) for _ in range(3))
    for evidence in ordered:
        known = np.isfinite(evidence.p50)
        if not known.any():
            continue
        agrees = known & ~_contradicted(evidence, counted, known, contradictions)
        counts = agrees & ~settled
        if evidence.made is not None:
            counts &= ~made_settled
            made_settled |= agrees & (evidence.made.p90 == evidence.made.p10)
        counted.append((evidence, counts))
        if evidence.is_recorded:
            settled |= counts & (evidence.p90 == evidence.p10)
            is_recorded |= counts
    density, kind = _multiplied(counted, size)
    return Combined(density, kind, is_recorded, contradictions)


def _contradicted(
    evidence: Evidence, counted: list[tuple[Evidence, Mask]], known: Mask, contradictions: list[Contradiction]
) -> Mask:
    """Where a more trusted evidence that counts speaks against this one; adds what it finds to `contradictions`."""
    against = np.zeros(len(known), dtype=bool)
    for trusted, counts in counted:
        both = np.flatnonzero(known & counts & ~against)
        where = np.zeros(len(known), dtype=bool)
        where[both[contradict(trusted.density.at(both), evidence.density.at(both))]] = True
        if where.any():
            against |= where
            if not (trusted.is_recorded and evidence.is_assumed):
                contradictions.append(Contradiction(trusted, evidence, where))
    return against


def _multiplied(counted: list[tuple[Evidence, Mask]], size: int) -> tuple[Density, npt.NDArray[np.object_]]:
    nothing = np.full(size, np.nan)
    kind = np.full(size, "none", dtype=object)
    density = Density(nothing, nothing, nothing)
    several = sum(counts.astype(np.int64) for _, counts in counted) if counted else np.zeros(size)
    for evidence, counts in counted:
        density = evidence.density.where(counts, density)
    where = np.flatnonzero(several > 1)
    if len(where):
        parts = [evidence.density.masked(counts).at(where) for evidence, counts in counted]
        density = density.replaced(where, product(parts))
    width = np.full(size, np.inf)
    for evidence, counts in counted:
        own = evidence.p90 - evidence.p10
        most = counts & (own < width)
        kind[most], width[most] = evidence.kind, own[most]
        if evidence.is_recorded:
            exact = counts & (own == 0)
            for days in (density.p10, density.p50, density.p90):
                days[exact] = evidence.p50[exact]
    return density, kind
