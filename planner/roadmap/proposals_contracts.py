"""Ends of contracts' terms → proposals to decide by the day on which notice counts; their money is budgeted already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from planner.budget.contracts import Contract, Renewal, in_currency, renewals
from planner.calendar import add_months
from planner.lifecycle.wording import MONTH_NAMES
from planner.money import format_money
from planner.roadmap.model import Proposal
from planner.roadmap.proposal import When

AHEAD_MONTHS: Final = 12
_LEAST_TERM_MONTHS: Final = 12
"""A shorter term comes round again before a review has talked of it."""
_LICENCES: Final = ("licence", "subscription")


def contract_proposals(contracts: Sequence[Contract], when: When) -> tuple[Proposal, ...]:
    """Of each contract the next end that can still be decided within twelve months, the dearest first."""
    until = min(add_months(when.as_of, AHEAD_MONTHS), when.ends_on)
    found: dict[int, Renewal] = {}
    for row in renewals(contracts, when.as_of, add_months(until, AHEAD_MONTHS)):
        if when.as_of <= row.decide_by <= until and row.contract.term_months >= _LEAST_TERM_MONTHS:
            found.setdefault(row.contract.contract_id, row)
    dearest = sorted(found.values(), key=lambda row: (-row.now_minor, row.contract.contract_id))
    return tuple(_proposal(row, when) for row in dearest)


def _proposal(row: Renewal, when: When) -> Proposal:
    contract, on = row.contract, row.decide_by
    day = f"{on.day} {MONTH_NAMES[on.month - 1]} {on.year}"
    source = "licence" if contract.kind in _LICENCES else "contract"
    rules = when.assumptions
    is_budgeted = row.then_minor is not None and in_currency(contract, rules.currency, when.as_of, rules.rates)
    return Proposal(
        key=f"{source}:{contract.contract_id}:{row.renews_on.year}",
        title=f"Decide on {contract.label}",
        why=" ".join(_why(row, day, when)),
        lane="Run",
        priority=when.priority(on, protects=False),
        starts_on=on,
        is_priced=bool(is_budgeted),
        in_budget=f"{_money(row, row.then_minor or 0, when)} a year is in the budget already" if is_budgeted else "",
    )


def _why(row: Renewal, day: str, when: When) -> Iterator[str]:
    if row.then_minor is None:
        yield f"It ends by {day}, and nothing is in the budget for it after that: replace it, or do without."
        return
    yield f"It renews by itself unless notice is given by {day}: keep it, change its size, or end it."
    if row.then_minor > row.now_minor:
        yield f"It rises from {_money(row, row.now_minor, when)} to {_money(row, row.then_minor, when)} a year."


def _money(row: Renewal, minor: int, when: When) -> str:
    return format_money(minor, row.contract.currency, when.assumptions.locale, whole=True)
