"""What is handed over, from the screens: files of every kind, our workbook brought back, packs of all clients."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from planner.actions.clients import create_client, find_client
from planner.actions.edits import correct_asset
from planner.actions.roadmaps import client_roadmap
from planner.sharing.people import Actor
from planner.store import open_store
from tests.actions.test_workbook_edits import typed
from tests.browsing import PHONE, settled
from tests.pages.conftest import AS_OF
from tests.serving import Server
from tests.walk import CLIENT, import_spring

pytestmark = pytest.mark.browser
STARTS = {"Workbook": b"PK", "Slides": b"PK", "Pre-read": b"%PDF", "Summary to sign": b"%PDF", "Web page": b"<!doctype",
          "Calendar": b"BEGIN:VCALENDAR", "All tables, JSON": b"{", "All tables, CSV": b"PK"}  # fmt: skip


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download(timeout=60_000) as under_way:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(under_way.value.path()).read_bytes()


def test_every_file_comes_and_the_workbook_comes_back_with_its_conflict_asked(
    page: Page, server: Server, actor: Actor
) -> None:
    import_spring(server.database_url, date.fromisoformat(AS_OF))
    page.goto(f"{server.url}/review?as_of={AS_OF}")
    main = settled(page).locator("[data-testid=stMain]")
    page.get_by_role("button", name="Take it along").click()
    found = {name: downloaded(page, name) for name in STARTS}
    for name, starts in STARTS.items():
        assert found[name].lower().startswith(starts.lower()), name

    store = open_store(server.database_url)
    client_id = find_client(store, actor, CLIENT).client_id
    first, second = client_roadmap(store, actor, client_id, date.fromisoformat(AS_OF)).schedule["asset_id"].tolist()[:2]
    correct_asset(store, actor, first, "notes", "said here")
    edits = {("asset", str(first), "notes"): "said there", ("asset", str(second), "notes"): "new"}
    page.goto(f"{server.url}/import?as_of={AS_OF}")
    settled(page)
    file = {"name": "roadmap.xlsx", "mimeType": "application/x", "buffer": typed(found["Workbook"], edits)}
    page.set_input_files("input[type=file]", file)
    expect(main).to_contain_text("2 cells edited, 1 of them changed in Evergreen as well since.", timeout=30_000)
    page.get_by_text("Workbook: said there").click()
    page.get_by_role("button", name="Take over 2 cells").click()
    expect(main).to_contain_text("roadmap.xlsx: 2 cells taken over.", timeout=30_000)

    def notes() -> list[str | None]:
        schedule = client_roadmap(store, actor, client_id, date.fromisoformat(AS_OF)).schedule
        return schedule.set_index("asset_id")["notes"].loc[[first, second]].tolist()

    assert notes() == ["said there", "new"]
    page.get_by_role("button", name="Take it back").click()
    expect(main).not_to_contain_text("cells taken over", timeout=30_000)
    assert notes()[0] == "said here"
    store.close()


def test_packs_of_all_clients_in_one_click(page: Page, server: Server, actor: Actor) -> None:
    import_spring(server.database_url, date.fromisoformat(AS_OF))
    store = open_store(server.database_url)
    create_client(store, actor, "Second & Co")
    store.close()
    page.goto(f"{server.url}/portfolio?as_of={AS_OF}")
    main = settled(page).locator("[data-testid=stMain]")
    expect(main).to_contain_text("No review is planned this month.")
    page.get_by_role("button", name="Make all 2").click()
    expect(page.get_by_role("button", name="Download 2 packs")).to_be_visible(timeout=90_000)
    with zipfile.ZipFile(io.BytesIO(downloaded(page, "Download 2 packs"))) as archive:
        endings = sorted(name.rpartition(".")[2] for name in archive.namelist())
    assert endings == ["pdf"] * 4 + ["pptx"] * 2 + ["xlsx"] * 2


def test_the_list_of_files_fits_a_phone(page: Page, server: Server) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{server.url}/portfolio?as_of={AS_OF}")
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
