"""Draws docs/pictures/ again: every screen at 1440 and 390 pixels, and every sheet of the workbook.

    .venv/bin/python docs/redraw.py [FOLDER]

The demo client on a fixed day, so that a picture changes only when the screen does. Needs Chromium, LibreOffice
(soffice) and Poppler (pdftoppm), and what requirements-dev.txt names.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browsing import PHONE, WIDE, browser, picture, settled  # noqa: E402
from tests.serving import Server, serving  # noqa: E402

AS_OF: Final = "2026-11-23"
DEMO_SHEET: Final = ROOT / "data" / "demo" / "hla-refresh-plan.xlsx"
SCREENS: Final = {
    "overview": "", "assets": "assets", "device": "assets?asset=1", "data-quality": "data_quality", "budget": "budget",
    "roadmap": "roadmap",
}  # fmt: skip
Open = Callable[[str], Page]


def main(folder: Path) -> None:
    """Every picture, into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, serving(Path(made)) as server, browser() as chrome:
        wide, phone, dark = (
            opener(chrome, server, size, scheme) for size, scheme in ((WIDE, "light"), (PHONE, "light"), (WIDE, "dark"))
        )
        both = {"1440": wide, "390": phone}
        for width, opened in both.items():
            picture(opened(""), folder / f"welcome-{width}.png")
        for width, opened in both.items():
            picture(dropped(opened("import")), folder / f"import-{width}.png")
        open_demo(wide(""))
        for name, path in SCREENS.items():
            for width, opened in both.items():
                picture(opened(path), folder / f"{name}-{width}.png")
        picture(dark(""), folder / "overview-dark-1440.png")
        draw_workbook(wide("budget"), Path(made), folder)


def opener(chrome: Browser, server: Server, size: dict[str, int], scheme: str) -> Open:
    """How to open a path in one tab of this size."""
    tab = chrome.new_context(viewport=size, color_scheme=scheme, accept_downloads=True).new_page()

    def opened(path: str) -> Page:
        tab.goto(f"{server.url}/{path}{'&' if '?' in path else '?'}as_of={AS_OF}")
        return settled(tab)

    return opened


def dropped(page: Page) -> Page:
    """The demo's plan dropped, and its client named: the difference, before anything is stored."""
    page.set_input_files("input[type=file]", DEMO_SHEET)
    page.get_by_text("Nothing is stored yet").wait_for(timeout=60_000)
    whose = page.get_by_role("combobox", name="Whose devices are these?")
    if whose.count():
        whose.fill("Harbour & Lane Architects")
        whose.press("Enter")
        page.get_by_text("New clients:").wait_for(timeout=60_000)
    return settled(page)


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
