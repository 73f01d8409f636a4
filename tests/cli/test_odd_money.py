"""Odd money: each command is right, or says in one message what is wrong and what to do."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.conftest import Done

Planner = Callable[..., Done]
FLEET = """Hostname,Serial Number,Type,Purchase Date,Replacement Cost
PC-1,A1,Laptop,2022-02-28,
PC-2,A2,Laptop,2024-02-29,
SRV-1,A3,Server,2023-06-01,
"""
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def acme(planner: Planner, tmp_path: Path) -> Path:
    sheet = tmp_path / "fleet.csv"
    sheet.write_text(FLEET)
    assert planner("import", str(sheet), "--client", "Acme", "--json", *DAY).returncode == 0
    return tmp_path


def total(planner: Planner, *more: str) -> Decimal:
    done = planner("budget", "--client", "Acme", "--json", *(more or DAY))
    assert done.returncode == 0
    told = done.told
    planned = sum((Decimal(quarter["planned"]) for quarter in told["quarters"]), Decimal(0))
    lines = sum((Decimal(amount) for line in told["lines"] for amount in line["amounts"]), Decimal(0))
    assert planned == lines == Decimal(told["total"])
    return planned


def refused(done: Done, *words: str) -> None:
    assert done.returncode == 2
    said = done.told["error"]
    assert all(word in said["message"] for word in words), said
    assert said["remedy"]
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("acme")
def test_a_negative_price_is_refused_and_one_of_nothing_costs_only_the_work(planner: Planner) -> None:
    before = total(planner)
    refused(planner("price", "set", "laptop", "--hardware=-5", "--client", "Acme", "--json"), "less than nothing")
    assert total(planner) == before
    assert planner("price", "set", "laptop", "--hardware", "0", "--client", "Acme", "--json").returncode == 0
    told = planner("budget", "--client", "Acme", "--json", *DAY).told
    assert not [line for line in told["lines"] if line["line"].startswith("Laptops: hardware")]
    assert [line for line in told["lines"] if line["line"] == "Laptops: installation"]


@pytest.mark.parametrize(
    ("cost", "group"),
    [("-100", "planned"), ("0", "planned"), ("EUR 900", "unpriced")],
    ids=["negative", "zero", "euro"],
)
def test_a_stated_price_that_cannot_count_leaves_the_price_books_or_is_unpriced(
    planner: Planner, tmp_path: Path, cost: str, group: str
) -> None:
    sheet = tmp_path / "odd.csv"
    sheet.write_text(f"Hostname,Serial Number,Type,Purchase Date,Replacement Cost\nPC-9,Z9,Laptop,2024-01-01,{cost}\n")
    assert planner("import", str(sheet), "--client", "Acme", "--json", *DAY).returncode in (0, 1)
    told = planner("budget", "--client", "Acme", "--json", *DAY).told
    units = {name: found["assets"] for name, found in told["reconciliation"].items() if found["assets"]}
    assert units in ({group: 1}, {"planned": 1}), "never lost, and never at a negative price"
    assert all(Decimal(amount) >= 0 for line in told["lines"] for amount in line["amounts"])


@pytest.mark.usefixtures("acme")
def test_a_contract_that_ends_before_it_starts_is_refused_and_one_with_an_uplift_of_900_percent_too(
    planner: Planner,
) -> None:
    add = ("contracts", "add", "Line", "--client", "Acme", "--price", "10", "--json")
    refused(planner(*add, "--starts", "2026-05-01", "--ends", "2026-01-31"), "ends on 2026-01-31", "before it starts")
    refused(planner(*add, "--starts", "2026-05-01", "--uplift", "900"), "900 % is out of range")
    refused(planner("contracts", "add", "Line", "--client", "Acme", "--price=-1", "--starts", "2026-05-01", "--json"),
            "less than nothing")  # fmt: skip
    refused(planner(*add, "--starts", "2026-05-01", "--currency", "EUR"), "EUR")


@pytest.mark.usefixtures("acme")
def test_the_29th_of_february_is_a_day_like_any_other(planner: Planner, tmp_path: Path) -> None:
    assert total(planner, "--as-of", "2028-02-29") > 0
    before = total(planner)
    add = ("contracts", "add", "Leap", "--client", "Acme", "--price", "12", "--billing", "year", "--json")
    assert planner(*add, "--starts", "2024-02-29", "--term", "12").returncode == 0
    assert total(planner) == before + 5 * 12  # each February from 2027 to 2031
    lines = tmp_path / "lines.json"
    lines.write_text(json.dumps([{"name": "Fee", "kind": "recurring", "unit_price": "1", "billing": "year"}]))
    project = ("projects", "add", "Leap", "--client", "Acme", "--starts", "2028-02-29", "--lines", str(lines))
    assert planner(*project, "--price-status", "quoted", "--json", *DAY).returncode == 0
    assert total(planner) == before + 5 * 12 + 4  # 2028 to 2031


@pytest.mark.usefixtures("acme")
def test_a_horizon_of_forty_quarters_holds_the_successors_and_forty_one_is_refused(planner: Planner) -> None:
    short = total(planner)
    assert planner("client", "set", "--client", "Acme", "horizon_quarters=40", "--json").returncode == 0
    assert len(planner("budget", "--client", "Acme", "--json", *DAY).told["quarters"]) == 40
    assert total(planner) > 1.5 * float(short)
    levelled = planner("scenario", "level", "--client", "Acme", "--json", *DAY)
    assert levelled.returncode == 0
    assert len(levelled.told["planned"]) == 40
    refused(planner("client", "set", "--client", "Acme", "horizon_quarters=41", "--json"), "horizon_quarters")


@pytest.mark.parametrize("month", range(1, 13))
def test_the_fiscal_year_may_start_in_any_month(planner: Planner, acme: Path, month: int) -> None:
    assert planner("client", "set", "--client", "Acme", f"fiscal_first_month={month}", "--json").returncode == 0
    told = planner("budget", "--client", "Acme", "--json", *DAY).told
    assert total(planner) > 0
    starts = [quarter["starts_on"] for quarter in told["quarters"]]
    assert all((int(day[5:7]) - month) % 3 == 0 and day.endswith("-01") for day in starts)
    assert starts[0] <= "2026-11-23" < starts[1]
    assert planner("scenario", "level", "--client", "Acme", "--choose", "--json", *DAY).returncode == 0
    assert total(planner) > 0
    assert planner("export", "--client", "Acme", "--to", str(acme / "out.xlsx"), "--json", *DAY).returncode == 0


@pytest.mark.parametrize(
    "command",
    [
        ("budget",), ("forecast",), ("case",), ("scenario", "list"), ("scenario", "level"), ("contracts", "list"),
        ("contracts", "calendar"), ("projects", "list"), ("actuals", "show"), ("quality",),
        ("scenario", "compare", "as_due", "lease"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_client_without_assets_is_answered(planner: Planner, command: tuple[str, ...]) -> None:
    assert planner("client", "add", "Empty", "--json").returncode == 0
    dated = () if command[:2] == ("contracts", "list") else DAY
    done = planner(*command, "--client", "Empty", "--json", *dated)
    assert done.returncode in (0, 2)
    assert done.told
    assert "Traceback" not in done.stderr
