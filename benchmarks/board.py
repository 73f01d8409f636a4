"""How long the board takes from a drop to its totals redrawn, in Chromium, on the real page with many initiatives.

    python -m benchmarks.board [DEVICES] [PROJECTS]

A card is moved by its menu, there and back; from the choice to the new total of the quarter on the screen: the median
and the worst of ten. 2,000 devices and as many projects as make 200 initiatives unless told.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from playwright.sync_api import Page

from benchmarks.sheets import workbook
from planner.actions.imports import apply_import, preview_import
from planner.actions.projects import save_project
from planner.actions.roadmaps import client_roadmap
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import Store, open_store
from tests.browsing import WIDE, browser, settled
from tests.serving import serving

AS_OF = date(2026, 11, 23)
MOVES = 10
TOTALS = """() => {
  const host = [...document.querySelectorAll('.stBidiComponent, .stBidiComponent *')].find(each => each.shadowRoot);
  const settled = [...(host?.shadowRoot ?? document).querySelectorAll('.money:not(.stale) .total')];
  return settled.map(each => each.textContent).join('|');
}"""
"""What the quarters cost, those left out that wait for the server."""
CHANGED = f"""([before, columns]) => new Promise((done, failed) => {{
  const started = performance.now();
  const shown = {TOTALS};
  const look = () => {{
    const now = shown();
    if (now !== before && now.split('|').length === columns) done(performance.now() - started);
    else if (performance.now() - started > 20000) failed('not redrawn within 20 s');
    else requestAnimationFrame(look);
  }};
  look();
}})"""


def main(devices: int, initiatives: int) -> None:
    with browser() as chrome, tempfile.TemporaryDirectory() as made, serving(Path(made)) as server:
        store = open_store(server.database_url)
        shown = filled(store, devices, initiatives)
        store.close()
        page = chrome.new_context(viewport=WIDE).new_page()
        page.goto(f"{server.url}/roadmap?as_of={AS_OF}")
        settled(page)
        page.locator("[data-testid=stButtonGroup] button", has_text="Board").click()
        page.wait_for_selector("[data-card='project:1']", timeout=60_000)
        settled(page)
        times = [moved(page, number) for number in range(MOVES)]
    middle, worst = statistics.median(times), max(times)
    print(f"{shown} initiatives, {devices:,} devices: drop to redrawn {middle:.0f} ms, worst {worst:.0f} (at most 500)")


def filled(store: Store, devices: int, initiatives: int) -> int:
    """Imports the devices and adds projects until the roadmap has that many initiatives; gives how many it has."""
    actor = Actor("benchmark", "local", datetime.now(UTC))
    apply_import(store, actor, preview_import(store, actor, [Upload.of(workbook(devices))], AS_OF, "Bench"))
    found = len(client_roadmap(store, actor, 1, AS_OF).initiatives)
    line = {"name": "Work", "unit_price": "900"}
    for number in range(max(1, initiatives - found)):
        starts_on = date(2027 + number % 4, 1 + 3 * (number % 4), 1)
        save_project(store, actor, 1, {"title": f"Project {number + 1}", "starts_on": starts_on, "lines": [line]})
    return len(client_roadmap(store, actor, 1, AS_OF).initiatives)


def moved(page: Page, number: int) -> float:
    """Milliseconds from choosing another quarter in a card's menu to the totals that follow."""
    before = page.evaluate(TOTALS)
    menu = page.locator("[data-card='project:1'] select")
    waiting = page.evaluate_handle(f"given => ({{promise: ({CHANGED})(given)}})", [before, len(before.split("|"))])
    menu.focus()
    menu.select_option(("2027-10-01", "2028-01-01")[number % 2])
    taken = float(page.evaluate("held => held.promise", waiting))
    page.wait_for_timeout(1500)
    return taken


if __name__ == "__main__":
    given = [int(value) for value in sys.argv[1:]]
    main(*(given + [2000, 200][len(given) :]))
