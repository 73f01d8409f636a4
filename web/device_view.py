"""One device: its clocks, the evidence of its age, what was seen of it, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from planner.actions.assets import AssetStory
from planner.actions.cost_traces import traced_costs
from planner.actions.roadmaps import Roadmap
from planner.charts.device import Spread, life_picture
from planner.fields import FIELDS
from web.devices import AGE_EVIDENCE, CLOCKS, category_word, listed
from web.drawing import CONFIG
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
    st.html(answer_line(headline(device, roadmap)))
    cost = money(device["planned_amount_minor"], roadmap.currency, roadmap.assumptions.locale)
    st.html(
        figures(
            [
                ("Due", day(device["due_on"]) or "no date", _between(device["due_p10"], device["due_p90"])),
                ("Past its limit", day(device["limit_on"]) or "no date", "latest by policy or support"),
                _planned(device, cost),
                (
                    "In service since", day(device["in_service_est_on"]) or "unknown",
                    f"from {AGE_EVIDENCE.get(device['age_evidence'], 'no evidence')}",
                ),
            ]
        )
    )  # fmt: skip


def _planned(device: Mapping[str, Any], cost: str) -> tuple[str, str, str]:
    """When its own replacement comes and what it costs, or which project absorbs it."""
    if device["group"] == "absorbed":
        return "Planned", "absorbed", f"by {device['absorbed_by']}"
    return "Planned", device["planned_quarter"] or "not planned", cost if device["planned_amount_minor"] else ""


def headline(device: Mapping[str, Any], roadmap: Roadmap) -> str:
    """'Replace by FY27 Q2: …reason… Age alone would have said FY28 Q1.': the due date's fiscal quarter before the
    reason, and what useful life alone would give where something else sets the date."""
    reason = device["reason"] or "No reason is known."
    if device["group"] == "absorbed":
        return f"Absorbed by {device['absorbed_by']}, so its own replacement is not in the plan. {reason}"
    if device["due_on"] is None or device["planned_quarter"] is None:
        return str(reason)
    calendar = roadmap.assumptions.calendar
    due = calendar.quarter_of(device["due_on"].date())
    verb = "Was to be replaced by" if due.ends_on < roadmap.as_of else "Replace by"
    ages = [item["date"] for item in listed(device["runner_ups"]) if item["rule"] == "useful_life"]
    alone = calendar.quarter_of(date.fromisoformat(ages[0])).label if ages else ""
    if not alone or alone == due.label or "age alone" in reason.casefold():
        return f"{verb} {due.label}: {reason}"
    return f"{verb} {due.label}: {reason} Age alone would have said {alone}."


def _between(low: Any, high: Any) -> str:
    first, last = day(low), day(high)
    return f"80 % likely {first} to {last}" if first and last and first != last else ""


def show_why(device: Mapping[str, Any], roadmap: Roadmap) -> None:
    """The picture of its life, the rule that set the date with its runner-ups, and the evidence of age."""
    draw_life(device, roadmap.as_of, f"{_clock(device['limiting_factor'] or 'none')}: {device['reason'] or ''}")
    clocks, evidence = st.columns(2, gap="large")
    with clocks:
        calendar = roadmap.assumptions.calendar
        ends = [(device["limiting_factor"] or "none", device["due_on"].date() if device["due_on"] else None)]
        ends += [(item["rule"], date.fromisoformat(item["date"])) for item in listed(device["runner_ups"])]
        said = "sets the date"
        rows = []
        for rule, end in ends:
            rows.append((_clock(rule), day(end), calendar.quarter_of(end).label if end else "", said))
            said = "later"
        st.html(table([*map(Column, ("Clock", "Ends", "Quarter", ""))], rows, caption="Clocks"))
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
    for cost in traced_costs(roadmap, int(device["asset_id"]))[:1]:
        st.html(note(f"Cost: {cost.trace.formula}. Price of {day(cost.trace.priced_on)}: {cost.trace.source}."))
    sentences = [item["sentence"] for name in ("decisions", "findings") for item in listed(device[name])]
    for sentence in sentences:
        st.html(note(f"• {sentence}"))


def draw_life(device: Mapping[str, Any], today: date, words: str) -> None:
    """How sure its first day and its due date are, and what else ends; nothing where it has neither."""
    service = _spread(device["in_service_p10"], device["in_service_est_on"], device["in_service_p90"])
    due = _spread(device["due_p10"], device["due_on"], device["due_p90"])
    if service is None and due is None:
        return
    ends = [(_clock(item["rule"]), date.fromisoformat(item["date"])) for item in listed(device["runner_ups"])]
    figure = life_picture(service, due, today, ends)
    st.plotly_chart(figure, config=CONFIG, alt=f"Line of time with first day, due date and today. {words}")


def _spread(low: Any, middle: Any, high: Any) -> Spread | None:
    if middle is None or low is None or high is None:
        return None
    return Spread(low.date(), middle.date(), high.date())


def _clock(rule: str) -> str:
    return CLOCKS.get(rule, field_label(rule))


def _interval(item: Mapping[str, Any]) -> str:
    first, last = _iso_day(item.get("p10")), _iso_day(item.get("p90"))
    return "exact" if first and first == last else f"{first} – {last}" if first else ""


def _source(source: str) -> str:
    """'serial_number, HP serial convention' as 'Sheet: Serial number. HP serial convention'."""
    words = [(part, field_label(part) if part in FIELDS else "") for part in source.split(", ")]
    fields = ", ".join(label for _, label in words if label)
    rest = ", ".join(part for part, label in words if not label)
    return ". ".join(part for part in (f"Sheet: {fields}" if fields else "", rest) if part)


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
