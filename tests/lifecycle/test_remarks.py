"""What notes say of entitlements, licences, batteries and TPM; and what memory and disk columns say."""

from __future__ import annotations

import json

import numpy as np
import pytest

from planner.lifecycle.days import date_of
from planner.lifecycle.remarks import remarks_of
from planner.lifecycle.specification import memory_gb
from tests.lifecycle.fleet import fleet, told


def remark(note: str):
    return remarks_of(fleet({"notes": note}))


def dated(day: float) -> str | None:
    return None if np.isnan(day) else date_of(day).isoformat()


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("ESU until 2027-10-12", "2027-10-12"),
        ("Win10 ESU licence bought, ESU to 12 October 2027", "2027-10-12"),
        ("Extended Security Updates through Oct 2027", "2027-10-31"),
        ("Ubuntu Pro until 2030-04-02", "2030-04-02"),
        ("ESU until 31 Feb 2027", "2027-02-28"),
        ("ESU until 12/10/2027", None),
        ("ESU until 2027-13-45", None),
        ("no ESUs here: issue 2027-10-12", None),
        ("ESU. Checked 2025-01-01", None),
        ("moved to Leeds 2027-10-12", None),
        ("extended support contract until 2027-10-12", None),
    ],
)
def test_an_entitlement_counts_with_a_day_that_cannot_be_misread(note, until):
    assert dated(remark(note).extended_until[0]) == until


@pytest.mark.parametrize(
    ("note", "field", "day"),
    [
        ("UTM licence until 2026-12-31", "licence_ends", "2026-12-31"),
        ("FortiCare renews yearly, expires 30 April 2027", "licence_ends", None),
        ("FortiCare expires 30 April 2027", "licence_ends", "2027-04-30"),
        ("License: expires Dec 2026", "licence_ends", "2026-12-31"),
        ("Battery replaced 2025-05-10", "battery_changed", "2025-05-10"),
        ("new batteries June 2024", "battery_changed", "2024-06-30"),
        ("flat battery", "battery_changed", None),
    ],
)
def test_licences_and_batteries_are_read_with_their_day(note, field, day):
    assert dated(getattr(remark(note), field)[0]) == day


@pytest.mark.parametrize(
    ("note", "tpm"),
    [
        ("TPM 2.0 present", "yes"),
        ("TPM v2.0", "yes"),
        ("No TPM", "no"),
        ("TPM: none", "no"),
        ("TPM 1.2", ""),
        ("no TPM issues found", ""),
        ("TPM disabled in BIOS", ""),
        ("", ""),
    ],
)
def test_a_tpm_is_seen_absent_or_not_told(note, tpm):
    assert remark(note).tpm[0] == tpm


@pytest.mark.parametrize(
    ("device", "is_pool"),
    [
        ({"status": "Spare"}, True),
        ({"status": "In stock"}, True),
        ({"notes": "Loaner for visitors"}, True),
        ({"notes": "spare battery in drawer 3"}, False),
        ({"notes": "has a spare PSU"}, False),
        ({"status": "In use"}, False),
    ],
)
def test_spares_and_loaners_are_told_by_their_status_or_the_first_word_of_their_notes(device, is_pool):
    assert bool(remarks_of(fleet(device)).is_pool[0]) is is_pool


@pytest.mark.parametrize(
    ("ram", "gigabytes"),
    [("8 GB", 8), ("8192 MB", 8), ("8,192 MB", 8), ("7,8 GB", 7.8), ("2x8GB", 16), ("16", 16), ("16384", 16),
     ("1 TB", 1024), ("16GB DDR4 3200", 16), ("8 GiB", 8)],
)  # fmt: skip
def test_memory_is_read_as_people_write_it(ram, gigabytes):
    assert memory_gb(fleet({"ram": ram})["ram"])[0] == pytest.approx(gigabytes)


def test_memory_that_says_nothing_is_no_finding():
    assert np.isnan(memory_gb(fleet({"ram": "lots"})["ram"])[0])


@pytest.mark.parametrize(
    ("device", "key"),
    [
        ({"ram": "4 GB"}, "memory_upgrade"),
        ({"storage": "500 GB HDD"}, "disk_upgrade"),
        ({"ram": "7.8 GB"}, None),
        ({"storage": "256 GB SSD + 1 TB HDD"}, None),
        ({"ram": "4 GB", "manufacturer": "Apple"}, None),
        ({"ram": "4 GB", "purchased_on": "2023-01-01"}, None),
        ({"ram": "4 GB", "category": "switch"}, None),
    ],
)
def test_an_upgrade_is_proposed_where_it_helps_and_is_worth_it(device, key):
    row = told({"purchased_on": "2024-06-01", **device}).iloc[0]
    assert [entry["key"] for entry in json.loads(row.decisions)] == ([key] if key else [])
