"""One client's line among all clients: what it needs now, in figures that can be stored and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from planner.budget.contracts import Renewal
from planner.roadmap.model import Roadmap

NEAR_QUARTERS: Final = 4
RENEWAL_DAYS: Final = 90
QUARTER_DAYS: Final = 91
"""A review that is not a quarter old needs no other."""


@dataclass(frozen=True, slots=True)
class PortfolioFigures:
    """Amounts are minor units of `currency`. `overdue_minor`: hardware of the overdue devices at today's prices;
    `near_minor`: planned spend of the next four quarters; `unplanned_minor`: what failures are expected to cost in
    them; `undated`, `unpriced`: devices that no date or price is known for; `renewals`, `renewals_minor`: contracts to
    be decided within 90 days and what they cost a year; `asked`: questions without an answer."""

    currency: str
    devices: int
    overdue: int
    overdue_minor: int
    near_minor: tuple[int, ...]
    near_labels: tuple[str, ...]
    unplanned_minor: int
    undated: int
    unpriced: int
    renewals: int
    renewals_minor: int
    last_review_on: date | None
    next_review_on: date | None
    version: int | None
    asked: int

    @property
    def undated_share(self) -> float:
        return self.undated / self.devices if self.devices else 0.0


@dataclass(frozen=True, slots=True)
class Need:
    """How much a client needs somebody now, 0 to 100, and why in words, the weightiest first."""

    score: int
    why: str


def portfolio_figures(
    roadmap: Roadmap, renewals: Sequence[Renewal], held_on: date | None, meets_on: date | None, version: int | None,
    asked: int,
) -> PortfolioFigures:  # fmt: skip
    """The client's line on the roadmap's day. `held_on`: its last review; `meets_on`: the next one; `version`: the
    newest published one."""
    schedule, groups = roadmap.schedule, roadmap.budget.reconciliation
    overdue = schedule[schedule["lifecycle_status"] == "overdue"]
    worth = (overdue["unit_hardware_minor"].fillna(0) * overdue["quantity"]).sum()
    until = roadmap.as_of + timedelta(days=RENEWAL_DAYS)
    due = [one for one in renewals if roadmap.as_of <= one.decide_by <= until]
    near = roadmap.budget.planned()[:NEAR_QUARTERS]
    counts = roadmap.status_counts
    return PortfolioFigures(
        currency=roadmap.currency, devices=sum(counts.values()), overdue=counts["overdue"],
        overdue_minor=0 if pd.isna(worth) else int(worth), near_minor=near,
        near_labels=tuple(quarter.label for quarter in roadmap.quarters[:NEAR_QUARTERS]),
        unplanned_minor=sum(roadmap.risk.expected[:NEAR_QUARTERS]), undated=groups["undatable"].assets,
        unpriced=groups["unpriced"].assets, renewals=len(due),
        renewals_minor=sum(one.then_minor or 0 for one in due), last_review_on=held_on, next_review_on=meets_on,
        version=version, asked=asked,
    )  # fmt: skip


def need(figures: PortfolioFigures, as_of: date) -> Need:
    """Weights are an assumption of this planner: overdue devices up to 40 (reached at half the fleet), a late review 25
    (reached at half a year), questions 15, renewals to be decided 10, undated devices up to 10."""
    late = (as_of - figures.last_review_on).days - QUARTER_DAYS if figures.last_review_on else 2 * QUARTER_DAYS
    planned = figures.next_review_on is not None and as_of <= figures.next_review_on
    share = figures.overdue / figures.devices if figures.devices else 0.0
    terms = (
        (40 * min(1.0, 2 * share), f"{figures.overdue:,} of {figures.devices:,} devices overdue"),
        (0.0 if planned else 25 * min(1.0, max(0, late) / QUARTER_DAYS), _review_words(figures, as_of)),
        (15.0 if figures.asked else 0.0, f"{figures.asked:,} {'question' if figures.asked == 1 else 'questions'} open"),
        (10.0 if figures.renewals else 0.0,
         f"{figures.renewals:,} {'renewal' if figures.renewals == 1 else 'renewals'} to decide within 90 days"),
        (10 * figures.undated_share, f"{figures.undated:,} devices without any date"),
    )  # fmt: skip
    told = sorted((term for term in terms if term[0] >= 1), key=lambda term: -term[0])
    return Need(round(sum(weight for weight, _ in terms)), "; ".join(words for _, words in told))


def _review_words(figures: PortfolioFigures, as_of: date) -> str:
    if figures.last_review_on is None:
        return "never reviewed"
    return f"last review {(as_of - figures.last_review_on).days:,} days ago"


def figures_json(figures: PortfolioFigures) -> dict[str, Any]:
    """Plain values to be stored."""
    values = asdict(figures)
    return values | {name: values[name] and values[name].isoformat() for name in _DAYS}


def figures_of(values: dict[str, Any]) -> PortfolioFigures:
    """The reverse. Raises KeyError where a field is missing: an older line, to be calculated again."""
    days = {name: values[name] and date.fromisoformat(values[name]) for name in _DAYS}
    lists = {name: tuple(values[name]) for name in ("near_minor", "near_labels")}
    known = {one.name: values[one.name] for one in fields(PortfolioFigures)}
    return PortfolioFigures(**(known | days | lists))


_DAYS: Final = ("last_review_on", "next_review_on")
