"""A sheet of invoices dropped on Actuals: what it would add, and applying it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.actions.invoice_import import InvoicePreview, apply_invoices, preview_invoices
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.fields import CATEGORY_LABELS
from planner.money import format_money
from planner.sharing.people import Actor
from web.actuals import line_amount
from web.context import Focus, store
from web.markup import NOTHING, Column, Row, Titled, answer_line, note, table
from web.telling import plain, show_error, told
from web.wording import count, day

WAITING: Final = "pending_invoices"
_ROUND: Final = "invoices_round"
_MOST_ROWS: Final = 200
_ORDER: Final = {"rejected": 0, "added": 1, "skipped": 2, "unchanged": 3}
_KINDS: Final = {
    "labour": "installation", "extra": "accessories and freight", "trade_in": "trade-in", "recurring": "recurring",
    "other": "everything else",
}  # fmt: skip


def show_import(actor: Actor, focus: Focus, *, is_first: bool) -> None:
    """The place to drop a sheet; then what it would add, until it is applied or put away."""
    waiting: InvoicePreview | None = st.session_state.get(WAITING)
    if waiting is not None and waiting.client_id == focus.client.client_id:
        _show_difference(actor, waiting)
        return
    with st.expander("Import a sheet of invoices", icon=":material/upload_file:", expanded=is_first):
        file = st.file_uploader(
            "Invoices", key=f"invoices_{st.session_state.setdefault(_ROUND, 0)}", label_visibility="collapsed",
            help="Excel, LibreOffice or text: a line per row, with date, number, description, quantity and amount.",
        )  # fmt: skip
        if file is None:
            return
        try:
            upload = Upload(file.name, file.getvalue())
            with st.spinner("Reading the invoices …"):
                st.session_state[WAITING] = preview_invoices(store(), actor, focus.client.client_id, upload)
        except PlannerError as error:
            show_error(error)
            return
        st.session_state[_ROUND] += 1
        st.rerun()


def _discard() -> None:
    del st.session_state[WAITING]


def _show_difference(actor: Actor, preview: InvoicePreview) -> None:
    counts = preview.counts
    words = ", ".join(f"{number:,} {outcome}" for outcome, number in counts.items() if outcome != "read" and number)
    sums = [format_money(minor, currency, preview.locale) for currency, minor in preview.added.items()]
    with st.container(border=True):
        st.subheader("What this sheet would add", anchor=False)
        st.html(answer_line(f"{preview.read.file_name}: {count(counts['read'], 'row')} read, {words}."))
        if sums:
            st.html(note(f"{' and '.join(sums)} before tax. Nothing is stored yet."))
        if others := preview.read.others:
            st.html(note(f"No invoices in {', '.join(others)}."))
        with st.container(horizontal=True):
            if st.button("Apply", type="primary", key="apply_invoices", disabled=preview.is_empty):
                _apply(actor, preview)
            st.button("Discard", key="discard_invoices", on_click=_discard)
        st.html(_rows(preview))
        with st.expander("How its columns were understood"):
            st.html(_columns(preview))


def _apply(actor: Actor, preview: InvoicePreview) -> None:
    with told():
        apply_invoices(store(), actor, preview)
        _discard()
        st.toast(plain(f"{preview.read.file_name} was applied."), icon=":material/check:")
        st.rerun()


def _rows(preview: InvoicePreview) -> str:
    """What is rejected first, then what is added; the first rows of each, all in the command line's answer."""
    chosen = sorted(preview.rows, key=lambda one: (_ORDER[one.outcome], one.row.where, one.row.row))
    rows: list[Row] = []
    for one in chosen[:_MOST_ROWS]:
        line = one.row.draft
        what = Titled(line.text, one.why) if line and one.why else line.text if line else one.why
        kind = "" if line is None else CATEGORY_LABELS.get(line.category or "", _KINDS.get(line.kind, ""))
        amount = NOTHING if line is None else line_amount(line, preview.locale)
        rows.append((f"{one.row.row}", one.outcome, day(line.invoiced_on) if line else "", what, kind, amount))
    columns = [
        Column("Row", is_number=True, is_extra=True), Column("", is_short=True), Column("Date", is_short=True),
        Column("What"), Column("Counts as", is_extra=True), Column("Before tax", is_number=True),
    ]  # fmt: skip
    more = len(chosen) - _MOST_ROWS
    rest = note(f"And {count(more, 'more row')}: `actuals import --dry-run --json` has all.") if more > 0 else ""
    return table(columns, rows) + rest


def _columns(preview: InvoicePreview) -> str:
    rows: list[Row] = [
        (where, header, field.replace("_", " ") or "not used") for where, header, field in preview.read.columns
    ]
    return table([Column("Sheet"), Column("Column"), Column("Read as")], rows)
