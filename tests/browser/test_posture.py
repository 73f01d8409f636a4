"""Posture in a real browser: assessed from the data, tickets dropped, a gap put on the roadmap, taken back; axe."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from planner.actions.demo import open_demo
from planner.actions.posture import save_assessment
from planner.sharing.people import Actor
from planner.store import open_store
from tests.axe import serious_violations
from tests.browsing import PHONE, settled
from tests.pages.conftest import AS_OF
from tests.roadmap.posture_samples import TICKETS
from tests.serving import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    """The screen of the demo client, before anybody assessed it."""
    store = open_store(server.database_url)
    client_id = open_demo(store, Actor("Vera", "vcio", datetime.now(UTC)), date.fromisoformat(AS_OF))
    store.close()
    return f"{server.url}/posture?client={client_id}&as_of={AS_OF}"


def test_assess_from_the_data_drop_tickets_and_put_a_gap_on_the_roadmap(page: Page, address: str) -> None:
    page.goto(address)
    main = settled(page).locator("[data-testid=stMain]")
    expect(main).to_contain_text("is not assessed yet.")
    expect(main).to_contain_text("Assess the services first")
    page.get_by_role("button", name="Take what the data suggests").click()
    expect(main).to_contain_text("Well run in 1 of 4 assessed areas", timeout=30_000)
    expect(main).to_contain_text("4 gaps; closing all of them costs £16.40 per user and month")
    page.set_input_files(
        "input[type=file]", {"name": "tickets.csv", "mimeType": "text/csv", "buffer": TICKETS.encode()}
    )
    expect(main).to_contain_text("tickets.csv: 8 rows read, 8 added.", timeout=30_000)
    page.get_by_role("button", name="Apply").click()
    expect(main).to_contain_text(
        "8 tickets in the last twelve months; 3 of them belong to what recurs.", timeout=30_000
    )
    expect(main).to_contain_text("All five signs say that break/fix is outgrown.")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(main).to_contain_text("on the roadmap", timeout=30_000)
    page.get_by_role("button", name="Take back").first.click()
    expect(main).to_contain_text("No tickets yet", timeout=30_000)


def test_the_trend_and_every_part_are_free_of_serious_violations(page: Page, address: str, server: Server) -> None:
    store = open_store(server.database_url)
    actor = Actor("Vera", "vcio", datetime.now(UTC))
    client_id = open_demo(store, actor, date.fromisoformat(AS_OF))
    save_assessment(store, actor, client_id, date(2026, 3, 1), {"mfa": {"maturity": 1}}, "Spring")
    save_assessment(store, actor, client_id, date.fromisoformat(AS_OF), {"mfa": {"maturity": 2}}, "Autumn")
    store.close()
    page.goto(address)
    main = settled(page).locator("[data-testid=stMain]")
    expect(main).to_contain_text("Over the assessments")
    for summary in page.locator("[data-testid=stExpander] summary").all():
        summary.click()
    settled(page)
    assert serious_violations(page, "[data-testid=stMain]") == []


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
