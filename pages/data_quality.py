"""Data quality: what do we not know, and what is it worth to know?"""

from __future__ import annotations

import streamlit as st

from planner.actions.exports import XLSX, safe_name
from planner.actions.quality import mendings, quality_of, quality_sheet
from planner.actions.quality_told import quality_words
from planner.sharing.people import Actor
from web.context import Focus, in_focus, require_staff, roadmap_in_focus, store
from web.markup import note
from web.quality_view import draw_worth, show_gap, show_mendings
from web.screen import open_screen, show_empty


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    roadmap = roadmap_in_focus(actor, focus)
    show_empty(focus, roadmap)
    found, fixes = quality_of(roadmap)
    lead = "The most valuable first; each device is shown and counted once." if found.gaps else ""
    open_screen("Data quality", focus, quality_words(found, roadmap), lead)
    draw_worth(found, roadmap)
    if found.gaps:
        offer_sheet(actor, focus)
    for gap in found.gaps:
        show_gap(actor, roadmap, found, gap, fixes[gap.key])
    show_mendings(actor, focus.client.client_id, mendings(store(), actor, focus.client.client_id))
    if found.facts:
        st.html(note("Seen besides, for the technicians: nothing is missing here."))
    for fact in found.facts:
        show_gap(actor, roadmap, found, fact, ())


def offer_sheet(actor: Actor, focus: Focus) -> None:
    """The workbook that the client fills in; it is made when it is clicked."""

    def made() -> bytes:
        return quality_sheet(store(), actor, focus.client.client_id, focus.as_of).data

    st.download_button(
        "Sheet for the client to fill in", made,
        f"{safe_name(focus.client.name)} devices to confirm {focus.as_of}.xlsx", XLSX,
        on_click="ignore", icon=":material/forward_to_inbox:", key="fill_in",
        help="One row for each doubtful device, yellow cells to fill. Import it as it comes back.",
    )  # fmt: skip


main(require_staff())
