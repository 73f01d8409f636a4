"""One device: its clocks, the evidence of its age, what was seen of it, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from planner.actions.assets import AssetStory
from planner.actions.roadmaps import Roadmap
from planner.fields import FIELDS
from web.devices import AGE_EVIDENCE, CLOCKS, category_word, listed
from web.markup import Column, Status, answer_line, described, figures, note, table
from web.telling import plain
from web.wording import day, field_label, moment, money, value_text


def show_head(device: Mapping[str, Any], label: str, roadmap: Roadmap) -> None:
    """Name, status and the reason sentence, then the four things asked first."""
    st.subheader(plain(label), anchor=False)
    parts = " ".join(str(device[name]) for name in ("manufacturer", "model") if device[name])
    serial = f"S/N {device['serial_number']}" if device["serial_number"] else ""
    status = Status(device["lifecycle_status"] or "unknown")
    st.html(described(status, category_word(device["category"]), parts, serial, str(device["site"] or "")))
    st.html(answer_line(device["reason"] or "No reason is known."))
    cost = money(device["planned_amount_minor"], roadmap.currency, roadmap.assumptions.locale)
    st.html(
        figures(
            [
                ("Due", day(device["due_on"]) or "no date", _between(device["due_p10"], device["due_p90"])),
                ("Past its limit", day(device["limit_on"]) or "no date", "latest by policy or support"),
                ("Planned", device["planned_quarter"] or "not planned", cost if device["planned_amount_minor"] else ""),
                (
                    "In service since", day(device["in_service_est_on"]) or "unknown",
                    f"from {AGE_EVIDENCE.get(device['age_evidence'], 'no evidence')}",
                ),
            ]
        )
    )  # fmt: skip


def _between(low: Any, high: Any) -> str:
    first, last = day(low), day(high)
    return f"80 % likely {first} to {last}" if first and last and first != last else ""


def show_why(device: Mapping[str, Any]) -> None:
    """The rule that set the date with its runner-ups, and the evidence of age."""
    clocks, evidence = st.columns(2, gap="large")
    with clocks:
        rows = [(_clock(device["limiting_factor"] or "none"), day(device["due_on"]), "sets the date")]
        rows += [(_clock(item["rule"]), _iso_day(item["date"]), "") for item in listed(device["runner_ups"])]
        st.html(table([*map(Column, ("Clock", "Ends", ""))], rows, caption="Clocks"))
    with evidence:
        found = [
            (
                AGE_EVIDENCE.get(item["evidence"], item["evidence"]).capitalize(), _iso_day(item.get("date")),
                _interval(item), _source(item.get("source") or ""),
            )
            for item in listed(device["evidence"])
        ]  # fmt: skip
        columns = [*map(Column, ("Evidence", "In service on", "80 % interval", "Source"))]
        st.html(table(columns, found or [("None", "", "", "")], caption="Evidence of age"))
    sentences = [item["sentence"] for name in ("decisions", "findings") for item in listed(device[name])]
    for sentence in sentences:
        st.html(note(f"• {sentence}"))


def _clock(rule: str) -> str:
    return CLOCKS.get(rule, field_label(rule))


def _interval(item: Mapping[str, Any]) -> str:
    first, last = _iso_day(item.get("p10")), _iso_day(item.get("p90"))
    return "exact" if first and first == last else f"{first} – {last}" if first else ""


def _source(source: str) -> str:
    return f"sheet: {field_label(source)}" if source in FIELDS else source


def _iso_day(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else ""


def show_story(story: AssetStory) -> None:
    """Each row of each sheet that describes the device, newest first."""
    for seen in story.sightings:
        where = " · ".join(part for part in (seen.file_name, seen.sheet) if part)
        undone = ", undone" if seen.is_undone else ""
        heading = plain(f"{where}, row {seen.row} ({moment(seen.imported_at)}{undone})")
        with st.expander(heading, expanded=seen is story.sightings[0]):
            values = [(field_label(name), value_text(name, value)) for name, value in seen.values.items()]
            extras = [(header, text) for header, text in seen.extras.items()]
            left, right = st.columns(2, gap="large")
            left.html(table([Column("Field"), Column("As read")], values))
            if extras:
                right.html(table([Column("Kept besides"), Column("Text")], extras))
    if not story.sightings:
        st.html(note("No sheet describes this device any more."))
