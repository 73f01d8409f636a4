"""The projects of a client: listed, edited with their lines and devices, and taken back."""

from __future__ import annotations

from typing import Final

import streamlit as st

from planner.actions.effect_words import effect_sentence
from planner.actions.project_entries import entry_words
from planner.actions.project_views import findings_of
from planner.actions.projects import (
    Project,
    check_project,
    client_projects,
    project_cards,
    project_history,
    remove_project,
    save_project,
    undo_project,
)
from planner.actions.roadmaps import Roadmap
from planner.sharing.people import Actor
from web.context import Focus, store
from web.markup import NOTHING, Column, Row, Titled, answer_line, table
from web.projects_form import ask_project
from web.telling import plain, told
from web.wording import count, moment, money

MOST_ENTRIES: Final = 10
NEW: Final = 0


def show_projects(actor: Actor, focus: Focus, roadmap: Roadmap) -> None:
    """What else is to be done, besides replacing devices."""
    projects = client_projects(store(), actor, focus.client.client_id)
    st.html(answer_line(projects_answer(projects, roadmap)))
    if projects:
        st.html(project_table(projects, roadmap))
    for finding in (one for project in projects for one in findings_of(project.project_id, roadmap.findings)):
        st.warning(plain(finding.sentence), icon=":material/warning:")
    chosen = choose(projects)
    if chosen is not None:
        edit(actor, focus, roadmap, next((one for one in projects if one.project_id == chosen), None))
    show_history(actor, focus)


def projects_answer(projects: tuple[Project, ...], roadmap: Roadmap) -> str:
    """'2 projects cost £41,200 within the horizon and absorb 3 devices.'"""
    if not projects:
        return "No project yet: a migration, a move or a rollout belongs here, with the devices it makes needless."
    cards = project_cards(roadmap).values()
    cost = money(sum(card.amount_minor + card.later_minor for card in cards), roadmap.currency, _locale(roadmap))
    devices = sum(card.devices for card in cards)
    absorbs = f" and absorb {count(devices, 'device')}" if devices else ""
    return f"{count(len(projects), 'project')} on the list; those in the plan cost {cost} within the horizon{absorbs}."


def project_table(projects: tuple[Project, ...], roadmap: Roadmap) -> str:
    """One row per project; those that are declined, done or outside the horizon cost nothing."""
    cards = project_cards(roadmap)
    rows: list[Row] = []
    for one in projects:
        card = cards.get(one.project_id)
        amounts = (card.amount_minor, card.later_minor) if card else (0, 0)
        shown = [money(minor, roadmap.currency, _locale(roadmap)) for minor in amounts]
        quarter = card.quarter_label if card else NOTHING
        rows.append((Titled(one.title, card.why if card else one.why), quarter, one.status, one.price_status, *shown))
    columns = [
        Column("Project"), Column("Quarter", is_short=True), Column("Status", is_extra=True),
        Column("Price", is_extra=True), Column("Then", is_number=True), Column("Later", is_number=True),
    ]  # fmt: skip
    return table(columns, rows)


def choose(projects: tuple[Project, ...]) -> int | None:
    """Which project to edit: one of them, a new one, or none."""
    titles = {NEW: "A new project", **{one.project_id: one.title for one in projects}}
    number = st.session_state.get("project_round", 0)
    return st.selectbox(
        "Add or change a project", list(titles), index=None, format_func=titles.__getitem__,
        placeholder="Choose one", key=f"project_{number}", width=420,
    )  # fmt: skip


def edit(actor: Actor, focus: Focus, roadmap: Roadmap, project: Project | None) -> None:
    """The form, what is wrong or what it would do, and the buttons."""
    given = ask_project(actor, focus, roadmap, project)
    client_id, number = focus.client.client_id, project.project_id if project else None
    with told():
        preview = check_project(store(), actor, client_id, focus.as_of, given, number)
        if preview.problems:
            lines = "\n".join(f"- {plain(one.message)} {plain(one.remedy)}" for one in preview.problems)
            st.error(f"This cannot be saved:\n\n{lines}", icon=":material/error:")
        elif preview.effect:
            st.html(answer_line(effect_sentence(preview.effect, preview.currency, preview.locale)))
        with st.container(horizontal=True):
            if st.button("Save the project", type="primary", disabled=bool(preview.problems), key="save_project"):
                save_project(store(), actor, client_id, given, number)
                again("Saved.")
            if project and st.button("Take it out", key="remove_project"):
                remove_project(store(), actor, client_id, project.project_id)
                again("Taken out; its devices are back in the plan.")


def again(words: str) -> None:
    """Draws the page anew with the form closed."""
    st.session_state.project_round = st.session_state.get("project_round", 0) + 1
    st.toast(words, icon=":material/check:")
    st.rerun()


def show_history(actor: Actor, focus: Focus) -> None:
    """Who changed what, each with a way back."""
    entries = project_history(store(), actor, focus.client.client_id)
    if not entries:
        return
    with st.expander("What was changed"):
        for entry in entries[:MOST_ENTRIES]:
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                by = plain(f"{moment(entry.made_at)}, {entry.actor}")
                st.markdown(f"{plain(entry_words(entry))}  \n:gray[{by}]", width="content")
                if entry.can_undo and st.button("Take back", key=f"undo_project_{entry.entry_id}"):
                    with told():
                        undo_project(store(), actor, focus.client.client_id, entry.entry_id)
                        again("The change was taken back.")


def _locale(roadmap: Roadmap) -> str:
    return roadmap.assumptions.locale
