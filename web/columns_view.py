"""What each table's columns were taken for, and what a person says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from planner.actions.imports import Preview, Table
from planner.fields import FIELDS
from planner.sharing.people import Actor
from web.importing import Pending, remember
from web.markup import Column, answer_line, note, table
from web.telling import plain
from web.wording import count, field_label

EXTRA: Final = ""
CHOICES: Final = (EXTRA, *FIELDS)
"""What a column may hold: a field, or what is kept as an extra."""
Placed = tuple[str, Table]
"""A table and where it is: 'plan.xlsx · Laptops'."""


def tables_of(preview: Preview) -> list[Placed]:
    """All tables of all files, in order."""
    return [
        (" · ".join(part for part in (reading.file_name, found.sheet) if part), found)
        for reading in preview.readings
        for found in reading.tables
    ]


def kinds_of(preview: Preview) -> list[Placed]:
    """The first list of assets of each set of headers: what is said of its columns counts for all alike."""
    kinds: dict[tuple[str, ...], Placed] = {}
    for where, found in tables_of(preview):
        if found.verdict == "assets":
            kinds.setdefault(tuple(sorted(column.header or "" for column in found.columns)), (where, found))
    return list(kinds.values())


def doubtful_columns(preview: Preview) -> int:
    """How many columns a person should look at."""
    return sum(column.is_doubtful for _, found in kinds_of(preview) for column in found.columns)


def show_understood(actor: Actor, under_way: Pending) -> None:
    """The questions first, then each table's verdict and which column became which field."""
    kinds = kinds_of(under_way.preview)
    for number, (where, found) in enumerate(kinds):
        ask_columns(actor, under_way, where, found, number)
    for where, found in tables_of(under_way.preview):
        is_assets = found.verdict == "assets"
        verdict = count(len(found.rows), "device row") if is_assets else "not a list of assets"
        with st.expander(f"{plain(where)}: {verdict}", expanded=is_assets, icon=_icon(is_assets)):
            st.html(note(found.reason))
            if is_assets:
                st.html(_columns(found))
    change_column(actor, under_way, kinds)


def ask_columns(actor: Actor, under_way: Pending, where: str, found: Table, number: int) -> None:
    """Asks what the doubtful columns hold; those whose header stands twice, or nowhere, can only be told in the
    sheet."""
    doubtful = [column for column in found.columns if column.is_doubtful]
    asked = {str(column.header): column for column in reversed(doubtful) if column.header and found.header_row}
    if not doubtful:
        return
    with st.container(border=True):
        if not asked:
            st.html(note(f"{where} has no headers, and {count(len(doubtful), 'column')} had to be guessed from what "
                         "they hold. Where a guess is wrong, give the sheet headers and drop it again."))  # fmt: skip
            return
        question = f"Please look: what {'do these columns' if len(asked) > 1 else 'does this column'} hold?"
        st.html(answer_line(question) + note(f"{where}. Remembered for every sheet with the same headers."))
        with st.form(f"columns_{number}", border=False):
            chosen = {header: _choice(asked[header], number) for header in reversed(asked)}
            if st.form_submit_button("Remember these columns", key=f"remember_{number}", icon=":material/check:"):
                remember(actor, under_way, found, chosen)


def _choice(column: Any, number: int) -> str | None:
    """The field, chosen beside what the column holds."""
    told, asked = st.columns([3, 2], gap="medium", vertical_alignment="center")
    sure = f"{column.confidence:.0%} sure"
    told.html(f"{answer_line(f'{column.header}')}{note(f'Column {column.column}, {sure}: {_samples(column)}')}")
    chosen = asked.selectbox(
        f"What {plain(column.header)} holds", CHOICES, index=CHOICES.index(column.field or EXTRA), format_func=_meaning,
        key=f"holds_{number}_{column.column}", label_visibility="collapsed",
    )  # fmt: skip
    return chosen or None


def change_column(actor: Actor, under_way: Pending, kinds: Sequence[Placed]) -> None:
    """Another field for a column that was thought sure, or that was kept as an extra."""
    sure = [
        (where, found, column)
        for where, found in kinds
        for column in found.columns
        if found.header_row and column.header and not column.is_doubtful and not column.is_secret
    ]
    if not sure:
        return
    with st.expander("Change a column", icon=":material/edit:"):
        which, holds = st.columns(2)
        chosen = which.selectbox(
            "Column", range(len(sure)), key="change_which",
            format_func=lambda number: _named(*sure[number], is_one=len(kinds) == 1),
        )  # fmt: skip
        _, found, column = sure[chosen]
        field = holds.selectbox(
            "Holds", CHOICES, index=CHOICES.index(column.field or EXTRA), format_func=_meaning, key=f"change_{chosen}"
        )
        if st.button("Remember this column", key="change_column", disabled=field == (column.field or EXTRA)):
            remember(actor, under_way, found, {column.header: field or None})


def _named(where: str, _found: Table, column: Any, *, is_one: bool) -> str:
    now = field_label(column.field) if column.field else "an extra"
    return f"{column.header} → {now}" + ("" if is_one else f" ({where})")


def _meaning(field: str) -> str:
    return field_label(field) if field else "Keep as an extra"


def _samples(column: Any) -> str:
    return "" if column.is_secret else ", ".join(column.samples)[:80]


def _icon(is_assets: bool) -> str:
    return ":material/check_circle:" if is_assets else ":material/do_not_disturb_on:"


def _columns(found: Table) -> str:
    rows = [
        (
            column.column, column.header or "(no header)", _becomes(column),
            f"{column.confidence:.0%}" if column.field else "", _samples(column),
        )
        for column in found.columns
    ]  # fmt: skip
    columns = [
        Column("Column", is_extra=True), Column("Header"), Column("Becomes"),
        Column("Sure", is_number=True, is_extra=True), Column("Samples"),
    ]  # fmt: skip
    return table(columns, rows)


def _becomes(column: Any) -> str:
    if column.is_secret:
        return "Not kept: it looks like a secret"
    return f"{_meaning(column.field)}{' (doubtful)' if column.is_doubtful else ''}" if column.field else "An extra"
