"""Which group of the reconciliation each asset is in: disjoint groups that add up to the fleet (law 1)."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from planner.frames import TEXT


def groups(schedule: pd.DataFrame, absorbed: Collection[int] = (), unscheduled: Collection[int] = ()) -> pd.Series[str]:
    """One group of `model.GROUPS` per asset, missing for a retired one: it is no longer in the fleet.

    The first that holds, in this order: unconfirmed, virtual, not_owned, absorbed, excluded_by_rule, unpriced,
    on_failure, undatable, unscheduled, estimated, planned. `absorbed`: ids of the assets whose place a project takes;
    `unscheduled`: of those that a person took out of all quarters.
    """
    mode = schedule["mode"]
    conditions = {
        "unconfirmed": schedule["is_unconfirmed"],
        "virtual": schedule["is_virtual"] | (schedule["category"] == "virtual_machine"),
        "not_owned": schedule["ownership"] != "client",
        "absorbed": schedule["asset_id"].isin(list(absorbed)),
        "excluded_by_rule": (mode == "none") | ((mode == "follows") & schedule["due_on"].isna()),
        "unpriced": schedule["unit_hardware_minor"].isna(),
        "on_failure": mode == "on_failure",
        "undatable": schedule["due_on"].isna(),
        "unscheduled": schedule["asset_id"].isin(list(unscheduled)),
        "estimated": schedule["is_estimated"],
    }
    chosen = np.select(
        [condition.fillna(False).to_numpy(bool) for condition in conditions.values()], list(conditions), "planned"
    )
    found = pd.Series(chosen, index=schedule.index, dtype=TEXT)
    return found.mask(schedule["is_retired"].fillna(False).to_numpy(bool))
