"""The grid in which a client's services are assessed: each answer beside what the data suggests."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from planner.actions.posture import (
    MATURITIES,
    Answer,
    ClientPosture,
    accept_suggestions,
    save_assessment,
    services,
)
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import Column, Row, Titled, note, table
from web.policies_grids import edited
from web.telling import told
from web.wording import count

LEVELS: Final = tuple(f"{level} {name}" for level, name in enumerate(MATURITIES))
_EDITED: Final = ("maturity", "is_applicable", "evidence")
_ROUND: Final = "posture_round"


def posture_frame(seen: ClientPosture) -> pd.DataFrame:
    """One row per service, indexed by its key."""
    rows = []
    for key, service in services().items():
        answer, hint = seen.answers.get(key, Answer()), seen.suggestions.get(key)
        rows.append(
            {
                "service": service.name, "maturity": _level(answer.maturity), "evidence": answer.evidence or None,
                "is_applicable": answer.is_applicable,
                "suggested": None if hint is None else f"{_level(hint.maturity)}: {hint.evidence}",
                "area": service.area,
            }
        )  # fmt: skip
    frame = pd.DataFrame(rows, index=pd.Index(list(services()), name="key"))
    texts = dict.fromkeys(("service", "maturity", "evidence", "suggested", "area"), "object")
    return frame.astype({"is_applicable": "boolean", **texts})


def _level(maturity: int | None) -> str | None:
    return None if maturity is None else LEVELS[maturity]


def show_assessment(actor: Actor, focus: Focus, seen: ClientPosture) -> None:
    """Every service to be answered; saved as one assessment of the as-of day."""
    st.subheader("The services", anchor=False)
    _offer_suggestions(actor, focus, seen)
    frame = posture_frame(seen)
    after = _grid(frame, _key(focus, seen))
    changes = read_answers(frame, after)
    with st.expander("What each level means"):
        st.html(_meanings())
    if changes:
        with st.form("save_assessment", border=False):
            label = st.text_input("Name of the assessment (optional)", max_chars=200, placeholder="Review spring 2027")
            st.html(note(f"{count(len(changes), 'service')} changed: {', '.join(_names(changes))}."))
            saved = st.form_submit_button("Save the assessment", type="primary")
        st.button("Discard", key="discard_assessment", on_click=_discard)
        if saved:
            with told():
                save_assessment(store(), actor, focus.client.client_id, focus.as_of, changes, label)
                st.toast("The assessment was saved.", icon=":material/check:")
                st.rerun()


def _names(changes: dict[str, dict[str, Any]]) -> list[str]:
    return [services()[key].name for key in changes]


def _offer_suggestions(actor: Actor, focus: Focus, seen: ClientPosture) -> None:
    found = seen.open_suggestions
    if not found:
        return
    words = f"For {count(len(found), 'service')} that nobody answered: check them in the grid first."
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Take what the data suggests", key="accept_suggestions", icon=":material/auto_awesome:"):
            with told():
                accept_suggestions(store(), actor, focus.client.client_id, focus.as_of)
                st.toast("Stored as an assessment; your own answers stand as they were.", icon=":material/check:")
                st.rerun()
        st.html(note(words))


def _key(focus: Focus, seen: ClientPosture) -> str:
    """With another client, day or assessment the grid starts anew."""
    newest = seen.assessments[-1].assessment_id if seen.assessments else 0
    return f"posture_{focus.client.client_id}_{focus.as_of}_{newest}_{st.session_state.get(_ROUND, 0)}"


def _discard() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _grid(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    text = st.column_config.TextColumn
    return st.data_editor(
        frame, key=key, hide_index=True, width="stretch", placeholder="–", height="content",
        disabled=["service", "suggested", "area"],
        column_config={
            "service": text("Service", pinned=True, width=180),
            "maturity": st.column_config.SelectboxColumn("Maturity", options=list(LEVELS), width=170),
            "evidence": text("Evidence", width=280, help="By what this is known.", max_chars=4_000),
            "is_applicable": st.column_config.CheckboxColumn("Applies", width=90,
                                                             help="What does not apply is in no score."),
            "suggested": text("The data suggests", width=330, help="From devices, contracts and the roadmap."),
            "area": text("Area", width=150),
        },
    )  # fmt: skip


def read_answers(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Service key → what was changed of its answer."""
    found: dict[str, dict[str, Any]] = {}
    for key, cells in edited(before, after, _EDITED).items():
        if "maturity" in cells:
            level = cells["maturity"]
            cells["maturity"] = LEVELS.index(level) if level in LEVELS else None
        if "is_applicable" in cells:
            cells["is_applicable"] = cells["is_applicable"] is not None and bool(cells["is_applicable"])
        found[key] = cells
    return found


def _meanings() -> str:
    rows: list[Row] = [
        (Titled(service.name, f"CIS Controls v8: {', '.join(service.safeguards)}"), *service.levels)
        for service in services().values()
    ]
    return table([Column("Service"), *(Column(level) for level in LEVELS)], rows, sticky=True)
