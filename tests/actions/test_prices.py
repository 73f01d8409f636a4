"""A client's prices part by part, for models and specifications, in other currencies; taken back where a person says so.

Three ThinkPad T14 at £1,000 and 2 hours at £60 (see `tests.actions.rules`): LT1 and LT2 fall into FY27 and FY28, LT3
into FY29.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from planner.actions.clients import update_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.cost_traces import explained
from planner.actions.edits import correct_asset
from planner.actions.exchange_rates import list_rates, remove_rate, set_rate
from planner.actions.policies import preview_rules, save_rules
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.rule_change import RuleChange
from planner.actions.rule_history import rules_history, undo_rules
from planner.actions.rule_views import client_rules
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.rules import AS_OF, acme

T14 = ("laptop", "model", "ThinkPad T14")


def total(store: Store, actor: Actor, client_id: int) -> int:
    return client_roadmap(store, actor, client_id, AS_OF).budget.total


def save(store: Store, actor: Actor, client_id: int, **change: Any) -> None:
    save_rules(store, actor, client_id, RuleChange(**change), AS_OF)


def test_each_part_of_a_price_is_in_the_total_and_the_rest_of_the_price_stays(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    parts = {"accessories": "80", "freight": "12.50", "disposal": 15, "trade_in": 60, "growth": "4"}
    save(store, actor, client_id, prices={"laptop": parts})
    laptop = client_rules(store, actor, client_id).prices[0]
    assert (laptop.hardware_minor, laptop.labour_minutes, laptop.priced_on) == (100_000, 120, AS_OF)
    assert (laptop.accessories_minor, laptop.trade_in_minor, laptop.growth_basis_points) == (8_000, 6_000, 400)
    save(store, actor, client_id, prices={"laptop": {"growth": None, "freight": None}})
    assert total(store, actor, client_id) == 3 * (112_000 + 8_000 + 1_500 - 6_000)


def test_a_models_price_is_shown_in_its_effect_saved_and_taken_back(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    change = RuleChange(special_prices={T14: {"hardware": "1200", "labour_hours": "1"}})
    effect = preview_rules(store, actor, client_id, change, AS_OF).effect
    assert effect is not None
    assert effect.total.change == 3 * (20_000 - 6_000)
    save_rules(store, actor, client_id, change, AS_OF)
    assert total(store, actor, client_id) == 3 * 126_000
    undo_rules(store, actor, client_id, rules_history(store, actor, client_id)[0].entry_id)
    assert (total(store, actor, client_id), client_rules(store, actor, client_id).special_prices) == (3 * 112_000, ())


def test_a_special_price_is_changed_in_part_and_taken_out(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    save(store, actor, client_id, special_prices={T14: {"hardware": "1200", "labour_hours": "1"}})
    save(store, actor, client_id, special_prices={T14: {"labour_hours": None}})
    (price,) = client_rules(store, actor, client_id).special_prices
    assert (price.hardware_minor, price.labour_minutes) == (120_000, None)
    save(store, actor, client_id, special_prices={T14: None})
    assert client_rules(store, actor, client_id).special_prices == ()


def test_a_device_that_costs_nothing_stays_in_the_plan(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    save(store, actor, client_id, prices={"laptop": {"hardware": 0, "labour_hours": 0}})
    found = client_roadmap(store, actor, client_id, AS_OF).budget
    assert (found.total, found.reconciliation["planned"].assets, found.reconciliation["unpriced"].assets) == (0, 3, 0)


@pytest.mark.parametrize(("change", "words"), [
    ({"prices": {"laptop": {"hardware": -1}}}, "less than nothing"),
    ({"prices": {"laptop": {"trade_in": "-0.01"}}}, "less than nothing"),
    ({"prices": {"laptop": {"growth": 101}}}, "out of range"),
    ({"prices": {"laptop": {"colour": "red"}}}, "no rule 'colour'"),
    ({"special_prices": {T14: {"hardware": "-5"}}}, "less than nothing"),
    ({"special_prices": {T14: {"labour_hours": 2}}}, "has no price"),
    ({"special_prices": {T14: None}}, "no price for 'ThinkPad T14'"),
    ({"special_prices": {("laptop", "colour", "red"): {"hardware": 1}}}, "not for 'colour'"),
    ({"special_prices": {("laptop", "model", " - "): {"hardware": 1}}}, "names no model"),
    ({"special_prices": {("toaster", "model", "T14"): {"hardware": 1}}}, "no such category"),
    ({"special_prices": {T14: {"hardware": 1, "currency": "USD"}}}, "client's currency is GBP"),
    ({"terms": {"tax_treatment": "ignored"}}, "Tax cannot be 'ignored'"),
    ({"terms": {"blackout": range(1, 13)}}, "nothing could ever be replaced"),
    ({"terms": {"blackout": "13"}}, "out of range"),
    ({"terms": {"technician_hours": -1}}, "out of range"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_in_words_and_nothing_is_stored(
    store: Store, actor: Actor, change: dict[str, Any], words: str
) -> None:
    client_id = acme(store, actor)
    problems = preview_rules(store, actor, client_id, RuleChange(**change), AS_OF).problems
    assert words in " ".join(problem.message for problem in problems)
    with pytest.raises(PlannerError, match=re.escape(words)):
        save(store, actor, client_id, **change)
    assert total(store, actor, client_id) == 3 * 112_000


def test_the_terms_of_tax_and_time_are_stored_and_taken_back(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    terms = {"tax": 20, "tax_treatment": "recoverable", "blackout": [3, 2], "technician_hours": 40}
    save(store, actor, client_id, terms=terms)
    roadmap = client_roadmap(store, actor, client_id, AS_OF)
    assert roadmap.assumptions.blackout_months == {2, 3}
    assert roadmap.assumptions.technician_hours_per_quarter == 40
    assert roadmap.budget.total == 3 * 112_000
    assert sum(roadmap.budget.recoverable_tax) == 3 * 22_400
    assert budget_json(roadmap)["recoverable_tax"][:4] == ["0.00", "0.00", "448.00", "0.00"]
    assert roadmap.answer.endswith(", without the tax that is recovered.")
    first = next(row for row in roadmap.schedule.itertuples() if row.name == "LT1")
    assert first.planned_on.date() == date(2027, 4, 1)
    undo_rules(store, actor, client_id, rules_history(store, actor, client_id)[0].entry_id)
    assert client_roadmap(store, actor, client_id, AS_OF).assumptions.blackout_months == set()


def test_a_clients_own_fields_are_checked_too(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    for changes in ({"tax_treatment": "x"}, {"blackout_months": "1,2,3,4,5,6,7,8,9,10,11,12"}):
        with pytest.raises(PlannerError):
            update_client(store, actor, client_id, **changes)
    update_client(store, actor, client_id, blackout_months="12, 1")
    assert client_roadmap(store, actor, client_id, AS_OF).assumptions.blackout_months == {1, 12}


def test_a_device_priced_in_another_currency_counts_once_a_rate_is_entered(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    asset_id = int(client_roadmap(store, actor, client_id, AS_OF).schedule["asset_id"].iloc[0])
    correct_asset(store, actor, asset_id, "replacement_cost", "2000")
    correct_asset(store, actor, asset_id, "currency", "EUR")
    keys = {finding.key for finding in client_roadmap(store, actor, client_id, AS_OF).findings}
    assert ("foreign_price" in keys, total(store, actor, client_id)) == (True, 3 * 112_000)
    rate_id = set_rate(store, actor, ("eur", "GBP"), "0.85", date(2026, 11, 2), "ECB", AS_OF)
    roadmap = client_roadmap(store, actor, client_id, AS_OF)
    assert (roadmap.budget.total, "foreign_price" in {one.key for one in roadmap.findings}) == (406_000, False)
    told = explained(store, actor, client_id, str(asset_id), AS_OF)[0]
    assert told["price_source"] == "stated for this device, at 1 EUR = 0.85 GBP of 2026-11-02, ECB"
    assert told["replacements"][0]["trace"].startswith("£1,700.00 hardware + 2 h × £60.00 labour = £1,820.00. Price of")
    with pytest.raises(PlannerError, match="less than nothing"):
        correct_asset(store, actor, asset_id, "replacement_cost", "-1")
    remove_rate(store, actor, rate_id)
    assert total(store, actor, client_id) == 3 * 112_000


def test_a_contract_in_another_currency_is_in_the_total_once_a_rate_is_entered(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    add_contract(store, actor, client_id)
    update_client(store, actor, client_id, currency="USD")
    before = client_roadmap(store, actor, client_id, AS_OF)
    assert [one.key.split(":")[0] for one in before.findings].count("foreign_contract") == 1
    set_rate(store, actor, ("USD", "GBP"), "0.8", AS_OF, "", AS_OF)
    after = client_roadmap(store, actor, client_id, AS_OF)
    assert after.budget.total - before.budget.total == 12_500
    assert "foreign_contract" not in {one.key.split(":")[0] for one in after.findings}


def add_contract(store: Store, actor: Actor, client_id: int) -> None:
    """£100 once, next month."""
    row = {
        "name": "Audit", "starts_on": date(2026, 12, 1), "ends_on": date(2027, 11, 30), "unit_price": "100",
        "billing": "term", "renews": False,
    }  # fmt: skip
    save_contracts(store, actor, client_id, ContractEdits(added=(row,)))


def test_a_rate_of_the_same_day_takes_the_place_of_the_one_before(store: Store, actor: Actor) -> None:
    for rate in ("1.08", "1.09"):
        set_rate(store, actor, ("EUR", "USD"), rate, AS_OF, "ECB", AS_OF)
    set_rate(store, actor, ("EUR", "USD"), "1.1", date(2026, 1, 5), "ECB", AS_OF)
    assert [row.rate.rate for row in list_rates(store, actor)] == [Decimal("1.09"), Decimal("1.1")]


@pytest.mark.parametrize(("pair", "rate", "on", "words"), [
    (("EUR", "EUR"), "1", AS_OF, "one currency"), (("EUR", "XYZ"), "1", AS_OF, "no currency"),
    (("EUR", "USD"), "0", AS_OF, "out of range"), (("EUR", "USD"), "-1", AS_OF, "out of range"),
    (("EUR", "USD"), "much", AS_OF, "no rate"), (("EUR", "USD"), "NaN", AS_OF, "out of range"),
    (("EUR", "USD"), "1", date(2026, 11, 24), "lies after"),
])  # fmt: skip
def test_a_rate_that_is_none_is_refused(
    store: Store, actor: Actor, pair: tuple[str, str], rate: str, on: date, words: str
) -> None:
    with pytest.raises(PlannerError, match=words):
        set_rate(store, actor, pair, rate, on, "", AS_OF)
    assert list_rates(store, actor) == ()
    with pytest.raises(PlannerError, match="no rate 7"):
        remove_rate(store, actor, 7)
