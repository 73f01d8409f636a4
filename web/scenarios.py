"""The scenarios of a client side by side, two of them compared, and the one that every door shows."""

from __future__ import annotations

import streamlit as st

from planner.actions.effect_words import effect_sentence, signed
from planner.actions.scenarios import ScenarioRow, ScenarioView, choose_scenario, compare_scenarios, scenario_view
from planner.sharing.people import Actor
from web.context import Focus, store
from web.drawing import draw_scenarios
from web.markup import NOTHING, Cell, Change, Column, Row, Titled, answer_line, note, table
from web.telling import told
from web.wording import in_short, money

MEANINGS = {
    "as_due": "each device in its due quarter, overdue ones at once",
    "as_decided": "as due, with the quarters that people chose",
    "levelled": "as level as it may be at the least cost of waiting",
    "capped": "level, and no quarter or year above its cap",
    "run_to_failure": "nothing is replaced before it fails",
    "lease": "as decided, paid as a monthly fee",
}


def show_scenarios(actor: Actor, focus: Focus) -> None:
    """The figures of all, the picture, the choice, and the comparison of two."""
    with st.spinner("Calculating the scenarios …"):
        view = scenario_view(store(), actor, focus.client.client_id, focus.as_of)
    words = scenarios_answer(view)
    st.html(answer_line(words))
    st.html(scenario_table(view))
    st.html(
        note(
            "Unplanned: what failures force besides the plan, expected over the horizon. Life left: what the devices "
            "are still worth at its end; it is in no other figure."
        )
    )
    draw_scenarios(view, words)
    show_choice(actor, focus, view)
    show_comparison(actor, focus, view)


def scenarios_answer(view: ScenarioView) -> str:
    """What every page shows, and how its peak and its unplanned cost stand against *as due*."""
    rows = {row.name: row for row in view.rows}
    shown, due = rows[view.chosen], rows["as_due"]
    if shown.quarters == due.quarters:
        return f"Every page shows “{shown.label}”: its fullest quarter costs {_money(view, due.peak)}."
    change = signed(shown.unplanned - due.unplanned, view.currency, view.locale)
    return (
        f"Every page shows “{shown.label}”: its fullest quarter costs {_money(view, shown.peak)} instead of "
        f"{_money(view, due.peak)} as due; expected unplanned cost {change}."
    )


def scenario_table(view: ScenarioView) -> str:
    """One row per scenario."""
    columns = [Column("Scenario"), *(Column(name, is_number=True) for name in ("Planned", "Fullest quarter"))]
    columns += [Column("Unplanned", "expected", is_number=True), Column("In a bad quarter", "P90", is_number=True)]
    columns += [Column("Failures", is_number=True), Column("Past limit", "devices", is_number=True)]
    columns += [Column("Life left", is_number=True)]
    return table(columns, [_row(view, row) for row in view.rows], sticky=True)


def _row(view: ScenarioView, row: ScenarioRow) -> Row:
    label: Cell = Titled(f"{row.label} ✓" if row.name == view.chosen else row.label, _hint(row) or MEANINGS[row.name])
    if row.note:
        return (label, *[NOTHING] * 7)
    amounts = (row.total, row.peak, row.unplanned, row.unplanned_p90)
    failures, past = f"{row.failures:,.1f}", f"{row.past_limit:,}"
    return (label, *(_money(view, minor) for minor in amounts), failures, past, _money(view, row.life_left))


def _hint(row: ScenarioRow) -> str:
    return f"{row.note} Level it under “Levelling”." if row.note else ""


def show_choice(actor: Actor, focus: Focus, view: ScenarioView) -> None:
    """Which one is behind every page and report."""
    labels = {row.name: row.label for row in view.rows if not row.note and row.name != "run_to_failure"}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Every page and report shows", list(labels), index=list(labels).index(view.chosen),
            format_func=labels.__getitem__, key=f"choose_{view.chosen}", width=320,
        )  # fmt: skip
        if st.button("Show this one", type="primary", disabled=chosen == view.chosen, key="choose_scenario"):
            with told():
                choose_scenario(store(), actor, focus.client.client_id, chosen)
                st.toast(f"Every page now shows “{labels[chosen]}”.", icon=":material/check:")
                st.rerun()


def show_comparison(actor: Actor, focus: Focus, view: ScenarioView) -> None:
    """Two scenarios: what the second does otherwise, device by device."""
    st.subheader("What is the difference?", anchor=False)
    labels = {row.name: row.label for row in view.rows if not row.note}
    other = "levelled" if "levelled" in labels else "run_to_failure"
    with st.container(horizontal=True):
        one = st.selectbox("From", list(labels), format_func=labels.__getitem__, key="compare_one", width=240)
        two = st.selectbox(
            "to", list(labels), index=list(labels).index(other), format_func=labels.__getitem__, key="compare_two",
            width=240,
        )  # fmt: skip
    client_id = focus.client.client_id
    effect, base = compare_scenarios(store(), actor, client_id, focus.as_of, one, two)
    st.html(answer_line(effect_sentence(effect, base.currency, base.assumptions.locale)))
    groups: dict[tuple[str, str], list[str]] = {}
    for device in effect.moved:
        units = f" × {device.quantity:,}" if device.quantity > 1 else ""
        planned = device.planned_before or "not planned", device.planned_after or "not planned"
        groups.setdefault(planned, []).append(f"{device.device}{units}")
    rows = [(f"{len(names):,}", in_short(names, 8), Change(*planned)) for planned, names in groups.items()]
    if rows:
        columns = [Column("Devices", is_number=True), Column("Which"), Column("Planned", is_short=True)]
        st.html(table(columns, rows))
        st.html(note("The command scenario compare --json lists every device."))


def _money(view: ScenarioView, minor: int) -> str:
    return money(minor, view.currency, view.locale)
