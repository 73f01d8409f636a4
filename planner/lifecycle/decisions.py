"""What the client has to decide of each asset: cover, leases, licences, systems, batteries, upgrades."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from planner.calendar import add_months
from planner.lifecycle.age import Age
from planner.lifecycle.clocks import Clocks
from planner.lifecycle.days import Days, day_number, days_of
from planner.lifecycle.note_list import Mask, Notes, day_said, month_said
from planner.lifecycle.policy import Policy
from planner.lifecycle.remarks import Remarks
from planner.lifecycle.specification import has_rotating_disk, short_of_memory
from planner.lifecycle.system_view import SystemView
from planner.lifecycle.ups import battery_due, needs_battery

DECIDE_WITHIN_MONTHS: Final = 12
MIGRATE_WITHIN_MONTHS: Final = 36
UPGRADE_WORTH_DAYS: Final = 365
_COVERED: Final = ("server", "storage", "backup_appliance", "firewall")
_LICENSED: Final = ("firewall", "switch", "router", "access_point")


@dataclass(frozen=True)
class Facts:
    """What the decisions are made of; masks and days per asset. `is_scheduled`: replaced on a date."""

    assets: pd.DataFrame
    age: Age
    clocks: Clocks
    systems: list[SystemView]
    remarks: Remarks
    policy: Policy
    is_scheduled: Mask
    is_active: Mask
    as_of: date

    @cached_property
    def day(self) -> float:
        return day_number(self.as_of)

    @cached_property
    def soon(self) -> float:
        return day_number(add_months(self.as_of, DECIDE_WITHIN_MONTHS))

    @cached_property
    def replaced_on(self) -> Days:
        """The due date of what is replaced on a date; NaN for the others."""
        return np.where(self.is_scheduled, self.clocks.due, np.nan)

    @cached_property
    def is_decided_here(self) -> Mask:
        """In use, and the client's own or leased by him: others decide of what is theirs."""
        found: Mask = self.is_active & self.assets["ownership"].isin(("client", "leased")).to_numpy(dtype=bool)
        return found

    @cached_property
    def is_worth_upgrading(self) -> Mask:
        """More than 12 months of life remain, by its age where it is not replaced on a date."""
        found: Mask = self.is_active & ~(self.clocks.due <= self.day + UPGRADE_WORTH_DAYS)
        return found

    @cached_property
    def action(self) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
        return np.array([view.action for view in self.systems], dtype=object)

    @cached_property
    def action_on(self) -> Days:
        days = (view.action_on for view in self.systems)
        return np.array([np.nan if day is None else day_number(day) for day in days], dtype=np.float64)

    def is_of(self, categories: tuple[str, ...]) -> Mask:
        found: Mask = self.assets["category"].isin(categories).to_numpy(dtype=bool)
        return found


def decisions(facts: Facts) -> list[str]:
    """[{key, date, sentence}] per asset. `date` is the day by which it is settled by itself, today where none is."""
    notes = Notes(len(facts.assets))
    _warranty(notes, facts)
    _lease(notes, facts)
    _licence(notes, facts)
    _migration(notes, facts)
    _upgrade(notes, facts)
    _extension(notes, facts)
    _battery(notes, facts)
    _specification(notes, facts)
    return notes.texts()


def _warranty(notes: Notes, facts: Facts) -> None:
    ends = days_of(facts.assets["warranty_ends_on"])
    due = facts.replaced_on
    reaches = facts.is_of(("firewall",)) & (ends >= due)
    comes = (ends >= facts.day) & (ends <= facts.soon) & ~reaches
    notes.add(facts.is_decided_here & comes, "warranty_end",
              lambda i: f"Its warranty ends on {day_said(ends[i])}: renew, bridge or replace.", ends)  # fmt: skip
    over = (ends < facts.day) & (due > facts.day) & facts.is_of(_COVERED)
    notes.add(facts.is_decided_here & over, "warranty_end",
              lambda i: f"Its warranty ended on {day_said(ends[i])} and its replacement is planned for "
              f"{month_said(due[i])}: renew, bridge or replace.", ends)  # fmt: skip


def _lease(notes: Notes, facts: Facts) -> None:
    ends = days_of(facts.assets["lease_ends_on"])
    notes.add(facts.is_active & (ends <= facts.soon), "lease_end",
              lambda i: f"Its lease {_tense(ends[i], facts.day)} on {day_said(ends[i])}: return, extend or buy "
              "out.", ends)  # fmt: skip


def _tense(ends: float, today: float) -> str:
    return "ended" if ends < today else "ends"


def _licence(notes: Notes, facts: Facts) -> None:
    """A licence ends with its device: it is extended to the planned replacement, and not bought for longer."""
    ends, due = facts.remarks.licence_ends, facts.replaced_on
    wanted = facts.is_decided_here & facts.is_of(_LICENSED) & (ends <= facts.soon)
    wanted &= ~(due <= np.fmax(ends, facts.day))
    notes.add(wanted, "licence_end",
              lambda i: f"Its licence {_tense(ends[i], facts.day)} on {day_said(ends[i])}: extend it as far as its "
              f"planned replacement{f' in {month_said(due[i])}' if np.isfinite(due[i]) else ''}, where the successor's "
              "licence begins.", ends)  # fmt: skip


def _migration(notes: Notes, facts: Facts) -> None:
    when, names = facts.action_on, [view.name for view in facts.systems]
    within = day_number(add_months(facts.as_of, MIGRATE_WITHIN_MONTHS))
    wanted = facts.is_active & (facts.action == "migrate") & (np.isnan(when) | (when <= within))
    notes.add(wanted, "os_migration",
              lambda i: f"Security updates for {names[i]} {'ended' if when[i] < facts.day else 'end'} on "
              f"{day_said(when[i])}: migrate its services."
              if np.isfinite(when[i]) else f"{names[i]} no longer gets security updates: migrate its services.",
              np.where(np.isnan(when), facts.day, when))  # fmt: skip


def _upgrade(notes: Notes, facts: Facts) -> None:
    when, names = facts.action_on, [view.name for view in facts.systems]
    within = day_number(add_months(facts.as_of, MIGRATE_WITHIN_MONTHS))
    wanted = np.isin(facts.action, ("upgrade", "check")) & (when <= within) & facts.is_worth_upgrading
    unseen = facts.action == "check"
    notes.add(wanted, "windows_11_upgrade",
              lambda i: f"Security updates for {names[i]} {'ended' if when[i] < facts.day else 'end'} on "
              f"{day_said(when[i])}: its processor can run Windows 11, so upgrade it"
              f"{' (TPM 2.0 to be checked)' if unseen[i] else ''}.", when)  # fmt: skip


def _extension(notes: Notes, facts: Facts) -> None:
    """A recorded extension that ends and can be bought for longer: the bridge until its replacement."""
    until = (view.renewable_until for view in facts.systems)
    sold = np.array([end is not None and end > facts.as_of for end in until], dtype=bool)
    when = facts.action_on
    wanted = facts.is_decided_here & (facts.action == "extended") & sold & (when <= facts.soon)
    notes.add(wanted, "extended_support_end",
              lambda i: f"The paid extension of its system's security updates {_tense(when[i], facts.day)} on "
              f"{day_said(when[i])}: replace it, or extend once more as a bridge.", when)  # fmt: skip


def _battery(notes: Notes, facts: Facts) -> None:
    changed = facts.remarks.battery_changed
    is_guess = np.isin(facts.age.kind, ("none", "peers", "category_median"))
    battery = battery_due(facts.assets, np.where(is_guess, np.nan, facts.age.p50), changed, facts.policy)
    wanted = facts.is_decided_here & (battery <= facts.soon) & needs_battery(battery, facts.replaced_on, facts.day)
    is_assumed = wanted & np.isnan(changed) & (battery < facts.day)
    notes.add(wanted & ~is_assumed, "battery_replacement",
              lambda i: f"Its batteries are due in {month_said(battery[i])}: change them.", battery)  # fmt: skip
    notes.add(is_assumed, "battery_replacement",
              lambda i: f"No change of its batteries is recorded, so they are due since {month_said(battery[i])}: "
              "change them, or record when that was done.", battery)  # fmt: skip


def _specification(notes: Notes, facts: Facts) -> None:
    now = np.full(len(facts.assets), facts.day)
    wanted = facts.is_decided_here & facts.is_worth_upgrading
    soldered = (facts.assets["manufacturer"].str.lower() == "apple").fillna(False).to_numpy(dtype=bool)
    notes.add(wanted & ~soldered & short_of_memory(facts.assets, facts.policy), "memory_upgrade",
              lambda _: f"It has less than {facts.policy.least_memory_gb} GB of memory and more than a year to go: add "
              "memory.", now)  # fmt: skip
    notes.add(wanted & ~soldered & has_rotating_disk(facts.assets, facts.policy), "disk_upgrade",
              lambda _: "It has a rotating disk and more than a year to go: fit a solid-state disk.", now)  # fmt: skip
