"""Break/fix against proactive, worked by hand: every way in which a device may fail or not, quarter by quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from math import exp
from typing import NamedTuple

import pandas as pd
import pytest

from planner.budget.case import Case, case
from planner.budget.case_inputs import HOURS_PER_FAILURE, CaseInputs
from planner.budget.case_words import assumptions_told, case_sentence
from planner.budget.deadlines import waiting_actions
from planner.budget.plan import plan
from planner.errors import PlannerError
from planner.frames import TEXT, series
from tests.budget.fleets import assumptions, fleet

AS_OF = date(2026, 10, 1)
"""The first day of a quarter: all quarters count whole."""
PLAIN = assumptions(
    horizon_quarters=8, price_growth_per_year=Decimal(0), tax=Decimal(0), contingency=Decimal(0),
    approval_and_lead_days=0,
)  # fmt: skip
QUARTERS = PLAIN.calendar.quarters(AS_OF, 8)


class Prior(NamedTuple):
    """A row of data/failure_priors.csv."""

    shape: float
    scale: float
    warranty: float
    before: float
    after: float
    accidents: float

    def fault(self, age: float) -> float:
        return (age / self.scale) ** self.shape + self.accidents * age

    def forced(self, age: float) -> float:
        in_warranty = (min(age, self.warranty) / self.scale) ** self.shape
        all_time = (age / self.scale) ** self.shape
        return self.before * in_warranty + self.after * (all_time - in_warranty) + self.accidents * age


SERVER = Prior(1.48, 7.8, 5, 0.03, 0.15, 0.0)
LAPTOP = Prior(1.33, 8.6, 3, 0.08, 0.43, 0.009)


def years(day: date) -> float:
    return (day - AS_OF).days / 365.25


def expected(prior: Prior, age: float, replaced_on: date | None) -> tuple[list[float], list[float]]:
    """Expected forced purchases, and faults of any kind, of one device in each quarter: the sum over every path of
    failing or not. The plan replaces it on a quarter's first day."""
    bounds = [years(quarter.starts_on) for quarter in QUARTERS] + [years(date(2028, 10, 1))]
    purchases, faults = [0.0] * 8, [0.0] * 8
    for path in product((False, True), repeat=8):
        probability, born, since = 1.0, -age, -1
        for j, fails in enumerate(path):
            begin, end = bounds[j] - born, bounds[j + 1] - born
            if replaced_on == QUARTERS[j].starts_on:
                born, since = bounds[j], -1
                begin, end = 0.0, bounds[j + 1] - born
            if since >= 0:  # replaced after a failure, that many quarters ago
                begin, end = since / 4, (since + 1) / 4
                since += 1
            chance = 1 - exp(-(prior.forced(end) - prior.forced(begin)))
            faults[j] += probability * (prior.fault(end) - prior.fault(begin)) / 2 ** (7 - j + 1)
            purchases[j] += probability * chance / 2 ** (7 - j + 1)
            probability *= chance if fails else 1 - chance
            since = 0 if fails else since
    return purchases, faults


def compared(device: dict[str, object], rules: CaseInputs) -> Case:
    devices = fleet(device)
    return case(devices, plan(devices, PLAIN, {}, AS_OF), PLAIN, QUARTERS, AS_OF, rules)


def cumulated(amounts: list[float]) -> list[float]:
    return [sum(amounts[: end + 1]) for end in range(8)]


OLD_SERVER = {
    "category": "server", "in_service_est_on": date(2020, 10, 1), "due_on": date(2027, 1, 1), "plan_months": 72,
    "unit_hardware_minor": 300_000, "unit_labour_minutes": 60,
}  # fmt: skip
THIRTY_PEOPLE = CaseInputs(people_affected=30, hourly_rate_minor=10_000, hours_per_failure={"server": 8.0})


def test_an_old_server_that_stops_thirty_people_names_the_quarter_in_which_its_replacement_has_paid_for_itself() -> (
    None
):
    found = compared(OLD_SERVER, THIRTY_PEOPLE)
    age, emergency, stop = years(AS_OF) - years(date(2020, 10, 1)), 300_000 * 1.1 + 15_000, 30 * 8 * 10_000
    sums = []
    for replaced_on, planned in ((None, 0), (date(2027, 1, 1), 315_000)):
        purchases, faults = expected(SERVER, age, replaced_on)
        by_quarter = [one * emergency + two * stop for one, two in zip(purchases, faults, strict=True)]
        by_quarter[1] += planned
        sums.append(cumulated(by_quarter))
    assert found.waiting.cumulated == pytest.approx(sums[0], abs=8)
    assert found.proactive.cumulated == pytest.approx(sums[1], rel=1e-4)
    crossing = next(j for j in range(8) if all(sums[1][i] <= sums[0][i] for i in range(j, 8)))
    assert found.pays_back_in == QUARTERS[crossing]
    assert found.pays_back_in is not None
    assert found.pays_back_in.label == "FY28 Q3"
    assert found.saved == found.waiting.cumulated[-1] - found.proactive.cumulated[-1] > 0
    sentence = case_sentence(found, PLAIN)
    assert sentence.startswith("Planned replacement pays for itself in FY28 Q3 and saves $")


def test_a_laptop_of_one_year_is_told_plainly_that_its_plan_does_not_pay_back() -> None:
    device = {"in_service_est_on": date(2025, 10, 1), "due_on": date(2028, 7, 1), "plan_months": 33}
    found = compared(device, CaseInputs(monthly_fee_minor=5_000))
    age, emergency, stop = years(AS_OF) - years(date(2025, 10, 1)), 120_000 * 1.1 + 22_500, 4 * 4_000
    purchases, faults = expected(LAPTOP, age, None)
    waiting = sum(one * emergency + two * stop for one, two in zip(purchases, faults, strict=True))
    purchases, faults = expected(LAPTOP, age, date(2028, 7, 1))
    unplanned = sum(one * emergency + two * stop for one, two in zip(purchases, faults, strict=True))
    proactive = 142_500 + 24 * 5_000 + unplanned
    assert found.pays_back_in is None
    assert -found.saved == pytest.approx(proactive - waiting, abs=16)
    assert "does not pay for itself within 2 years: it is short by $2,6" in case_sentence(found, PLAIN)


def test_what_is_left_of_the_devices_lives_is_told_beside_the_sums() -> None:
    certain = {"category": "virtual_machine", "is_virtual": False, "mode": "scheduled"}  # nothing in it can break
    device = {**certain, "in_service_est_on": date(2024, 10, 1), "due_on": date(2027, 10, 1), "plan_months": 36}
    devices = fleet(device).assign(group="planned")
    found = case(devices, plan(devices, PLAIN, {}, AS_OF), PLAIN, QUARTERS, AS_OF, CaseInputs())
    assert found.waiting.life_left == 0  # four years old, of three
    assert found.proactive.life_left == pytest.approx(120_000 * 2 / 3, rel=2e-3)  # a year old, of three
    assert found.saved == -142_500
    assert found.saved_with_life_left == found.saved + found.proactive.life_left


def test_a_deadline_of_support_forces_the_purchase_on_those_who_wait_as_well() -> None:
    devices = fleet({"due_on": date(2027, 4, 1)}, {"due_on": date(2027, 1, 1)}, {"due_on": date(2027, 1, 1)})
    devices = with_rules(
        devices,
        ("os_support", "[]"),
        (
            "useful_life",
            '[{"rule": "maker_support", "date": "2028-01-01"}, {"rule": "os_support", "date": "2027-07-01"}]',
        ),
        ("useful_life", '[{"rule": "lease_end", "date": "2027-07-01"}]'),
    )
    rows = waiting_actions(devices, PLAIN, AS_OF)
    assert [(r.asset_id, r.planned_on.date()) for r in rows.itertuples()] == [
        (1, date(2027, 4, 1)), (2, date(2027, 7, 1)),
    ]  # fmt: skip
    found = case(devices, plan(devices, PLAIN, {}, AS_OF), PLAIN, QUARTERS, AS_OF, CaseInputs())
    assert found.waiting.planned == (0, 0, 142_500, 142_500, 0, 0, 0, 0)
    assert found.proactive.planned == (0, 285_000, 142_500, 0, 0, 0, 0, 0)


def with_rules(devices: pd.DataFrame, *rules: tuple[str, str]) -> pd.DataFrame:
    limiting, later = zip(*rules, strict=True)
    return devices.assign(limiting_factor=series(limiting, TEXT), runner_ups=series(later, TEXT))


def test_a_quarter_that_has_begun_has_the_share_of_the_fee_that_is_left() -> None:
    devices = fleet({})
    half = date(2026, 11, 16)  # 46 of the quarter's 92 days are left
    quarters = PLAIN.calendar.quarters(half, 8)
    found = case(devices, plan(devices, PLAIN, {}, half), PLAIN, quarters, half, CaseInputs(monthly_fee_minor=10_000))
    assert found.proactive.fee == (15_000, *[30_000] * 7)
    assert found.waiting.fee == (0,) * 8


def test_a_bad_case_is_never_better_than_the_certain_part_and_mostly_worse_than_expected() -> None:
    devices = fleet(*({**OLD_SERVER} for _ in range(40)))
    found = case(devices, plan(devices, PLAIN, {}, AS_OF), PLAIN, QUARTERS, AS_OF, THIRTY_PEOPLE)
    for side in (found.waiting, found.proactive):
        assert all(bad > usual for bad, usual in zip(side.p90, side.cumulated, strict=True))


def test_every_input_is_among_the_assumptions_that_are_told() -> None:
    rules = CaseInputs(17, 4_200, Decimal("0.125"), 99_900, {"server": 6.5})
    told = " ".join(assumptions_told(compared(OLD_SERVER, rules), PLAIN))
    for words in ("17 people", "$42", "12.5 % more", "$999", "6.5 h for servers"):
        assert words in told


def test_figures_out_of_all_proportion_are_refused_in_words() -> None:
    for changes in (
        {"people_affected": -1}, {"hourly_rate_minor": -1}, {"emergency_premium": Decimal(-1)},
        {"monthly_fee_minor": -5}, {"hours_per_failure": {"laptop": float("nan")}}, {"hours_per_failure": {"toaster": 1}},
    ):  # fmt: skip
        with pytest.raises(PlannerError):
            replace(CaseInputs(), **changes)
    assert CaseInputs().hours_per_failure == HOURS_PER_FAILURE


def test_a_client_without_devices_has_nothing_on_either_side() -> None:
    found = case(fleet(), plan(fleet(), PLAIN, {}, AS_OF), PLAIN, QUARTERS, AS_OF, CaseInputs())
    assert found.waiting.total == found.proactive.total == 0
