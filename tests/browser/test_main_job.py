"""The main job in a real browser: drop a sheet, apply it, see the roadmap, take the workbook away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from planner.actions.demo import open_demo
from planner.money import format_money, to_minor
from planner.sharing.people import Actor
from planner.store import open_store
from tests.browsing import PHONE, WIDE, drop, name_client, settled
from tests.pages.conftest import AS_OF, SHEET
from tests.serving import ROOT, Server

pytestmark = pytest.mark.browser
SCREENS = ("Import", "Assets", "Data quality", "Budget", "Roadmap", "Overview")


def budget_of_the_command_line(server: Server) -> dict:
    command = [sys.executable, "-m", "planner", "budget", "--client", "Ada & Co", "--as-of", AS_OF, "--json"]
    environment = os.environ | {"EVERGREEN_DATABASE_URL": server.database_url}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def totals_of(workbook: Path) -> dict[str, Decimal]:
    """The budget sheet's line of totals, by its columns' headings."""
    rows = list(load_workbook(workbook, data_only=True)["Budget"].iter_rows(values_only=True))
    heads = next(row for row in rows if "Line" in row)
    totals = next(row for row in rows if row[heads.index("Line")] == "Total")
    return {
        head: Decimal(str(value)) for head, value in zip(heads, totals, strict=True) if isinstance(value, int | float)
    }


def test_from_the_welcome_to_the_roadmap_in_three_steps_and_on_to_the_workbook(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(f"{server.url}/?as_of={AS_OF}")
    expect(page.get_by_text("Drop an asset sheet")).to_be_visible(timeout=30_000)
    began = time.monotonic()
    drop(page, "\n".join(line.split(",", 1)[1] for line in SHEET.strip().split("\n")))
    name_client(page, "Ada & Co")
    page.get_by_role("button", name="Apply 4 rows").click(timeout=30_000)
    expect(page.get_by_text("initiatives in").first).to_be_visible(timeout=30_000)
    assert time.monotonic() - began < 120

    told = budget_of_the_command_line(server)
    assert page.url == f"{server.url}/roadmap?as_of={AS_OF}&client=1" or "client=1" in page.url
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    workbook = tmp_path / download.value.suggested_filename
    download.value.save_as(workbook)
    assert workbook.name == f"Ada & Co roadmap {AS_OF}.xlsx"
    totals = totals_of(workbook)
    assert totals["Total"] == Decimal(told["total"])
    assert [totals[quarter["label"]] for quarter in told["quarters"]] == [
        Decimal(quarter["planned"]) for quarter in told["quarters"]
    ]

    page.get_by_role("link", name="Budget", exact=True).click()
    expect(page.get_by_text("Is every device in it?")).to_be_visible(timeout=30_000)
    shown = format_money(to_minor(told["total"], told["currency"]), told["currency"], whole=True)
    expect(page.locator("tfoot td", has_text=shown).first).to_be_visible()


@pytest.fixture
def with_a_client(server: Server, actor: Actor) -> None:
    """The demo client, beside whatever there is."""
    store = open_store(server.database_url)
    open_demo(store, actor, date.fromisoformat(AS_OF))
    store.close()


@pytest.mark.usefixtures("with_a_client")
def test_every_screen_fits_a_desk_and_a_phone(page: Page, server: Server, tmp_path: Path) -> None:
    page.goto(f"{server.url}/?as_of={AS_OF}")
    for name in SCREENS:
        settled(page)
        page.locator("[data-testid=stSidebarNavLink]", has_text=name).evaluate("link => link.click()")
        expect(page.locator(".eg-eyebrow", has_text=name)).to_be_attached(timeout=30_000)
        settled(page)
        assert page.locator("[data-testid=stException], [data-testid=stAlert]").count() == 0
        for size in (PHONE, WIDE):
            page.set_viewport_size(size)
            page.wait_for_timeout(400)
            main = "document.querySelector('[data-testid=stMain]')"
            assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth"), f"{name} scrolls sideways"
