"""Every cycle of every operating system, as people and tools write it, is told right or told to be unknown."""

from __future__ import annotations

from collections import Counter

import pytest

from planner.reference import load_reference
from planner.reference.os_match import named_system
from tests.reference.spellings import SPELLINGS

SHARE_RIGHT = 0.98
PRODUCTS = (
    "windows", "windows-server", "windows-embedded", "macos", "ios", "ipados", "android", "ubuntu", "debian", "rhel",
    "rocky-linux", "almalinux", "centos", "centos-stream", "oracle-linux", "sles", "amazon-linux", "vmware-esxi",
    "vmware-vcenter", "proxmox-ve", "fortios", "pan-os", "cisco-ios-xe",
)  # fmt: skip


def told(text, version="", is_server=False):
    """(product, cycle, edition of its row), or None where no cycle is told."""
    match = load_reference().os(text, version, is_server)
    return (match.cycle.product, match.cycle.cycle, match.cycle.edition) if match and match.cycle else None


def test_every_cycle_is_spelled_in_three_ways_or_more():
    spelled = Counter((product, cycle, edition) for *_, product, cycle, edition in set(SPELLINGS))
    cycles = [row for product in PRODUCTS for row in load_reference().cycles.of_product(product)]
    assert len(cycles) > 300
    assert [key for row in cycles if spelled[key := (row.product, row.cycle, row.edition)] < 3] == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_what_is_told_of_a_spelling_is_right(product):
    rows = [row for row in SPELLINGS if row[3] == product]
    wrong, unknown = [], []
    for text, version, is_server, *expected in rows:
        found = told(text, version, is_server)
        if found is None:
            unknown.append((text, version, expected[1]))
        elif found != tuple(expected):
            wrong.append((text, version, tuple(expected), found))
    print(f"{product}: {len(rows)} spellings, {len(wrong)} wrong {wrong[:9]}, {len(unknown)} unknown {unknown[:9]}")
    assert wrong == []
    assert len(unknown) <= (1 - SHARE_RIGHT) * len(rows)


DRESSES = {
    "capitals": lambda text, version: (text.upper(), version.upper()),
    "small letters": lambda text, version: (text.lower(), version.lower()),
    "no-break spaces": lambda text, version: (text.replace(" ", "\xa0"), version),
    "underscores": lambda text, version: (text.replace(" ", "_"), version),
    "hyphens": lambda text, version: (text.replace(" ", "-"), version),
    "double spaces": lambda text, version: (text.replace(" ", "  "), f" {version} "),
    "semicolons": lambda text, version: (text.replace(" ", "; "), version),
    "a label": lambda text, version: (f"OS: {text}", version),
    "architecture": lambda text, version: (f"{text} x64", version),
    "another architecture": lambda text, version: (f"{text} ARM64", version),
    "bits": lambda text, version: (f"{text}, 64-bit", version),
    "a v": lambda text, version: (text, f"v{version}" if version else ""),
    "the word version": lambda text, version: (text, f"Version {version}" if version else ""),
    "one cell": lambda text, version: (f"{text} ({version})" if version else text, ""),
    "one cell with a comma": lambda text, version: (f"{text}, {version}" if version else text, ""),
    "a day": lambda text, version: (f"{text} (installed 2021-03-04)", version),
    "another day": lambda text, version: (f"{text} installed 03/04/2021", version),
    "hardware": lambda text, version: (f"{text} 8 cores 16 GB", version),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_a_spelling_stays_right_in_another_dress(dress):
    wrong, unknown = [], []
    for text, version, is_server, *expected in SPELLINGS:
        dressed = DRESSES[dress](text, version)
        found = told(*dressed, is_server)
        if found is None:
            unknown.append(dressed)
        elif found != tuple(expected):
            wrong.append((*dressed, tuple(expected), found))
    print(f"{dress}: {len(SPELLINGS)} spellings, {len(wrong)} wrong {wrong[:9]}, {len(unknown)} unknown {unknown[:9]}")
    assert wrong == []
    assert len(unknown) <= (1 - SHARE_RIGHT) * len(SPELLINGS)


NO_CYCLE = [
    # text, version, on a server
    ("Windows 11 ready", "", False), ("Windows 11 compatible", "", False), ("Windows 11 capable: no", "", False),
    ("upgrade to Windows 11", "", False), ("Server room", "", False), ("Office 2016", "", False), ("Microsoft Office 2019", "", False),
    ("SQL Server 2019", "", True), ("Microsoft SQL Server 2016 Standard", "", True), ("Exchange Server 2019", "", True),
    ("no OS", "", False), ("none", "", False), ("14", "", False), ("10.0", "", False), ("Windows", "", False), ("iOS", "", False),
    ("macOS", "", False), ("Android", "", False), ("Ubuntu", "", True), ("Linux", "", True), ("Server", "", True),
    ("Junos 21.4", "", False), ("JUNOS 21.4R3-S4.9", "", False), ("Cisco IOS XR 7.3.2", "", False), ("NX-OS 9.3(8)", "", False),
    ("IOS 15.2(7)E3", "", False), ("Cisco IOS 15.2(7)E3", "", False), ("15.2(7)E3", "", False),
    ("Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(7)E3, RELEASE SOFTWARE (fc3)", "", False),
    ("ASA 9.16(4)", "", False), ("ArubaOS 8.10.0.6", "", False), ("AOS-CX 10.10.1040", "", False), ("UniFi OS 3.2.12", "", False),
    ("EdgeOS 2.0.9", "", False), ("SonicOS 7.0.1-5145", "", False), ("SonicOS Enhanced 6.5.4.13", "", False),
    ("Sophos Firewall OS 19.5.3 MR-3", "", False), ("SFOS 20.0", "", False), ("TrueNAS 13.0-U6", "", True), ("DSM 7.2.1", "", True),
    ("ChromeOS 126.0.6478", "", False), ("Chrome OS", "114", False), ("QTS 5.1", "", True), ("FortiSwitchOS 7.2.5", "", False),
    ("FortiClient 7.2.4", "", False), ("FortiManager 7.4.1", "", False), ("FortiAnalyzer v7.2.1", "", False), ("GlobalProtect 6.2.1", "", False),
    ("tvOS 17.5", "", False), ("watchOS 10.5", "", False), ("visionOS 1.2", "", False), ("Windows 10 IoT", "", False),
    ("Windows 10 Mobile", "", False), ("Windows Phone 8.1", "", False), ("Windows NT 4.0", "", False), ("Windows 98 SE", "", False),
    ("Windows 12", "", False), ("Windows 365", "", False), ("Windows Defender", "", False), ("Windows 10/11", "", False),
    ("Windows 10 or 11", "", False), ("Windows 7/10 Pro", "", False), ("Windows 10 1709 - 21H2", "", False),
    ("Microsoft Windows Server 2016|2019", "", True), ("Microsoft Windows Server 2016 or 2019", "", True),
    ("Microsoft Windows Server 2016 or later (64-bit)", "", True), ("CentOS 4/5 or later (64-bit)", "", True),
    ("Other 3.x or later Linux (64-bit)", "", True), ("Apple macOS 11 (Big Sur) - 13 (Ventura) (Darwin 20.6.0 - 22.4.0)", "", False),
    ("Linux 4.15 - 5.19", "", True), ("Windows 11 Pro", "10.0.19045", False), ("Windows Server 2016", "10.0.17763", True),
    ("macOS Ventura 14.5", "", False), ("Ubuntu 20.04 (jammy)", "", True), ("Windows 11 Pro", "10.0.31999", False),
    ("Windows 10 Enterprise LTSC", "", False), ("Windows 11 Pro 27H1", "", False), ("Windows 10 Pro 27H2", "", False),
    ("ESXi 6", "", True), ("FortiOS 7", "", False), ("PAN-OS 10", "", False), ("IOS XE 17", "", False), ("SLES 15", "", True),
    ("FortiGate 60F", "", False), ("FortiGate-100F", "", False), ("Palo Alto PA-220", "", False), ("ESXi 4.1", "", True),
    ("PAN-OS 14.2.1", "", False), ("FortiOS 9.4", "", False), ("Red Hat Linux 9", "", False), ("openSUSE Tumbleweed", "", True),
    ("VMware Tools 12.3", "", True), ("VMware Workstation 17", "", False), ("VMware Horizon 8", "", True), ("Hyper-V", "", True),
    ("Parallels Desktop 19 for Mac", "", False), ("Android Auto 11.2", "", False), ("Android Oreo", "", False), ("iOS/iPadOS", "17.5", False),
    ("Window seat 10", "", False), ("Twin 10", "", False), ("Windows Small Business Server 2011", "", True), ("Windows Home Server 2011", "", True),
    ("Windows CE 6.0", "", False), ("Windows Thin PC", "", False), ("Microsoft 365", "", False), ("AIX 7.2", "", True), ("Solaris 11.4", "", True),
    ("BIOS 1.14", "", False), ("Azure Stack HCI 22H2", "", True), ("Cisco IOS XE 03.16.05.S", "", False), ("FreeDOS 1.3", "", False),
    ("Windows 2000 Professional", "", False), ("12345", "", False), ("Meraki MX 18.107", "", False), ("Windows 10 Server", "", True),
    ("Windows 10 IoT Enterprise", "10.0.17763", False), ("macOS 16.1", "", False), ("Windows Server", "", True), ("Linux 10", "", True),
    ("Linux nas01 5.15.0-88-generic #98-Ubuntu SMP Mon Oct 2 x86_64", "", True), ("RouterOS CRS326-24G-2S+", "", False),
    ("Linux host 5.10.0-21-amd64 #1 SMP Debian 5.10.162-1 (2023-01-21) x86_64", "", True), ("reception_Windows_10/28/2025_2:14 PM", "", False),
    ("Cisco Nexus Operating System (NX-OS) Software, Version 9.3(5)", "", False), ("paralegal1_Windows_9/11/2025_2:14 PM", "", False),
    ("Microsoft Windows NT Workstation 10.0", "", False), ("Microsoft Windows NT Server 10.0", "", True), ("Laptops - Windows", "", False),
    ("Windows 11 Pro for Workstations Insider Preview [Version 23H2 10.0.26020.1000]", "", False), ("Fedora (32-bit)", "", True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "is_server"), NO_CYCLE)
def test_what_only_looks_like_a_release_is_not_told_as_one(text, version, is_server):
    assert told(text, version, is_server) is None


def test_supported_with_no_end_announced_is_told_apart_from_unknown():
    reference = load_reference()
    states = [
        reference.os(text, "", False).support
        for text in ("macOS 14.5", "macOS 13", "Android 4.1", "macOS 31", "Windows")
    ]
    assert states == ["none_announced", "dated", "ended", "unknown", "unknown"]


@pytest.mark.parametrize(
    ("text", "version", "named"),
    [("Windows 10 Enterprise LTSC", "10.0.17763", "Windows 10 Enterprise LTSC 2019"),
     ("Win 10 LTSC 2021", "", "Windows 10 Enterprise LTSC 2021"), ("Windows 10 Enterprise 2016 LTSB", "", "Windows 10 Enterprise LTSB 2016"),
     ("Windows 10 IoT Enterprise LTSC 2021", "", "Windows 10 IoT Enterprise LTSC 2021"),
     ("Windows 11 Enterprise LTSC", "26100", "Windows 11 Enterprise LTSC 2024"), ("Windows 10 Enterprise", "1809", "Windows 10 1809")],
)  # fmt: skip
def test_a_long_term_channel_goes_by_its_own_name(text, version, named):
    found = load_reference().os(text, version, False)
    assert found is not None
    assert found.full_name == named


@pytest.mark.parametrize(
    ("text", "version", "maker", "category", "expected"),
    [("iOS/iPadOS", "17.5.1", "apple", "tablet", ("ipados", "17", "")), ("iOS/iPadOS", "17.5.1", "apple", "mobile_phone", ("ios", "17", "")),
     ("17.09.04a", "", "cisco", "switch", ("cisco-ios-xe", "17.9", "")), ("IOS 15.2", "", "cisco", "switch", None),
     ("IOS", "15.2", "cisco", "switch", None), ("iOS 17.9.4", "", "cisco", "router", ("cisco-ios-xe", "17.9", "")),
     ("15.2(7)E3", "", "cisco", "switch", None), ("v7.2.8,build1639", "", "fortinet", "firewall", ("fortios", "7.2", "")),
     ("10.1.9-h3", "", "palo alto networks", "firewall", ("pan-os", "10.1", "")), ("14", "", "apple", "laptop", None)],
)  # fmt: skip
def test_the_maker_decides_what_a_bare_version_is(text, version, maker, category, expected):
    assert told(named_system(text, maker, category), version) == expected


@pytest.mark.parametrize(
    ("text", "version", "is_server", "cycle"),
    [("Windows 10 Enterprise N 2016 LTSB [Version 1607 10.0.14393.6529]", "", False, "10-1607"),
     ("microsoft windows 10 iot enterprise, , , 10.0.18363", "", False, "10-1909"),
     ("Windows 11 Enterprise N [Version 21H2 10.0.22000.194]", "", False, "11-21h2"),
     ("Cisco Aironet IW-9165E Wi-Fi 6E Access Point, Cisco IOS XE Software, Version 17.13.1", "", False, "17.13"),
     ("FortiGate-60F v7.6.7,build3704,260601 (GA.M)", "", False, "7.6"), ("Fedora 40 (64-bit)", "", True, "40"),
     ("", "14393", True, "2016"), ("", "14393", False, "10-1607"), ("Windows Server 2016 Standard", "14393", False, "2016"),
     ("", "10.0.20348", False, "2022"), ("SQL Server 2019 on Windows Server 2022", "", True, "2022"), ("Windows 10 Pro", "22631", False, "11-23h2"),
     ("Debian GNU/Linux 12 (Proxmox VE 8.2.4)", "", True, "8"), ("", "19045", False, "10-22h2")],
)  # fmt: skip
def test_builds_and_mixed_texts_are_told_by_what_they_surely_say(text, version, is_server, cycle):
    found = told(text, version, is_server)
    assert found is not None
    assert found[1] == cycle
