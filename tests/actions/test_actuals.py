"""Did it go as planned: a client's plan frozen, invoices and a later import of devices set against it, taken back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from planner.actions.actual_views import actuals_json
from planner.actions.actual_words import answer_words, lead_words
from planner.actions.actuals import (
    Actuals,
    Chosen,
    Compared,
    actuals_history,
    chosen_baseline,
    client_actuals,
    undo_actuals,
)
from planner.actions.baselines import freeze_plan, plan_of
from planner.actions.clients import update_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.imports import apply_import, preview_import
from planner.actions.invoice_import import apply_invoices, preview_invoices
from planner.actions.policies import save_rules
from planner.actions.roadmaps import client_roadmap
from planner.actions.rule_change import RuleChange
from planner.actions.uploads import Upload
from planner.budget.frozen_plan import sha256_of, to_document
from planner.budget.parts import PARTS
from planner.charts.actuals import plan_against_actual
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import sheet

FROZEN, NOW = date(2026, 7, 1), date(2026, 11, 23)
FLEET = """
Name  | Serial   | Type     | Make      | Model          | Purchased
LT-1  | PF3K9QX1 | Laptop   | Lenovo    | ThinkPad T14   | 2020-03-01
LT-2  | PF3K9QX2 | Laptop   | Lenovo    | ThinkPad T14   | 2020-03-01
SV-1  | JT7WQ93  | Server   | Dell      | PowerEdge R740 | 2018-06-15
FW-1  | C44R7721 | Firewall | SonicWall | TZ 470         | 2026-01-10
"""
LATER = """
Name  | Serial   | Type     | Make      | Model              | Purchased  | Cost
LT-1  | PF9NEW01 | Laptop   | Lenovo    | ThinkPad T14 Gen 6 | 2026-08-20 | 1300
LT-9  | PF9NEW09 | Laptop   | Lenovo    | ThinkPad T14 Gen 6 | 2026-10-12 |
CAM-1 | AX77NEW1 | Camera   | Axis      | P3265              |            |
"""
INVOICES = (
    "Date,Number,Supplier,Item,Qty,Net,Serial number\n"
    "2026-08-25,R-1,Redstone,Lenovo ThinkPad T14 Gen 6,1,1400,PF9NEW01\n"
    "2026-06-30,R-0,Redstone,Lenovo ThinkPad T14 Gen 6,1,999,\n"
)


@pytest.fixture
def acme(store: Store, actor: Actor) -> int:
    preview = preview_import(store, actor, [sheet(FLEET)], FROZEN, "Acme")
    client_id = apply_import(store, actor, preview).client_ids[0]
    update_client(store, actor, client_id, currency="USD", fiscal_first_month=7)
    return client_id


def bring(store: Store, actor: Actor, text: str) -> None:
    apply_import(store, actor, preview_import(store, actor, [sheet(text, "later.csv")], NOW, "Acme"))


def invoices(store: Store, actor: Actor, client: int, text: str = INVOICES) -> None:
    apply_invoices(store, actor, preview_invoices(store, actor, client, Upload("invoices.csv", text.encode())))


def seen(store: Store, actor: Actor, client: int, chosen: Chosen = "newest", as_of: date = NOW) -> Actuals:
    return client_actuals(store, actor, client, as_of, chosen)


def compared(store: Store, actor: Actor, client: int, as_of: date = NOW) -> Compared:
    found = seen(store, actor, client, as_of=as_of).compared
    assert found is not None
    return found


def items(found: Compared) -> list[tuple[int, str, str, int, bool, str]]:
    return [
        (one.quarter, one.group, one.cause, one.amount_minor, one.is_estimated, one.counted_by)
        for one in found.variance.items
        if one.group in ("laptop", "server", "camera") and one.amount_minor
    ]


def test_without_a_frozen_plan_it_says_what_to_do(store: Store, actor: Actor, acme: int) -> None:
    nothing = seen(store, actor, acme)
    assert answer_words(nothing) == "No plan of Acme is frozen yet, so there is nothing to measure against."
    assert lead_words(nothing).startswith("Freeze the plan as it stands")
    assert actuals_json(nothing)["comparison"] is None


def test_a_frozen_plan_holds_what_the_roadmap_shows_and_stays_when_that_changes(
    store: Store, actor: Actor, acme: int
) -> None:
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    roadmap = client_roadmap(store, actor, acme, FROZEN)
    plan = compared(store, actor, acme).plan
    assert plan.quarters == roadmap.quarters
    assert {line.line: line.amounts for line in plan.lines} == {
        line.line: line.amounts for line in roadmap.budget.lines
    }
    assert len(plan.items) == len(roadmap.actions)
    for part in PARTS:
        planned = sum(one.quantity * one.unit_parts_minor[part] for one in plan.items)
        assert planned == sum(line.total for line in roadmap.budget.lines if line.kind == part)
    first = next(one for one in plan.items if one.label == "LT-1" and one.generation == 0)
    assert first.full_minor is not None
    assert first.full_minor > first.unit_hardware_minor
    save_rules(store, actor, acme, RuleChange(policies={"laptop": {"plan_years": 8, "limit_years": 9}}), FROZEN)
    bring(store, actor, LATER)
    assert compared(store, actor, acme).plan == plan


def test_the_same_plan_is_not_frozen_twice_and_one_without_a_label_not_at_all(
    store: Store, actor: Actor, acme: int
) -> None:
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    with pytest.raises(PlannerError, match="frozen already, as 'Approved FY27'"):
        freeze_plan(store, actor, acme, FROZEN, "Again")
    with pytest.raises(PlannerError, match="needs a label"):
        freeze_plan(store, actor, acme, NOW, " ")


def test_invoice_and_new_devices_are_set_against_the_plan_each_once(store: Store, actor: Actor, acme: int) -> None:
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    laptop = next(one for one in compared(store, actor, acme).plan.items if one.label == "LT-1").unit_hardware_minor
    server = next(one for one in compared(store, actor, acme).plan.items if one.label == "SV-1").unit_hardware_minor
    bring(store, actor, LATER)
    invoices(store, actor, acme)
    found = compared(store, actor, acme)
    assert items(found) == [
        (0, "laptop", "dearer", 140_000 - laptop, False, "serial number"),  # LT-1 by its name: invoice, not the sheet
        (1, "laptop", "later", laptop, True, ""),  # LT-9 without a price, taken for LT-2
        (0, "laptop", "later", -laptop, True, ""),
        (0, "server", "later", -server, False, ""),
    ]
    assert found.purchases.undated == ("CAM-1",)
    assert found.variance.outside == 1  # the invoice of June
    assert found.variance.total(0, "laptop").planned_minor == 2 * laptop


def test_a_device_that_left_without_a_purchase_is_no_longer_needed(store: Store, actor: Actor, acme: int) -> None:
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    bring(store, actor, "Name | Serial | Type | Status\nSV-1 | JT7WQ93 | Server | Retired\n")
    causes = {(one.group, one.cause) for one in compared(store, actor, acme).variance.items}
    assert ("server", "not_needed") in causes
    assert ("laptop", "later") in causes


def test_a_contract_is_compared_from_its_first_invoice_on(store: Store, actor: Actor, acme: int) -> None:
    office = {"name": "Office suite", "vendor": "Contoso", "starts_on": FROZEN, "term_months": 12, "quantity": 10,
              "unit_price": "20", "billing": "month"}  # fmt: skip
    save_contracts(store, actor, acme, ContractEdits(added=(office,)))
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    apart = {one.label: one.planned for one in compared(store, actor, acme).variance.apart}
    assert apart["Office suite (Contoso)"] == (60_000, 60_000)
    assert "Not compared:" in lead_words(seen(store, actor, acme))
    text = "Date,Number,Supplier,Item,Net\n" + "".join(
        f"2026-{month:02}-01,C-{month},Contoso,Office suite,{net}\n" for month, net in ((7, 200), (8, 200), (9, 215))
    )
    invoices(store, actor, acme, text)
    found = compared(store, actor, acme).variance
    assert found.total(0, "contracts").causes == {"dearer": 1_500}
    assert found.total(1, "contracts").causes == {"open": -60_000}


def test_both_stores_keep_a_frozen_plan_and_compare_alike(any_store: Store, actor: Actor) -> None:
    preview = preview_import(any_store, actor, [sheet(FLEET)], FROZEN, "Acme")
    client = apply_import(any_store, actor, preview).client_ids[0]
    freeze_plan(any_store, actor, client, FROZEN, "Approved FY27")
    invoices(any_store, actor, client)
    found = compared(any_store, actor, client)
    assert found.baseline.sha256 == sha256_of(to_document(plan_of(client_roadmap(any_store, actor, client, FROZEN))))
    assert found.variance.total(group="laptop").actual_minor == 140_000
    for entry in actuals_history(any_store, actor, client):
        undo_actuals(any_store, actor, client, entry.entry_id)
    assert seen(any_store, actor, client).baselines == ()


def test_undo_of_each_entry_restores_what_was_before(store: Store, actor: Actor, acme: int) -> None:
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    before = actuals_json(seen(store, actor, acme))
    invoices(store, actor, acme)
    assert actuals_json(seen(store, actor, acme)) != before
    undo_actuals(store, actor, acme, actuals_history(store, actor, acme)[0].entry_id)
    assert actuals_json(seen(store, actor, acme)) == before
    freeze = next(one for one in actuals_history(store, actor, acme) if one.can_undo)
    undo_actuals(store, actor, acme, freeze.entry_id)
    assert seen(store, actor, acme).baselines == ()
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    assert len(seen(store, actor, acme).baselines) == 1


def test_the_first_the_newest_or_a_named_plan_is_compared(store: Store, actor: Actor, acme: int) -> None:
    first, second = (freeze_plan(store, actor, acme, day, f"Plan {day}") for day in (FROZEN, NOW))

    def which(chosen: Chosen) -> int:
        found = seen(store, actor, acme, chosen).compared
        assert found is not None
        return found.baseline.baseline_id

    assert [which(chosen) for chosen in ("first", "newest", first, second)] == [first, second, first, second]
    with pytest.raises(PlannerError, match="no frozen plan 99"):
        which(99)
    with pytest.raises(PlannerError, match="no frozen plan 'last'"):
        chosen_baseline("last")


def test_a_day_before_the_plan_judges_nothing(store: Store, actor: Actor, acme: int) -> None:
    freeze_plan(store, actor, acme, NOW, "Approved FY27")
    early = seen(store, actor, acme, as_of=FROZEN)
    assert "begins on 23 Nov 2026, after this day" in answer_words(early)
    assert actuals_json(early)["comparison"]["quarters"] == []


def test_words_picture_and_programs_tell_the_same_figures(store: Store, actor: Actor, acme: int) -> None:
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    invoices(store, actor, acme, "Date,Number,Item,Net\n2026-11-02,1,HP LaserJet Pro,12300\n")
    view = seen(store, actor, acme)
    told: dict[str, Any] = actuals_json(view)["comparison"]
    assert [quarter["label"] for quarter in told["quarters"]] == ["FY27 Q1", "FY27 Q2"]
    assert [quarter["so_far"] for quarter in told["quarters"]] == [False, True]
    allowance = round(float(told["quarters"][1]["planned"]))  # of printers replaced on failure
    assert answer_words(view) == (
        f"$12,300 spent of ${allowance:,} planned in FY27 Q2 so far; ${12_300 - allowance:,} of it was unplanned."
    )
    for row in (*told["quarters"], *told["cells"], *told["groups"], told["total"]):
        assert sum(float(minor) for minor in row["causes"].values()) == pytest.approx(float(row["difference"]))
        assert float(row["actual"]) - float(row["planned"]) == pytest.approx(float(row["difference"]))
    found = compared(store, actor, acme)
    figure = plan_against_actual(found.variance, "USD", "en_US")
    drawn = {trace.name: list(trace.y) for trace in figure.data}
    assert drawn["Planned"] == [float(quarter["planned"]) for quarter in told["quarters"]]
    assert drawn["Actual"] == [float(quarter["actual"]) for quarter in told["quarters"]]
    assert drawn["Later"] == [float(quarter["causes"].get("later", 0)) for quarter in told["quarters"]]


def test_another_currency_is_kept_apart(store: Store, actor: Actor, acme: int) -> None:
    freeze_plan(store, actor, acme, FROZEN, "Approved FY27")
    before = compared(store, actor, acme).variance
    invoices(store, actor, acme, "Date,Number,Item,Net,Currency\n2026-11-02,1,HP LaserJet Pro,1800,EUR\n")
    after = compared(store, actor, acme)
    assert after.variance == before
    assert [stored.line.amount_minor for stored in after.purchases.foreign] == [180_000]
    assert "Not exchanged: €1,800." in lead_words(seen(store, actor, acme))
