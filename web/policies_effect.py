"""What a change of rules would do, drawn before it is saved; and the rules' history in words."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any, Final

import streamlit as st

from planner.actions.effect_words import signed
from planner.actions.policies import RulePreview
from planner.actions.rule_history import RuleEntry
from planner.actions.rule_views import ClientRules
from planner.calendar import MONTHS
from planner.fields import CATEGORY_LABELS
from planner.money import format_money
from web.markup import NOTHING, Change, Column, Row, note, table
from web.policies_grids import MODE_WORDS, PARTS, years
from web.policies_terms import TAX_WORDS
from web.telling import plain
from web.wording import day

MOST_DEVICES: Final = 100
NO_QUARTER: Final = "no quarter"
TERM_WORDS: Final = {
    "labour_rate_minor": "Labour rate", "price_growth_basis_points": "Price growth",
    "contingency_basis_points": "Contingency", "tax_basis_points": "Tax", "approval_and_lead_days": "Lead time",
    "capitalisation_threshold_minor": "Capitalisation threshold", "fiscal_first_month": "Fiscal year's first month",
    "tax_treatment": "Tax treatment", "blackout_months": "Months kept free",
    "technician_hours_per_quarter": "Technicians' hours in a quarter",
}  # fmt: skip


def show_problems(preview: RulePreview) -> None:
    """Everything that is wrong, at once."""
    lines = "\n".join(f"- {plain(problem.message)} {plain(problem.remedy)}" for problem in preview.problems)
    st.error(f"This cannot be saved:\n\n{lines}", icon=":material/error:")


def sentence(preview: RulePreview) -> str:
    return f'<p class="eg-line" role="status"><strong>{escape(preview.sentence)}</strong></p>'


def year_table(preview: RulePreview) -> str:
    """The change by category and fiscal year, and its totals."""
    effect: Any = preview.effect
    labels = [year for year, amounts in effect.by_year.items() if amounts.change]

    def shown(minor: int) -> str:
        return signed(minor, preview.currency, preview.locale) if minor else NOTHING

    rows: list[Row] = [
        (
            CATEGORY_LABELS.get(name, name.capitalize()),
            shown(sum(amounts.change for amounts in row.values())),
            *(shown(row[year].change) for year in labels),
        )
        for name, row in effect.by_row.items()
    ]
    totals = ("Total", shown(effect.total.change), *(shown(effect.by_year[year].change) for year in labels))
    columns = [Column("Change"), Column("All years", is_number=True)]
    columns += [Column(year, is_number=True) for year in labels]
    return table(columns, rows, totals=totals, sticky=True) if labels else ""


def moved_table(preview: RulePreview) -> str:
    """The devices that move, those due first before the others."""
    effect: Any = preview.effect
    columns = [
        Column("Device", is_short=True), Column("Category", is_extra=True),
        Column("Units", is_number=True, is_extra=True), Column("Due"), Column("Planned"),
    ]  # fmt: skip
    rows = [
        (
            moved.device, CATEGORY_LABELS.get(moved.category, moved.category), f"{moved.quantity:,}",
            _change(day(moved.due_before) or "no date", day(moved.due_after) or "no date"),
            _change(moved.planned_before or NO_QUARTER, moved.planned_after or NO_QUARTER),
        )
        for moved in effect.moved[:MOST_DEVICES]
    ]  # fmt: skip
    return table(columns, rows)


def _change(old: str, new: str) -> Change:
    return Change("" if old == new else old, new)


def show_effect(preview: RulePreview) -> None:
    """Both tables under the sentence."""
    effect: Any = preview.effect
    st.html(year_table(preview) or note("No fiscal year's total changes."))
    if effect.moved:
        with st.expander(f"Devices that move ({effect.moved_units:,})", expanded=len(effect.moved) <= 12):
            st.html(moved_table(preview))
            if len(effect.moved) > MOST_DEVICES:
                st.html(note(f"The first {MOST_DEVICES} of {len(effect.moved):,} rows."))


def entry_lines(entry: RuleEntry, rules: ClientRules) -> list[str]:
    """Each thing that a change changed: 'Laptops: 4 to 5 years, default → 5 to 6 years'."""
    lines = []
    for category, was in entry.details["policies"].items():
        lines.append(f"{CATEGORY_LABELS[category]}: {_policy(was['before'])} → {_policy(was['after'])}")
    for category, was in entry.details["prices"].items():
        lines.append(f"{CATEGORY_LABELS[category]}: {_price(was['before'], rules)} → {_price(was['after'], rules)}")
    for key, was in entry.details["special_prices"].items():
        category, _, text = key.split("/", 2)
        old, new = (_price(told, rules, "category's price") for told in (was["before"], was["after"]))
        lines.append(f"{CATEGORY_LABELS[category]}, {text}: {old} → {new}")
    for name, was in entry.details["terms"].items():
        old, new = term_text(name, was["before"], rules), term_text(name, was["after"], rules)
        lines.append(f"{TERM_WORDS.get(name, name)}: {old} → {new}")
    for asset_id, was in entry.details["lives"].items():
        name = rules.devices.get(int(asset_id), f"device {asset_id}")
        lines.append(f"{name}: useful life {_life(was['before'])} → {_life(was['after'])}")
    return lines


def _policy(own: dict[str, Any] | None) -> str:
    if own is None:
        return "default"
    parts = [
        f"{word} {years(own[name]):g} years"
        for name, word in (("plan_months", "plan"), ("limit_months", "limit"))
        if own[name] is not None
    ]
    return ", ".join([*parts, *([MODE_WORDS[own["mode"]]] if own["mode"] else [])])


def _price(own: dict[str, Any] | None, rules: ClientRules, without: str = "price book") -> str:
    """'£1,000.00, 2 h, £80.00 accessories of 23 Nov 2026, growing 5 % a year'."""
    if own is None:
        return without
    parts = [format_money(own["hardware_minor"], rules.currency, rules.locale)]
    if own["labour_minutes"] is not None:
        parts.append(f"{own['labour_minutes'] / 60:g} h")
    parts += [
        f"{format_money(minor, rules.currency, rules.locale)} {name.replace('_', '-')}"
        for name in PARTS
        if (minor := own.get(f"{name}_minor"))
    ]
    told = f"{', '.join(parts)} of {day(date.fromisoformat(own['priced_on']))}"
    growth = own.get("growth_basis_points")
    return told if growth is None else f"{told}, growing {growth / 100:g} % a year"


def _life(told: dict[str, Any] | None) -> str:
    if told is None:
        return "as the sheet says"
    months = told["useful_life_months"]
    return f"{years(months):g} years" if months else "its category's"


def term_text(name: str, value: Any, rules: ClientRules) -> str:
    """A stored term as people read it."""
    if name == "tax_treatment":
        return TAX_WORDS[value]
    if name == "blackout_months":
        return ", ".join(MONTHS[int(month) - 1] for month in value.split(",") if month) or "none"
    if value is None:
        return "no limit"
    if name.endswith("_minor"):
        return format_money(value, rules.currency, rules.locale)
    if name.endswith("_basis_points"):
        return f"{value / 100:g} %"
    return f"{value} days" if name.endswith("_days") else str(value)
