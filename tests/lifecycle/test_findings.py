"""What the staff is told of each device, and what the client has to decide."""

from __future__ import annotations

import json

import pytest

from tests.lifecycle.fleet import told

FINDINGS = [
    ("bought_before_processor", {"purchased_on": "2015-01-01", "cpu": "Intel Core i5-1135G7"}),
    ("bought_before_model", {"purchased_on": "2017-01-01", "manufacturer": "Dell", "model": "Latitude 5420"}),
    ("made_after_start", {"purchased_on": "2017-06-01", "manufacturer": "HP", "serial_number": "5CG8423ABC"}),
    ("purchase_and_warranty_differ", {"purchased_on": "2019-01-01", "warranty_starts_on": "2021-01-01"}),
    ("date_in_future", {"purchased_on": "2027-06-01"}),
    ("very_old", {"purchased_on": "2001-01-01"}),
    ("warranty_ends_before_start", {"warranty_starts_on": "2024-01-01", "warranty_ends_on": "2023-01-01"}),
    ("no_age_evidence", {"manufacturer": "Lenovo"}),
    ("windows_11_unproven", {"operating_system": "Windows 10 Pro"}),
    ("windows_11_not_supported", {"operating_system": "Windows 11 Pro", "cpu": "i5-6300U"}),
    ("update_available", {"operating_system": "Windows 11 Pro", "os_version": "10.0.22621", "cpu": "i5-1135G7"}),
    ("update_available", {"category": "firewall", "operating_system": "FortiOS 6.4"}),
    ("system_ended", {"operating_system": "Windows 10 Pro", "cpu": "i5-8350U"}),
    ("apple_practice", {"operating_system": "macOS 14.5"}),
    ("extended_support_undated", {"operating_system": "Windows 10 Pro", "notes": "on ESU"}),
    ("below_specification", {"purchased_on": "2023-01-01", "ram": "4 GB"}),
]
DECISIONS = [
    ("warranty_end", "2026-01-01",
     {"category": "server", "purchased_on": "2023-01-01", "warranty_ends_on": "2026-01-01"}),
    ("warranty_end", "2027-05-05", {"category": "server", "warranty_ends_on": "2027-05-05"}),
    ("lease_end", "2027-03-31", {"ownership": "leased", "lease_ends_on": "2027-03-31"}),
    ("os_migration", "2027-01-12", {"category": "server", "operating_system": "Windows Server 2016"}),
    ("os_migration", "2025-10-02", {"category": "server", "operating_system": "VMware ESXi 7.0"}),
    ("windows_11_upgrade", "2025-10-14",
     {"purchased_on": "2024-01-01", "operating_system": "Windows 10 Pro", "cpu": "i5-8350U"}),
]  # fmt: skip


def keys(text: str) -> list[str]:
    return [entry["key"] for entry in json.loads(text)]


@pytest.mark.parametrize(("key", "device"), FINDINGS)
def test_a_contradiction_or_gap_is_a_finding(key, device):
    assert key in keys(told(device).findings.iloc[0])


@pytest.mark.parametrize(("key", "ends_on", "device"), DECISIONS)
def test_what_ends_without_making_hardware_due_is_a_decision(key, ends_on, device):
    found = {entry["key"]: entry["date"] for entry in json.loads(told(device).decisions.iloc[0])}
    assert found[key] == ends_on


def test_a_clean_device_has_neither_findings_nor_decisions():
    device = {
        "purchased_on": "2024-01-15", "warranty_ends_on": "2029-01-15", "manufacturer": "Lenovo",
        "operating_system": "Windows 11 Pro", "cpu": "Intel Core i5-1335U",
    }  # fmt: skip
    row = told(device).iloc[0]
    assert (row.findings, row.decisions) == ("[]", "[]")


def test_an_upgrade_is_not_proposed_for_a_device_that_is_due_within_a_year():
    device = {"purchased_on": "2023-06-01", "operating_system": "Windows 10 Pro", "cpu": "i5-8350U"}
    assert keys(told(device).decisions.iloc[0]) == []


def test_a_retired_device_asks_for_nothing():
    device = {"is_retired": True, "purchased_on": "2022-01-01", "operating_system": "Windows 10 Pro",
              "warranty_ends_on": "2027-01-01"}  # fmt: skip
    row = told(device).iloc[0]
    assert (row.findings, row.decisions) == ("[]", "[]")
