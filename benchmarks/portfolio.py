"""How long the portfolio takes to be drawn, and to be brought up to date, with very many clients on SQLite.

    python -m benchmarks.portfolio [CLIENTS] [DEVICES EACH]

Prints the first calculation of all, the first draw of the page's script from stored summaries in a fresh process, what
one changed client costs, and a search; 1,000 clients of 200 devices unless told.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.sheets import rows
from planner.actions.portfolio import portfolio, refresh_portfolio
from planner.actions.projects import save_project
from planner.actions.searching import search_all
from planner.records import Asset, Client
from planner.sharing.people import Actor
from planner.store import Store, open_store
from planner.store.bulk import insert_rows

AS_OF = date(2026, 11, 23)
ROOT = Path(__file__).parents[1]
DRAW = """
import sys, time
from datetime import date
import streamlit as st
from streamlit.testing.v1 import AppTest
from web.locality import cookie_name
type(st.context).cookies = {cookie_name(None): sys.argv[1]}
app = AppTest.from_file(sys.argv[2] + "/web/navigation.py", default_timeout=120)
app.query_params["as_of"] = "2026-11-23"
app.run()
app.switch_page(sys.argv[2] + "/pages/portfolio.py")
began = time.perf_counter()
app.run()
print(time.perf_counter() - began)
if app.exception:
    raise SystemExit(app.exception[0].value)
"""


def main(clients: int, each: int) -> None:
    actor = Actor("benchmark", "local", datetime.now(UTC))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/evergreen.db"
        store = open_store(url)
        fill(store, clients, each)
        began = time.perf_counter()
        refresh_portfolio(store, actor, AS_OF)
        taken = time.perf_counter() - began
        print(f"{clients:,} clients, {clients * each:,} devices: all calculated in {taken:.0f} s")
        told = [timed(lambda: portfolio(store, actor, AS_OF)) for _ in range(5)]
        print(f"stored summaries read in {statistics.median(told):.2f} s")
        print(f"first draw of the page {first_draw(store, url):.2f} s (at most 3)")
        line = {"name": "Work", "unit_price": "900"}
        save_project(store, actor, clients // 2, {"title": "Move", "starts_on": date(2027, 3, 1), "lines": [line]})
        print(f"one changed client brought up to date in {timed(lambda: refresh_portfolio(store, actor, AS_OF)):.2f} s")
        found = [timed(lambda: search_all(store, actor, "SN0000150")) for _ in range(5)]
        print(f"search in {statistics.median(found) * 1000:.0f} ms")
        store.close()


def fill(store: Store, clients: int, each: int) -> None:
    """Clients and their devices, written in bulk."""
    sheet = rows(each * 5)
    names = [{**CLIENT, "id": key, "name": f"Client {key:04d}"} for key in range(1, clients + 1)]
    with store.writing() as session:
        insert_rows(session, Client, names)
    for key in range(1, clients + 1):
        first = (key - 1) * each
        made = [asset(first + at + 1, key, sheet[(first + at) % len(sheet)]) for at in range(each)]
        with store.writing() as session:
            insert_rows(session, Asset, made)


def asset(asset_id: int, client_id: int, row: list[object]) -> dict[str, object]:
    kind = str(row[3]).lower().replace(" ", "_")
    return {
        "id": asset_id, "client_id": client_id, "state": "active", "name": f"{row[0]}-{asset_id}",
        "serial_number": f"SN{asset_id:07d}", "category": kind, "manufacturer": row[4], "model": row[5],
        "operating_system": row[7], "purchased_on": row[12], "quantity": 1, "assigned_to": row[18], "site": row[20],
    }  # fmt: skip


CLIENT = {
    "currency": "USD", "locale": "en_US", "fiscal_first_month": 1, "fiscal_year_named_by": "end",
    "horizon_quarters": 20, "labour_rate_minor": 15_000, "price_growth_basis_points": 300,
    "contingency_basis_points": 500, "tax_basis_points": 0, "approval_and_lead_days": 45,
    "capitalisation_threshold_minor": 100_000, "tax_treatment": "added", "blackout_months": "",
    "scenario": "as_decided",
}  # fmt: skip


def first_draw(store: Store, url: str) -> float:
    """Seconds of the page's first run in a process that has drawn nothing of it before."""
    from planner.actions.sessions import open_local_session  # noqa: PLC0415

    token = open_local_session(store, datetime.now(UTC))
    done = subprocess.run(
        [sys.executable, "-c", DRAW, token, str(ROOT)], cwd=ROOT, env=os.environ | {"EVERGREEN_DATABASE_URL": url},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout.strip().splitlines()[-1])


def timed(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began


if __name__ == "__main__":
    given = [int(value) for value in sys.argv[1:]]
    main(*(given + [1000, 200][len(given):]))
