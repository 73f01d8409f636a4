"""The board on the real page: a card is moved by mouse and by keyboard; the budget, command and workbook follow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.axe import serious_violations
from tests.browsing import settled
from tests.serving import ROOT, Server

pytestmark = pytest.mark.browser
AS_OF = "2026-11-23"
CLIENT = "Harbour & Lane Architects"


def planner(server: Server, *arguments: str) -> str:
    command = [sys.executable, "-m", "planner", *arguments, "--client", CLIENT, "--as-of", AS_OF]
    environment = os.environ | {"EVERGREEN_DATABASE_URL": server.database_url}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def told(server: Server) -> dict[str, dict[str, Any]]:
    """Title → the card as a program gets it."""
    listed = json.loads(planner(server, "initiatives", "list", "--json"))["initiatives"]
    return {f"{one['title']} {one['quarter_label']}": one for one in listed}


def planned(server: Server) -> dict[str, float]:
    quarters = json.loads(planner(server, "budget", "--json"))["quarters"]
    return {quarter["starts_on"]: float(quarter["planned"]) for quarter in quarters}


def card(page: Page, key: str) -> Locator:
    return page.locator(f"[data-card='{key}']")


def column(page: Page, key: str) -> Locator:
    return page.locator(f"[data-column='{key}']")


def open_board(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/roadmap?as_of={AS_OF}")
    settled(page)
    page.locator("[data-testid=stButtonGroup] button", has_text="Board").click()
    expect(page.get_by_text("Unscheduled").first).to_be_visible(timeout=30_000)
    settled(page)


def test_a_card_moved_by_keyboard_and_one_moved_by_mouse_take_devices_budget_and_workbook_with_them(
    page: Page, server: Server, tmp_path: Path
) -> None:
    page.goto(f"{server.url}/?as_of={AS_OF}")
    settled(page)
    page.get_by_role("button", name="Open the demo client").click()
    page.get_by_text("The next 90 days").wait_for(timeout=60_000)
    before, spend = told(server), planned(server)
    switches, laptops = before["Replace 3 switches FY27 Q4"], before["Replace 3 laptops FY28 Q1"]

    open_board(page, server)
    card(page, switches["key"]).locator("button").first.focus()
    for key in ("Space", "ArrowRight", "ArrowRight", "Space"):
        page.keyboard.press(key)
        page.wait_for_timeout(150)
    expect(page.get_by_text("Moved.").first).to_be_visible(timeout=30_000)
    settled(page)
    moved = next(one for one in told(server).values() if one["is_held"])
    assert (moved["quarter_label"], moved["asset_ids"]) == ("FY28 Q2", switches["asset_ids"])

    start, end = card(page, laptops["key"]).bounding_box(), column(page, "2027-07-01").bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, start["y"] + 20, steps=10)
    page.mouse.up()
    page.wait_for_timeout(2500)
    settled(page)
    held = [one for one in told(server).values() if one["is_held"]]
    assert {one["quarter"] for one in held} == {"2027-07-01"}
    assert sorted(asset for one in held for asset in one["asset_ids"]) == sorted(
        [*switches["asset_ids"], *laptops["asset_ids"]]
    )

    after = planned(server)
    assert after["2027-01-01"] == pytest.approx(spend["2027-01-01"] - float(switches["amount"]), abs=0.005)
    assert after["2027-04-01"] == pytest.approx(spend["2027-04-01"] - float(laptops["amount"]), abs=0.005)
    assert after["2027-07-01"] > spend["2027-07-01"]
    planner(server, "export", "--to", str(tmp_path / "out.xlsx"))
    rows = list(load_workbook(tmp_path / "out.xlsx", data_only=True)["Budget"].iter_rows(values_only=True))
    heads = next(row for row in rows if "Line" in row)
    totals = next(row for row in rows if row[heads.index("Line")] == "Total")
    assert float(totals[heads.index("FY28 Q2")]) == pytest.approx(after["2027-07-01"], abs=0.005)


@pytest.mark.parametrize(("path", "view"), [("roadmap", "Board"), ("roadmap", "List"), ("roadmap", "Timeline"),
                                            ("review", None), ("posture", None), ("portfolio", None)])  # fmt: skip
def test_a_reader_without_eyes_or_mouse_meets_no_serious_barrier(
    page: Page, server: Server, path: str, view: str | None
) -> None:
    page.goto(f"{server.url}/{path}?as_of={AS_OF}")
    settled(page)
    if view:
        page.locator("[data-testid=stButtonGroup] button", has_text=view).first.click()
        page.wait_for_timeout(2000)
        settled(page)
    assert serious_violations(page, "[data-testid=stMain]") == []
