"""Actuals: did it go as planned?"""

from __future__ import annotations

import streamlit as st

from planner.actions.actual_words import answer_words, lead_words
from planner.actions.actuals import Actuals, TrailEntry, actuals_history, client_actuals, frozen_plans, undo_actuals
from planner.actions.baselines import FROZEN, freeze_plan
from planner.actions.invoice_import import IMPORTED
from planner.sharing.people import Actor
from web.actuals import line_amount, show_apart, show_causes, show_picture, show_table
from web.actuals_import import show_import
from web.context import Focus, in_focus, require_staff, store
from web.markup import Column, Row, note, table
from web.screen import open_screen
from web.telling import plain, told
from web.wording import count, day, moment

MOST_ENTRIES = 20
MOST_LINES = 50


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    client_id = focus.client.client_id
    chosen = st.session_state.get(f"baseline_{client_id}")
    kept = {row.baseline_id for row in frozen_plans(store(), actor, client_id)}
    seen = client_actuals(store(), actor, client_id, focus.as_of, chosen if chosen in kept else "newest")
    open_screen("Actuals", focus, answer_words(seen), lead_words(seen))
    choose_baseline(seen, client_id)
    if seen.compared and seen.compared.variance.quarters:
        if seen.compared.variance.groups:
            show_picture(seen, seen.compared)
            show_table(seen, seen.compared)
            show_causes(seen, seen.compared)
        show_apart(seen, seen.compared)
    show_freeze(actor, focus, seen)
    show_import(actor, focus, is_first=bool(seen.baselines) and not seen.lines)
    show_lines(seen)
    show_history(actor, focus, actuals_history(store(), actor, client_id))


def choose_baseline(seen: Actuals, client_id: int) -> None:
    """Which frozen plan is compared, where there are several."""
    if len(seen.baselines) < 2:
        return
    names = {row.baseline_id: f"{row.label} ({day(row.as_of)})" for row in reversed(seen.baselines)}
    st.selectbox("Measured against", list(names), format_func=names.__getitem__, key=f"baseline_{client_id}")


def show_freeze(actor: Actor, focus: Focus, seen: Actuals) -> None:
    """Freezes the plan that all pages show on the as-of day."""
    with st.expander("Freeze the plan", icon=":material/ac_unit:", expanded=not seen.baselines):
        label = st.text_input("Label", value=f"Plan of {day(focus.as_of)}".replace("\u00a0", " "), max_chars=200,
                              key=f"freeze_label_{focus.as_of}")  # fmt: skip
        st.html(
            note(f"The plan as it stands on {day(focus.as_of)} is kept unchanged, with its hash, to be measured by.")
        )
        if st.button("Freeze", type="secondary" if seen.baselines else "primary", key="freeze"):
            with told():
                freeze_plan(store(), actor, focus.client.client_id, focus.as_of, label)
                st.toast("The plan is frozen.", icon=":material/check:")
                st.rerun()


def show_lines(seen: Actuals) -> None:
    """The newest lines of the stored invoices."""
    if not seen.lines:
        return
    with st.expander(f"{count(len(seen.lines), 'line')} of invoices", icon=":material/receipt_long:"):
        rows: list[Row] = [
            (day(line.invoiced_on), line.number or "", line.vendor or "", line.text, line_amount(line, seen.locale))
            for line in (stored.line for stored in reversed(seen.lines[-MOST_LINES:]))
        ]
        columns = [
            Column("Date", is_short=True), Column("Invoice", is_extra=True), Column("Vendor", is_extra=True),
            Column("What"), Column("Before tax", is_number=True),
        ]  # fmt: skip
        st.html(table(columns, rows))
        if len(seen.lines) > MOST_LINES:
            st.html(note(f"The newest {MOST_LINES}; `actuals list --json` has all."))


def show_history(actor: Actor, focus: Focus, history: tuple[TrailEntry, ...]) -> None:
    """What was imported and frozen, the newest first, each with a way back."""
    if not history:
        return
    st.subheader("What was imported and frozen", anchor=False)
    for entry in history[:MOST_ENTRIES]:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            who = plain(f"{moment(entry.made_at)}, {entry.actor}")
            st.markdown(f"{plain(entry_words(entry))}  \n:gray[{who}]", width="content")
            if entry.can_undo and st.button("Take back", key=f"undo_{entry.entry_id}", icon=":material/undo:"):
                with told():
                    undo_actuals(store(), actor, focus.client.client_id, entry.entry_id)
                    st.toast("It was taken back.", icon=":material/check:")
                    st.rerun()


def entry_words(entry: TrailEntry) -> str:
    """'Frozen: Approved FY27', 'From invoices.csv: 12 lines', 'Taken back: invoices.csv'."""
    what = str(entry.details.get("label") or entry.details.get("file") or "")
    if entry.action == FROZEN:
        return f"Frozen: {what}"
    if entry.action == IMPORTED:
        return f"From {what}: {count(entry.details['counts']['added'], 'line')}"
    return f"Taken back: {what}"


main(require_staff())
