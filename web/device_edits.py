"""What a person decides about one device: a value that the sheets have wrong, or its quarter."""

from __future__ import annotations

import streamlit as st

from planner.actions.assets import AssetStory, pin_quarter, unpin
from planner.actions.edits import correct_asset, withdraw_correction
from planner.actions.roadmaps import Roadmap
from planner.fields import CATEGORIES, FIELDS, OWNERSHIPS
from planner.sharing.people import Actor
from web.context import store
from web.markup import Column, note, table
from web.telling import told
from web.wording import field_label, moment

CORRECTABLE = [field for field in FIELDS if field != "client"]
FORMS = {
    "date": "As 2026-05-31, or 2026-05, or 2026.", "end_date": "As 2026-05-31, or 2026-05, or 2026.",
    "money": "As 1240.50, in the client's currency.", "months": "A number of months.", "quantity": "A whole number.",
    "text": "",
}  # fmt: skip


def correction_form(actor: Actor, asset_id: int, story: AssetStory) -> None:
    """A field, its right value and why; and the corrections there are."""
    field = st.selectbox("Field", CORRECTABLE, format_func=field_label, key=f"field_{asset_id}")
    with st.form(f"correct_{asset_id}", border=False):
        options = {"category": CATEGORIES, "ownership": OWNERSHIPS}.get(field)
        if options:
            value = st.selectbox("Right value", options, format_func=field_label, key=f"value_{asset_id}_{field}")
        else:
            value = st.text_input(
                "Right value", key=f"value_{asset_id}_{field}", placeholder="Leave empty to empty the field",
                help=FORMS[FIELDS[field]] or None,
            )  # fmt: skip
        reason = st.text_input("Reason", key=f"reason_{asset_id}", placeholder="How do you know?")
        if st.form_submit_button("Save the correction", type="primary"):
            with told():
                correct_asset(store(), actor, asset_id, field, _typed(field, value), reason)
                st.toast("The correction is saved. It outlasts later imports.", icon=":material/check:")
                st.rerun()
    if story.corrections:
        rows = [
            (field_label(made.field), str(made.value or "(empty)"), made.reason, made.actor, moment(made.made_at))
            for made in story.corrections
        ]
        st.html(table([*map(Column, ("Field", "Value", "Reason", "By", "When"))], rows, caption="Corrections"))
        for correction in story.corrections:
            label = f"Take back: {field_label(correction.field)}"
            if st.button(label, key=f"back_{asset_id}_{correction.field}"):
                with told():
                    withdraw_correction(store(), actor, asset_id, correction.field)
                    st.rerun()


def _typed(field: str, value: str) -> str | int | None:
    text = value.strip()
    if FIELDS[field] in ("months", "quantity") and text.isdecimal():
        return int(text)
    return text or None


def pin_form(actor: Actor, roadmap: Roadmap, asset_id: int, story: AssetStory) -> None:
    """The quarter that a person chooses; the calculated date stays beside it."""
    quarters = {quarter.starts_on: quarter for quarter in roadmap.quarters}
    held = story.pinned_to
    if held:
        label = quarters[held].label if held in quarters else held.isoformat()
        st.html(note(f"Decided for {label}. The calculated date stays as it is, and is shown beside."))
    with st.form(f"pin_{asset_id}", border=False):
        chosen = st.selectbox(
            "Replace in", list(quarters), index=list(quarters).index(held) if held in quarters else 0,
            format_func=lambda day: f"{quarters[day].label} ({quarters[day].months_label})", key=f"quarter_{asset_id}",
        )  # fmt: skip
        reason = st.text_input("Reason", key=f"pin_reason_{asset_id}", placeholder="Why then?")
        if st.form_submit_button("Decide this quarter", type="primary"):
            with told():
                pin_quarter(store(), actor, roadmap.client_id, [asset_id], chosen, reason)
                st.toast("The quarter is decided. Imports do not move it.", icon=":material/push_pin:")
                st.rerun()
    if held and st.button("Take the decision back", key=f"unpin_{asset_id}"):
        with told():
            unpin(store(), actor, roadmap.client_id, [asset_id])
            st.rerun()
