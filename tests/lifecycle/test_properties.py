"""What holds for every fleet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.fields import CATEGORIES, STATUSES
from planner.lifecycle.policy import default_policy
from tests.lifecycle.fleet import AS_OF, told

ORDER = {"healthy": 0, "due_soon": 1, "due": 2, "overdue": 3}
days = st.dates(date(2008, 1, 1), AS_OF).map(date.isoformat)
systems = st.sampled_from(
    [None, "Windows 10 Pro", "Windows 11 Pro", "Windows Server 2016", "macOS 13.1", "Ubuntu 22.04", "FortiOS 7.0"]
)
devices = st.fixed_dictionaries(
    {
        "category": st.sampled_from(CATEGORIES),
        "purchased_on": st.none() | days,
        "warranty_ends_on": st.none() | days,
        "operating_system": systems,
        "cpu": st.sampled_from([None, "i5-6300U", "i5-8350U", "Ryzen 5 5600", "rubbish"]),
        "ownership": st.sampled_from(["client", "leased", "isp"]),
        "lease_ends_on": st.none() | days,
        "is_retired": st.booleans(),
    }
)
fleets = st.lists(devices, min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(fleets)
def test_every_device_has_a_status_a_reason_and_ordered_dates(devices):
    rows = told(*devices)
    assert set(rows.lifecycle_status) <= set(STATUSES)
    assert (rows.reason.str.len() > 10).all()
    dated = rows[rows.due_on.notna()]
    assert (dated.due_p10 <= dated.due_on).all()
    assert (dated.due_on <= dated.due_p90).all()
    assert (dated.due_on <= dated.limit_on).all()
    assert ((rows.limiting_factor == "none") == rows.due_on.isna()).all()


@settings(max_examples=40, deadline=None)
@given(devices, days, days)
def test_the_older_of_two_equal_devices_is_never_due_later(device, one, other):
    older, younger = sorted([one, other])
    rows = told({**device, "purchased_on": older}, {**device, "purchased_on": younger})
    if rows.due_on.notna().all():
        assert rows.due_on.iloc[0] <= rows.due_on.iloc[1]


@settings(max_examples=40, deadline=None)
@given(st.lists(devices.filter(lambda device: device["purchased_on"]), min_size=1, max_size=8), st.integers(0, 1500))
def test_time_moves_a_status_only_forward(devices, later):
    now, then = told(*devices), told(*devices, as_of=AS_OF + timedelta(days=later))
    for before, after in zip(now.lifecycle_status, then.lifecycle_status, strict=True):
        assert before == after == "unknown" or ORDER[before] <= ORDER[after]


@settings(max_examples=20, deadline=None)
@given(fleets)
def test_the_order_of_the_fleet_changes_nothing_and_twice_is_the_same(devices):
    devices = [{**device, "asset_id": number} for number, device in enumerate(devices, 1)]
    forward, backward = told(*devices), told(*reversed(devices))
    assert forward.equals(told(*devices))
    assert forward.reset_index(drop=True).equals(backward.iloc[::-1].reset_index(drop=True))


def test_a_changed_policy_moves_only_its_category():
    fleet = ({"purchased_on": "2023-01-01"}, {"category": "desktop", "purchased_on": "2023-01-01"})
    rows = told(*fleet, policy=default_policy().changed("laptop", 36, None, None))
    assert rows.due_on.dt.strftime("%Y-%m-%d").tolist() == ["2026-01-01", "2028-01-01"]


def test_printers_can_be_put_on_a_schedule():
    policy = default_policy().changed("printer", mode="scheduled")
    assert told({"category": "printer", "purchased_on": "2022-01-01"}, policy=policy).due_on.notna().all()


@pytest.mark.parametrize(
    "change",
    [{"category": "toaster"}, {"category": "laptop", "mode": "never"}, {"category": "laptop", "plan_months": 0},
     {"category": "laptop", "plan_months": 60, "limit_months": 48}],
)  # fmt: skip
def test_a_rule_that_makes_no_sense_is_refused(change):
    with pytest.raises(PlannerError):
        default_policy().changed(**change)


def test_a_raised_plan_age_takes_the_limit_along():
    assert default_policy().changed("laptop", 72).of("laptop").limit_months == 72
