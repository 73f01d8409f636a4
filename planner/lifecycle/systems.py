"""What each asset's operating system and processor mean for its life.

Only one thing here makes hardware due: a Windows client whose hardware cannot run the successor. Servers and virtual
machines migrate, which is a decision; a feature or firmware update that the hardware can take is a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from planner.calendar import add_months
from planner.reference import Reference
from planner.reference.cpu import Readiness
from planner.reference.names import maker_key
from planner.reference.os_match import Cycle, OsMatch, named_system

SERVERS: Final = frozenset({"server", "virtual_machine", "storage", "backup_appliance"})
PERSONAL_COMPUTERS: Final = frozenset({"laptop", "desktop", "workstation", "tablet", "other"})
APPLE_PRACTICE_MONTHS: Final = 36
"""Apple keeps the newest three yearly releases safe: practice, not an announcement."""

_LAST_OF_WINDOWS_10: Final = ("windows", "10-22h2")
_OLD_CLIENTS: Final = frozenset({"Windows 7", "Windows 8", "Windows 8.1", "Windows Vista", "Windows XP"})
_NETWORK: Final = frozenset({"fortios", "pan-os", "cisco-ios-xe", "routeros", "opnsense", "big-ip", "netapp-ontap"})


_Key = tuple[str, str, str, str, bool, str]
"""Category, system, version, processor, whether virtual, maker."""


@dataclass(frozen=True, slots=True)
class SystemView:
    """One distinct combination of category, system and processor.

    `ends_on`: end of security updates of the cycle it runs. `hardware_ends_on`: the day after which this hardware has
    no supported system any more. `action`: migrate, upgrade, update, unproven, not_supported, practice, ended or ''
    (nothing to do); `action_on`: the end that it answers.
    """

    product: str
    cycle: str
    name: str
    ends_on: date | None
    hardware_ends_on: date | None
    action: str
    action_on: date | None


NOTHING: Final = SystemView("", "", "", None, None, "", None)


def systems_of(assets: pd.DataFrame, reference: Reference) -> list[SystemView]:
    """One view per asset, worked out once per distinct combination."""
    columns = (
        assets["category"].tolist(),
        assets["operating_system"].fillna("").tolist(),
        assets["os_version"].fillna("").tolist(),
        assets["cpu"].fillna("").tolist(),
        assets["is_virtual"].fillna(False).tolist(),
        assets["manufacturer"].fillna("").map(maker_key).tolist(),
    )
    known: dict[_Key, SystemView] = {}
    views = []
    for key in zip(*columns, strict=True):
        if key not in known:
            known[key] = _view(key, reference)
        views.append(known[key])
    return views


def _view(key: _Key, reference: Reference) -> SystemView:
    category, system, version, cpu, is_virtual, maker = key
    said = named_system(system or version, maker, category)
    match = reference.os(said, version if system else "", category in SERVERS)
    if match is None:
        return NOTHING
    cycle = match.cycle
    ends_on = cycle.security_ends_on if cycle else None
    name = f"{match.name} {match.version}" if match.version else match.name
    migrates = is_virtual or category in SERVERS
    readiness = reference.cpu(cpu).runs_windows_11 if cpu else "unproven"
    hardware_ends_on, action, action_on = None, "", ends_on
    if migrates and match.product not in _NETWORK:
        action = "migrate" if ends_on else _undated(cycle)
    elif match.product == "windows" and category in PERSONAL_COMPUTERS:
        hardware_ends_on, action, action_on = _windows(match, readiness, reference)
    elif cycle and match.product == "macos" and cycle.state == "none_announced" and cycle.released_on:
        action, action_on = "practice", add_months(cycle.released_on, APPLE_PRACTICE_MONTHS)
    elif ends_on or (cycle and cycle.state == "ended"):
        has_newer = cycle is not None and reference.cycles.has_newer(cycle)
        action = "update" if has_newer else "ended"
    return SystemView(match.name, match.version or "", name, ends_on, hardware_ends_on, action, action_on)


def _undated(cycle: Cycle | None) -> str:
    return "migrate" if cycle and cycle.state == "ended" else ""


def _windows(match: OsMatch, readiness: Readiness, reference: Reference) -> tuple[date | None, str, date | None]:
    """(hardware's end, action, when). Home to Enterprise of Windows 10 all end with its last cycle; LTSC by itself."""
    if match.name == "Windows 11":
        ends_on = match.cycle.security_ends_on if match.cycle else None
        return None, "not_supported" if readiness == "no" else "update", ends_on
    if match.name != "Windows 10" and match.name not in _OLD_CLIENTS:
        return None, "", None
    last = reference.cycles.find(*_LAST_OF_WINDOWS_10, match.edition)
    if match.cycle and ("ltsc" in match.edition or match.name in _OLD_CLIENTS):
        last = match.cycle
    ends_on = last.security_ends_on if last else None
    if readiness == "no":
        return ends_on, "", ends_on
    return None, "upgrade" if readiness == "yes" else "unproven", ends_on
