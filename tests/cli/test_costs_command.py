"""`price …` and `rate …`: all parts of a price, terms of tax and time, and how a cost comes about."""

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


def test_all_parts_of_a_price_are_set_listed_and_explained(run) -> None:
    shown = run("price", "set", "laptop", "--accessories", "80", "--freight", "12", "--disposal", "15",
                "--trade-in", "60", *ACME, *AS_OF)  # fmt: skip
    assert "Moves no device; +£47 in FY27, +£47 in FY28, +£47 in FY29; in all +£141. Saved." in shown.stdout
    laptop = run("price", "list", *ACME, "--json").told["prices"][0]
    assert (laptop["accessories"], laptop["freight"], laptop["disposal"], laptop["trade_in"]) == (
        "80.00", "12.00", "15.00", "60.00",
    )  # fmt: skip
    assert "£80.00" in run("price", "list", *ACME).stdout
    (told,) = run("price", "explain", *ACME, "--device", "LT1", "--json", *AS_OF).told
    (own,) = told["replacements"]
    assert (own["quarter"], own["amount"]) == ("FY27 Q4", "1167.00")
    assert own["trace"].startswith(
        "£1,000.00 hardware + £80.00 accessories + £12.00 freight + 2 h × £60.00 labour + £15.00 disposal = £1,227.00, "
        "− £60.00 trade-in = £1,167.00. Price of 2026-11-23: the client's own price."
    )
    assert "FY27 Q4, 2027-03-01: £1,000.00 hardware" in run("price", "explain", *ACME, "--device", "1", *AS_OF).stdout


def test_a_model_has_a_price_of_its_own_until_it_is_reset(run) -> None:
    shown = run("price", "set", "laptop", "--model", "ThinkPad T14", "--hardware", "1200", *ACME, *AS_OF)
    assert "in all +£600. Saved." in shown.stdout
    (special,) = run("price", "list", *ACME, "--json").told["special_prices"]
    assert (special["kind"], special["text"], special["hardware"]) == ("model", "ThinkPad T14", "1200.00")
    assert "laptop, model 'ThinkPad T14': £1,200.00" in run("price", "list", *ACME).stdout
    back = run("price", "reset", "laptop", "--model", "ThinkPad T14", *ACME, "--json", *AS_OF)
    assert back.told["effect"]["total"]["change"] == "-600.00"


def test_tax_months_and_hours_are_terms(run) -> None:
    shown = run("price", "set", "--tax", "20", "--tax-treatment", "recoverable", "--blackout", "3", "--technician-hours",
                "40", *ACME, *AS_OF)  # fmt: skip
    assert "Moves 1 device" in shown.stdout
    assert run("price", "list", *ACME, "--json").told["terms"]["blackout_months"] == "3"
    told = run("budget", *ACME, "--json", *AS_OF).told
    assert (told["total"], sum(map(float, told["recoverable_tax"]))) == ("3360.00", 672.0)


def test_rates_are_entered_listed_and_removed(run) -> None:
    entered = run("rate", "set", "EUR", "USD", "1.080", "--on", "2026-07-01", "--source", "ECB", "--json").told
    assert {name: entered[name] for name in ("from", "to", "rate", "on", "source")} == {
        "from": "EUR", "to": "USD", "rate": "1.08", "on": "2026-07-01", "source": "ECB",
    }  # fmt: skip
    assert run("rate", "list", "--json").told == [entered]
    assert "1.08 USD" in run("rate", "list").stdout
    assert run("rate", "remove", str(entered["rate_id"]), "--json").told == {"removed": entered["rate_id"]}
    assert run("rate", "list", "--json").told == []


@pytest.mark.parametrize(("command", "words"), [
    (("price", "set", "laptop", "--hardware", "-5", *ACME), "less than nothing"),
    (("price", "set", "laptop", "--model", "T14", "--spec", "i7", "--hardware", "5", *ACME), "--model or --spec"),
    (("price", "set", "--model", "T14", "--hardware", "5", *ACME), "No category was named"),
    (("price", "set", "--blackout", "1,2,3,4,5,6,7,8,9,10,11,12", *ACME), "No month would be open"),
    (("price", "set", "--tax-treatment", "never", *ACME), "Tax cannot be 'never'"),
    (("price", "explain", "--device", "LT9", *ACME), "There is no device 'LT9'"),
    (("rate", "set", "EUR", "USD", "zero"), "'zero' is no rate"),
    (("rate", "remove", "3"), "There is no rate 3"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_written(run, command: tuple[str, ...], words: str) -> None:
    refused = run(*command, "--json")
    assert refused.returncode == 2
    message = json.loads(refused.stdout)["error"]
    assert words in f"{message['message']} {message['remedy']}"
