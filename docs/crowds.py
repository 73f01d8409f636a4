"""Draws docs/pictures/crowds/ again: the roadmap's screens with 0, 1, 20 and 200 initiatives, one sheet a screen.

    .venv/bin/python docs/crowds.py [FOLDER]

Each sheet has a column for each number of initiatives and shows the screen at 1440 pixels, at 390 pixels and dark.
Needs Chromium, and what requirements-dev.txt names.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from planner.actions.imports import apply_import, preview_import  # noqa: E402
from planner.actions.projects import save_project  # noqa: E402
from planner.actions.uploads import Upload  # noqa: E402
from planner.sharing.people import Actor  # noqa: E402
from planner.store import open_store  # noqa: E402
from tests.browsing import PHONE, WIDE, browser, picture, settled  # noqa: E402
from tests.serving import Server, serving  # noqa: E402

AS_OF: Final = date(2026, 11, 23)
COUNTS: Final = (0, 1, 20, 200)
SCREENS: Final = {
    "overview": ("", None), "timeline": ("roadmap", "Timeline"), "board": ("roadmap", "Board"),
    "list": ("roadmap", "List"), "posture": ("posture", None), "review": ("review", None),
}  # fmt: skip
LOOKS: Final = {"1440": (WIDE, "light"), "390": (PHONE, "light"), "dark": (WIDE, "dark")}
NEW_DEVICE: Final = (
    "Name,Serial number,Type,Manufacturer,Model,Purchase date\nPRN-1,AB12345,Printer,HP,M507,2026-09-01\n"
)
TITLES: Final = (
    "Multi-factor sign-in for everybody", "Move files to the cloud", "New firewall at the second site",
    "Replace the telephone system before its line is switched off", "Test the restore of every backup",
)  # fmt: skip
TILE: Final = {"1440": 620, "390": 300, "dark": 620}
TALLEST: Final = 900


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, browser() as chrome:
        scratch = Path(made)
        for count in COUNTS:
            (scratch / str(count)).mkdir()
            with serving(scratch / str(count)) as server:
                fill(server, count)
                for look in LOOKS:
                    draw(chrome, server, look, scratch / f"{count}-{look}")
        for screen in SCREENS:
            sheet([[scratch / f"{count}-{look}-{screen}.png" for count in COUNTS] for look in LOOKS], folder / screen)


def fill(server: Server, count: int) -> None:
    """One client with a new printer and that many projects over the next five years."""
    actor = Actor("Vera", "vcio", datetime(2026, 11, 23, 9, tzinfo=UTC))
    store = open_store(server.database_url)
    upload = Upload("printer.csv", NEW_DEVICE.encode())
    apply_import(store, actor, preview_import(store, actor, [upload], AS_OF, "Harbour & Lane Architects"))
    for number in range(count):
        starts_on = date(2027 + number // 2 % 4, 1 + 3 * (number % 4), 1)
        lines = [{"name": "Work", "unit_price": str(900 + 350 * (number % 7))}]
        lane = ("Run", "Protect", "Grow", "Transform")[number % 4]
        title = f"{TITLES[number % len(TITLES)]}{f' ({number // 5 + 1})' if number > 4 else ''}"
        save_project(store, actor, 1, {"title": title, "starts_on": starts_on, "lines": lines, "lane": lane})
    store.close()


def draw(chrome: Browser, server: Server, look: str, beginning: Path) -> None:
    size, scheme = LOOKS[look]
    tab = chrome.new_context(viewport=size, color_scheme=scheme).new_page()
    for screen, (path, view) in SCREENS.items():
        tab.goto(f"{server.url}/{path}?as_of={AS_OF}")
        settled(tab)
        if view:
            choose(tab, view)
        picture(tab, beginning.with_name(f"{beginning.name}-{screen}.png"))
    tab.context.close()


def choose(page: Page, view: str) -> None:
    button = page.locator("[data-testid=stButtonGroup] button", has_text=view).first
    button.click()
    page.wait_for_timeout(1500)
    settled(page)


def sheet(rows: list[list[Path]], to: Path) -> None:
    """One picture of all: a row for each look, a column for each number of initiatives; what is taller is cut."""
    tiles = [[tile(path, width) for path in row] for row, width in zip(rows, TILE.values(), strict=True)]
    gap = 12
    width = max(sum(each.width + gap for each in row) for row in tiles)
    height = sum(max(each.height for each in row) + gap for row in tiles)
    whole = Image.new("RGB", (width, height), "#8d99ae")
    top = 0
    for row in tiles:
        left = 0
        for each in row:
            whole.paste(each, (left, top))
            left += each.width + gap
        top += max(each.height for each in row) + gap
    whole.quantize(128).save(to.with_suffix(".png"), optimize=True)


def tile(path: Path, width: int) -> Image.Image:
    with Image.open(path) as read:
        shown = read.convert("RGB").resize((width, read.height * width // read.width), Image.Resampling.LANCZOS)
    return shown.crop((0, 0, width, min(shown.height, TALLEST)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures" / "crowds")
