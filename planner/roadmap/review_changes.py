"""What stands when a review is held, and what differs from it at the next one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from planner.frames import to_records
from planner.money import format_money
from planner.roadmap.model import Roadmap

_SUMS: Final = {"total": "The plan", "peak": "The fullest quarter", "unplanned": "Expected unplanned cost"}


def figures(roadmap: Roadmap) -> dict[str, Any]:
    """What stands on the roadmap's day, as plain JSON: frozen when a review is held, compared at the next one."""
    rows = to_records(roadmap.schedule[["asset_id", "quantity"]])
    return {
        "as_of": roadmap.as_of.isoformat(), "currency": roadmap.currency, "total": roadmap.budget.total,
        "peak": roadmap.budget.peak, "unplanned": sum(roadmap.risk.expected), "years": roadmap.budget.by_year(),
        "status": roadmap.status_counts, "devices": sum(roadmap.status_counts.values()),
        "assets": {str(row["asset_id"]): row["quantity"] for row in rows},
        "initiatives": {
            one.key: {
                "title": one.title, "quarter": one.quarter_label, "amount": one.amount_minor, "status": one.status,
            }
            for one in roadmap.initiatives
        },
    }  # fmt: skip


def changes(before: Mapping[str, Any], after: Mapping[str, Any], locale: str) -> tuple[str, ...]:
    """What differs between two reviews' figures, a sentence each; () where nothing does."""

    def money(minor: int) -> str:
        return format_money(minor, str(after["currency"]), locale, whole=True)

    told = list(_fleet_changes(before, after))
    for name, word in _SUMS.items():
        if before["currency"] == after["currency"] and money(before[name]) != money(after[name]):
            told.append(f"{word}: {money(before[name])} then, {money(after[name])} now.")
    return (*told, *_initiative_changes(before["initiatives"], after["initiatives"], money))


def _fleet_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    was, now = before["assets"], after["assets"]
    if new := sum(now[asset] for asset in now.keys() - was.keys()):
        yield f"{new:,} {'device is' if new == 1 else 'devices are'} new."
    if gone := sum(was[asset] for asset in was.keys() - now.keys()):
        yield f"{gone:,} {'device is' if gone == 1 else 'devices are'} gone."
    for status, words in (("overdue", "overdue"), ("due", "due"), ("unknown", "of unknown age")):
        if before["status"][status] != after["status"][status]:
            yield f"Devices {words}: {before['status'][status]:,} then, {after['status'][status]:,} now."


def _initiative_changes(was: Mapping[str, Any], now: Mapping[str, Any], money: Any) -> Iterable[str]:
    for key in sorted(was.keys() & now.keys()):
        one, other = was[key], now[key]
        if one["status"] != other["status"]:
            yield f"{other['title']}: {one['status']} then, {other['status']} now."
        if one["quarter"] != other["quarter"]:
            yield f"{other['title']}: {one['quarter']} then, {other['quarter']} now."
    new, gone = (sum(of[key]["amount"] for key in of.keys() - than.keys()) for of, than in ((now, was), (was, now)))
    if count := len(now.keys() - was.keys()):
        yield f"{count:,} {'initiative is' if count == 1 else 'initiatives are'} new, {money(new)} together."
    if count := len(was.keys() - now.keys()):
        yield f"{count:,} {'initiative is' if count == 1 else 'initiatives are'} gone, {money(gone)} together."
