"""`contracts …`: what renews when, for people and for programs, and a list that becomes contracts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.workbook_format import BUDGET, DATA_QUALITY
from tests.actions.test_contracts import LICENCES

AS_OF = ("--as-of", "2026-11-23")
ACME = ("--client", "Acme")
OFFICE = (
    "contracts", "add", *ACME, "Office suite", "--vendor", "Contoso", "--price", "20", "--seats", "40", "--billing",
    "month", "--starts", "2026-07-01", "--term", "12", "--notice", "60", "--uplift", "5",
)  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, planner):
    """`python -m planner …` for Acme, who has no device yet; fiscal year from July, 7 % tax, 10 % contingency."""
    (tmp_path / "licences.csv").write_text(LICENCES)
    planner("client", "add", "Acme")
    rules = ("fiscal_first_month=7", "tax_basis_points=700", "contingency_basis_points=1000", "horizon_quarters=8")
    done = planner("client", "set", *ACME, "currency=USD", *rules)
    assert done.returncode == 0, done.stderr
    return planner


def test_an_added_contract_is_listed_and_in_the_calendar(run) -> None:
    assert "Added Office suite." in run(*OFFICE).stdout
    listed = run("contracts", "list", *ACME, "--json", *AS_OF).told
    assert listed["next_year"] == f"{7 * 800 + 5 * 840}.00"
    (contract,) = listed["contracts"]
    assert {name: contract[name] for name in ("unit_price", "quantity", "ends_on", "uplift_percent")} == {
        "unit_price": "20.00", "quantity": 40, "ends_on": "2027-06-30", "uplift_percent": "5",
    }  # fmt: skip
    first, second = run("contracts", "calendar", *ACME, "--json", *AS_OF).told["renewals"]
    assert (first["renews_on"], first["decide_by"], first["year_now"], first["year_then"]) == (
        "2027-07-01", "2027-05-01", "9600.00", "10080.00",
    )  # fmt: skip
    assert (second["renews_on"], second["unit_then"]) == ("2028-07-01", "22.05")
    shown = run("contracts", "calendar", *ACME, *AS_OF).stdout
    assert "2027-05-01" in shown
    assert "$10,080.00" in shown


def test_budget_and_workbook_show_the_same_cents(run, tmp_path: Path) -> None:
    run(*OFFICE)
    told = run("budget", *ACME, "--json", *AS_OF).told
    quarters = [800, *[2400] * 2, *[2520] * 4, 2646]
    lines = {line["line"]: line["amounts"] for line in told["lines"]}
    assert lines == {
        "Office suite (Contoso)": [f"{amount:.2f}" for amount in quarters],
        "Tax (opex)": [f"{amount * 0.07:.2f}" for amount in quarters],
    }
    assert run("export", *ACME, "--to", "plan.xlsx", *AS_OF).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx", data_only=True)
    rows = [row for row in book[BUDGET].iter_rows(values_only=True) if row[0] == "Office suite (Contoso)"]
    assert [cell for cell in rows[0] if isinstance(cell, (int, float))] == [
        *quarters[:3], 5_600, *quarters[3:7], 10_080, quarters[7], 2_646, 18_326,
    ]  # fmt: skip
    proofs = [cell for row in book[DATA_QUALITY].iter_rows(values_only=True) for cell in row]
    assert "The groups add up to the budget with the contracts." in proofs


def test_ending_asks_for_a_reason_and_can_be_undone(run) -> None:
    run(*OFFICE)
    refused = run("contracts", "end", *ACME, "1", "--on", "2027-06-30")
    assert refused.returncode == 2
    assert "without a reason" in refused.stderr
    assert "ends on 2027-06-30" in run("contracts", "end", *ACME, "1", "--on", "2027-06-30", "--reason", "moves").stdout
    (row,) = run("contracts", "calendar", *ACME, "--json", *AS_OF).told["renewals"]
    assert row["year_then"] is None
    entry = run("contracts", "history", *ACME, "--json").told[0]["entry"]
    assert "taken back" in run("contracts", "undo", *ACME, str(entry)).stdout
    assert len(run("contracts", "calendar", *ACME, "--json", *AS_OF).told["renewals"]) == 2


def test_a_list_is_shown_first_and_every_row_is_accounted_for(run) -> None:
    dry = run("contracts", "import", "licences.csv", *ACME, "--dry-run", "--json", *AS_OF)
    assert dry.returncode == 1  # two rows need a person
    assert dry.told["saved"] is False
    counts = dry.told["counts"]
    assert counts["read"] == sum(counts.values()) - counts["read"] == len(dry.told["rows"])
    assert run("contracts", "list", *ACME, "--json", *AS_OF).told["contracts"] == []
    applied = run("contracts", "import", "licences.csv", *ACME, *AS_OF)
    assert "2 added" in applied.stdout
    assert "row 7: rejected" in applied.stderr
    names = [one["name"] for one in run("contracts", "list", *ACME, "--json", *AS_OF).told["contracts"]]
    assert names == ["Backup", "Office suite"]
    again = run("contracts", "import", "licences.csv", *ACME, "--json", *AS_OF).told
    assert (again["saved"], again["counts"]["unchanged"]) == (False, 2)


def test_what_is_set_is_told_and_what_does_not_fit_is_refused(run) -> None:
    run(*OFFICE)
    told = run("contracts", "set", *ACME, "1", "--seats", "45", "--no-renews", "--json").told
    (pair,) = told["contracts"]
    assert (pair["before"]["quantity"], pair["after"]["quantity"], pair["after"]["renews"]) == (40, 45, False)
    refused = run("contracts", "set", *ACME, "1", "--uplift", "900", "--seats", "0", "--json")
    assert refused.returncode == 2
    assert "900 % is out of range" in refused.told["error"]["message"]
    assert "nothing is paid for" in refused.told["error"]["message"]


def test_a_file_without_contracts_is_one_message(run, tmp_path: Path) -> None:
    (tmp_path / "devices.csv").write_text("Name,Serial number,Model\nLT1,PF3K9QX1,ThinkPad T14\n")
    refused = run("contracts", "import", "devices.csv", *ACME, *AS_OF)
    assert refused.returncode == 2
    assert "No list of licences or contracts" in refused.stderr
