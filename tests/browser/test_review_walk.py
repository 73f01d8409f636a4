"""The vCIO's preparation, counted: from the two sheets that he has to a review that is ready to be held."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browsing import name_client, settled
from tests.serving import ROOT, Server

pytestmark = pytest.mark.browser
AS_OF = "2026-11-23"
SHEETS = sorted(path for path in (ROOT / "data" / "demo").iterdir() if path.suffix in (".csv", ".xlsx"))


class Hand:
    """Clicks, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, what: Locator) -> None:
        what.click(timeout=20_000)
        self.clicks += 1
        settled(self.page)


def test_from_two_sheets_to_a_prepared_review_in_under_twelve_clicks(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/import?as_of={AS_OF}")
    page.wait_for_selector("input[type=file]", state="attached", timeout=30_000)
    hand, began = Hand(page), time.monotonic()
    page.set_input_files("input[type=file]", [str(path) for path in SHEETS])
    page.get_by_text("Nothing is stored yet").wait_for(timeout=60_000)
    settled(page)
    name_client(page, "Harbour & Lane Architects")
    hand.clicks += 1
    hand.click(page.locator("[data-testid=stBaseButton-primary]", has_text="Apply"))
    expect(page.get_by_text("initiatives in").first).to_be_visible(timeout=60_000)

    hand.click(page.get_by_role("link", name="Posture", exact=True))
    hand.click(page.get_by_role("button", name="Take what the data suggests"))
    hand.click(page.get_by_role("link", name="Review", exact=True))
    expect(page.get_by_text("Top risks").first).to_be_visible()
    page.get_by_role("textbox", name="Attendees").fill("Ines Lane, Vera")
    hand.click(page.get_by_role("button", name="Save the meeting"))
    took = time.monotonic() - began
    print(f"{hand.clicks} clicks, {took:.0f} s")
    assert hand.clicks < 12
    assert took < 120

    expect(page.get_by_text("How well run and protected").first).to_be_visible()
    expect(page.get_by_text("The posture is not assessed yet")).to_have_count(0)
    settled(page)
    hand.click(page.get_by_role("button", name="It was held: keep its figures"))
    expect(page.get_by_text("Nothing changed.")).to_be_visible(timeout=30_000)
