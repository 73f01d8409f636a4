"""How a pending import is shown: what would change, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st

from planner.actions.exports import XLSX
from planner.actions.imports import Preview
from planner.actions.rejected import rejected_rows
from planner.errors import Problem
from web.markup import Column, note, table
from web.wording import count, field_label, value_text

OUTCOME_LABELS: Final = {
    "added": "New", "changed": "Changed", "unchanged": "Unchanged", "skipped": "Skipped", "rejected": "Rejected",
}  # fmt: skip
TOLD: Final = ("manufacturer", "model", "serial_number", "operating_system", "purchased_on", "site", "assigned_to")
"""Fields by which a person recognises a device that is new."""


def counts_sentence(counts: dict[str, int]) -> str:
    """'214 rows: 200 new, 10 changed, 4 skipped.'"""
    parts = [f"{counts[key]:,} {label.lower()}" for key, label in OUTCOME_LABELS.items() if counts.get(key)]
    return f"{count(counts.get('read', 0), 'row')}: {', '.join(parts) or 'none'}."


def show_difference(preview: Preview) -> None:
    """One line per row of the sheets, with what applying it would do."""
    counts = preview.difference.counts
    there = [key for key in OUTCOME_LABELS if counts.get(key)]
    chosen = st.pills(
        "Show", there, selection_mode="multi", label_visibility="collapsed",
        format_func=lambda key: f"{OUTCOME_LABELS[key]} {counts[key]:,}",
    )  # fmt: skip
    rows = [row for row in preview.difference.rows if not chosen or row.outcome in chosen]
    read = {
        (reading.file_name, found.sheet, row.row): row.values
        for reading in preview.readings
        for found in reading.tables
        for row in found.rows
    }
    columns: dict[str, list[Any]] = {
        "Effect": [OUTCOME_LABELS[row.outcome] for row in rows],
        "Device": [row.device or "" for row in rows],
        "What changes": [_changes(row, read.get((row.file, row.sheet, row.row), {})) for row in rows],
        "Row": [row.row for row in rows],
        "Client": [row.client or "" for row in rows],
        "Sheet": [" · ".join(part for part in (row.file, row.sheet) if part) for row in rows],
    }
    same_everywhere = [name for name in ("Client", "Sheet") if len({*columns[name]} - {""}) < 2]
    frame = pd.DataFrame(columns).drop(columns=same_everywhere)
    st.dataframe(
        frame, hide_index=True, height=min(420, 38 + 35 * len(frame)), row_height=35,
        column_config={
            "Row": st.column_config.NumberColumn(format="%d", width=60),
            "Effect": st.column_config.TextColumn(width=95),
            "Device": st.column_config.TextColumn(width=130),
            "What changes": st.column_config.TextColumn(width=420),
        },
        alt="Every row of the sheets with what applying it would do",
    )  # fmt: skip


def _changes(row: Any, values: Mapping[str, Any]) -> str:
    """What the row does: the old and new values, or of a new device what tells it apart."""
    if row.outcome == "added":
        told = [str(values[field]) for field in TOLD if field in values]
        return " ".join([*([row.note] if row.note else []), ", ".join(told)])
    changes = [
        f"{field_label(change.field)}: {value_text(change.field, change.old) or 'empty'} → "
        f"{value_text(change.field, change.new) or 'empty'}"
        for change in row.changes
    ]
    return " ".join([*([row.note] if row.note else []), "; ".join(changes)])


def show_problems(problems: Sequence[Problem], most: int = 200) -> None:
    """What a person should mend or know, each with its address."""
    if not problems:
        st.html(note("No problem was found."))
        return
    rows = [(problem.address, problem.value or "", problem.message, problem.remedy) for problem in problems[:most]]
    st.html(table([Column("Where"), Column("Value"), Column("What is wrong"), Column("What to do")], rows))
    if len(problems) > most:
        st.html(note(f"The first {most} of {len(problems):,} problems; import --json on the command line lists all."))


def show_skipped(preview: Preview) -> None:
    """The rows that are no device, with the reason, so that nothing disappears unseen."""
    rows = [
        (" · ".join(part for part in (reading.file_name, found.sheet) if part), str(row.row), row.why)
        for reading in preview.readings
        for found in reading.tables
        if found.verdict == "assets"
        for row in found.skipped
    ]
    if rows:
        with st.expander(f"{count(len(rows), 'row')} skipped, and why"):
            st.html(table([Column("Where"), Column("Row", is_number=True), Column("Why")], rows[:200]))


def offer_rejected(preview: Preview) -> None:
    """The rejected rows as a sheet to mend and drop again; it is made when it is clicked."""
    rejected = sum(len(found.rejected) for reading in preview.readings for found in reading.tables)
    if not rejected:
        return

    stem = Path(preview.readings[0].file_name).stem

    def made() -> bytes | None:
        export = rejected_rows(preview)
        return export and export.data

    label = f"Download the {count(rejected, 'rejected row')}" if rejected > 1 else "Download the rejected row"
    st.download_button(
        label, made, f"{stem} rejected rows.xlsx", XLSX, on_click="ignore", icon=":material/download:",
        key="rejected_rows", help="An Excel sheet that says what is wrong with each. Mend the rows, and drop it here.",
    )  # fmt: skip


def understood(preview: Preview, doubtful: int) -> str:
    """What was understood, and how many columns a person should look at."""
    if not doubtful:
        return f"{preview.summary}."
    return f"{preview.summary}. {count(doubtful, 'column is', 'columns are')} doubtful: please look."


def what_now(preview: Preview) -> str:
    if homeless := preview.homeless:
        return (
            f"{count(homeless, 'row names', 'rows name')} no client: say whose devices they are, to see what changes."
        )
    return counts_sentence(preview.difference.counts)
