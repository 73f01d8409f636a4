"""Data quality: what do we not know, and what is it worth to know?"""

from __future__ import annotations

from typing import Any

import streamlit as st

from planner.actions.roadmaps import Roadmap
from planner.sharing.people import Actor
from web.context import in_focus, require_staff, roadmap_in_focus
from web.devices import labels_of
from web.markup import Column, note, table
from web.screen import open_screen, show_empty
from web.telling import plain
from web.wording import count, day, money


def main(actor: Actor) -> None:
    focus = in_focus(actor)
    roadmap = roadmap_in_focus(actor, focus)
    show_empty(focus, roadmap)
    if not roadmap.findings:
        open_screen("Data quality", focus, "Nothing is missing or contradictory in this client's data.")
        return
    open_screen("Data quality", focus, answer_of(roadmap), "Each is worth mending in the sheet, or as a correction.")
    for finding in sorted(roadmap.findings, key=lambda item: (-(item.amount_minor or 0), -item.assets, item.key)):
        stake = money(finding.amount_minor, roadmap.currency, roadmap.assumptions.locale)
        heading = f"{finding.sentence} {stake} at stake." if finding.amount_minor else finding.sentence
        with st.expander(plain(heading)):
            show_devices(roadmap, finding)


def answer_of(roadmap: Roadmap) -> str:
    largest = max(roadmap.findings, key=lambda item: item.amount_minor or 0)
    gaps = count(len(roadmap.findings), "gap or contradiction", "gaps and contradictions")
    if not largest.amount_minor:
        return f"{gaps} in the data; no money hangs on it."
    stake = money(largest.amount_minor, roadmap.currency, roadmap.assumptions.locale)
    return f"{gaps} in the data; the largest concerns {stake} of hardware."


def show_devices(roadmap: Roadmap, finding: Any, most: int = 100) -> None:
    rows = roadmap.schedule[roadmap.schedule["asset_id"].isin(finding.asset_ids)].head(most)
    model, serial, reason, quarter = (
        rows[name].fillna("") for name in ("model", "serial_number", "reason", "planned_quarter")
    )
    columns = [
        Column("Device", is_short=True), Column("Model", is_extra=True), Column("Serial number", is_extra=True)
    ]  # fmt: skip
    if finding.key == "planned_otherwise":
        columns += [Column("In the sheet", is_short=True), Column("In this plan", is_short=True)]
        said = zip(rows["planned_replacement_on"].map(day), quarter, strict=True)
    else:
        columns.append(Column("Why it is planned as it is"))
        said = zip(reason, strict=True)
    st.html(table(columns, ((*held, *own) for *held, own in zip(labels_of(rows), model, serial, said, strict=True))))
    if len(finding.asset_ids) > most:
        st.html(note(f"The first {most} of {len(finding.asset_ids):,}."))


main(require_staff())
