"""Import: what is in this sheet, and what will change?"""

from __future__ import annotations

import streamlit as st

from planner.actions.clients import list_clients
from planner.actions.imports import Preview
from planner.sharing.people import Actor
from web.columns_view import doubtful_columns, show_understood
from web.context import require_staff, store
from web.import_history import show_history, undo
from web.import_questions import ask_alike, ask_retired, show_conflicts
from web.import_view import (
    counts_sentence,
    offer_rejected,
    show_difference,
    show_problems,
    show_skipped,
    understood,
    what_now,
)
from web.importing import Done, Pending, apply, ask_client, discard, drop_files, look_again, pending, retiring
from web.markup import answer, note
from web.wording import count
from web.workbook_edits import shows_workbook, undo_workbooks


def main(actor: Actor) -> None:
    if shows_workbook(actor):
        return
    if under_way := pending():
        show_pending(actor, under_way)
        return
    if done := st.session_state.get("applied_import"):
        show_applied(actor, done)
    else:
        st.html(answer("Drop the asset sheets you have. Nothing is stored before you have seen what changes.",
                       eyebrow="Import"))  # fmt: skip
    drop_files(actor, st.session_state.as_of)
    st.html(note("Excel, LibreOffice, CSV, exports of RMM, PSA and MDM tools, several at once; or our own workbook."))
    undo_workbooks(actor)
    show_history(actor)


def show_pending(actor: Actor, under_way: Pending) -> None:
    preview = under_way.preview
    doubtful = doubtful_columns(preview)
    st.html(answer(understood(preview, doubtful), f"{what_now(preview)} Nothing is stored yet.", "Import"))
    if preview.needs_client or under_way.client:
        ask_client(actor, under_way)
    if preview.new_clients:
        st.html(note(f"{'New clients' if len(preview.new_clients) > 1 else 'New client'}: "
                     f"{', '.join(preview.new_clients)}"))  # fmt: skip
    ask_alike(actor, under_way)
    decide(actor, under_way)
    show = {
        "What would change": lambda: show_changes(preview),
        "What was understood": lambda: show_understood(actor, under_way),
        f"Problems ({len(preview.problems):,})": lambda: show_problems(preview.problems),
    }
    if doubtful:
        show = {f"Doubtful columns ({doubtful:,})": show.pop("What was understood"), **show}
    for tab, draw in zip(st.tabs(list(show)), show.values(), strict=True):
        with tab:
            draw()


def decide(actor: Actor, under_way: Pending) -> None:
    """The buttons that end the pending import."""
    preview = under_way.preview
    retired = len(retiring(preview))
    rows = devices_in(preview.difference.counts)
    label = f"Apply {count(rows, 'row')}" if rows else "Apply"
    label += f" and retire {count(retired, 'device')}" if retired else ""
    with st.container(horizontal=True):
        is_first = not list_clients(store(), actor)
        if st.button(label, type="primary", disabled=preview.needs_client, key="apply") and apply(actor, under_way):
            show_roadmap_at_once() if is_first else st.rerun()
        if st.button("Discard", key="discard"):
            discard()
            st.rerun()
        if st.button("Compare again", key="again", type="tertiary", help="With what is stored now."):
            look_again(actor, under_way, under_way.client)


def show_roadmap_at_once() -> None:
    """Whoever imports his first sheet came for the roadmap."""
    st.toast("The import is stored. The page Import shows it, and takes it back.", icon=":material/check:")
    st.switch_page("../pages/roadmap.py")


def show_changes(preview: Preview) -> None:
    ask_retired(preview)
    show_difference(preview)
    show_conflicts(preview)
    offer_rejected(preview)
    show_skipped(preview)


def devices_in(counts: dict[str, int]) -> int:
    return counts["added"] + counts["changed"] + counts["unchanged"]


def show_applied(actor: Actor, done: Done) -> None:
    retired = f" {count(done.retired, 'device')} retired." if done.retired else ""
    st.html(answer("The import is stored.", f"{counts_sentence(done.applied.counts)}{retired}", "Import"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link("../pages/overview.py", label="See the overview", icon=":material/arrow_forward:")
        st.page_link("../pages/roadmap.py", label="See the roadmap", icon=":material/map:")
        if st.button("Undo this import", icon=":material/undo:", key="undo_applied"):
            for import_id in done.applied.import_ids:
                undo(actor, import_id)
            st.rerun()


main(require_staff())
