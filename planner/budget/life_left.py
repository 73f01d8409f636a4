"""What the devices of a plan are still worth when the horizon ends: plans that end differently are compared with it."""

from __future__ import annotations

import numpy as np

from planner.budget.model import Assumptions
from planner.budget.prospect import Prospect


def life_left_minor(seen: Prospect, assumptions: Assumptions) -> int:
    """Σ price in the last quarter with tax × share of the planned life that is left, over what may stand there at the
    end; minor units. Straight line over the planned life."""
    exposed, usual = seen.exposed, seen.usual
    life = exposed.kinds["plan_months"].to_numpy(np.float64) / 12
    ages = np.arange(len(usual.replacements_left))[:, None] / 4
    share = usual.planned_left * np.clip(1 - exposed.end_ages / life, 0, None)
    share += (usual.replacements_left * np.clip(1 - ages / life, 0, None)).sum(axis=0)
    price = seen.price_at_end * float(1 + assumptions.tax_in_totals)
    return int(np.floor(float(share * price @ exposed.units) + 0.5))
