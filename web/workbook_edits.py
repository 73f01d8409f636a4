"""Our own workbook came back: what was edited in it, what to do where both changed, and taking it over."""

from __future__ import annotations

import streamlit as st

from planner.actions.workbook_edits import WorkbookEdit, WorkbookPreview, apply_workbook
from planner.actions.workbook_undo import undo_workbook, workbook_history
from planner.actions.workbook_words import shown_value, what_now
from planner.sharing.people import Actor
from web.context import focus_on, store
from web.import_view import show_problems
from web.markup import Column, answer, note, table
from web.telling import plain, told
from web.wording import count

_SIDES = {"evergreen": "Evergreen", "workbook": "The workbook"}


def shows_workbook(actor: Actor) -> bool:
    """Shows the edited workbook that waits to be taken over; False where there is none."""
    preview: WorkbookPreview | None = st.session_state.get("pending_workbook")
    if preview is not None:
        _show(actor, preview)
    return preview is not None


def _show(actor: Actor, preview: WorkbookPreview) -> None:
    st.html(answer(what_now(preview, None), "Nothing is stored yet.", "Import"))
    taken = _ask(preview)
    total = len(preview.changes) + len(taken)
    with st.container(horizontal=True):
        if st.button(f"Take over {count(total, 'cell')}", type="primary", disabled=not total, key="take_over"):
            with told():
                apply_workbook(store(), actor, preview, taken)
                del st.session_state["pending_workbook"]
                focus_on(preview.client_id)
                st.session_state.workbook_applied = preview.client_id
                st.toast(plain(f"{count(total, 'cell')} taken over."), icon=":material/check:")
                st.rerun()
        if st.button("Discard", key="discard_workbook"):
            del st.session_state["pending_workbook"]
            st.rerun()
    if preview.changes:
        st.subheader("What would change", anchor=False)
        st.html(_table(preview, preview.changes))
    show_problems(preview.problems)


def _ask(preview: WorkbookPreview) -> list[str]:
    """Which side counts of each cell that was changed in both; the keys of those where the workbook does."""
    if not preview.conflicts:
        return []
    st.subheader("Changed in both since the workbook was made", anchor=False)
    st.html(note("Which one counts?"))
    chosen = []
    for one in preview.conflicts:
        now, then = (shown_value(preview, one, value) for value in (one.now, one.edit.value))
        labels = {"evergreen": f"Evergreen: {now}", "workbook": f"Workbook: {then}"}
        side = st.radio(
            plain(f"{one.label}, {one.heading.lower()}"), list(_SIDES), horizontal=True, key=f"side_{one.key}",
            format_func=lambda side, labels=labels: plain(labels[side]),
        )  # fmt: skip
        if side == "workbook":
            chosen.append(one.key)
    return chosen


def _table(preview: WorkbookPreview, edits: tuple[WorkbookEdit, ...]) -> str:
    columns = [Column("Of"), Column("What"), Column("Evergreen"), Column("Workbook"), Column("Cell", is_extra=True)]
    rows = [
        (one.label, one.heading, shown_value(preview, one, one.now), shown_value(preview, one, one.edit.value), one.key)
        for one in edits
    ]
    return table(columns, rows)


def undo_workbooks(actor: Actor) -> None:
    """Offers to take back what the last workbook changed, right after it was taken over."""
    client_id = st.session_state.get("workbook_applied")
    if client_id is None:
        return
    entry = next((one for one in workbook_history(store(), actor, client_id) if one.can_undo), None)
    if entry is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(note(f"{entry.details['file']}: {count(len(entry.details['cells']), 'cell')} taken over."))
        st.page_link("../pages/roadmap.py", label="See the roadmap", icon=":material/map:")
        if st.button("Take it back", icon=":material/undo:", key="undo_workbook"):
            with told():
                undo_workbook(store(), actor, client_id, entry.entry_id)
                del st.session_state["workbook_applied"]
                st.rerun()
