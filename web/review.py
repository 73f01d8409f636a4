"""What a person writes into a review: risks, action items, the meeting."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from planner.actions.reviews import (
    AGENDA,
    STATUSES,
    ActionItem,
    ClientReview,
    RiskFound,
    hold_review,
    save_items,
    save_review,
    say_of_risk,
)
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import note
from web.telling import told
from web.wording import count, day, money

RISK_FIELDS: Final = ("title", "likelihood", "impact", "owner", "note")


def review_answer(seen: ClientReview) -> str:
    """'12 decisions over £129,433 within 90 days; the top risk: systems without security updates.'"""
    rules = seen.roadmap.assumptions
    amount = sum(one.amount_minor or 0 for one in seen.decisions)
    decisions = count(len(seen.decisions), "decision")
    over = f" over {money(amount, rules.currency, rules.locale)}" if amount else ""
    risk = f"; the top risk: {seen.risks[0].title[:1].lower()}{seen.risks[0].title[1:]}" if seen.risks else ""
    return f"{decisions}{over} within 90 days{risk}."


def edit_risks(actor: Actor, focus: Focus, seen: ClientReview) -> None:
    """All of them, to be edited."""
    frame = pd.DataFrame(
        [
            {"Risk": one.title, "Why": one.why, "Likelihood": one.likelihood, "Impact": one.impact, "Owner": one.owner,
             "Note": one.note}
            for one in seen.risks
        ],
        columns=["Risk", "Why", "Likelihood", "Impact", "Owner", "Note"],
    ).astype({"Risk": "string", "Why": "string", "Likelihood": "Int64", "Impact": "Int64", "Owner": "string",
              "Note": "string"})  # fmt: skip
    number = st.column_config.NumberColumn
    config: dict[str, Any] = {
        "Why": st.column_config.TextColumn(disabled=True, width="large"),
        "Likelihood": number(min_value=1, max_value=5, step=1, help="1 unlikely to 5 almost certain"),
        "Impact": number(min_value=1, max_value=5, step=1, help="1 a nuisance to 5 the business stands still"),
    }
    key = f"risks_{focus.client.client_id}_{_version(seen)}"
    edited = st.data_editor(frame, hide_index=True, column_config=config, key=key, num_rows="dynamic")
    st.html(note("The first three are the review's top risks: likelihood × impact. A row of your own may be added."))
    changes = _risk_changes(seen.risks, edited)
    if changes and st.button("Save the risks", type="primary", key="save_risks"):
        with told():
            for risk, said in changes:
                say_of_risk(store(), actor, focus.client.client_id, risk, said)
            st.toast("Saved.", icon=":material/check:")
            st.rerun()


def _risk_changes(risks: tuple[RiskFound, ...], edited: pd.DataFrame) -> list[tuple[str, dict[str, Any]]]:
    """(key, what was changed) of each row that differs; rows after the last are new, rows that are gone are hidden."""
    rows = dict(edited.iterrows())
    changes: list[tuple[str, dict[str, Any]]] = []
    for index, risk in enumerate(risks):
        if index not in rows:
            changes.append((risk.key, {"is_hidden": True}))
            continue
        said = _said(rows[index])
        differing = {name: said[name] for name in RISK_FIELDS if said[name] != (getattr(risk, name) or None)}
        if differing:
            changes.append((risk.key, differing))
    own = sum(risk.is_own for risk in risks)
    for index, row in rows.items():
        said = _said(row)
        if isinstance(index, int) and index >= len(risks) and said["title"]:
            changes.append((f"own:{own + index - len(risks) + 1}:{said['title'][:60]}", said))
    return changes


def _said(row: Any) -> dict[str, Any]:
    def text(name: str) -> str | None:
        return None if pd.isna(row[name]) or not str(row[name]).strip() else str(row[name]).strip()

    def level(name: str) -> int | None:
        return None if pd.isna(row[name]) else int(row[name])

    return {
        "title": text("Risk"), "likelihood": level("Likelihood"), "impact": level("Impact"), "owner": text("Owner"),
        "note": text("Note"),
    }  # fmt: skip


def edit_items(actor: Actor, focus: Focus, seen: ClientReview) -> None:
    """What somebody does by a day; open ones are carried from review to review."""
    frame = pd.DataFrame(
        [
            {"To do": one.text, "Owner": one.owner, "By": one.due_on, "Status": one.status, "id": one.item_id}
            for one in seen.items
        ],
        columns=["To do", "Owner", "By", "Status", "id"],
    ).astype({"To do": "string", "Owner": "string", "Status": "string", "id": "Int64", "By": "datetime64[s]"})
    config: dict[str, Any] = {
        "To do": st.column_config.TextColumn(width="large"), "By": st.column_config.DateColumn(format="YYYY-MM-DD"),
        "Status": st.column_config.SelectboxColumn(options=list(STATUSES), default="open"), "id": None,
    }  # fmt: skip
    key = f"items_{focus.client.client_id}_{_version(seen)}"
    edited = st.data_editor(frame, hide_index=True, column_config=config, key=key, num_rows="dynamic")
    items = tuple(item for row in edited.to_dict("records") if (item := _item(row)) is not None)
    stands = tuple(ActionItem(one.item_id, one.text, one.owner, one.due_on, one.status) for one in seen.items)
    if items != stands and st.button("Save the action items", type="primary", key="save_items"):
        with told():
            save_items(store(), actor, focus.client.client_id, items)
            st.toast("Saved.", icon=":material/check:")
            st.rerun()


def _item(row: dict[Any, Any]) -> ActionItem | None:
    """One row of the grid; an empty one is none."""
    said = {name: None if pd.isna(value) else value for name, value in row.items()}
    if not said["To do"] and not said["id"]:
        return None
    by = None if said["By"] is None else pd.Timestamp(said["By"]).date()
    return ActionItem(int(said["id"] or 0), str(said["To do"] or ""), said["Owner"], by, str(said["Status"] or "open"))


def edit_meeting(actor: Actor, focus: Focus, seen: ClientReview) -> None:
    """The review that comes next: when, with whom, what is on the agenda, what was said; and that it was held."""
    coming, key = seen.coming, f"{focus.client.client_id}_{seen.coming.review_id if seen.coming else 'new'}"
    with st.form(f"meeting_{key}"):
        left, right = st.columns(2)
        title = left.text_input("Title", coming.title if coming else f"Review of {day(focus.as_of)}")
        meets_on = right.date_input("On", coming.meets_on if coming else focus.as_of, format="YYYY-MM-DD")
        attendees = st.text_input("Attendees", coming.attendees if coming else "")
        agenda = st.text_area("Agenda, a line each", "\n".join(coming.agenda if coming else AGENDA), height=150)
        notes = st.text_area("Notes", coming.notes if coming else "", height=100)
        saved = st.form_submit_button("Save the meeting", type="primary")
    given = {
        "title": title, "meets_on": meets_on, "attendees": attendees, "agenda": agenda.splitlines(), "notes": notes,
    }  # fmt: skip
    if saved:
        with told():
            number = coming.review_id if coming else None
            save_review(store(), actor, focus.client.client_id, focus.as_of, given, number)
            st.toast("Saved.", icon=":material/check:")
            st.rerun()
    if coming and st.button("It was held: keep its figures", key="hold_review", icon=":material/lock:"):
        with told():
            hold_review(store(), actor, focus.client.client_id, focus.as_of, coming.review_id)
            st.toast("Held. The next review tells what changed since.", icon=":material/check:")
            st.rerun()


def _version(seen: ClientReview) -> str:
    """Changes with what is stored, so that a grid starts anew after saving."""
    return f"{hash((seen.risks, seen.items)) & 0xFFFFFF:x}"
