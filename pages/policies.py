"""Policies and prices: by which rules?"""

from __future__ import annotations

import streamlit as st

from planner.actions.policies import RulePreview, preview_rules, save_rules
from planner.actions.rule_change import RuleChange
from planner.actions.rule_history import RuleEntry, rules_history, undo_rules
from planner.actions.rule_views import ClientRules, client_rules
from planner.sharing.people import Actor
from web.context import Focus, in_focus, require_staff, store
from web.markup import note
from web.policies import discard, policies_answer, read_change, round_key
from web.policies_effect import entry_lines, sentence, show_effect, show_problems
from web.screen import open_screen
from web.telling import plain, told
from web.wording import moment

MOST_ENTRIES = 20


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    rules = client_rules(store(), actor, focus.client.client_id)
    history = rules_history(store(), actor, focus.client.client_id)
    open_screen(
        "Policies and prices", focus, policies_answer(rules),
        "Change a value to see what it moves and costs; nothing is saved before you say so. "
        "An emptied cell goes back to the default.",
    )  # fmt: skip
    change = read_change(rules, round_key(focus.client.client_id, rules, history))
    if change.is_empty:
        show_history(actor, focus, rules, history)
    else:
        with told():
            show_change(actor, focus, change)


def show_change(actor: Actor, focus: Focus, change: RuleChange) -> None:
    """What the edits would do, and the two ways on."""
    with st.container(border=True):
        st.subheader("What this change does", anchor=False)
        with st.spinner("Calculating the effect …"):
            preview = preview_rules(store(), actor, focus.client.client_id, change, focus.as_of)
        if preview.problems:
            show_problems(preview)
        else:
            st.html(sentence(preview))
        with st.container(horizontal=True):
            if st.button("Save the change", type="primary", key="save_rules", disabled=bool(preview.problems)):
                save_rules(store(), actor, focus.client.client_id, change, focus.as_of)
                say_saved(preview)
            st.button("Discard", key="discard_rules", on_click=discard)
        if not preview.problems:
            show_effect(preview)


def say_saved(preview: RulePreview) -> None:
    st.toast(plain(f"Saved. {preview.sentence}"), icon=":material/check:")
    st.rerun()


def show_history(actor: Actor, focus: Focus, rules: ClientRules, history: tuple[RuleEntry, ...]) -> None:
    """Who changed what, the newest first, each with a way back."""
    st.subheader("What was changed", anchor=False)
    if not history:
        st.html(note("Nothing was changed for this client yet."))
    for entry in history[:MOST_ENTRIES]:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            kind = f" (takes back change {entry.undoes})" if entry.undoes else ""
            lines = "  \n".join(plain(line) for line in entry_lines(entry, rules))
            st.markdown(f"{lines}  \n:gray[{plain(f'{moment(entry.made_at)}, {entry.actor}{kind}')}]", width="content")
            if entry.can_undo and st.button("Take back", key=f"undo_{entry.entry_id}", icon=":material/undo:"):
                with told():
                    undo_rules(store(), actor, focus.client.client_id, entry.entry_id)
                    st.toast("The change was taken back.", icon=":material/check:")
                    st.rerun()


main(require_staff())
