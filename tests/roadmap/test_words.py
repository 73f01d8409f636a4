"""The sentences that a client reads: answer, titles, reasons, findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from planner.budget.budget import budget
from planner.budget.plan import plan
from planner.roadmap.answer import answer
from planner.roadmap.findings import findings
from planner.roadmap.held import Held
from planner.roadmap.initiatives import Initiative, counted, initiatives
from tests.budget.fleets import assumptions, fleet
from tests.conftest import AS_OF

RULES = assumptions()
QUARTERS = RULES.calendar.quarters(AS_OF, RULES.horizon_quarters)


def told(schedule: pd.DataFrame, factors: list[str], statuses: list[str]) -> pd.DataFrame:
    return schedule.assign(
        limiting_factor=factors,
        lifecycle_status=statuses,
        serial_number="5CG0401AAA",
        replacement_cost_minor=pd.NA,
        currency="USD",
        planned_replacement_on=pd.NaT,
        planned_on=pd.NaT,
        runner_ups="[]",
        findings="[]",
        decisions="[]",
    )


def cards(schedule: pd.DataFrame, held: Sequence[Held] = ()) -> tuple[Initiative, ...]:
    actions = plan(schedule, RULES, {}, AS_OF)
    made = budget(actions, {}, schedule, RULES, QUARTERS)
    return initiatives(actions, made.amounts, schedule, RULES, QUARTERS, held)


OVERDUE = told(
    fleet({"due_on": date(2025, 10, 14), "quantity": 9}, {"due_on": date(2025, 10, 14), "quantity": 5}),
    ["os_support", "useful_life"], ["overdue", "due"],
)  # fmt: skip


def test_devices_are_counted_as_people_say_it() -> None:
    assert [counted(1, "laptop"), counted(14, "laptop"), counted(1, "switch"), counted(2, "ups"), counted(1, "other")] == [
        "1 laptop", "14 laptops", "1 switch", "2 UPS", "1 other device",
    ]  # fmt: skip


def test_one_initiative_for_a_quarter_and_category_says_why() -> None:
    first = cards(OVERDUE)[0]
    assert first.title == "Replace 14 laptops"
    assert first.why == (
        "9 laptops cannot run a supported operating system; 5 reach the end of their planned life; "
        "9 are overdue already."
    )
    assert (first.lane, first.priority, first.quarter_label, first.devices) == ("Protect", "high", "FY27 Q3", 14)


def test_an_end_of_support_that_has_come_outranks_mere_age() -> None:
    ended = OVERDUE.assign(limiting_factor="useful_life", runner_ups='[{"rule": "os_support", "date": "2025-10-14"}]')
    assert cards(ended)[0].why.startswith("14 laptops cannot run a supported operating system")
    later = ended.assign(runner_ups='[{"rule": "os_support", "date": "2029-10-14"}]')
    assert cards(later)[0].why.startswith("14 laptops reach the end of their planned life")


def test_a_persons_edit_stays_over_what_is_calculated() -> None:
    held = Held(7, "laptop", (1, 2), title="Laptops for the London studio", owner="Ines")
    edited = cards(OVERDUE, [held])[0]
    assert (edited.key, edited.title, edited.owner, edited.devices) == (
        "held:7", "Laptops for the London studio", "Ines", 14,
    )  # fmt: skip
    some = cards(OVERDUE, [Held(7, "laptop", (1,), owner="Ines")])
    assert [(one.devices, one.owner) for one in some[:2]] == [(5, None), (9, "Ines")]


def test_the_answer_names_what_is_overdue_and_what_it_costs() -> None:
    made = budget(plan(OVERDUE, RULES, {}, AS_OF), {}, OVERDUE, RULES, QUARTERS)
    said = answer(OVERDUE, made.budget, RULES)
    assert said.startswith("9 devices are overdue and 5 more are due; $")
    assert said.endswith("over 5 years.")


def test_an_empty_fleet_is_told_what_to_do() -> None:
    empty = OVERDUE.iloc[:0]
    made = budget(plan(empty, RULES, {}, AS_OF), {}, empty, RULES, QUARTERS)
    assert answer(empty, made.budget, RULES) == "There are no devices yet: import an asset sheet."


def test_gaps_are_told_with_the_money_at_stake() -> None:
    schedule = told(
        fleet({"due_on": None, "quantity": 2}, {"unit_hardware_minor": None}), ["none", "none"], ["unknown", "unknown"]
    )
    found = {finding.key: finding for finding in findings(schedule, "USD")}
    assert found["undatable"].amount_minor == 2 * 120_000
    assert found["undatable"].sentence.startswith("2 devices have no date at all")
    assert found["unpriced"].sentence == "1 device has no price in the client's currency: it is not in the total."
