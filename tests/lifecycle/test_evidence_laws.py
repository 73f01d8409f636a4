"""What holds for every set of evidences of age."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.lifecycle.age import estimate_age
from planner.lifecycle.combining import TRUST, combine
from planner.lifecycle.days import dates_of, day_number
from planner.lifecycle.densities import between, contradict
from planner.lifecycle.evidence import EARLIEST, Evidence
from planner.lifecycle.policy import default_policy
from planner.reference import load_reference
from tests.lifecycle.fleet import AS_OF, day, fleet, told

TODAY = day_number(AS_OF)
middles = st.floats(day_number(date(2012, 1, 1)), TODAY)
sides = st.floats(5, 700)


def evidence(kind: str, middle: float, early: float, late: float, is_recorded: bool = False) -> Evidence:
    p10, p50, p90 = (np.array([value]) for value in (middle - early, middle, middle + late))
    return Evidence(kind, p10, p50, p90, kind, is_recorded)


@st.composite
def evidence_sets(draw):
    kinds = draw(st.lists(st.sampled_from(TRUST[2:]), min_size=1, max_size=4, unique=True))
    return [evidence(kind, draw(middles), draw(sides), draw(sides)) for kind in kinds]


def width(evidences: list[Evidence]) -> float:
    found = combine(evidences, 1).density
    return float(found.p90[0] - found.p10[0])


@settings(max_examples=100, deadline=None)
@given(evidence_sets(), middles, sides, sides)
def test_an_evidence_that_agrees_never_widens_and_one_that_contradicts_is_told(evidences, middle, early, late):
    weakest = evidence("cpu_launch", middle, early, late)
    before = [one for one in evidences if one.kind != "cpu_launch"]
    found = combine([*before, weakest], 1)
    told_apart = [entry for entry in found.contradictions if entry.other is weakest]
    if before and not told_apart:
        assert width([*before, weakest]) <= width(before) + 1e-6
    if told_apart:
        assert contradict(told_apart[0].trusted.density, weakest.density).all()
        assert width([*before, weakest]) == width(before)


@settings(max_examples=100, deadline=None)
@given(evidence_sets(), st.randoms(use_true_random=False))
def test_the_order_of_the_evidences_does_not_matter(evidences, random):
    shuffled = random.sample(evidences, len(evidences))
    one, other = combine(evidences, 1), combine(shuffled, 1)
    for name in ("p10", "p50", "p90"):
        assert getattr(one.density, name) == pytest.approx(getattr(other.density, name))
    assert one.kind.tolist() == other.kind.tolist()


@settings(max_examples=100, deadline=None)
@given(evidence_sets())
def test_the_middle_lies_among_those_of_the_evidences_and_inside_its_interval(evidences):
    found = combine(evidences, 1).density
    assert min(one.p50[0] for one in evidences) - 1e-6 <= found.p50[0] <= max(one.p50[0] for one in evidences) + 1e-6
    assert found.p10[0] <= found.p50[0] <= found.p90[0]


@settings(max_examples=100, deadline=None)
@given(middles, sides, sides, middles, middles)
def test_bounds_hold_never_widen_and_keep_the_order(middle, early, late, one, other):
    low, high = np.array([min(one, other)]), np.array([max(one, other)])
    free = evidence("cpu_launch", middle, early, late).density
    bound = between(free, low, high)
    assert bound.p90 - bound.p10 <= free.p90 - free.p10 + 1e-6
    assert bound.p10 <= bound.p50 <= bound.p90
    if free.p10 < low:
        assert bound.p10 >= low
    if free.p90 > high:
        assert bound.p90 <= high


texts = {
    "purchased_on": st.sampled_from(
        ["1899-12-30", "1994-12-31", "1841-03-01", "2020-02-29", "2024-02-29", "2018-07-01"]
    ),
    "in_service_on": st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat),
    "manufactured_on": st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    "warranty_ends_on": st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat),
    "last_seen_on": st.dates(date(2010, 1, 1), AS_OF).map(date.isoformat),
    "cpu": st.sampled_from(["i5-8350U", "Intel Core i5-1335U", "rubbish"]),
    "manufacturer": st.sampled_from(["HP", "Dell"]),
    "model": st.sampled_from(["EliteBook 840 G5", "Latitude 5420"]),
    "serial_number": st.sampled_from(["5CG8423ABC", "5CG9993ABC"]),
    "precisions": st.sampled_from(
        ['{"purchased_on": "year", "manufactured_on": "month"}', '{"in_service_on": "no_later"}']
    ),
}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=texts), min_size=1, max_size=6))
def test_no_age_lies_before_1995_nor_after_today_but_for_what_is_on_order(devices):
    age = estimate_age(fleet(*devices), default_policy(), load_reference(), AS_OF)
    assert np.isfinite(age.p50).all()
    assert (age.p50 >= day_number(EARLIEST)).all()
    ordered = np.isin(age.kind, TRUST[:3]) & ~age.is_estimated
    assert (age.p50[~ordered] <= TODAY).all()
    assert (age.p50 <= TODAY + 184).all()
    assert (age.p10 <= age.p50).all()
    assert (age.p50 <= age.p90).all()


@pytest.mark.parametrize(
    ("field", "text", "precision", "p10", "p50", "p90"),
    [("purchased_on", "2020-02-29", "", "2020-02-29", "2020-02-29", "2020-02-29"),
     ("purchased_on", "2020-02-15", "month", "2020-02-03", "2020-02-15", "2020-02-27"),
     ("in_service_on", "2020-07-01", "year", "2020-02-06", "2020-07-01", "2020-11-24")],
)  # fmt: skip
def test_a_date_is_as_sure_as_it_is_precise(field, text, precision, p10, p50, p90):
    device = {field: text} | ({"precisions": json.dumps({field: precision})} if precision else {})
    row = told(device).iloc[0]
    assert (day(row.in_service_p10), day(row.in_service_est_on), day(row.in_service_p90)) == (p10, p50, p90)


def test_a_device_bought_on_29_february_is_due_on_the_last_day_of_february():
    row = told({"purchased_on": "2020-02-29", "category": "desktop"}).iloc[0]
    assert (day(row.due_on), day(row.limit_on)) == ("2025-02-28", "2026-02-28")


def test_an_exact_day_of_service_stands_against_a_year_of_purchase_that_agrees():
    device = {"purchased_on": "2020-07-01", "in_service_on": "2020-09-14", "precisions": '{"purchased_on": "year"}'}
    row = told(device).iloc[0]
    assert (row.age_evidence, day(row.in_service_p10), day(row.in_service_p90)) == (
        "in_service_date", "2020-09-14", "2020-09-14",
    )  # fmt: skip


def test_what_contradicts_the_more_trusted_evidence_does_not_count():
    device = {"manufacturer": "HP", "model": "EliteBook 840 G5", "manufactured_on": "2010-03-01"}
    age = estimate_age(fleet(device), default_policy(), load_reference(), AS_OF)
    assert dates_of(age.p50)[0].astype(object).year == 2010
    (found,) = age.contradictions
    assert (found.trusted.kind, found.other.kind, found.where.tolist()) == (
        "manufacture_date", "model_first_seen", [True],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("device", "sentence"),
    [({"manufacturer": "HP", "model": "EliteBook 840 G5", "manufactured_on": "2010-03-01"},
      "By its date of manufacture it went into service in April 2010, by when its model was sold in about"),
     ({"purchased_on": "2024-05-01", "manufacturer": "HP", "model": "EliteBook 840 G1"},
      "By its purchase date it went into service in May 2024, by when its model was sold in about"),
     ({"purchased_on": "2019-05-01", "in_service_on": "2022-05-01", "precisions": '{"purchased_on": "month"}'},
      "By its purchase date it went into service in May 2019, by its first day in service in about May 2022")],
)  # fmt: skip
def test_two_evidences_that_cannot_both_be_true_are_a_finding(device, sentence):
    (found,) = [note for note in json.loads(told(device).findings.iloc[0]) if note["key"] == "age_evidence_differs"]
    assert found["sentence"].startswith(sentence)
    assert found["sentence"].endswith(": check which is right.")


def test_a_device_that_lay_in_stock_for_some_months_is_no_finding():
    assert told({"purchased_on": "2024-01-10", "in_service_on": "2024-09-02"}).findings.iloc[0] == "[]"


def test_evidences_that_agree_are_no_finding():
    device = {"manufacturer": "HP", "model": "EliteBook 840 G5", "serial_number": "5CG8423ABC",
              "purchased_on": "2018-12-01", "cpu": "i5-8350U"}  # fmt: skip
    assert "age_evidence_differs" not in told(device).findings.iloc[0]
