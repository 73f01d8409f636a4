"""What was changed on Posture, the newest first, each with a way back: assessments, terms, goals, tickets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from planner.actions.goals import UNDONE as GOALS_UNDONE
from planner.actions.goals import goal_history, undo_goals
from planner.actions.posture_history import posture_history, undo_posture
from planner.actions.tickets import UNDONE as TICKETS_UNDONE
from planner.actions.tickets import ticket_history, undo_tickets
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import note
from web.telling import plain, told
from web.wording import count, in_short, moment

MOST_ENTRIES = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: what it was, and what takes it back."""

    entry_id: int
    made_at: datetime
    actor: str
    words: str
    undo: Callable[..., object] | None


def lines(actor: Actor, client_id: int) -> list[Line]:
    """Every entry, the newest first."""
    found = [
        Line(one.entry_id, one.made_at, one.actor, one.words, undo_posture if one.can_undo else None)
        for one in posture_history(store(), actor, client_id)
    ]
    for goal in goal_history(store(), actor, client_id):
        verb = "Taken back, goals" if goal.action == GOALS_UNDONE else "Goals"
        words = f"{verb}: {in_short(goal.titles)}"
        found.append(Line(goal.entry_id, goal.made_at, goal.actor, words, undo_goals if goal.can_undo else None))
    for entry in ticket_history(store(), actor, client_id):
        file = entry.details["file"]
        if entry.action == TICKETS_UNDONE:
            found.append(Line(entry.entry_id, entry.made_at, entry.actor, f"Taken back: {file}", None))
            continue
        added = count(entry.details["counts"]["added"], "ticket")
        undo = undo_tickets if entry.can_undo else None
        found.append(Line(entry.entry_id, entry.made_at, entry.actor, f"From {file}: {added} added", undo))
    return sorted(found, key=lambda one: -one.entry_id)


def show_history(actor: Actor, focus: Focus) -> None:
    """Who changed what, each with a way back."""
    st.subheader("What was changed", anchor=False)
    found = lines(actor, focus.client.client_id)
    if not found:
        st.html(note("Nothing was assessed, entered or imported here yet."))
    for one in found[:MOST_ENTRIES]:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.markdown(f"{plain(one.words)}  \n:gray[{plain(f'{moment(one.made_at)}, {one.actor}')}]", width="content")
            if one.undo and st.button("Take back", key=f"undo_{one.entry_id}", icon=":material/undo:"):
                with told():
                    one.undo(store(), actor, focus.client.client_id, one.entry_id)
                    st.toast("The change was taken back.", icon=":material/check:")
                    st.rerun()
