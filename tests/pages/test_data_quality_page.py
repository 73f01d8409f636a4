"""The data quality page: what it is worth to know, and mending it with one click."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.imports import apply_import, preview_import
from planner.actions.quality import mendings
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import Store
from tests.pages.conftest import AS_OF, Open, fine, texts

SHEET = """Client,Name,Serial,Type,Make,Model,Purchased,Last seen,Site
Ada & Co,AC-LT1,PF3K9QX1,Laptop,Lenovo,ThinkPad T14,,2026-11-20,Leeds
Ada & Co,AC-LT2,PF3K9QX2,Laptop,Lenovo,ThinkPad T14,2021-05-01,2026-01-20,Leeds
Ada & Co,AC-LT3,PF3K9QX3,Laptop,Lenovo,ThinkPad T14,2021-05-01,2026-11-20,Leeds
Ada & Co,AC-LT4,PF3K9QX4,Laptop,Lenovo,ThinkPad T14,2021-05-01,2026-11-20,LEEDS
"""


@pytest.fixture
def doubtful(page_store: Store, actor: Actor) -> int:
    preview = preview_import(page_store, actor, [Upload("assets.csv", SHEET.encode())], date.fromisoformat(AS_OF))
    return apply_import(page_store, actor, preview).client_ids[0]


@pytest.mark.usefixtures("doubtful")
def test_a_gap_is_mended_with_one_click_and_taken_back(open_page: Open, page_store: Store, actor: Actor) -> None:
    app = fine(open_page("data_quality"))
    assert any("not seen for more than 90 days" in item.label for item in app.expander)
    app = fine(app.button(key="fix_unconfirmed_confirm").click().run())
    assert not any("not seen for more than 90 days" in item.label for item in app.expander)
    done = mendings(page_store, actor, 1)[0]
    app = fine(app.button(key=f"unmend_{done.entry_id}").click().run())
    assert any("not seen for more than 90 days" in item.label for item in app.expander)


@pytest.mark.usefixtures("doubtful")
def test_spellings_become_one_and_the_estimate_is_taken(open_page: Open) -> None:
    app = fine(open_page("data_quality"))
    app = fine(app.button(key="fix_spelling:site:LEEDS_respell").click().run())
    app = fine(app.button(key="fix_estimated_take_estimate").click().run())
    app = fine(app.button(key="fix_unconfirmed_retire").click().run())
    assert "Nothing is missing or contradictory" in texts(app)


def test_without_gaps_there_is_nothing_to_send(open_page: Open, page_store: Store, actor: Actor) -> None:
    known = "\n".join(SHEET.splitlines()[i] for i in (0, 3)) + "\n"
    preview = preview_import(page_store, actor, [Upload("a.csv", known.encode())], date.fromisoformat(AS_OF))
    apply_import(page_store, actor, preview)
    app = fine(open_page("data_quality"))
    assert "Nothing is missing or contradictory" in texts(app)
    assert not app.get("download_button")


@pytest.mark.usefixtures("ada")
def test_a_device_says_by_which_quarter_and_shows_its_life(open_page: Open) -> None:
    app = open_page("assets")
    app.query_params["asset"] = "2"
    app = fine(app.run())
    assert "Replace by FY29 Q2: In service since May 2025" in texts(app)
    assert app.get("plotly_chart")
