"""How the tests of the board open it, find what is on it, and read what it says."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browsing import settled
from tests.serving import Server

APP = "tests/browser/board_app.py"
Q2, Q3, Q4, LATER = "2026-10-01", "2027-01-01", "2027-04-01", "2027-07-01"


def open_board(page: Page, server: Server, cards: int) -> Page:
    page.goto(f"{server.url}/?cards={cards}")
    expect(page.locator(".column")).to_have_count(21, timeout=30_000)
    return settled(page)


def column(page: Page, key: str) -> Locator:
    return page.locator(f".column[data-column='{key}']")


def card(page: Page, key: str = "init-0") -> Locator:
    return page.locator(f".card[data-card={key}]:not(.ghost)")


def titles(page: Page, key: str) -> list[str]:
    return column(page, key).locator(".name").all_inner_texts()


def says(page: Page, text: str) -> None:
    expect(page.locator("[aria-live]")).to_have_text(text)


def moved(page: Page, drops: int, said: str) -> None:
    expect(page.get_by_text(f"Said: {said}", exact=True)).to_be_visible()
    expect(page.get_by_text(f"Drops: {drops}", exact=True)).to_be_visible()
    expect(page.locator(".saving")).to_have_count(0)
