"""Macs and their last macOS, small and large UPS and their batteries, virtual machines, suspected bad batches."""

from __future__ import annotations

import json

import pytest

from planner.lifecycle.macs import UNLIMITED, newest_macos
from planner.lifecycle.ups import is_battery, is_small
from tests.lifecycle.fleet import day, fleet, told


@pytest.mark.parametrize(
    ("model", "newest"),
    [
        ("MacBookPro11,1", "11"), ("MacBookPro11,5", "12"), ("MacBookPro12,1", "12"), ("MacBookPro14,3", "13"),
        ("MacBook Pro (15-inch, 2018)", "15"), ("MacBookPro16,1", UNLIMITED), ("MacBookPro16,3", "15"),
        ("MacBookAir7,2", "12"), ("MacBook Air (Retina, 13-inch, 2019)", "14"), ("MacBookAir9,1", "15"),
        ("MacBook Air (M1, 2020)", UNLIMITED), ("iMac14,4", "11"), ("iMac18,3", "13"), ("iMac20,1", UNLIMITED),
        ("Macmini7,1", "12"), ("Macmini8,1", "15"), ("MacPro6,1", "12"), ("Mac14,2", UNLIMITED), ("iMacPro1,1", "15"),
        ("iMac", None), ("MacBook Pro", None), ("", None),
    ],
)  # fmt: skip
def test_the_newest_macos_of_a_mac_by_identifier_or_name(model, newest):
    assert newest_macos(model) == newest


def test_a_mac_without_a_recorded_system_is_limited_all_the_same():
    row = told({"manufacturer": "Apple", "model": "MacBookPro14,1", "purchased_on": "2022-12-01"}).iloc[0]
    assert (day(row.due_on), row.limiting_factor) == ("2025-09-15", "os_support")
    assert row.reason == (
        "Security updates for macOS 13 ended on 15 September 2025; this device cannot run the version that follows. "
        "By its age alone it would be replaced in December 2026."
    )


def test_apples_practice_is_named_as_practice():
    device = {"manufacturer": "Apple", "model": "iMac19,1", "category": "desktop", "purchased_on": "2023-01-01"}
    assert told({**device, "operating_system": "macOS 14.1"}).reason.iloc[0] == (
        "Apple keeps three releases of macOS safe by practice, and macOS 15, the last for this model, falls out of them "
        "about 16 September 2027. By its age alone it would be replaced in January 2028."
    )


@pytest.mark.parametrize(
    ("model", "small", "battery"),
    [
        ("Back-UPS BX950", True, False), ("BE600M1", True, False), ("Eaton 3S 550", True, False),
        ("Ellipse PRO 1600", True, False), ("CP900EPFCLCD", True, False), ("UPS 650VA", True, False),
        ("Smart-UPS SMT1500I", False, False), ("SMT3000RMI2U", False, False), ("9PX 3000", False, False),
        ("5PX 1500", False, False), ("SRT5KXLI", False, False), ("RBC43 replacement battery cartridge", False, True),
        ("APCRBC117", False, True),
    ],
)  # fmt: skip
def test_a_ups_is_small_by_its_family_or_rating(model, small, battery):
    assets = fleet({"category": "ups", "model": model})
    assert (bool(is_small(assets)[0]), bool(is_battery(assets)[0])) == (small, battery)


@pytest.mark.parametrize(
    ("device", "battery_on"),
    [
        ({"purchased_on": "2023-05-01"}, "2026-05-01"),
        ({"purchased_on": "2023-05-01", "notes": "battery replaced 2024-03-03"}, "2027-03-03"),
        ({"purchased_on": "2023-05-01", "notes": "battery replaced 2026-03-03"}, None),
        ({"purchased_on": "2025-01-01"}, None),
        # due on 22 May 2028, 18 months ahead on the day: still one; a day earlier: none
        ({"purchased_on": "2020-05-22"}, "2023-05-22"),
        ({"purchased_on": "2020-05-21"}, None),
        ({"purchased_on": "2023-05-01", "ownership": "msp"}, None),
        ({}, None),
        ({"notes": "battery replaced 2023-11-30"}, "2026-11-30"),
    ],
)
def test_batteries_are_due_after_three_years_but_not_in_the_last_eighteen_months(device, battery_on):
    row = told({"category": "ups", "model": "SMT1500", **device}).iloc[0]
    found = {entry["key"]: entry["date"] for entry in json.loads(row.decisions)}
    assert found.get("battery_replacement") == battery_on


def test_the_hosts_hardware_is_no_evidence_of_a_virtual_machines_age():
    row = told({"category": "server", "is_virtual": True, "cpu": "i5-6500", "manufacturer": "Dell",
                "model": "Latitude 5420"}).iloc[0]  # fmt: skip
    assert (row.evidence, row.age_evidence, day(row.in_service_est_on)) == ("[]", "none", None)


def test_a_long_term_channel_goes_by_its_own_name():
    row = told({"category": "desktop", "purchased_on": "2025-01-01", "cpu": "i5-7500T",
                "operating_system": "Windows 10 Enterprise LTSC 2021"}).iloc[0]  # fmt: skip
    assert "Windows 10 Enterprise LTSC 2021 end on 12 January 2027" in row.reason
    assert "21H2" not in row.reason + row.os_cycle


def units(failed: int, alive: int) -> list[dict[str, object]]:
    usual = {"manufacturer": "Dell", "model": "Latitude 3400", "purchased_on": "2024-01-01"}
    gone = {**usual, "is_retired": True, "retired_on": "2025-06-01", "status": "Retired - failed"}
    return [gone] * failed + [usual] * alive


def test_a_model_that_fails_far_more_often_than_its_category_is_a_suspected_batch():
    rows = told(*units(8, 6))
    told_of = rows.findings.str.contains("suspected_bad_batch").tolist()
    assert told_of == [False] * 8 + [True] * 6
    assert "8 devices of the model Latitude 3400 failed here" in rows.findings.iloc[-1]


@pytest.mark.parametrize(("failed", "alive"), [(0, 20), (2, 6), (3, 120)])
def test_few_failures_or_those_of_a_large_fleet_are_no_batch(failed, alive):
    assert not told(*units(failed, alive)).findings.str.contains("suspected_bad_batch").any()


def test_what_was_retired_for_other_reasons_is_no_failure():
    rows = [{**unit, "status": "Retired"} if unit.get("is_retired") else unit for unit in units(8, 6)]
    assert not told(*rows).findings.str.contains("suspected_bad_batch").any()
