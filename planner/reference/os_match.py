"""An operating system's text, and its build where there is one → product, cycle and edition class.

Windows' home and professional editions share their ends and are class 'pro'; Enterprise and Education are
'enterprise'; the long-term channels 'ltsc' and 'iot_ltsc'. A text without a version is the newest cycle of its edition
for Windows (updates come by themselves there) and no cycle elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

EndState = Literal["dated", "ended", "none_announced"]


@dataclass(frozen=True, slots=True)
class Cycle:
    """One row of the product cycles. `security_ends_on` is the last day of security fixes, where `state` is 'dated'."""

    product: str
    edition: str
    cycle: str
    label: str
    build: str
    released_on: date | None
    support_ends_on: date | None
    security_ends_on: date | None
    extended_ends_on: date | None
    state: EndState


@dataclass(frozen=True, slots=True)
class OsMatch:
    """`product` is the table's name, `name` and `version` what a person reads: 'Windows 10', '22H2'."""

    product: str
    name: str
    version: str | None
    edition: str
    cycle: Cycle | None


NEW_DEVICES_ONLY: Final = frozenset({"11-26h1"})
"""Windows cycles that come with new silicon and are not offered to existing devices (Microsoft, 11 26H1)."""

_OTHERS: Final[tuple[tuple[str, str, str], ...]] = (
    (r"\bforti ?os\b|\bfortigate\b", "fortios", "FortiOS"),
    (r"\bpan-? ?os\b", "pan-os", "PAN-OS"),
    (r"\bios[- ]xe\b", "cisco-ios-xe", "Cisco IOS XE"),
    (r"\besxi?\b", "vmware-esxi", "VMware ESXi"),
    (r"\bvcenter\b", "vmware-vcenter", "VMware vCenter"),
    (r"\bproxmox backup\b", "proxmox-backup-server", "Proxmox Backup Server"),
    (r"\bproxmox\b|\bpve\b", "proxmox-ve", "Proxmox VE"),
    (r"\bxcp-?ng\b", "xcp-ng", "XCP-ng"),
    (r"\bipad ?os\b", "ipados", "iPadOS"),
    (r"\bmac ?os\b|\bos ?x\b", "macos", "macOS"),
    (r"\b(?:apple )?ios\b|\biphone os\b", "ios", "iOS"),
    (r"\bandroid\b", "android", "Android"),
    (r"\bubuntu\b", "ubuntu", "Ubuntu"),
    (r"\bdebian\b", "debian", "Debian"),
    (r"\brhel\b|\bred ?hat\b", "rhel", "Red Hat Enterprise Linux"),
    (r"\bcentos stream\b", "centos-stream", "CentOS Stream"),
    (r"\bcentos\b", "centos", "CentOS"),
    (r"\brocky\b", "rocky-linux", "Rocky Linux"),
    (r"\balma ?linux\b", "almalinux", "AlmaLinux"),
    (r"\boracle linux\b", "oracle-linux", "Oracle Linux"),
    (r"\bamazon linux\b", "amazon-linux", "Amazon Linux"),
    (r"\bsles\b|\bsuse linux enterprise\b", "sles", "SUSE Linux Enterprise"),
    (r"\bopensuse\b", "opensuse", "openSUSE"),
    (r"\bfedora\b", "fedora", "Fedora"),
    (r"\blinux ?mint\b", "linuxmint", "Linux Mint"),
    (r"\bfreebsd\b", "freebsd", "FreeBSD"),
    (r"\bontap\b", "netapp-ontap", "NetApp ONTAP"),
    (r"\brouter ?os\b", "routeros", "RouterOS"),
    (r"\bopnsense\b", "opnsense", "OPNsense"),
    (r"\bbig-?ip\b", "big-ip", "F5 BIG-IP"),
    (r"\bnutanix\b|\baos\b", "nutanix-aos", "Nutanix AOS"),
)
_COMPILED = tuple((re.compile(pattern), product, name) for pattern, product, name in _OTHERS)
_MAC_NAMES: Final = {
    "tahoe": "26", "sequoia": "15", "sonoma": "14", "ventura": "13", "monterey": "12", "big sur": "11",
    "catalina": "10.15", "mojave": "10.14", "high sierra": "10.13", "sierra": "10.12", "el capitan": "10.11",
}  # fmt: skip
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_RUN_TOGETHER = re.compile(r"\bwin(?:dows)? ?-?(7|8\.1|8|10|11)(?![\d.])-? ?")
_BUILD = re.compile(r"\b(?:10\.0\.)?(1\d{4}|2\d{4})\b")
_FEATURE = re.compile(r"\b(\d\dh[12]|1507|1511|1607|1703|1709|1803|1809|1903|1909|2004)\b")
_OLD_WINDOWS: Final = (
    (r"\bwindows 8\.1\b|\b6\.3\.\d|\bwin ?8\.1\b", "8.1", "Windows 8.1"),
    (r"\bwin(?:dows)? ?8\b|\b6\.2\.\d", "8", "Windows 8"),
    (r"\bwin(?:dows)? ?7\b|\b6\.1\.\d", "7-sp1", "Windows 7"),
    (r"\bvista\b", "6-sp2", "Windows Vista"),
    (r"\bwin(?:dows)? ?xp\b|\b5\.1\.\d", "5-sp3", "Windows XP"),
)
_LTSC_YEARS: Final = {"2015": "10-1507", "2016": "10-1607", "2019": "10-1809", "2021": "10-21h2", "2024": "11-24h2"}
_SERVER_YEAR = re.compile(r"\b(20(?:00|03|08|12|16|19|22|25))\b(?: ?(r2))?")
_SERVER_CYCLES: Final = {"2003": "2003-sp2", "2008": "2008-sp2", "2008-r2": "2008-r2-sp1"}
_SERVER_BUILDS: Final = {"14393": "2016", "17763": "2019", "20348": "2022", "26100": "2025"}


class Cycles:
    """The product cycles, indexed: by product, cycle and edition."""

    def __init__(self, rows: Iterable[Cycle]) -> None:
        self._rows: dict[tuple[str, str, str], Cycle] = {(row.product, row.cycle, row.edition): row for row in rows}
        self._of_product: dict[str, list[Cycle]] = {}
        for row in self._rows.values():
            self._of_product.setdefault(row.product, []).append(row)

    def find(self, product: str, cycle: str, edition: str = "") -> Cycle | None:
        """The row of that edition, or the one that holds for every edition."""
        return self._rows.get((product, cycle, edition)) or self._rows.get((product, cycle, ""))

    def of_product(self, product: str) -> list[Cycle]:
        return self._of_product.get(product, [])

    def has_newer(self, cycle: Cycle) -> bool:
        """Whether the table knows a later cycle of this product."""
        return any(
            row.released_on and cycle.released_on and row.released_on > cycle.released_on
            for row in self.of_product(cycle.product)
        )


_SYSTEM_OF_MAKER: Final = {
    ("apple", "mobile_phone"): "iOS", ("apple", "tablet"): "iPadOS", ("apple", "laptop"): "macOS",
    ("apple", "desktop"): "macOS", ("apple", "workstation"): "macOS", ("fortinet", "firewall"): "FortiOS",
    ("palo alto networks", "firewall"): "PAN-OS", ("palo alto", "firewall"): "PAN-OS",
    ("cisco", "switch"): "IOS XE", ("cisco", "router"): "IOS XE", ("cisco", "access_point"): "IOS XE",
}  # fmt: skip


def named_system(text: str, maker: str, category: str) -> str:
    """A bare version ('17.5.1') with the system that this maker's device of this category runs; else the text."""
    if re.fullmatch(r"v?\d+(?:\.\d+)+[a-z]?", text.strip().lower()):
        return f"{_SYSTEM_OF_MAKER.get((maker, category), '')} {text}".strip()
    return text


def match_os(text: str, version: str, is_server: bool, cycles: Cycles) -> OsMatch | None:
    """What the tables know of an operating system as a sheet names it; None where the product is not recognised.

    `is_server` decides for a build that a Windows client and a Windows Server share.
    """
    said = " ".join(f"{text} {version}".lower().replace("®", "").replace("™", "").split())
    if not said:
        return None
    said = _RUN_TOGETHER.sub(r"windows \1 ", said).strip()
    if "windows" not in said:
        for pattern, product, name in _COMPILED:
            if found := pattern.search(said):
                return _versioned(said, found.end(), product, name, cycles)
    if "server" in said and ("windows" in said or _SERVER_YEAR.search(said) or _BUILD.search(said)):
        return _windows_server(said, cycles)
    if re.search(r"\bwin(?:dows)?\b|\bwin ?\d|\b10\.0\.\d{5}|^\d{5}\.\d", said):
        return _windows_server(said, cycles) if is_server and _is_server_build(said) else _windows(said, cycles)
    return None


def _is_server_build(said: str) -> bool:
    found = _BUILD.search(said)
    return found is not None and found[1] in _SERVER_BUILDS and not re.search(r"\bwin(?:dows)? ?1[01]\b", said)


def _versioned(said: str, after: int, product: str, name: str, cycles: Cycles) -> OsMatch:
    named = next((version for mac, version in _MAC_NAMES.items() if mac in said), None) if product == "macos" else None
    found = _VERSION.search(said, after) or _VERSION.search(said)
    number = found[0] if found else named
    cycle = _cycle_of_number(product, number, cycles) if number else None
    if cycle is None and named:
        cycle = cycles.find(product, named)
    return OsMatch(product, name, cycle.cycle if cycle else number, "", cycle)


def _cycle_of_number(product: str, number: str, cycles: Cycles) -> Cycle | None:
    given = number.split(".")
    parts = given if product == "ubuntu" else [str(int(part)) for part in given]
    tried = [".".join(parts[:count]) for count in range(min(3, len(parts)), 0, -1)]
    for cycle in (*tried, f"{parts[0]}.0"):
        if row := cycles.find(product, cycle):
            return row
    return None


def _windows_server(said: str, cycles: Cycles) -> OsMatch:
    year = _SERVER_YEAR.search(said)
    build = _BUILD.search(said)
    if year:
        shown = f"{year[1]} R2" if year[2] else year[1]
        slug = shown.lower().replace(" ", "-")
    elif build and build[1] in _SERVER_BUILDS:
        shown = slug = _SERVER_BUILDS[build[1]]
    else:
        return OsMatch("windows-server", "Windows Server", None, "", None)
    row = cycles.find("windows-server", _SERVER_CYCLES.get(slug, slug))
    return OsMatch("windows-server", "Windows Server", shown, "", row)


def _windows(said: str, cycles: Cycles) -> OsMatch:
    for pattern, cycle, name in _OLD_WINDOWS:
        if re.search(pattern, said):
            return OsMatch("windows", name, None, "", cycles.find("windows", cycle))
    edition = _windows_edition(said)
    build = _BUILD.search(said)
    of_build = _cycle_of_build(build[1], edition, cycles) if build else None
    if of_build:
        return _windows_match(of_build, edition)
    if "ltsc" in edition and (year := re.search(r"\b20(?:15|16|19|21|24)\b", said)):
        long_term = cycles.find("windows", _LTSC_YEARS[year[0]], edition)
        if long_term:
            return _windows_match(long_term, edition)
    major = "11" if re.search(r"\bwin(?:dows)?(?: nt)? ?11\b", said) or (build and int(build[1]) >= 22000) else "10"
    if not build and not re.search(r"\bwin(?:dows)?(?: nt)? ?1[01]\b", said):
        return OsMatch("windows", "Windows", None, edition, None)
    feature = _FEATURE.search(said)
    row = cycles.find("windows", f"{major}-{feature[1]}", edition) if feature else _newest(major, edition, cycles)
    return _windows_match(row, edition) if row else OsMatch("windows", f"Windows {major}", None, edition, None)


def _windows_edition(said: str) -> str:
    if re.search(r"\blts[bc]\b|long.term servic", said):
        return "iot_ltsc" if "iot" in said else "ltsc"
    return "enterprise" if re.search(r"\benterprise\b|\beducation\b|\bent\b|\bedu\b", said) else "pro"


def _cycle_of_build(build: str, edition: str, cycles: Cycles) -> Cycle | None:
    rows = [row for row in cycles.of_product("windows") if row.build == f"10.0.{build}"]
    for wanted in (edition, ""):
        for row in rows:
            if row.edition == wanted:
                return row
    return None


def _newest(major: str, edition: str, cycles: Cycles) -> Cycle | None:
    rows = [
        row
        for row in cycles.of_product("windows")
        if row.cycle.startswith(f"{major}-") and row.edition in {edition, ""} and row.cycle not in NEW_DEVICES_ONLY
    ]
    return max(rows, key=lambda row: (row.released_on or date.min, row.edition), default=None)


def _windows_match(row: Cycle, edition: str) -> OsMatch:
    major, _, feature = row.cycle.partition("-")
    return OsMatch("windows", f"Windows {major}", feature.upper(), edition, row)
