"""Odd clients and odd limits, at the actions: a cap that is loosened, a client without devices, a leap day."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from planner.actions.case import client_case
from planner.actions.client_levelling import levelling_question, try_levelling
from planner.actions.clients import create_client, find_client
from planner.actions.exports import workbook
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.scenarios import scenario_view
from planner.budget.levelled_plan import PlanLimits
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

SHEET = "Hostname | Serial Number | Type | Purchase Date\n" + "\n".join(
    f"PC-{number} | S{number:07d} | Laptop | 2022-05-{number % 28 + 1:02d}" for number in range(30)
)


def test_a_looser_cap_never_gives_a_worse_plan_beyond_its_gap(store: Store, actor: Actor) -> None:
    bring_in(store, actor, SHEET)
    question = levelling_question(store, actor, find_client(store, actor, "Acme").client_id, AS_OF)
    found = [try_levelling(question, PlanLimits(cap)).found for cap in (2_000_000, 2_500_000, 3_500_000, None)]
    assert all(one.status != "infeasible" for one in found)
    for tight, loose in pairwise(found):
        assert loose.bound <= loose.objective
        assert loose.objective <= tight.objective / (1 - loose.gap) + 1


@pytest.mark.parametrize("month", [1, 2, 12])
def test_a_client_without_devices_has_a_budget_of_nothing_and_a_workbook(
    store: Store, actor: Actor, month: int
) -> None:
    empty = create_client(store, actor, "Empty", currency="GBP", locale="en_GB", fiscal_first_month=month,
                          horizon_quarters=40)  # fmt: skip
    told = budget_json(client_roadmap(store, actor, empty, AS_OF))
    assert len(told["quarters"]) == 40
    assert told["lines"] == []
    assert {group["assets"] for group in told["reconciliation"].values()} == {0}
    rows = scenario_view(store, actor, empty, AS_OF).rows
    assert {row.total for row in rows} == {row.unplanned for row in rows} == {0}
    assert len(workbook(store, actor, empty, AS_OF).data) > 1_000


def test_a_device_bought_on_a_leap_day_is_due_on_the_last_of_february(store: Store, actor: Actor) -> None:
    bring_in(store, actor, "Hostname | Serial Number | Type | Purchase Date\nPC-1 | A1 | Laptop | 2024-02-29")
    acme = find_client(store, actor, "Acme").client_id
    [due] = client_roadmap(store, actor, acme, date(2026, 2, 28)).schedule["due_on"].tolist()
    assert (due.month, due.day) in {(2, 28), (2, 29)}


@pytest.mark.parametrize(
    "rows", ["", "PC-1 | A1 | Laptop | 2026-11-20"], ids=["no device", "a device of which none falls due"]
)
def test_a_plan_that_does_what_waiting_does_is_not_said_to_pay_for_itself(
    store: Store, actor: Actor, rows: str
) -> None:
    acme = create_client(store, actor, "Acme", currency="GBP", locale="en_GB", horizon_quarters=8)
    if rows:
        bring_in(store, actor, f"Hostname | Serial Number | Type | Purchase Date\n{rows}")
    view = client_case(store, actor, acme, AS_OF)
    assert view.case.waiting.expected == view.case.proactive.expected
    assert view.case.pays_back_in is None
    assert view.sentence.startswith("The plan and waiting cost the same over 2 years: £")
