"""Laws of the forecast over whole devices: notes, entitlements, Macs, batteries and pools included."""

from __future__ import annotations

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.fields import CATEGORIES, STATUSES
from planner.frames import to_records
from tests.lifecycle.fleet import AS_OF, told

ORDER = {"healthy": 0, "due_soon": 1, "due": 2, "overdue": 3}
days = st.dates(date(2008, 1, 1), AS_OF).map(date.isoformat)
later_days = st.dates(date(2020, 1, 1), date(2034, 1, 1)).map(date.isoformat)
notes = st.one_of(
    st.none(),
    later_days.map(lambda day: f"ESU until {day}"),
    later_days.map(lambda day: f"licence expires {day}"),
    days.map(lambda day: f"battery replaced {day}"),
    st.sampled_from(["No TPM", "TPM 2.0", "Spare", "Loaner for guests", "on ESU", "Refurbished", "failed", "-"]),
)
machines = st.sampled_from(
    [
        (None, None, None),
        ("Apple", "MacBookAir8,1", "macOS 14.2"),
        ("Apple", "iMac (Retina 5K, 27-inch, 2017)", "macOS 13.1"),
        ("Apple", "MacBook Air (M2, 2022)", "macOS 15.1"),
        ("Dell", "Latitude 5420", "Windows 10 Pro"),
        ("HP", "EliteBook 840 G5", "Windows 10 Enterprise LTSC 2021"),
        ("APC", "Back-UPS BX950", None),
        ("APC", "Smart-UPS SMT1500", None),
        ("Cisco", "ISR4321/K9", "IOS XE 17.9.4"),
        ("Fortinet", "FortiGate 60F", "FortiOS 7.2.8"),
        (None, None, "Windows Server 2016"),
        (None, None, "Ubuntu 20.04"),
    ]
)


@st.composite
def devices(draw):
    maker, model, system = draw(machines)
    return {
        "category": draw(st.sampled_from(CATEGORIES)),
        "manufacturer": maker,
        "model": model,
        "operating_system": system,
        "purchased_on": draw(st.none() | days),
        "warranty_ends_on": draw(st.none() | later_days),
        "lease_ends_on": draw(st.none() | later_days),
        "support_ends_on": draw(st.none() | later_days),
        "cpu": draw(st.sampled_from([None, "i5-6300U", "i5-8350U", "Ryzen 5 2600", "rubbish"])),
        "ram": draw(st.sampled_from([None, "4 GB", "16384 MB", "2x8GB", "lots"])),
        "storage": draw(st.sampled_from([None, "1 TB HDD", "256 GB SSD"])),
        "notes": draw(notes),
        "ownership": draw(st.sampled_from(["client", "leased", "msp", "isp", "employee"])),
        "useful_life_months": draw(st.none() | st.integers(1, 180)),
        "is_retired": draw(st.sampled_from([False, False, True])),
        "is_virtual": draw(st.sampled_from([False, False, True])),
    }


@settings(max_examples=60, deadline=None)
@given(st.lists(devices(), min_size=1, max_size=10))
def test_no_asset_is_without_a_status_and_a_reason(fleet):
    for row in to_records(told(*fleet)):
        assert row["lifecycle_status"] in STATUSES
        assert row["reason"].endswith(".")
        assert (row["limiting_factor"] == "none") == (row["due_on"] is None)
        assert row["due_on"] is None or row["due_p10"] <= row["due_on"] <= row["due_p90"]
        assert row["due_on"] is None or row["due_on"] <= row["limit_on"]


@settings(max_examples=60, deadline=None)
@given(devices(), days, days)
def test_an_older_device_is_never_due_later_than_a_younger_equal_one(device, one, other):
    older, younger = sorted([one, other])
    rows = told({**device, "purchased_on": older}, {**device, "purchased_on": younger})
    assert rows.due_on.isna().nunique() == 1
    if rows.due_on.notna().all():
        assert rows.due_on.iloc[0] <= rows.due_on.iloc[1]


@settings(max_examples=60, deadline=None)
@given(devices().filter(lambda device: device["purchased_on"]), st.integers(0, 2500))
def test_later_days_move_a_status_only_forward(device, later):
    now, then = told(device), told(device, as_of=AS_OF + timedelta(days=later))
    before, after = now.lifecycle_status.iloc[0], then.lifecycle_status.iloc[0]
    assert before == after == "unknown" or ORDER[before] <= ORDER[after]
    if now.due_on.notna().all() and not now.due_on.equals(then.due_on):
        assert now.is_estimated.iloc[0]
        assert (then.due_on - now.due_on).iloc[0].days <= later, "an estimate that as-of bounds moves no faster than it"


@settings(max_examples=60, deadline=None)
@given(devices(), later_days, later_days)
def test_a_longer_entitlement_never_makes_a_device_due_earlier(device, one, other):
    shorter, longer = sorted([one, other])
    rows = told({**device, "notes": f"ESU until {shorter}"}, {**device, "notes": f"ESU until {longer}"})
    if rows.due_on.notna().all():
        assert rows.due_on.iloc[0] <= rows.due_on.iloc[1]


@settings(max_examples=60, deadline=None)
@given(devices())
def test_every_decision_has_a_day_and_a_sentence_and_is_raised_once(device):
    decided = json.loads(told(device).decisions.iloc[0])
    assert all(date.fromisoformat(entry["date"]) and entry["sentence"].endswith(".") for entry in decided)
    assert len({entry["key"] for entry in decided}) == len(decided)


@settings(max_examples=60, deadline=None)
@given(devices())
def test_nothing_is_decided_of_what_is_retired(device):
    assert told({**device, "is_retired": True}).decisions.iloc[0] == "[]"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 51), st.integers(-200, 200))
def test_evidence_that_agrees_never_widens_and_one_that_contradicts_is_a_finding(week, shift):
    """A serial number of HP beside a date of manufacture: week of 2021 against a day near it or far from it."""
    serial = f"5CG1{week + 1:02d}3ABC"
    made = (date(2021, 1, 4) + timedelta(days=7 * week + shift)).isoformat()
    usual = {"manufacturer": "HP", "serial_number": serial}
    rows = told(usual, {**usual, "manufactured_on": made, "client_id": 2}, {"manufactured_on": made, "client_id": 3})
    width = (rows.in_service_p90 - rows.in_service_p10).dt.days
    if abs(shift) <= 30:
        assert width.iloc[1] <= min(width.iloc[0], width.iloc[2]) + 1
    bought = {**usual, "purchased_on": (date(2021, 1, 4) + timedelta(days=7 * week - 400)).isoformat()}
    assert "made_after_start" in told(bought).findings.iloc[0]
