"""The plan that the budget shows: the picture, the table with its devices, capex and opex, the reconciliation."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planner.actions.roadmaps import Roadmap
from web.devices import labels_of
from web.drawing import draw_spend
from web.markup import Column, Row, Titled, note, table
from web.quarters import budget_answer, line_table, reconciliation_table, treatment_table
from web.wording import count, day, money

MOST_DEVICES = 200


def show_plan(roadmap: Roadmap) -> None:
    """Spend by quarter, and all that it is made of."""
    draw_spend(roadmap, budget_answer(roadmap))
    st.subheader("What it is spent on", anchor=False)
    with st.container(horizontal=True):
        rows = choice("Rows", ["By category", "Every line"], "budget_rows")
        columns = choice("Columns", ["Quarters", "Fiscal years"], "budget_columns")
        amounts = choice("Amounts", ["Whole units", "To the cent"], "budget_amounts")
    exact = amounts == "To the cent"
    st.html(line_table(roadmap, by_year=columns == "Fiscal years", by_line=rows == "Every line", exact=exact))
    if not exact:
        st.html(note(f"In {roadmap.currency}, whole units; the totals add the exact amounts."))
    show_devices(roadmap)
    st.subheader("Capex and opex", anchor=False)
    st.html(treatment_table(roadmap))
    st.subheader("Is every device in it?", anchor=False)
    st.html(reconciliation_table(roadmap))
    if any(tax := roadmap.budget.recoverable_tax):
        shown = money(sum(tax), roadmap.currency, roadmap.assumptions.locale)
        st.html(note(f"Tax of {shown} is recovered: it is in no figure here."))
    if agreed := roadmap.budget.agreed_minor:
        shown = money(agreed, roadmap.currency, roadmap.assumptions.locale)
        st.html(note(f"Contracts and projects, {shown} in all, are in the budget beside the devices."))


def choice(label: str, options: list[str], key: str) -> str:
    """One of two ways to see the table, kept while the person looks at other screens."""
    return st.segmented_control(
        label,
        options,
        default=options[0],
        required=True,
        label_visibility="collapsed",
        key=key,
        persist_state="session",
    )


@st.fragment
def show_devices(roadmap: Roadmap) -> None:
    """The devices behind one quarter of the table."""
    busy = {item.quarter_starts_on: item.quarter_label for item in roadmap.initiatives}
    if not busy:
        return
    starts_on = st.selectbox(
        "Which devices are behind a quarter?", sorted(busy), index=None, format_func=busy.__getitem__,
        placeholder="Choose a quarter", key="behind_quarter", width=320,
    )  # fmt: skip
    if starts_on is None:
        return
    rows, amount = devices_behind(roadmap, starts_on)
    shown = money(amount, roadmap.currency, roadmap.assumptions.locale)
    columns = [Column("Device"), Column("On", is_short=True), Column("Cost", is_number=True)]
    st.html(table(columns, rows[:MOST_DEVICES], totals=(f"{count(len(rows), 'replacement')}", "", shown)))
    if len(rows) > MOST_DEVICES:
        st.html(note(f"The first {MOST_DEVICES} of {len(rows):,} are shown; the workbook lists them all."))


def devices_behind(roadmap: Roadmap, starts_on: date) -> tuple[list[Row], int]:
    """The replacements of the quarter that starts on that day with reason, day and whole cost, the dearest first; and
    their sum."""
    calendar, facts = roadmap.assumptions.calendar, roadmap.schedule.set_index("asset_id")
    is_chosen = [calendar.quarter_of(on.date()).starts_on == starts_on for on in roadmap.actions["planned_on"]]
    chosen = roadmap.actions[is_chosen].sort_values(["amount_minor", "asset_id"], ascending=[False, True])
    names = labels_of(facts.loc[chosen["asset_id"]])
    rows: list[Row] = []
    for name, action in zip(names, chosen.itertuples(), strict=True):
        units = f" × {action.quantity:,}" if action.quantity > 1 else ""
        why = str(facts.at[action.asset_id, "reason"]) if action.generation == 0 else "Its successor in turn."
        cost = money(action.amount_minor, roadmap.currency, roadmap.assumptions.locale)
        rows.append((Titled(f"{name}{units}", why), day(action.planned_on), cost))
    return rows, int(chosen["amount_minor"].sum())
