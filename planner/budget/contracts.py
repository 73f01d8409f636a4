"""Contracts and subscriptions → recurring lines of the budget, and the calendar of their renewals.

The stated price is that of the term from `starts_on` to `ends_on`. Renewal k begins on the day after that term, (k-1)
terms later, and raises one unit's price:

    price_k = half_up(price_(k-1) × (1 + uplift)),  price_0 the stated one.

A term is billed in advance: an instalment falls on its first day and every billing period after it, and one
whose period the term's end cuts short costs its share by days, half up per unit. Billed by the term, it is one whole
instalment. What was billed before a contract is ended is not refunded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from planner.budget.exchange import Rate, exchange
from planner.budget.model import BudgetLine, Treatment
from planner.calendar import FiscalQuarter, add_months

Billing = Literal["month", "quarter", "year", "term"]
BILLING_MONTHS: Final[dict[str, int]] = {"month": 1, "quarter": 3, "year": 12}
_DAY: Final = timedelta(days=1)
_ROLLING_MONTHS: Final = 12
"""A contract with terms shorter than this rolls on: only its next renewal is something to decide."""


def _half_up(numerator: int, denominator: int) -> int:
    """The quotient of amounts that are not negative, to the nearest whole one, in integers however large."""
    return (2 * numerator + denominator) // (2 * denominator)


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract. Dates are closed: it runs on `ends_on` and `ended_on` too. `unit_price_minor`: one seat or device
    for one billing period, in `currency`, before tax; `contract_id` is 0 before it is stored."""

    contract_id: int
    name: str
    vendor: str | None
    kind: str
    starts_on: date
    ends_on: date
    term_months: int
    notice_days: int
    uplift_basis_points: int
    quantity: int
    unit_price_minor: int
    currency: str
    billing: Billing
    renews: bool
    ended_on: date | None
    ended_why: str | None
    treatment: Treatment
    notes: str | None = None
    source: str | None = None

    @property
    def label(self) -> str:
        return f"{self.name} ({self.vendor})" if self.vendor else self.name

    @property
    def last_day(self) -> date | None:
        """The last day it runs, None where it renews on and on."""
        if self.renews:
            return self.ended_on
        return min(self.ended_on, self.ends_on) if self.ended_on else self.ends_on

    def yearly_minor(self, unit_price_minor: int) -> int:
        """What all units cost in twelve months at this price."""
        months = BILLING_MONTHS.get(self.billing, self.term_months)
        return _half_up(unit_price_minor * self.quantity * 12, months)

    def raised(self, unit_price_minor: int) -> int:
        """One unit's price after the next renewal."""
        return _half_up(unit_price_minor * (10_000 + self.uplift_basis_points), 10_000)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a contract and one unit's price in it. `number` 0 is the stated one."""

    number: int
    starts_on: date
    ends_on: date
    unit_price_minor: int


@dataclass(frozen=True, slots=True)
class Renewal:
    """The end of one term. `decide_by` is the last day on which notice counts, `notice_on` the same where a notice is
    agreed; amounts are for a year and all units. `then_minor` is None where the contract ends there."""

    contract: Contract
    renews_on: date
    notice_on: date | None
    decide_by: date
    unit_now_minor: int
    unit_then_minor: int | None
    now_minor: int
    then_minor: int | None


def terms(contract: Contract, until: date) -> Iterator[Term]:
    """The terms that begin up to `until` and before the contract ends, from the stated one on."""
    last = min(until, contract.last_day or until)
    starts_on, ends_on, price, number = contract.starts_on, contract.ends_on, contract.unit_price_minor, 0
    while starts_on <= last:
        yield Term(number, starts_on, ends_on, price)
        number += 1
        price = contract.raised(price)
        starts_on, ends_on = _start_of(contract, number), _start_of(contract, number + 1) - _DAY


def _start_of(contract: Contract, number: int, months: int = 0) -> date:
    """The day `months` into a term, counted from one anchor for all terms: the 29th of February or a 31st comes back
    where it can."""
    follows = contract.ends_on + _DAY
    if number == 0 or follows == add_months(contract.starts_on, contract.term_months):
        return add_months(contract.starts_on, contract.term_months * number + months)
    return add_months(follows, contract.term_months * (number - 1) + months)


def instalments(contract: Contract, from_day: date, until: date) -> Iterator[tuple[date, int]]:
    """(billing day, amount of all units) from `from_day` to `until`, both included."""
    last = min(until, contract.last_day or until)
    for term in terms(contract, last):
        for day, unit_minor in _bills(contract, term):
            if from_day <= day <= last:
                yield day, unit_minor * contract.quantity


def _bills(contract: Contract, term: Term) -> Iterator[tuple[date, int]]:
    """(billing day, one unit's price) of one term."""
    if contract.billing == "term":
        yield term.starts_on, term.unit_price_minor
        return
    months, number, day = BILLING_MONTHS[contract.billing], 0, term.starts_on
    while day <= term.ends_on:
        number += 1
        following = _start_of(contract, term.number, months * number)
        if following <= term.ends_on + _DAY:
            yield day, term.unit_price_minor
        else:
            days = (term.ends_on - day).days + 1
            yield day, _half_up(term.unit_price_minor * days, (following - day).days)
        day = following


def recurring(
    contracts: Sequence[Contract], currency: str, quarters: Sequence[FiscalQuarter], as_of: date,
    rates: Sequence[Rate] = (),
) -> tuple[BudgetLine, ...]:  # fmt: skip
    """One line per contract that bills something from `as_of` to the horizon's end, by name. What was billed earlier in
    the first quarter is spent. A contract in another currency counts at the newest rate of `rates`, one unit's stated
    price exchanged half up; without a rate it has no line: see `foreign`."""
    found = []
    labels = line_labels(contracts)
    for contract in sorted(contracts, key=lambda one: (one.label.casefold(), one.contract_id)):
        amounts = [0] * len(quarters)
        own = in_currency(contract, currency, as_of, rates)
        if own is None:
            continue
        for day, minor in instalments(own, as_of, quarters[-1].ends_on):
            amounts[next(at for at, quarter in enumerate(quarters) if quarter.contains(day))] += minor
        if any(amounts):
            label = labels[contract.contract_id]
            found.append(BudgetLine(label, "recurring", None, contract.treatment, tuple(amounts)))
    return tuple(found)


def in_currency(contract: Contract, currency: str, as_of: date, rates: Sequence[Rate]) -> Contract | None:
    """The contract with its stated price in that currency; None where no rate is known."""
    if contract.currency == currency:
        return contract
    found = exchange(rates, contract.currency, currency, as_of)
    if found is None:
        return None
    return replace(contract, unit_price_minor=found.converted(contract.unit_price_minor), currency=currency)


def foreign(
    contracts: Sequence[Contract], currency: str, as_of: date = date.max, rates: Sequence[Rate] = ()
) -> tuple[Contract, ...]:
    """Those whose price is in another currency than the budget and cannot be exchanged: they are not in the total."""
    return tuple(contract for contract in contracts if in_currency(contract, currency, as_of, rates) is None)


def line_labels(contracts: Sequence[Contract]) -> dict[int, str]:
    """Contract's id → the name of its line: a label that no other has."""
    labels = [contract.label for contract in contracts]
    return {
        contract.contract_id: f"{label} no. {contract.contract_id}" if labels.count(label) > 1 else label
        for contract, label in zip(contracts, labels, strict=True)
    }


def renewals(contracts: Sequence[Contract], as_of: date, until: date) -> tuple[Renewal, ...]:
    """The ends of terms after `as_of` up to `until`, by the day to decide by; of a contract that rolls on by terms of
    less than a year only the next one, and none of what has ended."""
    found = []
    for contract in contracts:
        ahead = [row for row in _renewals_of(contract, until) if row.renews_on > as_of]
        found += ahead[:1] if contract.term_months < _ROLLING_MONTHS else ahead
    return tuple(sorted(found, key=lambda row: (row.decide_by, row.renews_on, row.contract.label)))


def _renewals_of(contract: Contract, until: date) -> Iterator[Renewal]:
    last = contract.last_day
    for term in terms(contract, until):
        ends = last is not None and last <= term.ends_on
        after = (min(last, term.ends_on) if last else term.ends_on) + _DAY
        if after > until:
            return
        notice_on = term.ends_on - timedelta(days=contract.notice_days) if contract.notice_days and not ends else None
        unit_then = None if ends else contract.raised(term.unit_price_minor)
        yield Renewal(
            contract, after, notice_on, notice_on or after - _DAY, term.unit_price_minor, unit_then,
            contract.yearly_minor(term.unit_price_minor),
            None if unit_then is None else contract.yearly_minor(unit_then),
        )  # fmt: skip
