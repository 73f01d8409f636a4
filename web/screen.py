"""How every client screen begins and hands over its deliverable."""

from __future__ import annotations

import streamlit as st

from planner.actions.exports import XLSX, safe_name, workbook
from planner.actions.roadmaps import Roadmap
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import answer
from web.wording import day


def open_screen(title: str, focus: Focus, text: str, lead: str = "") -> None:
    """The screen's name and client, and its question answered in words."""
    st.html(answer(text, lead, f"{title} · {focus.client.name} · as of {day(focus.as_of)}"))


def show_empty(focus: Focus, roadmap: Roadmap) -> None:
    """Ends a screen of a client without devices by saying what to do."""
    if len(roadmap.schedule):
        return
    st.html(answer(f"{focus.client.name} has no devices yet.", "Import a sheet to see its roadmap."))
    st.page_link("../pages/import_.py", label="Import a sheet", icon=":material/upload_file:")
    st.stop()


def offer_workbook(actor: Actor, focus: Focus) -> None:
    """The workbook's download button; the file is made when it is clicked."""

    def made() -> bytes:
        return workbook(store(), actor, focus.client.client_id, focus.as_of).data

    st.download_button(
        "Download the workbook", made, f"{safe_name(focus.client.name)} roadmap {focus.as_of}.xlsx", XLSX,
        on_click="ignore", icon=":material/download:", key="workbook",
        help="Excel: roadmap, budget with live formulas, assets, reconciliation.",
    )  # fmt: skip
