"""Posture: how well run and protected is this client?"""

from __future__ import annotations

import streamlit as st

from planner.actions.posture import client_posture
from planner.sharing.people import Actor
from web.context import in_focus, require_staff, store
from web.posture import posture_answer, posture_lead, show_picture, show_signs
from web.posture_goals import show_goals
from web.posture_grid import show_assessment
from web.posture_history import show_history
from web.posture_proposals import show_proposals
from web.posture_tickets import show_tickets
from web.screen import open_screen


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    with st.spinner("Reading the client's posture …"):
        seen = client_posture(store(), actor, focus.client.client_id, focus.as_of)
    open_screen("Posture", focus, posture_answer(seen), posture_lead(seen))
    show_picture(seen)
    show_assessment(actor, focus, seen)
    show_signs(seen)
    show_proposals(actor, focus, seen)
    show_goals(actor, focus, seen.roadmap)
    show_tickets(actor, focus, seen)
    show_history(actor, focus)


main(require_staff())
