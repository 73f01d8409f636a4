"""The form of a project: what, why, when, at what price, with which lines, and instead of which devices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import pandas as pd
import streamlit as st

from planner.actions.initiatives import goals_of_client
from planner.actions.project_change import BILLINGS, LANES, PRIORITIES, TREATMENTS
from planner.actions.projects import PRICE_STATUSES, STATUSES, Project
from planner.actions.roadmaps import Roadmap
from planner.money import to_decimal
from planner.sharing.people import Actor
from web.context import Focus, store
from web.projects_devices import ask_devices

KIND_WORDS: Final = {"One time": "one_time", "Recurring": "recurring"}
COLUMNS: Final = {
    "name": "Line", "kind": "Kind", "unit_price": "Price of one", "quantity": "Quantity", "treatment": "Treatment",
    "months_after": "Months after start", "billing": "Billed by", "months": "For months",
}  # fmt: skip


def ask_project(actor: Actor, focus: Focus, roadmap: Roadmap, project: Project | None) -> dict[str, Any]:
    """What the form says, as `save_project` takes it."""
    key = f"{project.project_id if project else 'new'}_{st.session_state.get('project_round', 0)}"
    left, right = st.columns(2)
    with left:
        given: dict[str, Any] = {
            "title": st.text_input("What is to be done", project.title if project else "", key=f"p_title_{key}"),
            "why": st.text_area(
                "Why, in the client's words", project.why if project else "", key=f"p_why_{key}", height=108
            ),
            "owner": st.text_input("Owner", (project.owner or "") if project else "", key=f"p_owner_{key}"),
        }
    with right:
        given |= _when(roadmap, project, key)
        with st.container(horizontal=True):
            for name, options, usual in (
                ("lane", LANES, "Transform"), ("priority", PRIORITIES, "medium"), ("status", STATUSES, "proposed"),
            ):  # fmt: skip
                stands = getattr(project, name) if project else usual
                given[name] = st.selectbox(
                    name.capitalize(), options, options.index(stands), key=f"p_{name}_{key}", width=140
                )
        given |= _price(project, key)
    given |= _goal(actor, focus, project, key)
    given["lines"] = _lines(roadmap, project, key)
    given["devices"] = ask_devices(roadmap, project, key)
    return given


def _when(roadmap: Roadmap, project: Project | None, key: str) -> dict[str, Any]:
    """The quarter it starts in; a day of its own within a quarter is kept."""
    labels = {quarter.starts_on: f"{quarter.label} ({quarter.months_label})" for quarter in roadmap.quarters}
    stands = project.starts_on if project else roadmap.quarters[min(2, len(roadmap.quarters) - 1)].starts_on
    labels.setdefault(stands, f"{roadmap.assumptions.calendar.quarter_of(stands).label}, on {stands}")
    days = sorted(labels)
    chosen = st.selectbox("Starts in", days, days.index(stands), format_func=labels.__getitem__, key=f"p_starts_{key}")
    return {"starts_on": chosen}


def _price(project: Project | None, key: str) -> dict[str, Any]:
    with st.container(horizontal=True):
        status = st.selectbox(
            "Price is", PRICE_STATUSES, PRICE_STATUSES.index(project.price_status) if project else 0,
            key=f"p_price_{key}", width=140, help="A budgetary price bears contingency; a quoted one does not.",
        )  # fmt: skip
        quote = st.text_input("Quote", (project.quote or "") if project else "", key=f"p_quote_{key}", width=140)
        valid = st.date_input("Valid until", project.valid_until if project else None, key=f"p_valid_{key}", width=140)
    return {"price_status": status, "quote": quote, "valid_until": valid}


def _goal(actor: Actor, focus: Focus, project: Project | None, key: str) -> dict[str, Any]:
    """Which of the client's goals it serves; asked where he has any."""
    goals: dict[Any, str] = {None: "None", **goals_of_client(store(), actor, focus.client.client_id)}
    stands = project.goal_id if project else None
    goals.setdefault(stands, "A goal that was taken back")
    if len(goals) == 1:
        return {}
    keys = list(goals)
    return {
        "goal": st.selectbox(
            "Serves the goal", keys, keys.index(stands), format_func=goals.__getitem__, key=f"p_goal_{key}"
        )
    }


def _lines(roadmap: Roadmap, project: Project | None, key: str) -> list[dict[str, Any]]:
    """The grid of lines; a row without name and price is none."""
    words = {kind: word for word, kind in KIND_WORDS.items()}
    rows = [
        {
            "name": line.name, "kind": words[line.kind],
            "unit_price": float(to_decimal(line.unit_price_minor, roadmap.currency)), "quantity": line.quantity,
            "treatment": line.treatment, "months_after": line.months_after, "billing": line.billing,
            "months": line.months,
        }
        for line in (project.lines if project else ())
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(
        {"name": "string", "kind": "string", "unit_price": "Float64", "quantity": "Int64", "treatment": "string",
         "months_after": "Int64", "billing": "string", "months": "Int64"}
    )  # fmt: skip
    column = st.column_config
    config: dict[str, Any] = {
        "name": column.TextColumn(COLUMNS["name"], width="medium"),
        "kind": column.SelectboxColumn(COLUMNS["kind"], options=list(KIND_WORDS), default="One time"),
        "unit_price": column.NumberColumn(f"{COLUMNS['unit_price']}, {roadmap.currency}", min_value=0, step=0.01),
        "quantity": column.NumberColumn(COLUMNS["quantity"], min_value=1, step=1, default=1),
        "treatment": column.SelectboxColumn(COLUMNS["treatment"], options=list(TREATMENTS), default="opex"),
        "months_after": column.NumberColumn(COLUMNS["months_after"], min_value=0, step=1, default=0),
        "billing": column.SelectboxColumn(
            COLUMNS["billing"], options=list(BILLINGS), default="month", help="Recurring lines alone."
        ),
        "months": column.NumberColumn(COLUMNS["months"], min_value=1, step=1, help="Empty: on and on."),
    }
    st.caption("What it costs, before contingency and tax: a row for each line")
    edited = st.data_editor(
        frame, hide_index=True, num_rows="dynamic", column_config=config, key=f"p_lines_{key}", width="stretch"
    )
    return [
        _line(row) for row in edited.to_dict("records") if not (pd.isna(row["name"]) and pd.isna(row["unit_price"]))
    ]


def _line(row: dict[Any, Any]) -> dict[str, Any]:
    said = {str(name): None if pd.isna(value) else value for name, value in row.items()}
    price = said["unit_price"]
    return said | {
        "kind": KIND_WORDS.get(str(said["kind"]), "one_time"),
        "unit_price": None if price is None else Decimal(str(price)),
    }
