"""The real board under a finger, and under a hand that sends what the board would never send."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import CDPSession, Page, WebSocketRoute, expect

from planner.actions.clients import create_client, list_clients
from planner.actions.demo import open_demo
from planner.actions.projects import save_project
from planner.actions.roadmaps import Roadmap, client_roadmap
from planner.sharing.people import Actor
from planner.store import open_store
from tests.browsing import settled
from tests.serving import Server

pytestmark = pytest.mark.browser
AS_OF = date(2026, 11, 23)
SWITCHES = "replace:switch:2027-01-01"
OWN, OTHERS, NOBODYS = "project:1", "project:2", "project:7"
"""Equally long, as the messages count their bytes."""


def actor() -> Actor:
    return Actor("Vera", "vcio", datetime(2026, 11, 23, 9, tzinfo=UTC))


def roadmap(server: Server) -> Roadmap:
    """The demo client's roadmap as every other door would show it now."""
    store = open_store(server.database_url)
    names = {one.name: one.client_id for one in list_clients(store, actor())}
    shown = client_roadmap(store, actor(), names["Harbour & Lane Architects"], AS_OF)
    store.close()
    return shown


def open_board(page: Page, server: Server, key: str) -> None:
    page.goto(f"{server.url}/roadmap?client=1&as_of={AS_OF}")
    settled(page)
    page.locator("[data-testid=stButtonGroup] button", has_text="Board").click()
    expect(page.locator(f"[data-card='{key}']")).to_be_visible(timeout=30_000)
    settled(page)


@pytest.fixture(scope="module", autouse=True)
def two_clients(server: Server) -> None:
    """The demo client and another one, each with a project."""
    store = open_store(server.database_url)
    demo = open_demo(store, actor(), AS_OF)
    other = create_client(store, actor(), "Other")
    for client in (demo, other):
        line = {"name": "Work", "unit_price": "900"}
        save_project(store, actor(), client, {"title": "A project", "starts_on": date(2027, 3, 1), "lines": [line]})
    store.close()


def finger(session: CDPSession, kind: str, *at: tuple[float, float]) -> None:
    points = [{"x": x, "y": y} for x, y in at]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_finger_moves_a_card_and_its_devices_spend_in_the_new_quarter(page: Page, server: Server) -> None:
    before = roadmap(server)
    switches = next(one for one in before.initiatives if one.key == SWITCHES)
    open_board(page, server, SWITCHES)
    page.locator(f"[data-card='{SWITCHES}']").scroll_into_view_if_needed()
    start = page.locator(f"[data-card='{SWITCHES}']").bounding_box()
    to = page.locator(".column[data-column='2027-04-01']").bounding_box()
    session = page.context.new_cdp_session(page)
    at = (start["x"] + start["width"] / 2, start["y"] + 14)
    finger(session, "touchStart", at)
    page.wait_for_timeout(500)
    for step in range(1, 7):
        finger(session, "touchMove", (at[0] + (to["x"] + 60 - at[0]) * step / 6, at[1]))
    finger(session, "touchEnd")
    expect(page.get_by_text("Moved.").first).to_be_visible(timeout=30_000)
    after = roadmap(server)
    [held] = [one for one in after.initiatives if one.is_held]
    assert (held.quarter_starts_on, held.asset_ids) == (date(2027, 4, 1), switches.asset_ids)
    spent = [quarter.starts_on for quarter in after.quarters].index(date(2027, 1, 1))
    assert before.budget.planned()[spent] - after.budget.planned()[spent] == switches.amount_minor


@pytest.mark.parametrize(
    ("sent", "forged", "answer"),
    [
        ("2027-10-01", "2099-01-01", "cannot be moved to a quarter that is not on this board"),
        (OWN, NOBODYS, "There is no such card on this board."),
        (OWN, OTHERS, "There is no such card on this board."),
    ],
    ids=["a quarter outside the horizon", "an unknown card", "another client's card"],
)
def test_a_forged_drop_on_the_real_board_moves_nothing(
    page: Page, server: Server, sent: str, forged: str, answer: str
) -> None:
    before = roadmap(server)

    def forging(route: WebSocketRoute) -> None:
        onward = route.connect_to_server()
        route.on_message(
            lambda message: onward.send(
                message.replace(sent.encode(), forged.encode()) if b"nonce" in message else message
            )
        )

    page.route_web_socket(re.compile("_stcore/stream"), forging)
    open_board(page, server, OWN)
    menu = page.locator(f"[data-card='{OWN}'] select")
    menu.focus()
    menu.select_option("2027-10-01")
    expect(page.get_by_text(answer)).to_be_visible(timeout=30_000)
    assert roadmap(server).initiatives == before.initiatives
