"""The case in words: its answer, the sentence for the slide, and every assumption that it rests on."""

from __future__ import annotations

from collections.abc import Callable

from planner.budget.case import Case
from planner.budget.case_inputs import SHARED
from planner.budget.model import Assumptions
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.money import format_money

Money = Callable[[int], str]


def case_sentence(case: Case, assumptions: Assumptions) -> str:
    """One or two sentences for a slide: whether waiting costs more, when the plan has paid for itself, or by how much
    it is short."""
    money = _money(assumptions)
    span = _span(len(case.quarters))
    if case.waiting.expected == case.proactive.expected:
        return f"The plan and waiting cost the same over {span}: {money(case.waiting.total)} is expected either way."
    sums = f"{money(case.waiting.total)} for waiting until devices fail, {money(case.proactive.total)} for the plan"
    if case.pays_back_in is not None:
        saved = f"and saves {money(case.saved)}" if case.saved > 0 else "and costs the same"
        return (
            f"Planned replacement pays for itself in {case.pays_back_in.label} {saved} over {span}: "
            f"expected costs are {sums}."
        )
    sentence = (
        f"Planned replacement does not pay for itself within {span}: it is short by {money(-case.saved)}. "
        f"Expected costs are {sums}."
    )
    if case.saved_with_life_left >= 0:
        more = case.proactive.life_left - case.waiting.life_left
        sentence += f" Its devices are then worth {money(more)} more, which makes up for that."
    return sentence


def bad_luck_sentence(case: Case, assumptions: Assumptions) -> str:
    """What each side costs in a bad case: the P90 at the horizon's end."""
    money = _money(assumptions)
    return (
        f"In one case of ten, waiting costs {money(case.waiting.p90[-1])} or more, "
        f"the plan {money(case.proactive.p90[-1])}."
    )


def assumptions_told(case: Case, assumptions: Assumptions) -> tuple[str, ...]:
    """Everything that the figures rest on, a sentence each."""
    inputs, money = case.inputs, _money(assumptions)
    hours: dict[float, list[str]] = {}
    for category in CATEGORIES:
        if inputs.hours_per_failure.get(category):
            label = CATEGORY_LABELS[category]
            hours.setdefault(inputs.hours_per_failure[category], []).append(_lowered(label))
    by_hours = "; ".join(f"{number:g} h for {', '.join(names)}" for number, names in sorted(hours.items()))
    shared = ", ".join(_lowered(CATEGORY_LABELS[name]) for name in CATEGORIES if name in SHARED)
    fee = "No monthly service fee is counted; enter it to have it on the plan's side."
    if inputs.monthly_fee_minor:
        fee = f"The monthly service fee is {money(inputs.monthly_fee_minor)}, on the plan's side."
    premium, growth = float(inputs.emergency_premium * 100), float(assumptions.price_growth_per_year * 100)
    return (
        f"{case.devices:,} devices of the plan and their successors.",
        "What is replaced when it fails costs the same on both sides and is left out, as are contracts and projects.",
        f"A device bought in an emergency costs {premium:.4g} % more. Prices grow {growth:.4g} % a year.",
        f"Tax of {float(assumptions.tax_in_totals * 100):.4g} % is in, contingency is not.",
        f"People stand still for: {by_hours or 'no time at all'}.",
        f"A failure stops {inputs.people_affected:,} people where it is one of {shared}; any other stops one.",
        f"An hour of one of them costs {money(inputs.hourly_rate_minor)}.",
        fee,
        "Where support of the maker or of the operating system ends and no upgrade helps, both sides buy.",
        "How often devices fail follows from their age and category by published figures.",
        "Repairs short of a replacement are left out on both sides.",
        "A whole fleet may fail more or less than published, by about a third either way: that is in the P90.",
        *(
            f"The {shock.model} may be a bad batch: its devices count as failing {shock.mean:.1f} times as often."
            for shock in case.shocks if shock.asset_ids
        ),
    )  # fmt: skip


def _lowered(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _money(assumptions: Assumptions) -> Money:
    def shown(minor: int) -> str:
        return format_money(minor, assumptions.currency, assumptions.locale, whole=True)

    return shown


def _span(quarters: int) -> str:
    years, rest = divmod(quarters, 4)
    if rest:
        return f"{quarters} quarters"
    return "one year" if years == 1 else f"{years} years"
