"""A roadmap published and shared on the review's screen, opened by the client on a phone, decided, and seen to arrive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.actions.demo import open_demo
from planner.actions.projects import save_project
from planner.actions.publishing import publish_roadmap
from planner.actions.shares import Recipient, create_share
from planner.reports.page.render import anchor
from planner.sharing.people import Actor
from planner.store import Store, open_store
from tests.axe import serious_violations
from tests.browsing import PHONE, WIDE, settled
from tests.serving import Server, serving_shares

pytestmark = pytest.mark.browser
AS_OF = date(2026, 11, 23)
BACKUP = "project:1"
LAPTOPS, SERVERS = "replace:laptop:2027-01-01", "replace:server:2027-01-01"
PAINT = "performance.getEntriesByName('first-contentful-paint')"
SWITCHES = "replace:switch:2027-01-01"


def actor() -> Actor:
    return Actor("Vera", "vcio", datetime.now(UTC))


@pytest.fixture(scope="module")
def stored(server: Server) -> Iterator[Store]:
    """The demo client with a project that protects."""
    store = open_store(server.database_url)
    client = open_demo(store, actor(), AS_OF)
    given = {"title": "Cloud backup", "lane": "Protect", "starts_on": date(2027, 3, 1),
             "lines": [{"name": "Work", "unit_price": "1000"}]}  # fmt: skip
    save_project(store, actor(), client, given)
    yield store
    store.close()


@pytest.fixture(scope="module")
def door(server: Server, stored: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The client's door on a port of its own."""
    with serving_shares(tmp_path_factory.mktemp("shares"), server.database_url) as running:
        yield running


def phone(chrome: Browser, *, scripts: bool = True, scheme: str = "light") -> Page:
    return chrome.new_context(viewport=PHONE, color_scheme=scheme, java_script_enabled=scripts).new_page()


def decide(page: Page, key: str, kind: str, **given: str) -> None:
    """Opens a line's form, says it, sends it."""
    card = page.locator(f"#{anchor(key)}")
    card.locator("summary").click()
    card.locator(f"input[value={kind}]").check()
    for name, value in given.items():
        field = card.locator(f"[name={name}]")
        field.select_option(value) if name == "to" else field.fill(value)
    card.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you, this was noted.")).to_be_visible()


def review(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/review?client=1&as_of={AS_OF}")
    page.get_by_text("Publish and share").wait_for(timeout=60_000)
    settled(page)


def test_published_shared_decided_on_a_phone_and_seen_to_arrive(
    page: Page, server: Server, door: Server, chrome: Browser, stored: Store
) -> None:
    review(page, server)
    began, clicks = time.monotonic(), 2
    page.get_by_role("button", name="Publish", exact=True).click()
    page.get_by_text("Version 1 of").wait_for(timeout=30_000)
    settled(page)
    page.get_by_role("textbox", name="Who gets the link").fill("Ines Lane")
    page.get_by_role("textbox", name="Up to, GBP").fill("50000")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("code", has_text="/s/").inner_text(timeout=30_000).strip()
    took = time.monotonic() - began
    print(f"{clicks} clicks from the finished review to the link, {took:.0f} s")
    assert took < 60

    client = phone(chrome)
    client.goto(f"{door.url}/s/{link.rsplit('/', 1)[1]}")
    assert client.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    decide(client, SERVERS, "in_budget")
    decide(client, LAPTOPS, "purchase", amount="40000", comment="Go ahead.")
    decide(client, SWITCHES, "defer", to="2027-07-01", comment="After the move")
    decide(client, BACKUP, "decline", comment="We copy by hand.")
    decide(client, "replace:router:2027-01-01", "ask", comment="What does it do?")
    expect(client.locator(f"#{anchor(LAPTOPS)}")).to_contain_text("approved to purchase up to £40,000")

    commenter = create_share(stored, actor(), 1, Recipient("Carl", "commenter"))
    other = phone(chrome)
    other.goto(f"{door.url}{commenter.path}")
    assert other.locator("input[name=kind]").evaluate_all("all => [...new Set(all.map(one => one.value))]") == [
        "ask", "comment"
    ]  # fmt: skip

    review(page, server)
    for words in ("Ines Lane approved to purchase up to £40,000", "Ines Lane declined", "Risks that the client accepted",
                  "We copy by hand.", "asks about Replace 1 router", "To be bought"):  # fmt: skip
        expect(page.get_by_text(words).first).to_be_visible(timeout=30_000)
    assert serious_violations(page, "[data-testid=stMain]") == []


def test_an_approved_line_that_changes_says_so_on_both_sides(
    page: Page, server: Server, door: Server, chrome: Browser, stored: Store
) -> None:
    client = phone(chrome)
    path = create_share(stored, actor(), 1, Recipient("Otto")).path
    client.goto(f"{door.url}{path}")
    decide(client, BACKUP, "in_budget")
    save_project(stored, actor(), 1, {"lines": [{"name": "Work", "unit_price": "1500"}]}, 1)
    review(page, server)
    expect(page.get_by_text("changed since approved").first).to_be_visible(timeout=30_000)
    publish_roadmap(stored, actor(), 1, AS_OF)
    client.goto(f"{door.url}{path}")
    expect(client.locator(f"#{anchor(BACKUP)}")).to_contain_text("Changed since approved")
    expect(client.get_by_text("A newer version of this roadmap was published")).to_be_visible()


def test_one_small_answer_without_scripts_that_is_drawn_at_once(
    door: Server, chrome: Browser, stored: Store
) -> None:
    line = {"name": "Work", "unit_price": "900"}
    client = 1
    for number in range(24):
        given = {"title": f"Project {number}", "starts_on": date(2027 + number % 4, 4, 1), "lines": [line],
                 "why": "It makes the work of everybody in the studio a little quicker every day."}  # fmt: skip
        save_project(stored, actor(), client, given)
    publish_roadmap(stored, actor(), client, AS_OF)
    path = create_share(stored, actor(), client, Recipient("Ada")).path
    bare = phone(chrome, scripts=False)
    asked: list[str] = []
    bare.on("request", lambda request: asked.append(request.url))
    answer = bare.goto(f"{door.url}{path}")
    assert asked == [f"{door.url}{path}"]
    assert bare.locator("article.card").count() >= 60
    wire = answer.request.sizes()
    assert answer.header_value("content-encoding") == "gzip"
    assert wire["responseBodySize"] < 60_000
    decide(bare, BACKUP, "in_budget")

    seeing = phone(chrome)
    seeing.goto(f"{door.url}{path}")
    paints = []
    for _ in range(3):
        seeing.goto(f"{door.url}{path}")
        seeing.wait_for_timeout(500)
        paints.append(seeing.evaluate(f"{PAINT}[0].startTime"))
    print(f"{wire['responseBodySize']:,} bytes on the wire; first paint after {min(paints):.0f} ms")
    assert min(paints) < 300


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["390", "1440"])
def test_a_reader_meets_no_serious_barrier(
    door: Server, chrome: Browser, stored: Store, scheme: str, size: dict[str, int]
) -> None:
    path = create_share(stored, actor(), 1, Recipient("Ada", downloads=("web", "csv"))).path
    page = chrome.new_context(viewport=size, color_scheme=scheme, bypass_csp=True).new_page()
    page.goto(f"{door.url}{path}")
    page.locator("summary").first.click()
    assert serious_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_door_alone_serves_shared_roadmaps_and_nothing_else(door: Server, stored: Store) -> None:
    import httpx

    token = create_share(stored, actor(), 1, Recipient("Ada")).path
    assert httpx.get(f"{door.url}{token}").status_code == 200
    for path in ("/", "/review", "/import", "/_stcore/health", "/_stcore/stream", "/_stcore/metrics", "/static/index.html",
                 "/media/x.csv", "/docs", "/openapi.json", "/s", "/s/", "/../app.py", "/component/x"):  # fmt: skip
        assert httpx.get(f"{door.url}{path}").status_code == 404, path
    assert token.rsplit("/", 1)[1] not in Path(door.log).read_text()


def test_beside_the_staffs_app_a_link_opens_and_gives_no_session(server: Server, stored: Store) -> None:
    import httpx

    path = create_share(stored, actor(), 1, Recipient("Ada")).path
    answer = httpx.get(f"{server.url}{path}")
    assert answer.status_code == 200
    assert server.cookie_name not in answer.cookies
    assert path.rsplit("/", 1)[1] not in Path(server.log).read_text()
    assert httpx.get(f"{server.url}{path}", headers={"host": "evil.example"}).status_code == 403
    assert httpx.get(f"{server.url}{path}", headers={"x-forwarded-for": "1.2.3.4"}).status_code == 403
