"""Each client screen: empty, and with a small client; and what is chosen stays chosen from page to page."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.assets import asset_story
from planner.actions.imports import apply_import, preview_import
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.uploads import Upload
from planner.money import format_money
from planner.sharing.people import Actor
from planner.store import Store
from tests.pages.conftest import AS_OF, SHEET, Open, fine, imported, switched, texts

SCREENS = ("overview", "assets", "data_quality", "budget", "roadmap", "case", "contracts", "actuals", "review")


@pytest.mark.parametrize("screen", SCREENS)
def test_an_empty_screen_says_what_to_do(open_page: Open, screen: str) -> None:
    app = fine(open_page(screen))
    assert "There is no client yet" in texts(app)
    assert "Import an asset sheet" in texts(app)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_answers_its_question_first(open_page: Open, screen: str) -> None:
    app = fine(open_page(screen))
    own = [body for body in (element.proto.body for element in app.main.get("html")) if "<style>" not in body]
    assert 'class="eg-answer"' in own[0]
    assert "Ada &amp; Co" in own[0]


def test_without_a_session_no_screen_shows_anything(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    open_page()
    monkeypatch.setattr(type(st.context), "cookies", {})
    app = open_page()
    assert [error.value for error in app.error] == ["Your session has ended. Reload the page to go on."]
    assert not app.button
    assert not app.sidebar.selectbox


@pytest.mark.usefixtures("ada")
def test_the_client_and_the_day_stand_in_the_address(open_page: Open) -> None:
    app = open_page("budget")
    assert app.query_params["client"] == "1"
    assert app.query_params["as_of"] == AS_OF
    app = fine(app.date_input(key="as_of").set_value(date(2027, 1, 31)).run())
    assert app.query_params["as_of"] == "2027-01-31"
    app = fine(switched(app, "roadmap"))
    assert app.date_input(key="as_of").value == date(2027, 1, 31)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("address", [{"client": "2"}, {"client": "99"}, {"client": "x' OR 1=1"}, {"as_of": "tomorrow"}])
def test_a_bookmark_opens_its_client_and_a_wrong_one_the_first(
    open_page: Open, page_store: Store, actor: Actor, address: dict[str, str]
) -> None:
    bo = SHEET.replace("Ada & Co", "Bo Ltd").replace("PF3K", "PG5L").replace("JT7W", "JT8X")
    preview = preview_import(page_store, actor, [Upload("second.csv", bo.encode())], date.fromisoformat(AS_OF))
    apply_import(page_store, actor, preview)
    app = fine(open_page("overview", **address))
    assert app.selectbox(key="client_id").value == (2 if address.get("client") == "2" else 1)


@pytest.mark.usefixtures("ada")
def test_the_budget_page_shows_the_figures_that_programs_get(open_page: Open, page_store: Store, actor: Actor) -> None:
    app = fine(open_page("budget"))
    roadmap = client_roadmap(page_store, actor, 1, date.fromisoformat(AS_OF))
    total = format_money(roadmap.budget.total, roadmap.currency, roadmap.assumptions.locale, whole=True)
    assert budget_json(roadmap)["total"] == f"{roadmap.budget.total / 100:.2f}"
    assert texts(app).count(f'<td class="n">{total}</td>') >= 2
    by_year = fine(app.segmented_control(key="budget_columns").set_value("Fiscal years").run())
    assert f'<td class="n">{total}</td>' in texts(by_year)


@pytest.mark.usefixtures("ada")
def test_the_roadmap_page_lists_every_initiative(open_page: Open, page_store: Store, actor: Actor) -> None:
    app = fine(open_page("roadmap"))
    roadmap = client_roadmap(page_store, actor, 1, date.fromisoformat(AS_OF))
    assert roadmap.initiatives
    for initiative in roadmap.initiatives:
        assert initiative.title in texts(app)


@pytest.mark.usefixtures("ada")
def test_filters_stay_while_another_page_is_looked_at(open_page: Open) -> None:
    app = open_page("assets")
    app = fine(app.text_input(key="find").set_value("thinkpad leeds").run())
    assert sorted(app.dataframe[0].value["Device"]) == ["AC-LT1", "AC-LT2"]
    app = switched(switched(app, "budget"), "assets")
    assert sorted(app.dataframe[0].value["Device"]) == ["AC-LT1", "AC-LT2"]


def opened_device(open_page: Open) -> tuple:
    app = open_page("assets")
    app.query_params["asset"] = "1"
    return fine(app.run())


@pytest.mark.usefixtures("ada")
def test_a_device_says_why_and_what_was_seen_of_it(open_page: Open) -> None:
    app = opened_device(open_page)
    assert "AC\\-LT1" in [title.value for title in app.subheader]
    assert "Clocks" in texts(app)
    assert "Evidence of age" in texts(app)
    assert "PF3K9QX1" in texts(app)
    assert any("assets" in item.label for item in app.expander)


@pytest.mark.usefixtures("ada")
def test_a_correction_outlasts_the_next_import_and_can_be_taken_back(
    open_page: Open, page_store: Store, actor: Actor
) -> None:
    app = opened_device(open_page)
    app = app.selectbox(key="field_1").set_value("site").run()
    app.text_input(key="value_1_site").set_value("Hull")
    app.text_input(key="reason_1").set_value("Seen there")
    app = fine(save(app, "Save the correction"))
    assert [made.value for made in asset_story(page_store, actor, 1).corrections] == ["Hull"]
    app = imported(switched(app, "import_"))
    app = switched(app, "assets")
    assert "Hull" in list(app.dataframe[0].value["Site"])
    app.query_params["asset"] = "1"
    app = fine(app.run().button(key="back_1_site").click().run())
    assert "Hull" not in list(app.dataframe[0].value["Site"])


@pytest.mark.usefixtures("ada")
def test_a_value_of_the_wrong_form_is_refused_and_the_page_stays(open_page: Open) -> None:
    app = opened_device(open_page)
    app = app.selectbox(key="field_1").set_value("purchased_on").run()
    app.text_input(key="value_1_purchased_on").set_value("last spring")
    app = save(app, "Save the correction")
    assert not app.exception
    assert len(app.error) == 1
    assert app.button(key="close_device")


@pytest.mark.usefixtures("ada")
def test_a_decided_quarter_is_planned_and_can_be_taken_back(open_page: Open, page_store: Store, actor: Actor) -> None:
    app = opened_device(open_page)
    later = app.selectbox(key="quarter_1").options[7]
    app.selectbox(key="quarter_1").select_index(7)
    app = fine(save(app, "Decide this quarter"))
    frame = app.dataframe[0].value
    assert list(frame.loc[frame["Device"] == "AC-LT1", "Planned"]) == [later.split(" (")[0]]
    app = fine(app.button(key="unpin_1").click().run())
    frame = app.dataframe[0].value
    assert list(frame.loc[frame["Device"] == "AC-LT1", "Planned"]) != [later.split(" (")[0]]


def save(app, label: str):
    return next(button for button in app.button if button.label == label).click().run()
