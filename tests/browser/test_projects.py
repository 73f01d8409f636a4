"""Projects on the real page: one is typed in with a device, saved, seen on board and command, and taken back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.axe import serious_violations
from tests.browsing import PHONE, settled
from tests.serving import ROOT, Server

pytestmark = pytest.mark.browser
AS_OF = "2026-11-23"
CLIENT = "Harbour & Lane Architects"


def planner(server: Server, *arguments: str) -> Any:
    command = [sys.executable, "-m", "planner", *arguments, "--client", CLIENT, "--as-of", AS_OF, "--json"]
    environment = os.environ | {"EVERGREEN_DATABASE_URL": server.database_url}
    return json.loads(subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True).stdout)


def total(server: Server) -> float:
    return sum(float(quarter["planned"]) for quarter in planner(server, "budget")["quarters"])


def projects(server: Server) -> list[dict[str, Any]]:
    return list(planner(server, "projects", "list")["projects"])


def open_view(page: Page, server: Server, view: str) -> None:
    page.goto(f"{server.url}/roadmap?as_of={AS_OF}")
    settled(page)
    page.locator("[data-testid=stButtonGroup] button", has_text=view).click()
    page.wait_for_timeout(500)
    settled(page)


def pick(page: Page, box: str, words: str) -> None:
    page.get_by_role("combobox", name=box).click()
    page.keyboard.type(words)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    settled(page)


def test_a_project_takes_a_servers_place_on_every_page_and_gives_it_back(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/?as_of={AS_OF}")
    settled(page)
    page.get_by_role("button", name="Open the demo client").click()
    page.get_by_text("The next 90 days").wait_for(timeout=60_000)
    before = total(server)

    open_view(page, server, "Projects")
    expect(page.get_by_text("No project yet")).to_be_visible()
    pick(page, "Add or change a project", "A new project")
    expect(page.get_by_text("It has no title")).to_be_visible()
    expect(page.get_by_role("button", name="Save the project")).to_be_disabled()
    page.get_by_role("textbox", name="What is to be done").fill("Move files to the cloud")
    page.keyboard.press("Tab")
    settled(page)
    pick(page, "Devices it makes needless", "HLA-ESX-001")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Moves 1 device")).to_be_visible(timeout=30_000)
    settled(page)
    assert serious_violations(page, "[data-testid=stMain]") == []
    page.get_by_role("button", name="Save the project").click()
    expect(page.get_by_text("1 project on the list")).to_be_visible(timeout=30_000)

    [project] = projects(server)
    [device] = project["devices"]
    assert (device["device"], device["disposition"], device["absorbed"]) == ("HLA-ESX-001", "retire", True)
    assert total(server) < before
    page.goto(f"{server.url}/assets?as_of={AS_OF}&asset={device['asset_id']}")
    settled(page)
    expect(page.get_by_text("Absorbed by Move files to the cloud").first).to_be_visible()
    open_view(page, server, "Board")
    expect(page.locator(f"[data-card='project:{project['project_id']}']")).to_be_visible(timeout=30_000)

    open_view(page, server, "Projects")
    page.get_by_text("What was changed").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("No project yet")).to_be_visible(timeout=30_000)
    assert total(server) == before


def test_the_form_fits_a_phone(page: Page, server: Server) -> None:
    page.set_viewport_size(PHONE)
    open_view(page, server, "Projects")
    pick(page, "Add or change a project", "A new project")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert serious_violations(page, "[data-testid=stMain]") == []
