"""The two curves of the case, and the marks of what may come on top of the plan."""

from __future__ import annotations

from datetime import date

import pytest

from planner.budget.case import case
from planner.budget.case_inputs import CaseInputs
from planner.budget.plan import plan
from planner.charts.case import PROACTIVE, WAITING, cumulated
from tests.budget.fleets import assumptions, fleet

AS_OF = date(2026, 10, 1)
RULES = assumptions(horizon_quarters=8)
QUARTERS = RULES.calendar.quarters(AS_OF, 8)


@pytest.mark.parametrize(("people", "marks"), [(80, 1), (0, 0)])
def test_both_sides_are_drawn_to_the_cent_and_the_quarter_of_pay_back_is_marked(people: int, marks: int) -> None:
    devices = fleet(
        {"category": "server", "in_service_est_on": date(2020, 10, 1), "due_on": date(2027, 1, 1), "plan_months": 72}
    )
    inputs = CaseInputs(people_affected=people, hourly_rate_minor=10_000)
    found = case(devices, plan(devices, RULES, {}, AS_OF), RULES, QUARTERS, AS_OF, inputs)
    assert (found.pays_back_in is not None) == bool(marks)
    figure = cumulated(found, "USD", "en_US")
    drawn = {trace.name: trace for trace in figure.data if trace.showlegend is not False}
    for name, side in ((WAITING, found.waiting), (PROACTIVE, found.proactive)):
        assert list(drawn[name].y) == [minor / 100 for minor in side.cumulated]
    assert len(figure.layout.shapes) == marks
