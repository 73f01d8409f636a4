"""Twelve devices, two contracts and a project worked by hand: page, command and workbook say the same, to the cent.

Fiscal year from July, as of 23 November 2026, 20 quarters: FY27 Q2 (October 2026) to FY32 Q1 (July 2031). Prices of
1 July 2026 grow 5 % a year, contingency 10 %, tax 7 %, $150 an hour, 45 days to the first buyable day, 7 January 2027.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from planner.actions.clients import find_client, update_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.imports import apply_import, preview_import
from planner.actions.policies import save_rules
from planner.actions.projects import save_project
from planner.actions.roadmaps import client_roadmap
from planner.actions.rule_change import RuleChange
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import Store
from tests.pages.conftest import Open, fine, texts
from tests.serving import ROOT

AS_OF = date(2026, 11, 23)
SHEET = """Client,Name,Serial,Type,In Service,Quantity,Ownership
Twelve,LT-1,A1,Laptop,2022-02-10,1,
Twelve,LT-2,A2,Laptop,2023-08-20,1,
Twelve,LT-3,A3,Laptop,2024-08-05,1,
Twelve,LT-4,A4,Laptop,2025-11-30,2,
Twelve,LT-5,A5,Laptop,2023-01-15,1,Leased
Twelve,SRV-1,A6,Server,2022-06-15,1,
Twelve,SRV-2,A7,Server,2021-05-01,1,
Twelve,SW-1,A8,Switch,2020-04-30,1,
Twelve,AP-1,A9,Access Point,2026-03-01,3,
Twelve,UPS-1,A10,UPS,2024-02-29,1,
Twelve,PRN-1,A11,Printer,2023-11-23,1,
Twelve,WS-1,A12,Workstation,2024-01-10,1,
"""
YEARS = {"laptop": 4, "server": 5, "switch": 7, "access_point": 6, "ups": 4, "workstation": 5, "printer": 5}
PRICES = {
    "laptop": (120_000, "1.5"), "server": (900_000, "8"), "switch": (80_000, "1"), "access_point": (45_000, "0.5"),
    "ups": (60_000, "1"), "workstation": (250_000, "2"), "printer": (40_000, "1"),
}  # fmt: skip
STARTS = [date(2026 + (9 + 3 * n) // 12, (9 + 3 * n) % 12 + 1, 1) for n in range(21)]
BUYABLE = date(2027, 1, 7)


def at(day: date) -> int:
    return max(n for n in range(20) if STARTS[n] <= day)


def cents(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def grown(minor: int, day: date) -> int:
    months = (day.year - 2026) * 12 + day.month - 7
    return cents(minor * Decimal("1.05") ** (Decimal(max(0, months)) / 12))


def later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


BOUGHT = {
    # what is bought on which day, and how many
    "laptop": [
        (BUYABLE, 1), (date(2031, 1, 7), 1),          # LT-1 was due on 10 February 2026; four years on its successor
        (date(2027, 8, 20), 1),                       # LT-2; its successor of 2031-08-20 is in the last quarter
        (date(2031, 8, 20), 1),
        (date(2028, 8, 5), 1), (date(2029, 11, 30), 2),
    ],
    "server": [(date(2027, 6, 15), 1)],               # SRV-2 is absorbed
    "switch": [(date(2027, 4, 30), 1)],
    "ups": [(date(2028, 2, 29), 1)],
    "workstation": [(date(2029, 1, 10), 1)],
}  # fmt: skip
LABELS = {
    "laptop": "Laptops", "server": "Servers", "switch": "Switches", "ups": "UPS", "workstation": "Workstations",
    "printer": "Printers",
}  # fmt: skip


def expected() -> dict[str, list[int]]:
    """Every line of the quarter table, cents by quarter."""
    lines: dict[str, list[int]] = {}
    treatment: dict[str, str] = {}
    agreed: set[str] = set()

    def put(name: str, quarter: int, minor: int, how: str) -> None:
        lines.setdefault(name, [0] * 20)[quarter] += minor
        treatment[name] = how

    for category, bought in BOUGHT.items():
        price, hours = PRICES[category]
        for day, units in bought:
            unit = grown(price, day)
            how = "capex" if unit >= 100_000 else "opex"
            put(f"{LABELS[category]}: hardware", at(day), unit * units, how)
            put(f"{LABELS[category]}: installation", at(day), cents(15_000 * Decimal(hours)) * units, "opex")
    for quarter, minor in enumerate(printer()):
        put("Printers: replaced on failure", quarter, minor, "opex")
    for name, payments in (("Office suite", office()), ("Internet line", internet())):
        agreed.add(name)
        for day, minor in payments:
            put(name, at(day), minor, "opex")
    put("Files to the cloud: Migration", at(date(2027, 4, 1)), 400_000, "capex")
    for number in range(5 * 12):
        day = later(date(2027, 4, 1), number)
        if day < STARTS[20]:
            put("Files to the cloud: Storage", at(day), 25 * 400, "opex")
    for how in ("capex", "opex"):
        chosen = [name for name in lines if treatment.get(name) == how]
        contingency = {
            name: [0 if name in agreed else cents(Decimal(minor) / 10) for minor in lines[name]] for name in chosen
        }
        tax = {
            name: [
                cents((minor + extra) * Decimal("0.07"))
                for minor, extra in zip(lines[name], contingency[name], strict=True)
            ]
            for name in chosen
        }
        lines[f"Contingency ({how})"] = [sum(column) for column in zip(*contingency.values(), strict=True)]
        lines[f"Tax ({how})"] = [sum(column) for column in zip(*tax.values(), strict=True)]
    return lines


def printer() -> Iterable[int]:
    """A printer of three years on 23 November 2026 (1,096 days): H(t) = (t / 11 years)^1.8, of the first quarter the
    39 of 92 days that are left."""
    age = 1096 / 365.25

    def alive(quarters: int) -> float:
        return math.exp(-(((age + quarters / 4) / 11) ** 1.8) + (age / 11) ** 1.8)

    for quarter in range(20):
        chance = (alive(quarter) - alive(quarter + 1)) * (39 / 92 if quarter == 0 else 1)
        yield cents(Decimal(chance) * grown(40_000, STARTS[quarter])) + cents(Decimal(chance) * 15_000)


def office() -> Iterable[tuple[date, int]]:
    """25 seats at $22 a month from 1 February 2026, twelve months, 5 % more at each renewal."""
    price = 2200
    for month in range(12 * 6):
        day = later(date(2026, 2, 1), month)
        if month and month % 12 == 0:
            price = cents(price * Decimal("1.05"))
        if AS_OF <= day < STARTS[20]:
            yield day, 25 * price


def internet() -> Iterable[tuple[date, int]]:
    """$300 a quarter from 15 January 2026."""
    for number in range(4 * 6):
        day = later(date(2026, 1, 15), 3 * number)
        if AS_OF <= day < STARTS[20]:
            yield day, 30_000


@pytest.fixture
def twelve(page_store: Store, actor: Actor) -> int:
    upload = Upload("twelve.csv", SHEET.encode())
    client = apply_import(page_store, actor, preview_import(page_store, actor, [upload], AS_OF)).client_ids[0]
    update_client(page_store, actor, client, fiscal_first_month=7, horizon_quarters=20)
    change = RuleChange(
        policies={category: {"plan_years": years, "limit_years": years + 2} for category, years in YEARS.items()},
        prices={
            category: {"hardware": Decimal(minor) / 100, "labour_hours": hours, "priced_on": date(2026, 7, 1)}
            for category, (minor, hours) in PRICES.items()
        },
        terms={"labour_rate": 150, "price_growth": 5, "contingency": 10, "tax": 7, "lead_days": 45, "threshold": 1000},
    )
    save_rules(page_store, actor, client, change, AS_OF)
    office_suite = {
        "name": "Office suite", "unit_price": "22", "quantity": 25, "billing": "month", "starts_on": date(2026, 2, 1),
        "term_months": 12, "uplift": 5,
    }  # fmt: skip
    line = {"name": "Internet line", "unit_price": "300", "billing": "quarter", "starts_on": date(2026, 1, 15)}
    save_contracts(page_store, actor, client, ContractEdits(added=(office_suite, line | {"term_months": 12})))
    schedule = client_roadmap(page_store, actor, client, AS_OF).schedule
    server = int(schedule.loc[schedule["name"] == "SRV-2", "asset_id"].iloc[0])
    lines = [
        {"name": "Migration", "unit_price": "4000", "treatment": "capex"},
        {"name": "Storage", "kind": "recurring", "unit_price": "4", "quantity": 25},
    ]
    project = {"title": "Files to the cloud", "starts_on": date(2027, 4, 1), "lines": lines}
    save_project(page_store, actor, client, project | {"devices": {server: "retire"}})
    return find_client(page_store, actor, "Twelve").client_id


def planner(*arguments: str) -> str:
    command = [sys.executable, "-m", "planner", *arguments, "--client", "Twelve", "--as-of", AS_OF.isoformat()]
    return subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True).stdout


def of_command() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(planner("budget", "--json"))
    return told


def of_workbook(path: Path) -> dict[str, list[int]]:
    planner("export", "--to", str(path))
    rows = list(load_workbook(path, data_only=True)["Budget"].iter_rows(values_only=True))
    heads = next(row for row in rows if "Line" in row)
    name, quarters = heads.index("Line"), [n for n, head in enumerate(heads) if re.match(r"FY\d\d Q\d", str(head))]
    found: dict[str, list[int]] = {}
    for row in rows[rows.index(heads) + 1 :]:
        if row[name] and all(isinstance(row[n], int | float) for n in quarters):
            found[str(row[name])] = [cents(Decimal(str(row[n])) * 100) for n in quarters]
    return found


def of_page(open_page: Open) -> dict[str, list[int]]:
    app = open_page("budget")
    for key, value in (("budget_rows", "Every line"), ("budget_amounts", "To the cent")):
        app = app.segmented_control(key=key).set_value(value).run()
    body = texts(fine(app))
    table = next(part for part in body.split("<table") if '<th scope="col">Line</th>' in part)
    found: dict[str, list[int]] = {}
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
        cells = [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
        if len(cells) == 22:
            found[cells[0]] = [
                0 if cell == "–" else cents(Decimal(re.sub(r"[^\d.]", "", cell)) * 100) for cell in cells[2:]
            ]
    return found


def test_every_cell_is_the_same_by_hand_on_the_page_in_the_command_and_in_the_workbook(
    twelve: int, open_page: Open, tmp_path: Path
) -> None:
    assert twelve
    by_hand = {name: amounts for name, amounts in expected().items() if any(amounts)}
    told = of_command()
    command = {line["line"]: [cents(Decimal(text) * 100) for text in line["amounts"]] for line in told["lines"]}
    assert command == by_hand
    totals = [sum(column) for column in zip(*by_hand.values(), strict=True)]
    assert [cents(Decimal(quarter["planned"]) * 100) for quarter in told["quarters"]] == totals
    assert cents(Decimal(told["total"]) * 100) == sum(totals)

    workbook = of_workbook(tmp_path / "twelve.xlsx")
    assert {name: workbook[name] for name in by_hand} == by_hand
    assert workbook["Total"] == totals

    page = {
        name.rsplit(" (", 1)[0] if name not in by_hand else name: cells for name, cells in of_page(open_page).items()
    }
    assert {name: page[name] for name in by_hand} == by_hand
    assert page["Total"] == totals

    groups = {name: group["assets"] for name, group in told["reconciliation"].items() if group["assets"]}
    assert groups == {"planned": 12, "on_failure": 1, "absorbed": 1, "not_owned": 1}
