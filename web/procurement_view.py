"""What approved lines have to be bought, on the review's screen: by quarter, kind and place, and how far each is."""

from __future__ import annotations

import streamlit as st

from planner.actions.procurement import STEPS, ProcurementItem, procurement_csv, procurement_list, take_step
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import NOTHING, Column, Row, Titled, table
from web.telling import told


def show_procurement(actor: Actor, focus: Focus) -> None:
    """The list, a step to note, and the list as a file; nothing before anything is approved."""
    items = procurement_list(store(), actor, focus.client.client_id, focus.as_of)
    if not items:
        return
    st.subheader("To be bought", anchor=False)
    st.html(items_table(items))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            "The list as CSV", procurement_csv(items).encode("utf-8-sig"), f"{focus.client.name} procurement.csv",
            "text/csv", key="procurement_csv", icon=":material/download:",
        )  # fmt: skip
    with st.expander("Note what was quoted, ordered, deployed or wiped"), told():
        _step(actor, focus, items)


def items_table(items: tuple[ProcurementItem, ...]) -> str:
    """One row per kind of device and place of an approved line."""
    rows: list[Row] = [
        (
            Titled(f"{one.item} for {one.ship_to}" if one.ship_to else one.item, f"instead of {one.replaces}"),
            one.quarter, f"{one.quantity:,}",
            *(f"{one.done[step]:,}" if one.done.get(step) else NOTHING for step in STEPS),
        )
        for one in items
    ]  # fmt: skip
    columns = [
        Column("What, and instead of what"), Column("Quarter", is_short=True), Column("Units", is_number=True),
        *(Column(step.capitalize(), is_number=True) for step in STEPS),
    ]  # fmt: skip
    return table(columns, rows)


def _step(actor: Actor, focus: Focus, items: tuple[ProcurementItem, ...]) -> None:
    with st.form("procurement", border=False, clear_on_submit=True):
        names = [f"{one.quarter}: {one.quantity:,} {one.item} {one.ship_to}".strip() for one in items]
        at = st.selectbox("What", range(len(items)), format_func=names.__getitem__)
        with st.container(horizontal=True):
            step = st.selectbox("Was", STEPS, width=160)
            units = st.number_input("Units", 1, 1_000_000, 1, width=140)
            reference = st.text_input("Number of the quote or order", width=240)
        if st.form_submit_button("Note it", type="primary"):
            one = items[at]
            take_step(
                store(), actor, focus.client.client_id, focus.as_of, one.line_key, one.item, one.ship_to, step,
                int(units), reference,
            )  # fmt: skip
            st.toast("Noted.", icon=":material/check:")
            st.rerun()
