"""Gaps of a client's posture → proposals, each with its price per user and month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import pandas as pd

from planner.budget.projects import ProjectLine
from planner.roadmap.model import Priority, Proposal
from planner.roadmap.posture import Assessment, gaps
from planner.roadmap.posture_fleet import people
from planner.roadmap.posture_proposals import Proposal as GapProposal
from planner.roadmap.posture_proposals import proposals
from planner.roadmap.posture_services import MATURITIES, services
from planner.roadmap.proposal import When

SOURCE: Final = "posture:"


@dataclass(frozen=True, slots=True)
class PostureFacts:
    """What a person entered: assessments, the oldest first, own weights and prices (minor units per user and month) by
    service, and the number of users."""

    assessments: tuple[Assessment, ...] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    prices: Mapping[str, int] = field(default_factory=dict)
    users: int | None = None


UNKNOWN: Final = PostureFacts()
"""Nothing was assessed."""


def posture_proposals(facts: PostureFacts, schedule: pd.DataFrame, when: When) -> tuple[Proposal, ...]:
    """One per gap of the newest assessment up to the as-of date, the heaviest first; in the first open quarter."""
    known = [one for one in facts.assessments if one.as_of <= when.as_of]
    if not known:
        return ()
    weights = {key: facts.weights.get(key, one.weight) for key, one in services().items()}
    answers = known[-1].answers
    maturities = {key: one.maturity for key, one in answers.items() if one.maturity is not None}
    users = facts.users or people(schedule["assigned_to"]) or None
    found = proposals(gaps(answers, weights), maturities, when.assumptions.currency, facts.prices, users)
    return tuple(of_gap(one, when.may[0].starts_on) for one in found)


def of_gap(one: GapProposal, starts_on: date) -> Proposal:
    """The gap as a proposal. A price or a number of users that is not known leaves it unpriced."""
    price = one.per_user_month_minor
    line = ProjectLine(
        f"{one.title}, per user and month", "recurring", "opex", one.users or 1,
        0 if price is None or one.users is None else price,
    )  # fmt: skip
    priority: Priority = "high" if one.now == MATURITIES[0] else "medium"
    return Proposal(
        key=f"{SOURCE}{one.service}",
        title=one.title,
        why=f"{one.why} It serves the safeguards {', '.join(one.safeguards)} of CIS Controls v8.",
        lane=one.lane,
        priority=priority,
        starts_on=starts_on,
        lines=(line,),
        is_priced=line.unit_price_minor > 0,
    )
