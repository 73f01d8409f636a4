"""Held initiatives that are in no quarter, and what a person should know of those that are held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

import pandas as pd

from planner.frames import to_records
from planner.money import format_money
from planner.roadmap.held import Held
from planner.roadmap.initiatives import counted, overlaid
from planner.roadmap.model import Finding, Initiative

_WHY: Final = {
    "declined": "Declined: its devices stay in use, at the risk of their age.",
    "done": "Bought already: the next import should show what took the place of these devices.",
}
_TOLD: Final = {"declined": "is declined", "done": "is done, but its devices are still listed"}


def parked(held: Sequence[Held], schedule: pd.DataFrame) -> tuple[Initiative, ...]:
    """The held initiatives that are in no quarter, one each, with those devices that would be in the plan otherwise.
    Their amount is the hardware at today's prices, in no total; together it is that of the reconciliation's group
    'unscheduled'."""
    out = schedule.loc[schedule["group"] == "unscheduled", ["asset_id", "quantity", "unit_hardware_minor"]]
    rows = {row["asset_id"]: row for row in to_records(out)}
    found = []
    for one in held:
        own = [rows[asset] for asset in one.asset_ids if asset in rows] if one.is_out else []
        if own:
            units = sum(row["quantity"] for row in own)
            calculated = Initiative(
                key=one.key, title=f"Replace {counted(units, one.category)}",
                why=_WHY.get(str(one.status), "Taken out of all quarters."), lane="Run", category=one.category,
                quarter_starts_on=date.max, quarter_label="Unscheduled",
                amount_minor=sum(row["quantity"] * row["unit_hardware_minor"] for row in own), devices=units,
                asset_ids=tuple(row["asset_id"] for row in own), priority="medium", status="proposed", owner=None,
            )  # fmt: skip
            found.append(overlaid(one, calculated))
    return tuple(found)


def held_findings(
    held: Sequence[Held], cards: Sequence[Initiative], out: Sequence[Initiative], schedule: pd.DataFrame,
    currency: str, locale: str,
) -> Iterator[Finding]:  # fmt: skip
    """What is in no quarter, with its money; initiatives that hold nothing any more; and those that have to wait for
    something later. `cards`: those in a quarter, projects too; `out`: those in none."""
    for one in out:
        worth = format_money(one.amount_minor, currency, locale, whole=True)
        count = "1 device" if one.devices == 1 else f"{one.devices:,} devices"
        yield Finding(
            f"unscheduled:{one.key}",
            f"{one.title} {_TOLD.get(one.status, 'is in no quarter')}: {count}, {worth} of hardware at today's prices "
            "in no total.", one.devices, one.asset_ids, one.amount_minor,
        )  # fmt: skip
    yield from _idle(held, schedule)
    yield from _too_early((*cards, *out))


def _idle(held: Sequence[Held], schedule: pd.DataFrame) -> Iterator[Finding]:
    """Held initiatives of whose devices nothing is to be bought any more."""
    there = set(schedule["asset_id"].tolist())
    in_plan = schedule["group"].isin(("planned", "estimated", "unscheduled"))
    bought = set(schedule.loc[in_plan, "asset_id"].tolist())
    for one in held:
        own = set(one.asset_ids)
        if not own & bought:
            named = one.title or f"An initiative for {counted(len(own), one.category)}"
            words = "have left the plan" if own & there else "are gone from the fleet"
            yield Finding(
                f"held_idle:{one.key}",
                f"{named} is on the roadmap no longer: all its devices {words}.", 0, tuple(sorted(own & there)), None,
            )  # fmt: skip


def _too_early(cards: Iterable[Initiative]) -> Iterator[Finding]:
    """Initiatives in a quarter before that of what has to come first."""
    known = {one.key: one for one in cards}
    for one in known.values():
        for key in one.depends_on:
            first = known.get(key)
            if first is not None and first.quarter_starts_on > one.quarter_starts_on:
                yield Finding(
                    f"waits_for:{one.key}:{key}",
                    f"{one.title} ({one.quarter_label}) comes before what it depends on: {first.title} "
                    f"({first.quarter_label}).", 0, (), None,
                )  # fmt: skip
