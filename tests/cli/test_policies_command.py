"""`policy …` and `price …`: the effect of a rule is printed to the penny before anything is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.actions.rules import LAPTOPS

AS_OF = ("--as-of", "2026-11-23")
ACME = ("--client", "Acme")


@pytest.fixture
def run(tmp_path: Path, planner):
    """`python -m planner …` for Acme, whose three laptops cost £1,000 and 2 hours at £60 each."""
    (tmp_path / "laptops.csv").write_text(LAPTOPS)
    planner("import", "laptops.csv", *AS_OF)
    planner("client", "set", *ACME, "currency=GBP", "locale=en_GB", "fiscal_first_month=4", "horizon_quarters=8")
    done = planner(
        "price", "set", "laptop", *ACME, "--hardware", "1000", "--hours", "2", "--priced-on", "2026-11-23",
        "--labour-rate", "60", "--growth", "0", "--contingency", "0", "--tax", "0", *AS_OF,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return planner


def test_a_dry_run_prints_the_effect_and_writes_nothing(run) -> None:
    shown = run("policy", "set", "laptop", "--plan", "5", "--limit", "6", *ACME, "--dry-run", *AS_OF)
    assert shown.returncode == 0, shown.stderr
    assert "Moves 3 devices; −£1,120 in FY27. Nothing was written." in shown.stdout
    assert "LT1: due 2027-03-01 → 2028-03-01, planned FY27 Q4 → FY28 Q4" in shown.stdout
    rules = json.loads(run("policy", "show", *ACME, "--json").stdout)
    assert {rule["from"] for rule in rules} == {"default"}


def test_the_effect_for_programs_is_in_decimal_strings(run) -> None:
    told = json.loads(run("policy", "set", "laptop", "--plan", "5", *ACME, "--dry-run", "--json", *AS_OF).stdout)
    assert told["saved"] is False
    assert told["effect"]["moved_devices"] == 3
    assert told["effect"]["years"]["FY27"] == {"before": "1120.00", "after": "0.00", "change": "-1120.00"}
    assert told["effect"]["total"]["change"] == "-1120.00"


def test_what_was_set_counts_and_can_be_reset_and_undone(run) -> None:
    assert "Saved" in run("policy", "set", "laptop", "--plan", "5", *ACME, *AS_OF).stdout
    due = json.loads(run("forecast", *ACME, "--json", *AS_OF).stdout)["assets"]
    assert [asset["due_on"] for asset in due] == ["2028-03-01", "2028-05-01", "2029-06-01"]
    assert run("policy", "reset", "laptop", *ACME, *AS_OF).returncode == 0
    assert (
        run(
            "policy", "undo", *ACME, str(json.loads(run("policy", "history", *ACME, "--json").stdout)[0]["entry_id"])
        ).returncode
        == 0
    )
    due = json.loads(run("forecast", *ACME, "--json", *AS_OF).stdout)["assets"]
    assert due[0]["due_on"] == "2028-03-01"


def test_one_device_has_a_life_of_its_own(run) -> None:
    shown = run("policy", "set", "--device", "1", "--life", "5.5", *ACME, *AS_OF)
    assert "Moves 1 device" in shown.stdout
    assert "LT1: due 2027-03-01 → 2028-09-01" in shown.stdout
    assert "Moves 1 device" in run("policy", "reset", "--device", "1", *ACME, *AS_OF).stdout


def test_prices_and_terms_are_listed_and_go_back_to_the_price_book(run) -> None:
    listed = json.loads(run("price", "list", *ACME, "--json").stdout)
    assert listed["prices"][0]["hardware"] == "1000.00"
    assert listed["terms"]["labour_rate_minor"] == 6000
    dearer = run("price", "set", "laptop", "--hardware", "1500", *ACME, "--dry-run", *AS_OF)
    assert "Moves no device; +£500 in FY27, +£500 in FY28, +£500 in FY29; in all +£1,500." in dearer.stdout
    assert run("price", "reset", "laptop", *ACME, *AS_OF).returncode == 0
    listed = json.loads(run("price", "list", *ACME, "--json").stdout)
    assert not listed["prices"][0]["is_own"]


def test_the_rules_that_every_client_starts_with(run) -> None:
    rules = {rule["category"]: rule for rule in json.loads(run("policy", "show", "--json").stdout)}
    assert (rules["laptop"]["plan_months"], rules["laptop"]["limit_months"]) == (48, 60)
    assert rules["dock"]["follows"] == "laptop"
    assert "laptop" in run("policy", "show").stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("policy", "set", "laptop", "--plan", "6", "--limit", "5"), "lies below the plan age"),
        (("policy", "set", "toaster", "--plan", "6"), "no such category"),
        (("policy", "set", "laptop", "--plan", "0"), "out of range"),
        (("policy", "set", "laptop"), "No rule was given"),
        (("policy", "set", "--plan", "4"), "No category was named"),
        (("policy", "set", "--device", "1"), "No rule was given"),
        (("price", "set", "laptop", "--hardware", "900", "--currency", "USD"), "client's currency is GBP"),
        (("price", "set", "laptop", "--tax", "20"), "No price was given"),
        (("price", "set"), "No price was given"),
        (("price", "reset", "toaster"), "no such category"),
    ],
)
def test_what_does_not_fit_is_refused_with_exit_2(run, command: tuple[str, ...], words: str) -> None:
    refused = run(*command, *ACME, "--json", *AS_OF)
    assert refused.returncode == 2
    assert words in json.loads(refused.stdout)["error"]["message"]
    assert len(json.loads(run("policy", "history", *ACME, "--json").stdout)) == 1


def test_several_faults_are_told_at_once(run) -> None:
    refused = run("price", "set", "laptop", "--hardware", "-1", "--tax", "200", "--fiscal-month", "13", *ACME, *AS_OF)
    assert refused.returncode == 2
    assert "3 of the values do not fit" in refused.stderr
