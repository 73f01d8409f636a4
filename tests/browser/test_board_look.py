"""The board by its measures: accessible in both modes, fitting a phone, and fast with 200 cards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.axe import serious_violations
from tests.browser.board_hands import APP, LATER, Q3, Q4, card, moved, open_board
from tests.browser.board_samples import cards_for
from tests.browsing import PHONE, chromium
from tests.needs import needs
from tests.serving import Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    needs(chromium(), "Chromium")
    with serving(tmp_path_factory.mktemp("board"), APP) as running:
        yield running


@pytest.mark.parametrize("cards", [0, 20, 200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_core_finds_nothing_serious(page: Page, server: Server, cards: int, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    open_board(page, server, cards)
    assert serious_violations(page, ".stBidiComponent") == []
    if cards:
        card(page).locator("button").focus()
        page.keyboard.press("Space")
        assert serious_violations(page, ".stBidiComponent") == []


def test_on_a_phone_one_column_fills_the_width_and_nothing_else_is_wider(page: Page, server: Server) -> None:
    page.set_viewport_size(PHONE)
    open_board(page, server, 20)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    board = page.locator(".board")
    board.evaluate("board => board.scrollBy(250, 0)")
    page.wait_for_timeout(600)
    offset = board.evaluate(
        "b => b.querySelectorAll('.column')[1].getBoundingClientRect().left - b.getBoundingClientRect().left"
    )
    assert abs(offset) < 8


@pytest.mark.long  # it times a drop: only alone on the machine does that say something
def test_with_200_cards_a_drop_is_redrawn_within_half_a_second(page: Page, server: Server) -> None:
    open_board(page, server, 200)
    taken = []
    for number, to in enumerate((Q3, Q4, LATER, Q3, Q4), start=1):
        key = [made.key for made in cards_for(200) if made.column == "unscheduled" and made.is_movable][number]
        card(page, key).locator("select").focus()
        taken.append(page.evaluate(TIMED_DROP, [key, to]))
        moved(page, number, f"{key} to {to}")
    print(f"drop to redrawn with 200 cards, ms: {[round(each) for each in taken]}")
    assert sorted(taken)[len(taken) // 2] < 500


def test_200_cards_are_drawn_within_300_ms_of_script(page: Page, server: Server) -> None:
    open_board(page, server, 200)
    taken = page.evaluate(TIMED_DRAWING)
    print(f"first drawing of 200 cards, ms of script and layout: {taken:.0f}")
    assert taken < 300


TIMED_DROP = """async ([key, to]) => {
  const root = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".board")).shadowRoot;
  const menu = root.querySelector(`[data-card=${key}] select`);
  const began = performance.now();
  menu.value = to;
  menu.dispatchEvent(new Event("change", { bubbles: true }));
  if (!root.querySelector(".saving")) throw new Error("the card was not moved at once");
  while (root.querySelector(".saving")) await new Promise((done) => setTimeout(done, 4));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  if (root.querySelector(`[data-card=${key}]`).closest(".column").dataset.column !== to) throw new Error("not there");
  return performance.now() - began;
}"""
TIMED_DRAWING = """async () => {
  const root = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".board")).shadowRoot;
  const script = performance.getEntriesByType("resource").find((each) => each.name.endsWith("/board.js")).name;
  const { default: draw } = await import(script);
  const cards = [...root.querySelectorAll(".card")].map((item, number) => ({ key: `n${number}`, title: item.textContent,
    why: "", lane: "Run", lane_label: "Run", priority: "High", status: "Planned", amount: "$1", devices: "1",
    column: item.closest(".column").dataset.column, is_movable: true, badges: ["quoted"], colour: "#0B6E4F" }));
  const columns = [...root.querySelectorAll(".column")].map((each) => ({ key: each.dataset.column, title: "Q", subtitle: "",
    total: "$1", cap: "$2", is_over: false, is_closed: false }));
  const beside = document.createElement("div");
  document.body.append(beside);
  const shadow = beside.attachShadow({ mode: "open" });
  shadow.append(root.querySelector("style").cloneNode(true));
  const began = performance.now();
  draw({ parentElement: shadow, data: { columns, cards, settled: "" }, setTriggerValue: () => {} });
  shadow.querySelector(".board").getBoundingClientRect();
  const taken = performance.now() - began;
  beside.remove();
  return cards.length === 200 ? taken : Infinity;
}"""
