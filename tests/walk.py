"""The import, step by step, as a person walks through it: for a test that looks, and for the pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from playwright.sync_api import Page

from planner.actions.imports import apply_import, preview_import
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import open_store
from tests.browsing import drop, name_client, settled

CLIENT = "Brackwater Logistics"
HEADERS = "Hostname,S/N,Type,Make,Model,Bought,Warehouse,Enabled,DataClassification"
SPRING = f"""{HEADERS}
BW-LT-01,PF3K9QX1,Laptop,Lenovo,ThinkPad T14 Gen 2,2021-03-01,Leeds,True,Internal
BW-LT-02,PF3K9QX2,Laptop,Lenovo,ThinkPad T14 Gen 4,2024-05-01,Leeds,True,Internal
BW-LT-03,PF3K9QX3,Laptop,Lenovo,ThinkPad T14 Gen 2,2021-03-01,York,True,Confidential
BW-LT-04,5CG1234XYZ,Laptop,HP,EliteBook 840 G8,2021-09-14,York,True,Confidential
BW-SV-01,JT7WQ93,Server,Dell,PowerEdge R740,2019-06-15,York,True,Confidential
BW-FW-01,C0EAE4112233,Firewall,SonicWall,TZ 470,2022-01-10,York,True,Internal
BW-SW-01,CN85FP4000,Switch,Aruba,2930F,2018-11-02,Leeds,True,Internal
"""
AUTUMN = f"""{HEADERS}
BW-LT-01,PF5M2TT8,Laptop,Lenovo,ThinkPad T14 Gen 5,2026-09-01,Leeds,True,Internal
BW-LT-02,PF3K9QX2,Laptop,Lenovo,ThinkPad T14 Gen 4,2024-05-01,York,True,Internal
BW-LT-04,5CG1234XYZ,Laptop,HP,EliteBook 840 G8,2021-09-14,York,False,Confidential
BW-SV-01,JT7WQ93,Server,Dell,PowerEdge R740,2019-06-15,York,True,Confidential
BW-FW-01,C0EAE4112233,Firewall,SonicWall,TZ 470,2022-01-10,York,True,Internal
BW-SW-01,CN85FP4000,Switch,Aruba,2930F,2018-11-02,Leeds,True,Internal
BW-AP-01,CNL4K9P0QR,Access point,Aruba,AP-515,2026-09-01,Leeds,True,Internal
,,,,,2026-09-01,Leeds,True,Internal
"""
STEPS = ("dropped", "columns", "difference", "applied", "undone")


def import_spring(database_url: str, as_of: date) -> None:
    """What is stored before the walk begins."""
    store, actor = open_store(database_url), Actor("Vera vCIO", "vcio", datetime.now(UTC))
    apply_import(store, actor, preview_import(store, actor, [Upload("spring.csv", SPRING.encode())], as_of, CLIENT))
    store.close()


def walk(page: Page) -> Iterator[str]:
    """From the import page to the import taken back; gives each step's name when the page shows it."""
    drop(page, AUTUMN, "autumn.csv")
    yield "dropped"
    name_client(page, CLIENT)
    means = page.get_by_role("combobox", name="What Enabled holds")
    means.fill("Keep")
    means.press("Enter")
    settled(page)
    yield "columns"
    page.get_by_text("Remember these columns").click()
    page.get_by_text("doubtful: please look").wait_for(state="detached", timeout=30_000)
    settled(page)
    page.locator("[data-testid=stCheckbox] label", has_text="BW-LT-01").click()
    page.get_by_text("and retire 1 device").wait_for(timeout=30_000)
    settled(page)
    yield "difference"
    page.get_by_text("and retire 1 device").click()
    page.get_by_text("The import is stored.").wait_for(timeout=30_000)
    settled(page)
    yield "applied"
    page.get_by_text("Undo this import").click()
    page.get_by_text("was undone").wait_for(timeout=30_000)
    settled(page)
    yield "undone"
