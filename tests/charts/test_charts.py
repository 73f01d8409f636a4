"""The figures draw what the roadmap says, to the unit."""

from __future__ import annotations

import pytest

from planner.charts.fleet import fleet_by_status
from planner.charts.spend import spend_by_quarter
from planner.charts.timeline import timeline
from planner.money import to_decimal
from planner.roadmap.model import Roadmap
from tests.reports.sample_roadmap import sample_roadmap


@pytest.fixture(scope="module")
def roadmap() -> Roadmap:
    return sample_roadmap()


@pytest.mark.parametrize("stack", ["category", "treatment"])
def test_the_stack_of_each_quarter_is_its_planned_total(roadmap: Roadmap, stack: str) -> None:
    figure = spend_by_quarter(roadmap, stack)  # type: ignore[arg-type]
    bars = [trace for trace in figure.data if trace.type == "bar"]
    for number, planned in enumerate(roadmap.budget.planned()):
        assert sum(bar.y[number] for bar in bars) == pytest.approx(float(to_decimal(planned, roadmap.currency)))


def test_each_initiative_has_a_bar_of_its_own(roadmap: Roadmap) -> None:
    rows = [row for trace in timeline(roadmap).data for row in trace.y]
    assert len(rows) == len(set(rows)) == len(roadmap.initiatives)


def test_the_fleet_is_counted_in_units(roadmap: Roadmap) -> None:
    fleet = roadmap.schedule[roadmap.schedule["group"].notna()]
    assert sum(sum(trace.x) for trace in fleet_by_status(roadmap).data) == int(fleet["quantity"].sum())


@pytest.mark.parametrize("assets", [0, 1])
def test_nearly_empty_roadmaps_are_drawn_too(assets: int) -> None:
    roadmap = sample_roadmap(assets)
    for figure in (spend_by_quarter(roadmap), timeline(roadmap), fleet_by_status(roadmap)):
        assert figure.layout.height > 100
