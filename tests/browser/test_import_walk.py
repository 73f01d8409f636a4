"""The import in a real browser: each step looked at, a long reading left, and the import taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import settled
from tests.pages.conftest import AS_OF
from tests.serving import Server
from tests.walk import CLIENT, STEPS, import_spring, walk

pytestmark = pytest.mark.browser
SHOWN = {
    "dropped": ["7 rows name no client", "2 columns are doubtful: please look."],
    "columns": ["what do these columns hold?", "63% sure: True, False", "Criticality (doubtful)"],
    "difference": ["8 rows: 2 new, 1 changed, 4 unchanged, 1 rejected.", "2 devices may be out of use."],
    "applied": ["The import is stored.", "1 device retired.", "autumn.csv"],
    "undone": ["Drop the asset sheets you have.", "undone"],
}


def test_drop_doubtful_columns_difference_apply_undo(page: Page, server: Server, tmp_path: Path) -> None:
    import_spring(server.database_url, date.fromisoformat(AS_OF))
    page.goto(f"{server.url}/import?as_of={AS_OF}")
    settled(page)
    seen = []
    for step in walk(page):
        for text in SHOWN[step]:
            expect(page.locator("[data-testid=stMain]")).to_contain_text(text)
        page.screenshot(path=tmp_path / f"{step}.png")
        seen.append(step)
    assert tuple(seen) == STEPS
    page.get_by_role("link", name="Assets", exact=True).click()
    expect(page.locator(".eg-eyebrow", has_text=CLIENT)).to_be_visible(timeout=30_000)
    expect(page.get_by_text("7 of 7 rows")).to_be_visible()


def test_a_long_reading_can_be_left_at_once(page: Page, server: Server) -> None:
    lines = [f"Big,PC-{row},SN{row:08},Laptop,Lenovo,ThinkPad T14,2023-03-01" for row in range(40_000)]
    text = "\n".join(["Client,Name,Serial,Type,Make,Model,Purchased", *lines])
    page.goto(f"{server.url}/import?as_of={AS_OF}")
    settled(page)
    files = [{"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode()} for name in ("one", "two")]
    page.set_input_files("input[type=file]", files)
    page.get_by_text("Cancel", exact=True).click(timeout=30_000)
    expect(page.get_by_text("one.csv")).to_have_count(0, timeout=3_000)
    settled(page)
    expect(page.get_by_text("Drop the asset sheets you have.")).to_be_visible()
    page.wait_for_timeout(500)
    assert page.get_by_text("Nothing is stored yet").count() == 0
