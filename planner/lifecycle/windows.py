"""Windows clients: which can run Windows 11, and until when those that cannot are safe."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.lifecycle.system_view import System, SystemView, end_with
from planner.reference import Reference
from planner.reference.cpu import Readiness
from planner.reference.os_match import Cycle, OsMatch

_LAST_OF_WINDOWS_10: Final = ("windows", "10-22h2")
_OLD_CLIENTS: Final = frozenset({"Windows 7", "Windows 8", "Windows 8.1", "Windows Vista", "Windows XP"})


def windows_view(key: System, match: OsMatch, reference: Reference) -> SystemView:
    """Home to Enterprise of Windows 10 all end with its last cycle; long-term channels and older ones by themselves."""
    cycle = match.cycle
    readiness = _readiness(key, reference)
    if match.name == "Windows 11":
        ends_on = cycle.security_ends_on if cycle else None
        return SystemView.of(match, ends_on).acting("not_supported" if readiness == "no" else "update", ends_on)
    if match.name != "Windows 10" and match.name not in _OLD_CLIENTS:
        return SystemView.of(match, cycle.security_ends_on if cycle else None)
    last = _last_cycle(match, reference)
    if last is None:
        return SystemView.of(match, None)
    view = SystemView.of(match, _own_end(match, last, key.entitled_until))
    return _answered(view, last, readiness, key)


def _answered(view: SystemView, last: Cycle, readiness: Readiness, key: System) -> SystemView:
    ends_on = end_with(last, key.entitled_until)
    if readiness != "no":
        able = "upgrade" if key.tpm == "yes" else "check"
        return view.acting(able if readiness == "yes" else "unproven", ends_on)
    limited = view.limited(ends_on, view.name)
    if key.entitled_until is None or last.extended_ends_on is None or ends_on == last.extended_ends_on:
        return limited.acting("", ends_on)
    return limited.acting("extended", ends_on, last.extended_ends_on)


def _readiness(key: System, reference: Reference) -> Readiness:
    """Microsoft asks for a processor of its list and for TPM 2.0."""
    if key.tpm == "no":
        return "no"
    return reference.cpu(key.cpu).runs_windows_11 if key.cpu else "unproven"


def _last_cycle(match: OsMatch, reference: Reference) -> Cycle | None:
    if "ltsc" in match.edition or match.name in _OLD_CLIENTS:
        return match.cycle
    return reference.cycles.find(*_LAST_OF_WINDOWS_10, match.edition)


def _own_end(match: OsMatch, last: Cycle, entitled_until: date | None) -> date | None:
    """The end of what it runs: an extension is sold for the last cycle alone."""
    if match.cycle is None:
        return end_with(last, entitled_until)
    return end_with(match.cycle, entitled_until)
