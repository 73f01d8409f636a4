"""Welcome: the first screen while there is no client."""

from __future__ import annotations

import streamlit as st

from planner.actions.demo import open_demo
from planner.sharing.people import Actor
from web.context import focus_on, require_staff, store
from web.importing import drop_files, pending
from web.markup import answer, note
from web.telling import told


def main(actor: Actor) -> None:
    if pending():
        st.switch_page("../pages/import_.py")
    st.html(
        answer(
            "Drop an asset sheet to see which devices must go, when, and what it costs.",
            "Evergreen reads the spreadsheets you already have, finds each device's end of life and lays the "
            "replacements out over fiscal quarters. Nothing is stored before you have seen what was understood, "
            "and nothing leaves this machine.",
            "Welcome to Evergreen",
        )
    )
    drop_files(actor, st.session_state.as_of)
    st.html(note("Excel, LibreOffice, CSV and exports of RMM, PSA and MDM tools, several at once, as they are."))
    st.subheader("No sheet at hand?", anchor=False)
    if st.button("Open the demo client", icon=":material/science:", key="demo"):
        with told(), st.spinner("Importing the demo client's two sheets …"):
            focus_on(open_demo(store(), actor, st.session_state.as_of))
            st.rerun()
    st.html(note("An architects' office of about two hundred devices, imported from two sheets like any other client."))


main(require_staff())
