"""Operating systems as sheets and agents write them."""

from __future__ import annotations

import pytest

from planner.reference import load_reference
from planner.reference.os_match import named_system

SYSTEMS = [
    # text, version, on a server; name, version, edition class, end of security updates
    ("Win 10 Pro 22H2", "", False, "Windows 10", "22H2", "pro", "2025-10-14"),
    ("Microsoft Windows 10 Professional x64 Edition", "10.0.19045.6456", False, "Windows 10", "22H2", "pro",
     "2025-10-14"),
    ("Windows 10", "", False, "Windows 10", "22H2", "pro", "2025-10-14"),
    ("Windows 10 Pro", "19044", False, "Windows 10", "21H2", "pro", "2023-06-13"),
    ("Windows 10 Enterprise", "21H2", False, "Windows 10", "21H2", "enterprise", "2024-06-11"),
    ("Windows 10 Enterprise LTSC 2019", "10.0.17763", False, "Windows 10", "Enterprise LTSC 2019", "ltsc", "2029-01-09"),
    ("Windows 10 Enterprise LTSC 2021", "", False, "Windows 10", "Enterprise LTSC 2021", "ltsc", "2027-01-12"),
    ("Windows 10 IoT Enterprise LTSC 2021", "", False, "Windows 10", "IoT Enterprise LTSC 2021", "iot_ltsc",
     "2032-01-13"),
    ("Windows 11 Pro", "", False, "Windows 11", "25H2", "pro", "2027-10-12"),
    ("Win11Pro", "", False, "Windows 11", "25H2", "pro", "2027-10-12"),
    ("", "10.0.22631", False, "Windows 11", "23H2", "pro", "2025-11-11"),
    ("Windows 11 Enterprise", "10.0.22631.4317", False, "Windows 11", "23H2", "enterprise", "2026-11-10"),
    ("Windows 11 Education", "24H2", False, "Windows 11", "24H2", "enterprise", "2027-10-12"),
    ("Windows 7 Professional", "6.1.7601", False, "Windows 7", None, "", "2020-01-14"),
    ("Windows 8.1", "", False, "Windows 8.1", None, "", "2023-01-10"),
    ("Windows Server 2019 Standard", "", True, "Windows Server", "2019", "", "2029-01-09"),
    ("Microsoft Windows Server", "10.0.17763", True, "Windows Server", "2019", "", "2029-01-09"),
    ("", "10.0.17763", True, "Windows Server", "2019", "", "2029-01-09"),
    ("Windows Server 2012 R2 Datacenter", "", True, "Windows Server", "2012 R2", "", "2023-10-10"),
    ("Server 2016", "", True, "Windows Server", "2016", "", "2027-01-12"),
    ("Windows Server 2008 R2", "", True, "Windows Server", "2008 R2", "", "2020-01-14"),
    ("macOS 13.6", "", False, "macOS", "13", "", "2025-09-15"),
    ("Mac OS X", "10.15.7", False, "macOS", "10.15", "", "2026-02-02"),
    ("macOS Ventura", "", False, "macOS", "13", "", "2025-09-15"),
    ("Ubuntu 22.04", "", True, "Ubuntu", "22.04", "", "2027-04-01"),
    ("Ubuntu 22.04.3 LTS", "", True, "Ubuntu", "22.04", "", "2027-04-01"),
    ("Debian GNU/Linux 12 (bookworm)", "", True, "Debian", "12", "", "2026-07-11"),
    ("Red Hat Enterprise Linux 8.9", "", True, "Red Hat Enterprise Linux", "8", "", "2029-05-31"),
    ("FortiOS 7.2.8", "", False, "FortiOS", "7.2", "", "2026-09-30"),
    ("FortiGate", "v7.0.12", False, "FortiOS", "7.0", "", "2025-09-30"),
    ("PAN-OS 10.2.9", "", False, "PAN-OS", "10.2", "", "2025-08-27"),
    ("Cisco IOS XE 17.9.4", "", False, "Cisco IOS XE", "17.9", "", "2026-07-29"),
    ("VMware ESXi 7.0", "", True, "VMware ESXi", "7.0", "", "2025-10-02"),
    ("VMware ESXi", "8.0.2", True, "VMware ESXi", "8.0", "", "2027-10-11"),
    ("iOS", "17.5.1", False, "iOS", "17", "", "2025-05-13"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "is_server", "name", "shown", "edition", "ends_on"), SYSTEMS)
def test_a_system_is_told_with_its_cycle_and_end(text, version, is_server, name, shown, edition, ends_on):
    found = load_reference().os(text, version, is_server)
    assert found is not None
    assert (found.name, found.version, found.edition) == (name, shown, edition)
    assert found.cycle is not None
    assert str(found.cycle.security_ends_on) == ends_on


@pytest.mark.parametrize("text", ["", "n/a", "BIOS", "Firmware 1.2.3", "Microsoft Office 2016", "Window seat"])
def test_what_is_no_system_is_not_recognised(text):
    assert load_reference().os(text, "", False) is None


def test_no_end_announced_is_not_an_unknown_one():
    found = load_reference().os("macOS 14.5", "", False)
    assert found is not None
    assert found.cycle is not None
    assert (found.cycle.state, found.cycle.security_ends_on) == ("none_announced", None)


def test_a_version_newer_than_the_table_is_a_product_without_a_cycle():
    found = load_reference().os("macOS 31.1", "", False)
    assert found is not None
    assert (found.name, found.version, found.cycle) == ("macOS", "31.1", None)


def test_windows_without_a_number_says_nothing_of_its_end():
    found = load_reference().os("Windows", "", False)
    assert found is not None
    assert found.cycle is None


@pytest.mark.parametrize(
    ("text", "maker", "category", "named"),
    [("17.5.1", "apple", "mobile_phone", "iOS 17.5.1"), ("15.7.1", "apple", "laptop", "macOS 15.7.1"),
     ("7.2.10", "fortinet", "firewall", "FortiOS 7.2.10"), ("17.09.05", "cisco", "switch", "IOS XE 17.09.05"),
     ("10.0.22631", "dell", "laptop", "10.0.22631"), ("Ubuntu 22.04", "apple", "laptop", "Ubuntu 22.04")],
)  # fmt: skip
def test_a_bare_version_is_that_of_the_makers_system(text, maker, category, named):
    assert named_system(text, maker, category) == named


def test_a_version_with_leading_noughts_is_the_same_cycle():
    found = load_reference().os("IOS XE 17.09.05", "", False)
    assert found is not None
    assert found.version == "17.9"
