"""Soft batches in the whole-number program: one more column per batch and quarter, 1 where the batch is visited."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from planner.budget.levelling.arrays import Floats, Units
from planner.budget.levelling.program import Classes, Layout
from planner.budget.levelling.solver import INFINITE, Program


def soft_batches(units: Units) -> int:
    """How many there are: each costs one visit whatever is done, which the objective leaves out."""
    return len(np.unique(units.visit_batch[units.visit_batch >= 0]))


def with_visits(
    model: Program, at: Layout, units: Units, classes: Classes, start: Floats | None
) -> tuple[Program, Floats | None]:
    """The program with the cost of visits, and the starting plan with its visits. Rows: what lands of a batch in a
    quarter is at most its size where it is visited, else none."""
    batch_of = np.full(len(classes.size), -1, dtype=np.int64)
    batch_of[classes.of] = units.visit_batch
    own = batch_of[at.group]
    touched = np.flatnonzero(own >= 0)
    pairs, pair_of = np.unique(own[touched] * units.quarters + at.quarter[touched], return_inverse=True)
    size = np.bincount(units.visit_batch[units.visit_batch >= 0])
    before, count = model.matrix.shape[1], len(pairs)
    more = sparse.csc_matrix(
        (
            np.concatenate([np.ones(len(touched)), -size[pairs // units.quarters].astype(np.float64)]),
            (np.concatenate([pair_of, np.arange(count)]), np.concatenate([touched, before + np.arange(count)])),
        ),
        shape=(count, before + count),
    )
    wide = sparse.hstack([model.matrix, sparse.csc_matrix((model.matrix.shape[0], count))])
    whole = np.zeros(before, dtype=bool) if model.whole is None else model.whole
    grown = replace(
        model, cost=np.concatenate([model.cost, np.full(count, units.visit_cost / at.scale)]),
        low=np.concatenate([model.low, np.zeros(count)]), high=np.concatenate([model.high, np.ones(count)]),
        matrix=sparse.csc_matrix(sparse.vstack([wide, more])),
        row_low=np.concatenate([model.row_low, np.full(count, -INFINITE)]),
        row_high=np.concatenate([model.row_high, np.zeros(count)]),
        whole=np.concatenate([whole, np.ones(count, dtype=bool)]),
    )  # fmt: skip
    if start is None:
        return grown, None
    visited = np.bincount(pair_of, weights=start[touched], minlength=count) > 0
    return grown, np.concatenate([start, visited.astype(np.float64)])
