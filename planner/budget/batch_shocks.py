"""A suspected bad batch as a shock of its own: its devices fail as often as they were seen to, with credibility."""

from __future__ import annotations

from datetime import date

import pandas as pd

from planner.budget.shocks import FLEET, Shock
from planner.lifecycle.age import estimate_age
from planner.lifecycle.batches import suspected
from planner.lifecycle.failure import failure_priors, fleet_factor
from planner.lifecycle.policy import Policy
from planner.reference import Reference


def client_shocks(assets: pd.DataFrame, policy: Policy, reference: Reference, as_of: date) -> tuple[Shock, ...]:
    """The fleet's shock, and before it one for each suspected batch among a client's assets, retired ones included.

    A batch of which D failed where E were expected has the factor (D + 1/σ²) / (E + 1/σ²) of `failure.fleet_factor`;
    its gamma density's coefficient of variation is 1 / √(D + 1/σ²).
    """
    retired = assets["is_retired"].fillna(False).to_numpy(bool)
    models = assets["model"].str.lower()
    known = models.isin(models[retired].dropna()).to_numpy(bool)
    if not known.any():
        return (FLEET,)
    alike = assets[known].reset_index(drop=True)
    batches = suspected(alike, estimate_age(alike, policy, reference, as_of), as_of)
    found = []
    for batch in dict.fromkeys(batch for batch in batches if batch):
        members = alike[[other == batch for other in batches]]
        prior = failure_priors()[str(members["category"].iloc[0])]
        if prior is not None:
            factor = fleet_factor(batch.failed, batch.expected, prior.sigma_log_hazard).factor
            spread = (batch.failed + prior.sigma_log_hazard**-2) ** -0.5
            found.append(Shock(factor, spread, frozenset(members["asset_id"].tolist()), batch.model))
    return (*found, FLEET)
