"""What is asked of the systems (one distinct combination of facts) and what they answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from planner.reference.os_match import Cycle, OsMatch


class System(NamedTuple):
    """The facts that decide. `model` only of Macs; `entitled_until` is a recorded entitlement to extended updates;
    `tpm` is 'yes', 'no' or '' (not seen)."""

    category: str
    text: str
    version: str
    cpu: str
    is_virtual: bool
    maker: str
    model: str
    entitled_until: date | None
    tpm: str


@dataclass(frozen=True, slots=True)
class SystemView:
    """One distinct combination of facts.

    `ends_on`: end of security updates of the cycle it runs, a recorded entitlement included. `hardware_ends_on`: the
    day after which this hardware has no supported system any more, `hardware_system` the last that it can run;
    `is_practice`: that day is Apple's practice, not an announcement. `action`: migrate, upgrade, check (upgrade, once a
    TPM is seen), extended (its entitlement ends), update, unproven, not_supported, practice, ended or '' (nothing to
    do); `action_on`: the end that it answers; `renewable_until`: as long as its maker sells the extension.
    """

    product: str
    cycle: str
    name: str
    ends_on: date | None
    hardware_ends_on: date | None = None
    hardware_system: str = ""
    is_practice: bool = False
    action: str = ""
    action_on: date | None = None
    renewable_until: date | None = None

    @classmethod
    def of(cls, match: OsMatch, ends_on: date | None) -> SystemView:
        return cls(match.name, match.version or "", match.full_name, ends_on)

    def acting(self, action: str, action_on: date | None, renewable_until: date | None = None) -> SystemView:
        return replace(self, action=action, action_on=action_on, renewable_until=renewable_until)

    def limited(self, ends_on: date | None, system: str, is_practice: bool = False) -> SystemView:
        return replace(self, hardware_ends_on=ends_on, hardware_system=system, is_practice=is_practice)


NOTHING: Final = SystemView("", "", "", None)


def end_with(cycle: Cycle, entitled_until: date | None) -> date | None:
    """The end of security updates of a cycle; with a recorded entitlement, as long as its maker sells the extension."""
    if entitled_until is None or cycle.extended_ends_on is None or cycle.security_ends_on is None:
        return cycle.security_ends_on
    return max(cycle.security_ends_on, min(entitled_until, cycle.extended_ends_on))
