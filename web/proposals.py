"""Proposals beside what is in the plan: their amounts are always marked, and in no total."""

from __future__ import annotations

from planner.actions.initiatives import Initiative
from planner.actions.roadmaps import Roadmap
from web.wording import money

IN_BUDGET = "in the budget"
NOT_YET = "proposal: not in the budget yet"


def about(one: Initiative, roadmap: Roadmap) -> str:
    """'about £2,520', 'no price yet' or, of a contract, 'in the budget'."""
    if one.proposed_minor is None:
        return "no price yet"
    if not one.proposed_minor:
        return IN_BUDGET
    return f"about {money(one.proposed_minor, roadmap.currency, roadmap.assumptions.locale)}"


def badge(one: Initiative) -> str:
    """What a card says of it in two words."""
    return "proposal: in the budget already" if one.proposed_minor == 0 else NOT_YET


def why_of(one: Initiative) -> str:
    """The reason, and behind it that nobody has taken it up yet."""
    return f"{one.why} {one.proposal[0].upper()}{one.proposal[1:]}." if one.proposal else one.why
