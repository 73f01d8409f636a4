"""Sums and sentences over a roadmap's quarters, for the screens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from planner.actions.roadmaps import Roadmap
from planner.fields import CATEGORY_LABELS
from planner.money import format_money
from web.markup import NOTHING, Column, Row, Titled, table
from web.proposals import about, why_of
from web.wording import count, day, money

GROUP_LABELS = {
    "planned": ("Planned", "replaced on a date, in the plan"),
    "estimated": ("Planned, age estimated", "in the plan; the age comes from weaker evidence"),
    "on_failure": ("Replaced when they fail", "an annual allowance in the plan"),
    "absorbed": ("Absorbed by a project", "the project's cost is in the plan, their own replacement is not"),
    "not_owned": ("Not owned by the client", "leased, carrier's or the provider's: no purchase"),
    "virtual": ("Virtual machines", "no hardware of their own"),
    "excluded_by_rule": (
        "Excluded by a rule",
        "not replaced by policy, or with another device of which there is none: their cost is not in the total",
    ),
    "unconfirmed": ("Unconfirmed", "not seen lately: outside the total until somebody confirms them"),
    "unpriced": ("Unpriced", "no price, or no exchange rate, is known"),
    "undatable": ("Undatable", "no evidence of age at all"),
    "unscheduled": ("Unscheduled", "taken out of all quarters by a person: outside the total"),
}


def quarter_columns(roadmap: Roadmap) -> list[Column]:
    return [Column(quarter.label, quarter.months_label, is_number=True) for quarter in roadmap.quarters]


def budget_answer(roadmap: Roadmap) -> str:
    """'£412,300 over 20 quarters, £96,000 of it in the next four; the fullest is FY27 Q3 with £48,200.'"""
    budget, shown = roadmap.budget, _shown(roadmap)
    if not budget.total:
        return "Nothing has to be bought within the horizon."
    planned = budget.planned()
    soon = sum(planned[:4])
    peak = roadmap.quarters[planned.index(budget.peak)]
    return (
        f"{shown(budget.total)} over {count(len(planned), 'quarter')}, {shown(soon) if soon else 'none'} of it in the "
        f"next four; the fullest is {peak.label} with {shown(budget.peak)}."
    )


def scenario_lead(roadmap: Roadmap) -> str:
    """Which levelled plan this is, where it is one."""
    plan = roadmap.levelled
    if plan is None:
        return ""
    cap = plan.limits.quarter_cap_minor
    kind = f"capped at {_shown(roadmap)(cap)} a quarter" if cap is not None else "levelled"
    moved = count(len(plan.moves), "replacement")
    return f"This is the plan {kind} on {day(plan.as_of)}: {moved} moved, proven within {plan.gap:.2%} of the best."


def roadmap_answer(roadmap: Roadmap) -> str:
    """'23 initiatives over 12 quarters; first: Replace 14 laptops in FY27 Q1 (£21,400).'"""
    if not roadmap.initiatives:
        return "Nothing has to be done within the horizon."
    busy = len({item.quarter_starts_on for item in roadmap.initiatives})
    first = min(roadmap.initiatives, key=lambda item: (item.quarter_starts_on, -item.amount_minor))
    return (
        f"{count(len(roadmap.initiatives), 'initiative')} in {count(busy, 'quarter')}; first comes "
        f"“{first.title}” in {first.quarter_label} ({_shown(roadmap)(first.amount_minor)})."
    )


def line_table(roadmap: Roadmap, *, by_year: bool, by_line: bool, exact: bool = False) -> str:
    """The budget's lines, or their sums by category, by quarter or fiscal year, with totals both ways; the totals add
    the exact integers. `exact`: amounts to the cent, not in whole units."""
    budget = roadmap.budget
    shown = _exact(roadmap) if exact else _shown(roadmap)
    labels = list(dict.fromkeys(quarter.year_label for quarter in roadmap.quarters))
    columns = [Column(label, is_number=True) for label in labels] if by_year else quarter_columns(roadmap)

    def spread(amounts: Sequence[int]) -> list[str]:
        if not by_year:
            return [shown(amount) for amount in amounts]
        pairs = list(zip(roadmap.quarters, amounts, strict=True))
        return [shown(sum(amount for quarter, amount in pairs if quarter.year_label == label)) for label in labels]

    sums: dict[str, Sequence[int]] = {}
    for line in budget.lines:
        name = f"{line.line} ({line.treatment})" if by_line and f"({line.treatment})" not in line.line else line.line
        key = name if by_line else CATEGORY_LABELS.get(line.category or "", line.kind.capitalize())
        sums[key] = [sum(pair) for pair in zip(sums.get(key, [0] * len(line.amounts)), line.amounts, strict=True)]
    rows: list[Row] = [(name, shown(sum(own)), *spread(own)) for name, own in sums.items() if any(own)]
    totals = ("Total", shown(budget.total), *spread(budget.planned()))
    head = [Column("Line" if by_line else "Category"), Column("Total", is_number=True), *columns]
    return table(head, rows, totals=totals, sticky=True)


def treatment_table(roadmap: Roadmap) -> str:
    """Capex and opex by fiscal year."""
    budget, shown = roadmap.budget, _shown(roadmap)
    labels = list(dict.fromkeys(quarter.year_label for quarter in roadmap.quarters))
    rows = []
    for name, planned in (("Capex", budget.of_treatment("capex")), ("Opex", budget.of_treatment("opex"))):
        amounts = list(zip(roadmap.quarters, planned, strict=True))
        years = [sum(amount for quarter, amount in amounts if quarter.year_label == label) for label in labels]
        rows.append((name, *map(shown, years), shown(sum(years))))
    totals = ("Total", *map(shown, budget.by_year().values()), shown(budget.total))
    return table([Column(""), *(Column(label, is_number=True) for label in (*labels, "Total"))], rows, totals=totals)


def reconciliation_table(roadmap: Roadmap) -> str:
    """The whole fleet by group, with the money at stake: the groups add up to it."""
    groups, shown = roadmap.budget.reconciliation, _shown(roadmap)
    rows = [
        (*GROUP_LABELS[key], f"{group.assets:,}", shown(group.amount_minor))
        for key, group in groups.items()
        if group.assets or group.amount_minor
    ]
    totals = (
        "The whole fleet", "", f"{sum(group.assets for group in groups.values()):,}",
        shown(sum(group.amount_minor for group in groups.values())),
    )  # fmt: skip
    columns = [
        *map(Column, ("Group", "What that means")),
        *(Column(name, is_number=True) for name in ("Devices", "At stake")),
    ]
    return table(columns, rows, totals=totals)


def initiative_table(roadmap: Roadmap, quarter_starts_on: date) -> str:
    """One quarter's initiatives, then its proposals, which are in no sum."""
    shown = _shown(roadmap)
    chosen = [item for item in roadmap.initiatives if item.quarter_starts_on == quarter_starts_on]
    rows = [
        (Titled(item.title, item.why), item.lane, item.priority, f"{item.devices:,}", shown(item.amount_minor))
        for item in chosen
    ]
    asked = [item for item in roadmap.proposed if item.quarter_starts_on == quarter_starts_on]
    rows += [
        (Titled(item.title, why_of(item)), item.lane, item.priority, f"{item.devices:,}" if item.devices else NOTHING,
         about(item, roadmap))
        for item in asked
    ]  # fmt: skip
    columns = [
        Column("Initiative"), Column("Lane", is_extra=True), Column("Priority", is_extra=True),
        Column("Devices", is_number=True), Column("Cost", is_number=True),
    ]  # fmt: skip
    devices, amount = sum(item.devices for item in chosen), sum(item.amount_minor for item in chosen)
    words = "Together, without proposals" if asked else "Together"
    totals = (words, "", "", f"{devices:,}", shown(amount))
    return table(columns, rows, totals=totals if len(chosen) > 1 else ())


def next_days_table(roadmap: Roadmap, decisions: Sequence[tuple[date, str, int]], days: int = 90, most: int = 6) -> str:
    """What the next `days` days hold: of each quarter they touch its largest initiatives and the rest in one line,
    then what is to be decided. Empty where there is nothing."""
    shown, end = _shown(roadmap), roadmap.as_of + timedelta(days=days)
    rows: list[Row] = []
    for quarter in (quarter for quarter in roadmap.quarters if quarter.starts_on <= end):
        own = [item for item in roadmap.initiatives if item.quarter_starts_on == quarter.starts_on]
        own.sort(key=lambda item: (-item.amount_minor, item.key))
        rows += [(quarter.label, item.title, f"{item.devices:,}", shown(item.amount_minor)) for item in own[:most]]
        if rest := own[most:]:
            devices, amount = sum(item.devices for item in rest), sum(item.amount_minor for item in rest)
            rows.append((quarter.label, count(len(rest), "smaller initiative"), f"{devices:,}", shown(amount)))
    rows += [(day(on), words, f"{devices:,}", NOTHING) for on, words, devices in decisions]
    columns = [*map(Column, ("When", "What")), Column("Devices", is_number=True), Column("Cost", is_number=True)]
    return table(columns, rows) if rows else ""


def _shown(roadmap: Roadmap) -> Any:
    return lambda minor: money(minor, roadmap.currency, roadmap.assumptions.locale)


def _exact(roadmap: Roadmap) -> Any:
    return lambda minor: format_money(minor, roadmap.currency, roadmap.assumptions.locale) if minor else NOTHING
