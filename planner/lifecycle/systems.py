"""What each asset's operating system and processor mean for its life.

Two things here make hardware due: a Windows client whose hardware cannot run the successor, and a Mac whose last macOS
is no longer kept safe. Servers and virtual machines migrate, which is a decision; a feature or firmware update that the
hardware can take is a finding. An extension counts where an entitlement is recorded, as long as its maker sells it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from planner.calendar import add_months
from planner.lifecycle.days import date_of
from planner.lifecycle.macs import UNLIMITED, newest_macos
from planner.lifecycle.remarks import Remarks
from planner.lifecycle.system_view import NOTHING, System, SystemView, end_with
from planner.lifecycle.windows import windows_view
from planner.reference import Reference
from planner.reference.names import maker_key
from planner.reference.os_match import Cycle, OsMatch, named_system

SERVERS: Final = frozenset({"server", "virtual_machine", "storage", "backup_appliance"})
PERSONAL_COMPUTERS: Final = frozenset({"laptop", "desktop", "workstation", "tablet", "other"})
APPLE_PRACTICE_MONTHS: Final = 36
"""Apple keeps the newest three yearly releases safe: practice, not an announcement."""

_NETWORK: Final = frozenset({"fortios", "pan-os", "cisco-ios-xe", "routeros", "opnsense", "big-ip", "netapp-ontap"})


def systems_of(assets: pd.DataFrame, reference: Reference, remarks: Remarks) -> list[SystemView]:
    """One view per asset, worked out once per distinct combination."""
    makers = assets["manufacturer"].fillna("").map(maker_key)
    entitled = [None if np.isnan(day) else date_of(day) for day in remarks.extended_until.tolist()]
    columns = (
        assets["category"].tolist(),
        assets["operating_system"].fillna("").tolist(),
        assets["os_version"].fillna("").tolist(),
        assets["cpu"].fillna("").tolist(),
        assets["is_virtual"].fillna(False).tolist(),
        makers.tolist(),
        assets["model"].fillna("").where(makers == "apple", "").tolist(),
        entitled,
        remarks.tpm.tolist(),
    )
    known: dict[System, SystemView] = {}
    views = []
    for values in zip(*columns, strict=True):
        key = System(*values)
        if key not in known:
            known[key] = _view(key, reference)
        views.append(known[key])
    return views


def _view(key: System, reference: Reference) -> SystemView:
    said = named_system(key.text or key.version, key.maker, key.category)
    match = reference.os(said, key.version if key.text else "", key.category in SERVERS)
    migrates = key.is_virtual or key.category in SERVERS
    if match is None:
        return _mac(key, None, reference) if key.maker == "apple" and not migrates else NOTHING
    if match.product == "macos" and not migrates:
        return _mac(key, match, reference)
    if migrates and match.product not in _NETWORK:
        return _migrating(key, match)
    if match.product == "windows" and key.category in PERSONAL_COMPUTERS:
        return windows_view(key, match, reference)
    return _other(match, reference)


def _migrating(key: System, match: OsMatch) -> SystemView:
    cycle = match.cycle
    ends_on = end_with(cycle, key.entitled_until) if cycle else None
    is_over = cycle is not None and cycle.state == "ended"
    return SystemView.of(match, ends_on).acting("migrate" if ends_on or is_over else "", ends_on)


def _other(match: OsMatch, reference: Reference) -> SystemView:
    cycle = match.cycle
    if cycle is None or cycle.state == "none_announced":
        return SystemView.of(match, None)
    ends_on = cycle.security_ends_on
    return SystemView.of(match, ends_on).acting("update" if reference.cycles.has_newer(cycle) else "ended", ends_on)


def _mac(key: System, match: OsMatch | None, reference: Reference) -> SystemView:
    """The clock of a Mac is that of the last macOS it can run, where that is known and not the newest of all."""
    cycle = match.cycle if match else None
    newest = newest_macos(key.model)
    last = reference.cycles.find("macos", newest) if newest and newest != UNLIMITED else None
    if last and not reference.cycles.has_newer(last):
        last = None
    view = SystemView.of(match, cycle.security_ends_on if cycle else None) if match else NOTHING
    if cycle:
        view = view.acting(*_mac_action(cycle, newest, reference))
    if last is None:
        return view
    ends_on, is_practice = _practice_end(last)
    return view.limited(ends_on, f"macOS {last.cycle}", is_practice)


def _mac_action(cycle: Cycle, newest: str | None, reference: Reference) -> tuple[str, date | None]:
    if cycle.state == "none_announced":
        return "practice", _practice_end(cycle)[0]
    takes_newer = newest is not None and newest != cycle.cycle and reference.cycles.has_newer(cycle)
    return "update" if takes_newer else "ended", cycle.security_ends_on


def _practice_end(cycle: Cycle) -> tuple[date | None, bool]:
    """(end, whether by Apple's practice)."""
    if cycle.state == "none_announced" and cycle.released_on:
        return add_months(cycle.released_on, APPLE_PRACTICE_MONTHS), True
    return cycle.security_ends_on, False
