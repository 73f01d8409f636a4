"""`level --instance` and `scenario level`: a plan with its gap, or what clashes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.actions.levelling import level_instance, levelled_json
from planner.actions.uploads import Upload
from planner.errors import PlannerError

THREE = {"currency": "GBP", "quarters": ["FY27 Q1", "FY27 Q2", "FY27 Q3"], "items": [
    {"id": name, "cost": "1000.00", "due": 1, "risk_cost": 10, "value_lost": 10} for name in "abc"
]}  # fmt: skip


def answer(tmp_path: Path, instance: object) -> dict:
    file = tmp_path / "items.json"
    file.write_text(json.dumps(instance))
    return levelled_json(*level_instance(Upload.of(file), 2))


def test_three_alike_items_are_spread_over_three_quarters(tmp_path: Path) -> None:
    found = answer(tmp_path, THREE)
    assert sorted(found["assignment"].values()) == ["FY27 Q1", "FY27 Q2", "FY27 Q3"]
    assert (found["status"], found["spend"], found["as_due"]) == (
        "optimal", ["1000.00"] * 3, ["0.00", "3000.00", "0.00"],
    )  # fmt: skip


def test_a_cap_by_label_is_kept_and_one_that_cannot_be_is_named(tmp_path: Path) -> None:
    shut = THREE | {"limits": {"quarter_cap": {"FY27 Q1": "0"}}}
    assert answer(tmp_path, shut)["spend"][0] == "0.00"
    found = answer(tmp_path, THREE | {"limits": {"quarter_cap": "900"}})
    assert found["status"] == "infeasible"
    assert {clash["limit"] for clash in found["clashes"]} == {"quarter_cap"}


def test_every_fault_of_an_instance_is_told_at_once(tmp_path: Path) -> None:
    wrong = {
        "items": [{"id": "a", "cost": -4, "due": "x"}, {"id": "b"}, {"id": "c", "cost": 5, "due": 1, "hue": 2}],
        "limits": {"cap": 3},
    }
    with pytest.raises(PlannerError) as refused:
        answer(tmp_path, wrong)
    for said in ("item a has the due 'x'", "item a costs '-4'", "item b lacks", "item c has 'hue'", "limit 'cap'"):
        assert said in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", '{"items": 3}', '{"items": [], "quarters": 0}'])
def test_what_is_no_instance_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "items.json"
    file.write_text(text)
    with pytest.raises(PlannerError):
        level_instance(Upload.of(file), 1)
