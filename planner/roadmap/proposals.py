"""All proposals of one roadmap, and the cards that show them: in no total, and bounded in number."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import pandas as pd

from planner.budget.contracts import Contract
from planner.budget.model import Assumptions
from planner.budget.projects import Project, yearly_minor
from planner.money import format_money
from planner.roadmap.model import Initiative, Proposal
from planner.roadmap.proposal import When, as_project, proposed_minor
from planner.roadmap.proposals_contracts import contract_proposals
from planner.roadmap.proposals_ends import lease_proposals, licence_proposals, warranty_proposals
from planner.roadmap.proposals_os import os_proposals
from planner.roadmap.proposals_posture import PostureFacts, posture_proposals

MOST_OF_A_SOURCE: Final = 4
"""More than a review can talk of hides what matters; the next comes once one of them is decided."""


def proposed(
    schedule: pd.DataFrame, contracts: Sequence[Contract], posture: PostureFacts, projects: Sequence[Project],
    when: When,
) -> tuple[Proposal, ...]:  # fmt: skip
    """By day and key; of each source the most important. `projects`: what came from a proposal, even where it is
    declined, is not proposed again. Nothing where nothing can land within the horizon."""
    if not when.may:
        return ()
    taken = {one.source for one in projects if one.source}
    currency = when.assumptions.currency
    sources = (
        os_proposals(schedule, when, currency), warranty_proposals(schedule, when), lease_proposals(schedule, when),
        licence_proposals(schedule, when), contract_proposals(contracts, when),
        posture_proposals(posture, schedule, when),
    )  # fmt: skip
    chosen = [one for source in sources for one in _first(source, taken)]
    return tuple(sorted(chosen, key=lambda one: (one.starts_on, one.key)))


def _first(source: Sequence[Proposal], taken: Collection[str]) -> Iterator[Proposal]:
    free = (one for one in source if one.key not in taken)
    yield from (one for _, one in zip(range(MOST_OF_A_SOURCE), free, strict=False))


def proposal_cards(found: Sequence[Proposal], when: When) -> tuple[Initiative, ...]:
    """Each as an initiative that costs nothing yet; `proposed_minor` is by how much the budget would grow."""
    return tuple(_card(one, when) for one in found)


def _card(one: Proposal, when: When) -> Initiative:
    quarter = when.assumptions.calendar.quarter_of(one.starts_on)
    amount = proposed_minor(one, when.assumptions, when.quarters, when.as_of) if one.is_priced else None
    return Initiative(
        key=one.key, title=one.title, why=one.why, lane=one.lane, category=None, quarter_starts_on=quarter.starts_on,
        quarter_label=quarter.label, amount_minor=0, devices=one.devices, asset_ids=one.asset_ids,
        priority=one.priority, status="proposed", owner=None, proposed_minor=amount,
        proposal=mark(one, amount, when.assumptions),
    )  # fmt: skip


def mark(one: Proposal, amount: int | None, assumptions: Assumptions) -> str:
    """'proposal: not in the budget yet, about £3,564', of it what recurs a year; of a contract what is budgeted."""
    if one.in_budget:
        return f"proposal: {one.in_budget}"
    if not amount:
        return "proposal: not in the budget yet, no price known"

    def shown(minor: int) -> str:
        return format_money(minor, assumptions.currency, assumptions.locale, whole=True)

    yearly = yearly_minor(as_project(one), assumptions)
    recurs = f", {shown(yearly)} of it a year" if yearly else ""
    return f"proposal: not in the budget yet, about {shown(amount)}{recurs}"
