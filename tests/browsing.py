"""A headless Chromium for the tests and pictures that need one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def chromium() -> str | None:
    """Chromium's path, or None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that ends with the block."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield running
        running.close()


def settled(page: Page) -> Page:
    """The page once its script has finished and its charts and tables are drawn."""
    page.wait_for_selector(".eg-answer", timeout=30_000)
    for passing in ("stStatusWidget", "stSpinner", "stSkeleton"):
        page.locator(f"[data-testid={passing}]").first.wait_for(state="hidden", timeout=30_000)
    page.wait_for_timeout(300)
    return page


def drop(page: Page, text: str, name: str = "assets.csv") -> Page:
    """Drops a CSV file of this text, and waits until the page shows what it would change."""
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_text("Nothing is stored yet").wait_for(timeout=60_000)
    return settled(page)


def name_client(page: Page, name: str) -> Page:
    """Says whose devices the dropped rows are."""
    whose = page.get_by_role("combobox", name="Whose devices are these?")
    whose.fill(name)
    whose.press("Enter")
    page.locator("button:enabled", has_text="Apply").first.wait_for(timeout=60_000)
    return settled(page)


def picture(page: Page, path: Path) -> None:
    """The whole screen from top to bottom, however long: Streamlit scrolls inside the page, so it is made as tall."""
    width = page.viewport_size["width"]
    page.wait_for_timeout(300)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, WIDE["height"])})
    page.wait_for_timeout(1200)
    page.screenshot(path=path)
    page.set_viewport_size(WIDE if width == WIDE["width"] else PHONE)
