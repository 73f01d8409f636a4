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
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from planner.actions.baselines import freeze_plan  # noqa: E402
from planner.actions.client_levelling import level_client  # noqa: E402
from planner.actions.invoice_import import apply_invoices, preview_invoices  # noqa: E402
from planner.actions.posture import accept_suggestions  # noqa: E402
from planner.actions.projects import save_project  # noqa: E402
from planner.actions.publishing import Publication, publish_roadmap, read_published  # noqa: E402
from planner.actions.roadmaps import client_roadmap  # noqa: E402
from planner.actions.shared import decide  # noqa: E402
from planner.actions.shared_views import DecisionAsked  # noqa: E402
from planner.actions.shares import Recipient, create_share  # noqa: E402
from planner.actions.uploads import Upload  # noqa: E402
from planner.budget.levelled_plan import PlanLimits  # noqa: E402
from planner.sharing.people import Actor  # noqa: E402
from planner.store import open_store  # noqa: E402
from tests.browsing import PHONE, WIDE, browser, picture, settled  # noqa: E402
from tests.serving import Server, serving  # noqa: E402
from tests.walk import import_spring, walk  # noqa: E402

AS_OF: Final = "2026-11-23"
DRAWN: Final = ("dropped", "columns", "difference", "applied")
SCREENS: Final = {
    "portfolio": "portfolio",
    "overview": "", "assets": "assets", "device": "assets?asset=1", "data-quality": "data_quality", "budget": "budget",
    "budget-scenarios": "budget", "budget-levelling": "budget", "case": "case", "roadmap": "roadmap",
    "roadmap-board": "roadmap", "roadmap-list": "roadmap",
    "contracts": "contracts", "actuals": "actuals", "posture": "posture", "review": "review", "policies": "policies",
}  # fmt: skip
DARK: Final = (
    "overview", "device", "data-quality", "budget-levelling", "case", "actuals", "roadmap-board", "posture", "review",
    "policies",
)  # fmt: skip
VIEWS: Final = {
    "budget": "Plan", "budget-scenarios": "Scenarios", "budget-levelling": "Levelling", "roadmap": "Timeline",
    "roadmap-board": "Board", "roadmap-list": "List",
}  # fmt: skip
SUBSCRIPTIONS: Final = """Product,Vendor,Seats,Monthly price per seat,Start date,Term (months),Notice,Uplift
Office suite,Contoso,85,22.00,2026-02-01,12,30 days,5%
Endpoint protection,Northwind,120,6.50,2025-12-20,12,60 days,4%
Internet line,Fabrikam,1,240.00,2026-01-15,12,90 days,
Cloud backup,Tailspin,1,450.00,2025-06-01,24,90 days,3%
"""
INVOICES: Final = """Invoice date,Invoice no.,Supplier,Description,Qty,Unit price,Net,VAT
14/07/2026,RS-2201,Redstone IT,Lenovo ThinkPad T14 Gen 6,8,"1,060.00","8,480.00","1,696.00"
14/07/2026,RS-2201,Redstone IT,Installation of 8 laptops,12,85.00,"1,020.00",204.00
02/08/2026,RS-2230,Redstone IT,UniFi U7 Pro access point,5,165.00,825.00,165.00
19/08/2026,RS-2244,Redstone IT,FortiGate 70F firewall,1,"1,520.00","1,520.00",304.00
07/09/2026,RS-2271,Redstone IT,Dell OptiPlex 7020 Micro,6,745.00,"4,470.00",894.00
08/10/2026,RS-2302,Redstone IT,Dell PowerEdge R660 server,1,"8,140.00","8,140.00","1,628.00"
21/10/2026,RS-2319,Redstone IT,Lenovo ThinkPad T14 Gen 6,7,"1,099.00","7,693.00","1,538.60"
10/11/2026,RS-2340,Redstone IT,Cisco Catalyst 9200L switch,2,"1,210.00","2,420.00",484.00
"""
PROJECT: Final[dict[str, Any]] = {
    "title": "Move files and mail to the cloud", "why": "The server room goes; people work from anywhere.",
    "starts_on": date(2027, 7, 1),
    "lines": [
        {"name": "Migration", "unit_price": "6400", "treatment": "capex"},
        {"name": "Storage and mail", "kind": "recurring", "unit_price": "5.20", "quantity": 40},
    ],
}  # fmt: skip
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
            draw_shared(chrome, server, Path(made), folder)
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
    prepare(server)
    for name, path in SCREENS.items():
        for width, opened in both.items():
            page = opened(path)
            show_view(page, name)
            if name == "data-quality":
                open_largest_gap(page)
            if name == "contracts" and opened is wide:
                import_licences(page)
                page = opened(path)
            picture(page, folder / f"{name}-{width}.png")
    for name in DARK:
        page = dark(SCREENS[name])
        show_view(page, name)
        picture(page, folder / f"{name}-dark-1440.png")


def show_view(page: Page, name: str) -> None:
    """Chooses the budget's view, where it is one of the budget's pictures."""
    if name in VIEWS:
        page.locator("[data-testid=stButtonGroup] button", has_text=VIEWS[name]).first.click()
        page.wait_for_timeout(3000)
        settled(page)


def prepare(server: Server) -> None:
    """What a client has after some months: a frozen plan and invoices, a project, and a levelled plan beside it."""
    store = open_store(server.database_url)
    actor, today = Actor("Vera", "vcio", datetime(2026, 11, 23, 9, tzinfo=UTC)), date.fromisoformat(AS_OF)
    freeze_plan(store, actor, 1, date(2026, 5, 4), "Approved budget FY27")
    upload = Upload("invoices.csv", INVOICES.encode())
    apply_invoices(store, actor, preview_invoices(store, actor, 1, upload))
    schedule = client_roadmap(store, actor, 1, today).schedule
    hosts = schedule.loc[schedule["name"].fillna("").str.contains("ESX"), "asset_id"].tolist()
    save_project(store, actor, 1, {**PROJECT, "devices": dict.fromkeys(hosts, "retire")})
    level_client(store, actor, 1, today, PlanLimits())
    accept_suggestions(store, actor, 1, today)
    store.close()


def draw_shared(chrome: Browser, server: Server, scratch: Path, folder: Path) -> None:
    """The page that the client opens: on a desk, on a phone, in the dark and as it prints."""
    store = open_store(server.database_url)
    actor = Actor("Vera", "vcio", datetime.now(UTC))
    note = "Dear Ines, a calm plan: first what is no longer protected, then what is merely old. Vera"
    publish_roadmap(store, actor, 1, date.fromisoformat(AS_OF), Publication(note=note))
    token = create_share(store, actor, 1, Recipient("Ines Lane", limit_minor=5_000_000, downloads=("web", "csv"))).token
    first, second, third = (line.key for line in read_published(store, actor, 1)[1].lines[:3])
    asked = [
        DecisionAsked(first, "purchase", 4_000_000, comment="Go ahead."), DecisionAsked(second, "in_budget"),
        DecisionAsked(third, "ask", comment="Can this wait for the move?"),
    ]  # fmt: skip
    decide(store, token, asked, actor.acting_at)
    store.close()
    for name, size, scheme in (("1440", WIDE, "light"), ("390", PHONE, "light"), ("dark-390", PHONE, "dark")):
        page = chrome.new_context(viewport=size, color_scheme=scheme).new_page()
        page.goto(f"{server.url}/s/{token}")
        page.screenshot(path=folder / f"shared-{name}.png", full_page=True)
        if name == "390":
            page.screenshot(path=folder / "shared-390-top.png")
    page.emulate_media(media="print")
    page.pdf(path=scratch / "shared.pdf", format="A4")
    pages = [needed("pdftoppm"), "-r", "60", "-png", "-l", "3", scratch / "shared.pdf", folder / "shared-printed"]
    subprocess.run(pages, check=True)  # noqa: S603 - our own arguments


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
