"""`case`: what waiting would cost, with the client's own figures."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.actions.rules import LAPTOPS

AS_OF = ("--as-of", "2026-11-23")
ACME = ("--client", "Acme")


@pytest.fixture
def run(tmp_path: Path, planner):
    """`python -m planner …` for Acme and its three laptops."""
    (tmp_path / "laptops.csv").write_text(LAPTOPS)
    planner("import", "laptops.csv", *AS_OF)
    return planner


def told(run, *arguments: str):
    done = run("case", *ACME, *AS_OF, "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_each_quarters_parts_add_up_to_the_cumulated_sum(run) -> None:
    found = told(run, "--fee", "120")
    assert len(found["quarters"]) == 20
    for side in ("waiting", "proactive"):
        so_far = Decimal(0)
        for quarter in found["quarters"]:
            parts = ("planned", "unplanned_expected", "downtime_expected", "fee")
            so_far += sum(Decimal(quarter[side][part]) for part in parts)
            assert Decimal(quarter[side]["cumulated"]) == so_far
    last = found["quarters"][-1]
    assert Decimal(found["saved"]) == Decimal(last["waiting"]["cumulated"]) - Decimal(last["proactive"]["cumulated"])
    assert last["proactive"]["fee"] == "360.00"


def test_figures_given_count_once_and_saved_they_count_from_then_on(run) -> None:
    usual = told(run)
    tried = told(run, "--rate", "400", "--hours", "laptop=8")
    waiting = [Decimal(one["quarters"][3]["waiting"]["downtime_expected"]) for one in (usual, tried)]
    assert waiting[1] == pytest.approx(20 * waiting[0], abs=Decimal("0.2"))
    assert told(run)["inputs"] == usual["inputs"]
    told(run, "--rate", "400", "--premium", "25%", "--people", "9", "--save")
    assert told(run)["inputs"] == usual["inputs"] | {
        "hourly_rate": "400.00", "emergency_premium_percent": "25", "people_affected": 9,
    }  # fmt: skip
    assert told(run, "--reset")["inputs"] == usual["inputs"]


def test_the_budget_has_the_unplanned_spend_under_the_clients_own_premium(run) -> None:
    def unplanned() -> list[Decimal]:
        quarters = json.loads(run("budget", *ACME, *AS_OF, "--json").stdout)["quarters"]
        assert all(Decimal(q["unplanned_p50"]) <= Decimal(q["unplanned_p90"]) for q in quarters)
        return [Decimal(quarter["unplanned_expected"]) for quarter in quarters]

    before = unplanned()
    assert sum(before) > 0
    told(run, "--premium", "50", "--save")
    after = unplanned()
    assert all(new > old for new, old in zip(after, before, strict=True))
    case = told(run)["quarters"]
    assert [Decimal(quarter["proactive"]["unplanned_expected"]) for quarter in case] == after


def test_for_people_it_is_the_sentence_the_table_and_every_assumption(run) -> None:
    done = run("case", *ACME, *AS_OF, "--people", "12")
    assert "Planned replacement " in done.stdout
    assert "In one case of ten" in done.stdout
    assert "stops 12 people" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--people", "-3"), "The number of people cannot be -3."),
        (("--hours", "laptop"), "'laptop' does not say whose hours."),
        (("--hours", "toaster=3"), "There is no category 'toaster'."),
        (("--premium", "a lot"), "'a lot' is no number."),
        (("--premium", "NaN"), "'NaN' is no number."),
        (("--reset",), "These figures hold already."),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(run, arguments: tuple[str, ...], words: str) -> None:
    done = run("case", *ACME, *AS_OF, *arguments)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
