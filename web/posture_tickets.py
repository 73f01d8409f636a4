"""A sheet of tickets dropped on Posture: what it would add, applying it, and what recurs."""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.actions.posture import ClientPosture
from planner.actions.tickets_import import TicketPreview, apply_tickets, preview_tickets
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import Column, Row, answer_line, note, table
from web.telling import plain, show_error, told
from web.wording import count

WAITING: Final = "pending_tickets"
_ROUND: Final = "tickets_round"
_MOST_ROWS: Final = 200
_MOST_RECURRING: Final = 10


def show_tickets(actor: Actor, focus: Focus, seen: ClientPosture) -> None:
    """What the last year's tickets tell, and the place to drop a list of them."""
    st.subheader("Tickets", anchor=False)
    st.html(answer_line(tickets_answer(seen)))
    if seen.tickets.recurring:
        rows: list[Row] = [(one.name, f"{one.tickets:,}") for one in seen.tickets.recurring[:_MOST_RECURRING]]
        st.html(table([Column("Recurring: device or subject"), Column("Tickets", is_number=True)], rows))
    waiting: TicketPreview | None = st.session_state.get(WAITING)
    if waiting is not None and waiting.client_id == focus.client.client_id:
        _show_difference(actor, waiting)
        return
    with st.expander("Import a list of tickets", icon=":material/upload_file:", expanded=not seen.stored_tickets):
        _drop(actor, focus)


def tickets_answer(seen: ClientPosture) -> str:
    """'42 tickets in the last twelve months; 12 of them recur.'"""
    year = seen.tickets
    if not seen.stored_tickets:
        return "No tickets yet: drop an export of your ticket system; it answers two of the five signs."
    if not year.tickets:
        return f"{count(seen.stored_tickets, 'ticket')} stored, none of the last twelve months."
    recur = f"{year.recurring_tickets} of them belong to what recurs" if year.recurring_tickets else "nothing recurs"
    return f"{count(year.tickets, 'ticket')} in the last twelve months; {recur}."


def _drop(actor: Actor, focus: Focus) -> None:
    file = st.file_uploader(
        "List", key=f"ticket_list_{st.session_state.setdefault(_ROUND, 0)}", label_visibility="collapsed",
        help="Excel, LibreOffice or text: one ticket per row, with its day, subject, requester, device, time.",
    )  # fmt: skip
    if file is None:
        return
    try:
        upload = Upload(file.name, file.getvalue())
        st.session_state[WAITING] = preview_tickets(store(), actor, focus.client.client_id, upload)
    except PlannerError as error:
        show_error(error)
        return
    st.session_state[_ROUND] += 1
    st.rerun()


def _discard() -> None:
    del st.session_state[WAITING]


def _show_difference(actor: Actor, preview: TicketPreview) -> None:
    counts = preview.counts
    words = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if outcome != "read" and number)
    with st.container(border=True):
        st.subheader("What this list would change", anchor=False)
        st.html(answer_line(f"{preview.read.file_name}: {count(counts['read'], 'row')} read, {words}."))
        st.html(note(f"{preview.matched} of them are about a device of this client. Nothing is stored yet."))
        with st.container(horizontal=True):
            if st.button("Apply", type="primary", key="apply_tickets", disabled=preview.is_empty):
                with told():
                    apply_tickets(store(), actor, preview)
                    _discard()
                    st.toast(plain(f"{preview.read.file_name} was applied."), icon=":material/check:")
                    st.rerun()
            st.button("Discard", key="discard_tickets", on_click=_discard)
        st.html(_rows(preview))
        with st.expander("How its columns were understood"):
            rows = [(where, header, field or "not used") for where, header, field in preview.read.columns]
            st.html(table([Column("Where", is_extra=True), Column("Header"), Column("Becomes")], rows))


def _rows(preview: TicketPreview) -> str:
    """What is rejected first, then what changes; every row of the list stands here."""
    order = {"rejected": 0, "changed": 1, "added": 2, "skipped": 3, "unchanged": 4}
    chosen = sorted(preview.rows, key=lambda one: (order[one.outcome], one.row.where, one.row.row))
    rows: list[Row] = [
        (f"{one.row.row}", one.outcome, one.row.ticket.subject if one.row.ticket else "", one.why)
        for one in chosen[:_MOST_ROWS]
    ]
    more = note(f"and {len(chosen) - _MOST_ROWS} rows more") if len(chosen) > _MOST_ROWS else ""
    columns = [Column("Row", is_number=True), Column("Becomes", is_short=True), Column("Ticket"), Column("Why")]
    return table(columns, rows) + more
