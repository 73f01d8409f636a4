"""How long the levelling screen takes to be drawn anew after its cap is moved, in Chromium, with many devices.

    python -m benchmarks.redraw [DEVICES]

From the key press to the bars with the new cap on the screen; the median and the worst of ten; 1,000 devices
unless told.
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
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import open_store
from tests.browsing import WIDE, browser, settled
from tests.serving import serving

AS_OF = date(2026, 11, 23)
MOVES = 10
CAP = "() => document.querySelector('.js-plotly-plot .annotation')?.textContent ?? ''"
CHANGED = """before => new Promise((done, failed) => {
  const started = performance.now();
  const look = () => {
    const now = document.querySelector('.js-plotly-plot .annotation')?.textContent ?? '';
    if (now && now !== before) done(performance.now() - started);
    else if (performance.now() - started > 20000) failed('not redrawn within 20 s');
    else requestAnimationFrame(look);
  };
  look();
})"""


def main(count: int) -> None:
    with browser() as chrome, tempfile.TemporaryDirectory() as made, serving(Path(made)) as server:
        store = open_store(server.database_url)
        actor = Actor("benchmark", "local", datetime.now(UTC))
        apply_import(store, actor, preview_import(store, actor, [Upload.of(workbook(count))], AS_OF, "Bench"))
        store.close()
        page = chrome.new_context(viewport=WIDE).new_page()
        page.goto(f"{server.url}/budget?as_of={AS_OF}")
        settled(page)
        page.get_by_role("button", name="Levelling").or_(page.get_by_role("radio", name="Levelling")).first.click()
        page.get_by_text("What moves, and why").wait_for(timeout=60_000)
        settled(page)
        times = [moved(page) for _ in range(MOVES)]
    print(f"{count:,} devices: redrawn in {statistics.median(times):.0f} ms, worst {max(times):.0f} ms (at most 500)")


def moved(page: Page) -> float:
    """Milliseconds from one step of the slider to the redrawn picture."""
    slider = page.get_by_role("slider").first
    slider.focus()
    before = page.evaluate(CAP)
    waiting = page.evaluate_handle(f"before => ({{promise: ({CHANGED})(before)}})", before)
    page.keyboard.press("ArrowLeft")
    taken = float(page.evaluate("held => held.promise", waiting))
    page.wait_for_timeout(1500)
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
