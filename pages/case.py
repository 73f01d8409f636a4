"""Case: what would waiting cost?"""

from __future__ import annotations

import streamlit as st

from planner.actions.case import CaseInputs, Told, client_case, save_case_inputs, stored_case_inputs
from planner.charts.case import cumulated
from planner.sharing.people import Actor
from web.case_view import quarter_table, read_inputs
from web.context import Focus, in_focus, require_staff, roadmap_in_focus, store
from web.drawing import CONFIG
from web.markup import answer_line, figures, note
from web.screen import open_screen, show_empty
from web.telling import told as telling
from web.wording import money


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    show_empty(focus, roadmap_in_focus(actor, focus))
    stored = stored_case_inputs(store(), actor, focus.client.client_id)
    head = st.container()
    picture, side = st.columns([3, 1], gap="large")
    inputs = stored
    with side, telling():
        inputs = ask_inputs(actor, focus, stored)
    with st.spinner("Calculating the case …"):
        found = client_case(store(), actor, focus.client.client_id, focus.as_of, inputs)
    with head:
        open_screen("Case", focus, found.sentence)
    with picture:
        show_case(found)
    st.subheader("Quarter by quarter", anchor=False)
    st.html(quarter_table(found))
    st.subheader("What this rests on", anchor=False)
    st.html("".join(map(note, found.assumptions)))


def ask_inputs(actor: Actor, focus: Focus, stored: CaseInputs) -> CaseInputs:
    """The client's figures, and saving them."""
    st.subheader("The client's figures", anchor=False)
    number = st.session_state.get("case_round", 0)
    inputs = read_inputs(stored, focus.client.currency, f"case_{focus.client.client_id}_{number}")
    has_own, is_changed = stored != CaseInputs(), inputs != stored
    if st.button("Save for this client", type="primary", disabled=not is_changed, key="save_case"):
        store_inputs(actor, focus, inputs, "Saved.")
    if has_own and st.button("Back to the starting values", key="reset_case"):
        store_inputs(actor, focus, None, "The starting values hold again.")
    kind = "The client's own figures." if has_own else "Evergreen's starting values: agree on them with the client."
    st.html(note("Tried out, not saved." if is_changed else kind))
    return inputs


def store_inputs(actor: Actor, focus: Focus, inputs: CaseInputs | None, words: str) -> None:
    save_case_inputs(store(), actor, focus.client.client_id, inputs)
    st.session_state.case_round = st.session_state.get("case_round", 0) + 1
    st.toast(words, icon=":material/check:")
    st.rerun()


def show_case(found: Told) -> None:
    """The curves, then the sums at the horizon's end."""
    made, rules = found.case, found.roadmap.assumptions

    def shown(amount: int) -> str:
        return money(amount, rules.currency, rules.locale)

    st.plotly_chart(cumulated(made, rules.currency, rules.locale), config=CONFIG, alt=found.sentence)
    st.html(answer_line(found.bad_luck))
    worth_more = made.proactive.life_left - made.waiting.life_left
    cards = [
        ("Waiting", shown(made.waiting.total), f"{sum(made.waiting.failures):,.1f} failures expected"),
        ("The plan", shown(made.proactive.total), f"{sum(made.proactive.failures):,.1f} failures expected"),
        ("Saved by the plan" if made.saved >= 0 else "Short", shown(abs(made.saved)), "over the horizon"),
        ("Life left", shown(worth_more), "more in the plan's devices at the end; in no other figure"),
    ]
    st.html(figures(cards))


main(require_staff())
