"""Roadmap: an initiative opened, changed, split and given back; a project from a template; filters."""

from __future__ import annotations

from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from planner.actions.initiatives import edit_initiatives
from planner.actions.posture import save_assessment
from planner.actions.posture_terms import save_users
from planner.actions.roadmaps import Roadmap, client_roadmap
from planner.records import Goal
from planner.sharing.people import Actor
from planner.store import Store
from tests.pages.conftest import AS_OF, Open, fine

DAY = date.fromisoformat(AS_OF)


def shown(store: Store, actor: Actor, client: int) -> Roadmap:
    return client_roadmap(store, actor, client, DAY)


def view(app: AppTest, name: str) -> AppTest:
    return fine(app.segmented_control(key="roadmap_view").set_value(name).run())


def by_label(widgets: Any, label: str) -> Any:
    return next(one for one in widgets if one.label == label)


def opened(open_page: Open, roadmap: Roadmap, category: str, name: str = "List") -> AppTest:
    app = view(open_page("roadmap"), name)
    key = next(one.key for one in roadmap.initiatives if one.category == category)
    app.selectbox(key="initiative_chosen").set_value(key)
    return fine(app.run())


def test_an_initiative_is_changed_in_its_editor_and_given_back(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    before = shown(page_store, actor, ada)
    app = opened(open_page, before, "server")
    by_label(app.text_input, "Owner").input("Ines")
    to = before.quarters[6]
    by_label(app.selectbox, "Quarter").set_value(to.starts_on)
    fine(app.run())
    fine(app.button(key="save_initiative").click().run())
    held = next(one for one in shown(page_store, actor, ada).initiatives if one.is_held)
    assert (held.owner, held.quarter_label) == ("Ines", to.label)
    app.selectbox(key="initiative_chosen").set_value(held.key)
    fine(app.run())
    fine(app.button(key="release_initiative").click().run())
    assert shown(page_store, actor, ada).initiatives == before.initiatives


def test_the_board_filters_by_lane_and_goal_what_can_be_opened(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    with page_store.writing() as session:
        session.add(Goal(client_id=ada, title="Work from anywhere"))
    roadmap = shown(page_store, actor, ada)
    laptop = next(one for one in roadmap.initiatives if one.category == "laptop")
    edit_initiatives(page_store, actor, ada, DAY, {laptop.key: {"goal": 1, "title": "New laptops"}})
    app = view(open_page("roadmap"), "Board")
    assert len(app.selectbox(key="initiative_chosen").options) == len(shown(page_store, actor, ada).initiatives)
    by_label(app.multiselect, "Goals").set_value([1])
    fine(app.run())
    assert [one.split(": ", 1)[1] for one in app.selectbox(key="initiative_chosen").options] == ["New laptops"]


def test_a_template_puts_a_project_on_the_roadmap(open_page: Open, page_store: Store, actor: Actor, ada: int) -> None:
    app = view(open_page("roadmap"), "Projects")
    app.selectbox(key="template_0").set_value("mfa_everywhere")
    fine(app.run())
    fine(app.button(key="add_template").click().run())
    titles = [one.title for one in shown(page_store, actor, ada).initiatives]
    assert "Multi-factor sign-in for everybody" in titles


def test_a_proposal_is_marked_and_becomes_a_project_when_it_is_changed(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    save_assessment(page_store, actor, ada, DAY, {"mfa": {"maturity": 0}})
    save_users(page_store, actor, ada, 10)
    app = view(open_page("roadmap"), "List")
    asked = next(one for one in shown(page_store, actor, ada).proposed if one.key == "posture:mfa")
    app.selectbox(key="initiative_chosen").set_value(asked.key)
    fine(app.run())
    assert any("Proposal: not in the budget yet" in one.body for one in app.get("html"))
    by_label(app.text_input, "Owner").input("Ines")
    fine(app.run())
    fine(app.button(key="save_initiative").click().run())
    after = shown(page_store, actor, ada)
    assert next(one.owner for one in after.initiatives if one.title == asked.title) == "Ines"
    assert asked.key not in {one.key for one in after.proposed}
