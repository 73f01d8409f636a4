"""One browser for all the tests of this folder, one server and empty store for each file, a tab for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import WIDE, browser, chromium
from tests.needs import needs
from tests.serving import Server, serving


@pytest.fixture(scope="package")
def chrome() -> Iterator[Browser]:
    needs(chromium(), "Chromium")
    with browser() as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    needs(chromium(), "Chromium")
    with serving(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture
def page(chrome: Browser, server: Server) -> Iterator[Page]:
    """A tab that fails the test where the page asks for anything beyond this machine or breaks its own policy."""
    tab = chrome.new_context(viewport=WIDE, accept_downloads=True).new_page()
    wrong: list[str] = []
    own = (server.url, f"ws://localhost:{server.port}", "data:", "blob:")
    tab.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(asked.url))
    tab.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    yield tab
    tab.context.close()
    assert wrong == []
