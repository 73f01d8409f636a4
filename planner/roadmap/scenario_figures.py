"""One scenario's figures, as they stand beside those of the others."""

from __future__ import annotations

from dataclasses import dataclass

from planner.budget.scenarios import SCENARIO_LABELS, ScenarioName
from planner.frames import to_records
from planner.roadmap.model import Roadmap


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """One scenario's figures, minor units; `quarters`: planned spend of each; `past_limit`: devices that are still in
    use after their limit age or support end; `life_left`: what the devices are still worth at the horizon's end, in no
    other figure; `note` says why there are no figures, where there are none."""

    name: ScenarioName
    label: str
    total: int = 0
    peak: int = 0
    unplanned: int = 0
    unplanned_p90: int = 0
    failures: float = 0.0
    past_limit: int = 0
    life_left: int = 0
    quarters: tuple[int, ...] = ()
    note: str | None = None


def figures_of(name: ScenarioName, roadmap: Roadmap | None) -> ScenarioRow:
    """The figures of a scenario's roadmap; None where it was not levelled yet."""
    label = SCENARIO_LABELS[name]
    if roadmap is None:
        return ScenarioRow(name, label, note="Not levelled yet.")
    found, risk = roadmap.budget, roadmap.risk
    return ScenarioRow(
        name, label, found.total, found.peak, sum(risk.expected), max(risk.p90, default=0), sum(risk.failures),
        past_limit(roadmap), risk.life_left, found.planned(),
    )  # fmt: skip


def past_limit(roadmap: Roadmap) -> int:
    """Units that stay in use past their limit at some time within the horizon."""
    last = roadmap.quarters[-1].ends_on
    planned = {row["asset_id"]: row["planned_on"] for row in to_records(roadmap.actions) if row["generation"] == 0}
    is_planned = roadmap.schedule["group"].isin(("planned", "estimated"))
    rows = roadmap.schedule.loc[is_planned, ["asset_id", "quantity", "limit_on"]]
    return sum(
        row["quantity"]
        for row in to_records(rows)
        if row["limit_on"] is not None and row["limit_on"] < planned.get(row["asset_id"], last)
    )
