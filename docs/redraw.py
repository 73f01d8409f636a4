"""Draws docs/pictures/ again: every screen at 1440 and 390 pixels, and every sheet of the workbook.

    .venv/bin/python docs/redraw.py [FOLDER]

A small import step by step, then the demo client, on a fixed day, so that a picture changes only when the screen does.
Needs Chromium, LibreOffice (soffice) and Poppler (pdftoppm), and what requirements-dev.txt names.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browsing import PHONE, WIDE, browser, picture, settled  # noqa: E402
from tests.serving import Server, serving  # noqa: E402
from tests.walk import import_spring, walk  # noqa: E402

AS_OF: Final = "2026-11-23"
DRAWN: Final = ("dropped", "columns", "difference", "applied")
SCREENS: Final = {
    "overview": "", "assets": "assets", "device": "assets?asset=1", "data-quality": "data_quality", "budget": "budget",
    "case": "case", "roadmap": "roadmap", "contracts": "contracts", "policies": "policies",
}  # fmt: skip
DARK: Final = ("overview", "device", "data-quality", "policies")
SUBSCRIPTIONS: Final = """Product,Vendor,Seats,Monthly price per seat,Start date,Term (months),Notice,Uplift
Office suite,Contoso,85,22.00,2026-02-01,12,30 days,5%
Endpoint protection,Northwind,120,6.50,2025-12-20,12,60 days,4%
Internet line,Fabrikam,1,240.00,2026-01-15,12,90 days,
Cloud backup,Tailspin,1,450.00,2025-06-01,24,90 days,3%
"""
FIXED_MOMENTS: Final = r"""document.querySelectorAll('td').forEach(cell => {
  if (/, \d\d:\d\d$/.test(cell.textContent)) cell.textContent = '23 Nov 2026, 09:00';
})"""
Open = Callable[[str], Page]


def main(folder: Path) -> None:
    """Every picture, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as chrome:
        for width, size in (("1440", WIDE), ("390", PHONE)):
            draw_import(chrome, size, folder, width)
        with tempfile.TemporaryDirectory() as made, serving(Path(made)) as server:
            draw_screens(chrome, server, folder)
            draw_workbook(opener(chrome, server, WIDE, "light")("budget"), Path(made), folder)


def draw_import(chrome: Browser, size: dict[str, int], folder: Path, width: str) -> None:
    """Each step of an import, on a store of its own: what is remembered of its columns would not be asked again."""
    with tempfile.TemporaryDirectory() as made, serving(Path(made)) as server:
        import_spring(server.database_url, date.fromisoformat(AS_OF))
        page = opener(chrome, server, size, "light")("import")
        for step in walk(page):
            if step in DRAWN:
                page.evaluate(FIXED_MOMENTS)
                picture(page, folder / f"import-{step}-{width}.png")


def draw_screens(chrome: Browser, server: Server, folder: Path) -> None:
    """The welcome, then every screen of the demo client."""
    wide, phone, dark = (
        opener(chrome, server, size, scheme) for size, scheme in ((WIDE, "light"), (PHONE, "light"), (WIDE, "dark"))
    )
    both = {"1440": wide, "390": phone}
    for width, opened in both.items():
        picture(opened(""), folder / f"welcome-{width}.png")
    open_demo(wide(""))
    for name, path in SCREENS.items():
        for width, opened in both.items():
            page = opened(path)
            if name == "data-quality":
                open_largest_gap(page)
            if name == "contracts" and opened is wide:
                import_licences(page)
                page = opened(path)
            picture(page, folder / f"{name}-{width}.png")
    for name in DARK:
        picture(dark(SCREENS[name]), folder / f"{name}-dark-1440.png")


def opener(chrome: Browser, server: Server, size: dict[str, int], scheme: str) -> Open:
    """How to open a path in one tab of this size."""
    tab = chrome.new_context(viewport=size, color_scheme=scheme, accept_downloads=True).new_page()

    def opened(path: str) -> Page:
        tab.goto(f"{server.url}/{path}{'&' if '?' in path else '?'}as_of={AS_OF}")
        return settled(tab)

    return opened


def import_licences(page: Page) -> None:
    """Drops a list of subscriptions on the page and applies it."""
    file = {"name": "subscriptions.csv", "mimeType": "text/csv", "buffer": SUBSCRIPTIONS.encode()}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("What renews when").wait_for(timeout=60_000)


def open_largest_gap(page: Page) -> None:
    """The first finding with its devices."""
    page.locator("[data-testid=stExpander] summary").first.click()
    settled(page)


def open_demo(page: Page) -> None:
    page.get_by_role("button", name="Open the demo client").click()
    page.get_by_text("The next 90 days").wait_for(timeout=60_000)


def draw_workbook(page: Page, scratch: Path, folder: Path) -> None:
    """The workbook as LibreOffice prints it, page by page."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the workbook").click()
    book = scratch / "workbook.xlsx"
    download.value.save_as(book)
    office = [needed("soffice"), f"-env:UserInstallation=file://{scratch}/office", "--headless"]
    subprocess.run([*office, "--convert-to", "pdf", "--outdir", scratch, book], check=True, capture_output=True)  # noqa: S603 - our own arguments
    pages = [needed("pdftoppm"), "-r", "70", "-png", scratch / "workbook.pdf", folder / "workbook"]
    subprocess.run(pages, check=True)  # noqa: S603 - our own arguments


def needed(program: str) -> str:
    """The program's path. Ends with a sentence where it is not installed."""
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is not installed; the workbook's pictures need it.")
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
