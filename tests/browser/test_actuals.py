"""Actuals in a real browser: nothing frozen yet, the plan frozen, invoices dropped, looked at, applied, taken back."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import PHONE, settled
from tests.pages.conftest import AS_OF
from tests.serving import Server
from tests.walk import import_spring

pytestmark = pytest.mark.browser
INVOICES = (
    "Invoice date,Invoice number,Supplier,Description,Qty,Net\n"
    "2026-11-23,R-1,Redstone,Axis P3265 camera,1,1250.00\n2026-11-23,R-2,Redstone,Delivery,1,soon\n"
)


def test_freeze_drop_apply_and_take_back(page: Page, server: Server) -> None:
    import_spring(server.database_url, date.fromisoformat(AS_OF))
    page.goto(f"{server.url}/actuals?as_of={AS_OF}")
    main = settled(page).locator("[data-testid=stMain]")
    expect(main).to_contain_text("is frozen yet, so there is nothing to measure against.")
    page.get_by_role("button", name="Freeze", exact=True).click()
    expect(main).to_contain_text("Frozen: Plan of 23 Nov 2026", timeout=30_000)
    file = {"name": "invoices.csv", "mimeType": "text/csv", "buffer": INVOICES.encode()}
    page.set_input_files("input[type=file]", file)
    expect(main).to_contain_text("invoices.csv: 2 rows read, 1 added, 1 rejected.", timeout=30_000)
    expect(main).to_contain_text("Nothing is stored yet.")
    page.get_by_role("button", name="Apply").click()
    expect(main).to_contain_text("1,250 of it was unplanned", timeout=30_000)
    expect(main).to_contain_text("By quarter and category")
    page.get_by_text("Unplanned").last.click()
    expect(main).to_contain_text("invoice R-1, Redstone")
    page.get_by_role("button", name="Take back").first.click()
    expect(main).to_contain_text("Taken back: invoices.csv", timeout=30_000)
    expect(main).not_to_contain_text("1,250 of it was unplanned")


def test_on_a_phone_nothing_is_wider_than_the_screen(page: Page, server: Server) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{server.url}/actuals?as_of={AS_OF}")
    settled(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
