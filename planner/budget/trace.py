"""How a replacement's cost comes about, in words of figures that can be reckoned after.

    $1,240.00 × 1.05^1.25 hardware + 1.5 h × $150.00 labour, × 2 = $3,085.96, + 10 % contingency + 8 % tax = $3,666.12

Each product is rounded half up to the minor unit, then the sum is multiplied; contingency is on the sum, tax on both. A
budget rounds them once per line and quarter: where that makes a minor unit or more of difference, it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from planner.budget.model import Assumptions
from planner.budget.parts import DELIVERED, PARTS, growth_of
from planner.money import format_money, round_half_up


@dataclass(frozen=True, slots=True)
class CostTrace:
    """`formula` as above; `sentence` says of which day the price is and who says so."""

    formula: str
    priced_on: date
    source: str

    @property
    def sentence(self) -> str:
        return f"Price of {self.priced_on}: {self.source}."

    @property
    def text(self) -> str:
        return f"{self.formula}. {self.sentence}"


def cost_trace(action: Mapping[str, Any], device: Mapping[str, Any], assumptions: Assumptions) -> CostTrace:
    """`action`: a row of the plan as plain values, with `amount_minor`, its whole cost; `device`: the row of its asset
    in the schedule, with `parts.UNIT_COLUMNS` and `price_source`."""
    shown = _Shown(assumptions)
    quantity = action["quantity"]
    base = sum(action[f"unit_{part}_minor"] for part in PARTS[:-1]) * quantity
    terms = [*_terms(action, device, assumptions, shown)] or ["nothing is bought"]
    formula = " + ".join(terms)
    if quantity != 1:
        formula += f", × {quantity:,}"
    if quantity != 1 or len(terms) > 1 or "×" in terms[0]:
        formula += f" = {shown.money(base)}"
    extras, whole = _surcharges(action, base, assumptions, shown)
    if rest := action["amount_minor"] - whole:
        sign = "+" if rest > 0 else "−"
        extras.append(f"{sign} {shown.money(abs(rest))} rounding of the quarter's lines")
    if extras:
        formula += f", {' '.join(extras)} = {shown.money(action['amount_minor'])}"
    beside = {"excluded": ", before tax", "recoverable": ", tax is recoverable and beside"}
    formula += beside.get(assumptions.tax_treatment, "") if assumptions.tax else ""
    return CostTrace(formula, device["priced_on"], device["price_source"] or "")


class _Shown:
    """Figures as the client's locale writes money."""

    def __init__(self, assumptions: Assumptions) -> None:
        self.currency, self.locale = assumptions.currency, assumptions.locale

    def money(self, minor: int) -> str:
        return format_money(minor, self.currency, self.locale)


def _terms(
    action: Mapping[str, Any], device: Mapping[str, Any], assumptions: Assumptions, shown: _Shown
) -> Iterator[str]:
    """The parts of one unit that are not nothing."""
    growth = growth_of(device["growth_basis_points"], assumptions)
    months = action["months_of_growth"]
    grows = f" × {_plain(1 + growth)}^{_exponent(months)}" if growth and months else ""
    for part in DELIVERED:
        if action[f"unit_{part}_minor"]:
            yield f"{shown.money(device[f'unit_{part}_minor'])}{grows} {part}"
    if action["unit_labour_minor"]:
        yield f"{_hours(device['unit_labour_minutes'])} h × {shown.money(assumptions.labour_rate_minor)} labour"
    if action["unit_disposal_minor"]:
        yield f"{shown.money(action['unit_disposal_minor'])} disposal"


def _surcharges(action: Mapping[str, Any], base: int, assumptions: Assumptions, shown: _Shown) -> tuple[list[str], int]:
    """What comes on top, and the whole."""
    contingency = round_half_up(base * assumptions.contingency)
    tax = round_half_up((base + contingency) * assumptions.tax_in_totals)
    named = ((assumptions.contingency, "contingency"), (assumptions.tax_in_totals, "tax"))
    extras = [f"+ {_plain(share * 100)} % {word}" for share, word in named if share]
    credit, quantity = action["unit_trade_in_minor"], action["quantity"]
    if credit:
        times = f" × {quantity:,}" if quantity != 1 else ""
        extras.append(f"− {shown.money(-credit)}{times} trade-in")
    return extras, base + contingency + tax + credit * quantity


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _exponent(months: int) -> str:
    """'1.25', or '(7/12)' where that has no end."""
    return f"{months / 12:g}" if months % 3 == 0 else f"({months}/12)"


def _hours(minutes: int) -> str:
    """'1.5', or '20/60' where that has no end."""
    return f"{minutes / 60:g}" if minutes % 3 == 0 else f"{minutes}/60"
