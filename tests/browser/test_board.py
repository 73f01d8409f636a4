"""The board in a real browser: moved by mouse, keyboard, finger and menu; refused, cancelled and announced."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Locator, Page, WebSocketRoute, expect

from tests.browser.board_hands import APP, LATER, Q2, Q3, Q4, card, column, moved, open_board, says, titles
from tests.browser.board_samples import HOSTILE, WHERE, cards_for
from tests.browsing import chromium, settled
from tests.needs import needs
from tests.serving import Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    needs(chromium(), "Chromium")
    with serving(tmp_path_factory.mktemp("board"), APP) as running:
        yield running


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 60)


def grab(page: Page, what: Locator, to: Locator) -> None:
    """The mouse holds the card over the other column, and has not let go."""
    page.mouse.move(*middle(what))
    page.mouse.down()
    page.mouse.move(*middle(to), steps=8)
    expect(page.locator(".ghost")).to_be_visible()


def test_a_card_dragged_by_mouse_is_moved_once_and_stays(page: Page, server: Server) -> None:
    open_board(page, server, 3)
    grab(page, card(page), column(page, Q4))
    expect(column(page, Q4)).to_have_class(re.compile("target"))
    page.mouse.up()
    assert titles(page, Q4) == ["Replace 14 laptops"]
    moved(page, 1, f"init-0 to {Q4}")
    says(page, "Saved. Replace 14 laptops is in FY27 Q4.")
    for _ in range(2):
        page.get_by_role("button", name="Run again").click()
        settled(page)
    moved(page, 1, f"init-0 to {Q4}")
    assert titles(page, Q4) == ["Replace 14 laptops"]


def test_escape_or_a_closed_quarter_puts_a_dragged_card_back(page: Page, server: Server) -> None:
    open_board(page, server, 3)
    grab(page, card(page), column(page, Q4))
    page.keyboard.press("Escape")
    says(page, "Cancelled. Replace 14 laptops is back in FY27 Q3.")
    page.mouse.up()
    grab(page, card(page), column(page, Q2))
    says(page, "Not over a column that can take it.")
    page.mouse.up()
    expect(page.locator(".ghost, .lifted, .target, .held")).to_have_count(0)
    assert titles(page, Q3)[0] == "Replace 14 laptops"
    moved(page, 0, "nothing")


def test_by_keyboard_each_step_is_announced_and_the_card_keeps_the_focus(page: Page, server: Server) -> None:
    open_board(page, server, 3)
    column(page, Q3).locator("button").first.focus()
    page.keyboard.press("Space")
    says(page, "Picked up Replace 14 laptops, FY27 Q3, 1 of 3.")
    page.keyboard.press("ArrowRight")
    says(page, "FY27 Q4, 1 of 1.")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    says(page, "Unscheduled, 1 of 1.")
    page.keyboard.press("ArrowLeft")
    says(page, "Unscheduled. There is no open column further on.")
    page.keyboard.press("Escape")
    says(page, "Cancelled. Replace 14 laptops is back in FY27 Q3.")
    expect(page.locator(".held")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".held")).to_have_count(1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    moved(page, 1, f"init-0 to {LATER}")
    says(page, "Saved. Replace 14 laptops is in FY28 Q1.")
    focused = "document.activeElement.shadowRoot.activeElement.closest('.card').dataset.card"
    assert page.evaluate(focused) == "init-0"
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.matches(':focus-visible')")


def test_leaving_a_picked_up_card_puts_it_back(page: Page, server: Server) -> None:
    open_board(page, server, 3)
    card(page).locator("button").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Run again").focus()
    says(page, "Cancelled. Replace 14 laptops is back in FY27 Q3.")
    assert titles(page, Q4) == []
    moved(page, 0, "nothing")


def finger(session: CDPSession, kind: str, *at: tuple[float, float]) -> None:
    points = [{"x": x, "y": y} for x, y in at]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_finger_that_rests_moves_a_card_and_one_that_does_not_scrolls(page: Page, server: Server) -> None:
    open_board(page, server, 3)
    session = page.context.new_cdp_session(page)
    start, target = middle(card(page)), middle(column(page, Q4))
    finger(session, "touchStart", start)
    page.wait_for_timeout(500)
    says(page, "Picked up Replace 14 laptops, FY27 Q3, 1 of 3.")
    for step in range(1, 7):
        finger(session, "touchMove", (start[0] + (target[0] - start[0]) * step / 6, target[1]))
    finger(session, "touchEnd")
    moved(page, 1, f"init-0 to {Q4}")
    start = middle(card(page))
    finger(session, "touchStart", start)
    for step in range(1, 9):
        finger(session, "touchMove", (start[0] - 40 * step, start[1]))
        page.wait_for_timeout(16)
    finger(session, "touchEnd")
    assert page.locator(".board").evaluate("board => board.scrollLeft") > 100
    moved(page, 1, f"init-0 to {Q4}")


def test_the_menu_of_a_card_moves_it_without_dragging(page: Page, server: Server) -> None:
    open_board(page, server, 3)
    menu = page.get_by_label("Move Replace 14 laptops to")
    menu.focus()
    choices = menu.locator("option").all_inner_texts()[1:]
    assert choices[:2] == ["Unscheduled", "FY27 Q4"]
    assert len(choices) == 19
    menu.select_option("Unscheduled")
    moved(page, 1, "init-0 to unscheduled")
    assert titles(page, "unscheduled") == ["Replace 14 laptops"]


def test_drops_in_quick_succession_all_arrive_in_their_order(page: Page, server: Server) -> None:
    open_board(page, server, 3)
    for key, to in (("init-0", Q4), ("init-1", LATER), ("init-0", LATER)):
        card(page, key).locator("select").focus()
        card(page, key).locator("select").select_option(to)
    moved(page, 3, f"init-0 to {LATER}")
    assert titles(page, LATER) == ["Replace 14 laptops", "Windows 11 on 9 desktops"]


def test_what_the_page_refuses_is_put_back_and_said(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/?cards=3&refuse=1")
    expect(page.locator(".column")).to_have_count(21, timeout=30_000)
    card(page).locator("select").focus()
    card(page).locator("select").select_option(Q4)
    expect(page.get_by_text("The budget of FY27 Q4 is spent.")).to_be_visible()
    says(page, "Not moved. Replace 14 laptops is in FY27 Q3.")
    assert titles(page, Q3)[0] == "Replace 14 laptops"


@pytest.mark.parametrize(
    ("sent", "forged", "answer"),
    [
        (Q4.encode(), b"1999-04-01", "“Replace 14 laptops” cannot be moved to a quarter that is not on this board."),
        (Q4.encode(), Q2.encode(), "FY27 Q2 is closed; nothing can be moved into it."),
        (b"init-0", b"some-0", "There is no such card on this board."),
    ],
)
def test_a_drop_forged_on_its_way_to_the_server_moves_nothing(
    page: Page, server: Server, sent: bytes, forged: bytes, answer: str
) -> None:
    def forging(route: WebSocketRoute) -> None:
        onward = route.connect_to_server()
        route.on_message(lambda message: onward.send(message.replace(sent, forged) if b"nonce" in message else message))

    page.route_web_socket(re.compile("_stcore/stream"), forging)
    open_board(page, server, 3)
    card(page).locator("select").focus()
    card(page).locator("select").select_option(Q4)
    expect(page.get_by_text(answer)).to_be_visible()
    says(page, "Not moved. Replace 14 laptops is in FY27 Q3.")
    assert len(titles(page, Q3)) == 3


def test_cards_stand_in_the_order_given_before_and_after_a_move(page: Page, server: Server) -> None:
    open_board(page, server, 20)
    given = {key: [made.title for made in cards_for(20) if made.column == key] for key in WHERE}
    assert {key: titles(page, key) for key in WHERE} == given
    first, last = given["unscheduled"][0], given["unscheduled"][-1]
    for title in (first, last):
        page.get_by_label(f"Move {title} to", exact=True).focus()
        page.get_by_label(f"Move {title} to", exact=True).select_option(Q3)
    moved(page, 2, f"{key_of(last)} to {Q3}")
    now = {first, last, *given[Q3]}
    assert titles(page, Q3) == [made.title for made in cards_for(20) if made.title in now]


def key_of(title: str) -> str:
    return next(made.key for made in cards_for(20) if made.title == title)


def test_markup_in_what_a_card_says_stays_text(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/?cards=3&hostile=1")
    expect(page.locator(".column")).to_have_count(21, timeout=30_000)
    assert column(page, Q3).locator(".name").first.text_content() == HOSTILE
    assert column(page, Q3).locator(".title").text_content() == HOSTILE
    card(page).locator("button").focus()
    page.keyboard.press("Space")
    says(page, f"Picked up {HOSTILE}, {HOSTILE}, 1 of 3.")
    assert page.locator(".frame img, .frame b, .frame script").count() == 0
    assert page.title() == "The board"


def test_a_card_that_may_not_be_moved_has_no_handle_and_no_menu(page: Page, server: Server) -> None:
    open_board(page, server, 20)
    assert card(page, "init-10").locator("button, select").count() == 0
    page.mouse.move(*middle(card(page, "init-10")))
    page.mouse.down()
    page.mouse.move(*middle(column(page, Q4)), steps=5)
    assert page.locator(".ghost").count() == 0
    page.mouse.up()
