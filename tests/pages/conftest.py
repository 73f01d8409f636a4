"""A browser's session for the pages, without a browser: AppTest runs the real navigation on a store of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.actions.imports import apply_import, preview_import
from planner.actions.sessions import open_local_session
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import Store
from tests.serving import ROOT
from web import context
from web.locality import cookie_name

SHEET = """Client,Name,Serial,Type,Make,Model,Purchased,Warranty end,Site,User
Ada & Co,AC-LT1,PF3K9QX1,Laptop,Lenovo,ThinkPad T14,2021-03-01,2024-03-01,Leeds,Ada
Ada & Co,AC-LT2,PF3K9QX2,Laptop,Lenovo,ThinkPad T14,2025-05-01,2028-05-01,Leeds,Bo
Ada & Co,AC-SV1,JT7WQ93,Server,Dell,PowerEdge R740,2019-06-15,2024-06-15,York,
Ada & Co,AC-FW1,C44R7721,Firewall,SonicWall,TZ 470,2022-01-10,,York,
"""
AS_OF = "2026-11-23"
Open = Callable[..., AppTest]


@pytest.fixture
def page_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The store that the pages of this test use."""
    monkeypatch.setenv("EVERGREEN_DATABASE_URL", f"sqlite:///{tmp_path / 'evergreen.db'}")
    store = context.store()
    yield store
    store.close()


@pytest.fixture
def ada(page_store: Store, actor: Actor) -> int:
    """The client of the sheet, imported before any page is opened."""
    preview = preview_import(page_store, actor, [Upload("assets.csv", SHEET.encode())], date.fromisoformat(AS_OF))
    return apply_import(page_store, actor, preview).client_ids[0]


@pytest.fixture
def open_page(page_store: Store, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens the app as a browser that the guard let in; `page` is a file of pages/ to switch to."""
    token = open_local_session(page_store, datetime.now(UTC))
    monkeypatch.setattr(type(st.context), "cookies", {cookie_name(None): token})

    def opened(page: str | None = None, **address: str) -> AppTest:
        app = AppTest.from_file(ROOT / "web" / "navigation.py", default_timeout=30)
        for name, value in ({"as_of": AS_OF} | address).items():
            app.query_params[name] = value
        app.run()
        return switched(app, page) if page else app

    return opened


def switched(app: AppTest, page: str) -> AppTest:
    """The same session on another page."""
    return app.switch_page(str(ROOT / "pages" / f"{page}.py")).run()


def texts(app: AppTest) -> str:
    """All the HTML of the page's own pieces."""
    return "\n".join(element.proto.body for element in app.get("html"))


def upload(app: AppTest, name: str = "assets.csv", text: str = SHEET) -> AppTest:
    """Drops a sheet on the page."""
    app.file_uploader[0].upload(name, text.encode(), "text/csv")
    return app.run()


def imported(app: AppTest) -> AppTest:
    """Drops the sheet, applies it, and comes back from the roadmap that it leads to."""
    upload(app)
    return switched(fine(app.button(key="apply").click().run()), "import_")


def fine(app: AppTest) -> AppTest:
    """The page, having failed nowhere."""
    assert not app.exception, app.exception
    assert not app.error, [error.value for error in app.error]
    return app
