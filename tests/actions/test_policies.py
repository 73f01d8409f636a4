"""What a change of the rules does is told before it is saved, to the day and to the penny, and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from planner.actions.policies import preview_rules, save_rules
from planner.actions.roadmaps import client_roadmap
from planner.actions.rule_change import RuleChange
from planner.actions.rule_history import rules_history, undo_rules
from planner.actions.rule_views import client_rules
from planner.errors import PlannerError
from planner.frames import to_records
from planner.money import to_minor
from planner.records import AuditEntry
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of
from tests.actions.rules import AS_OF, acme

FIVE_YEARS = RuleChange(policies={"laptop": {"plan_years": 5, "limit_years": 6}})


def due_days(store: Store, actor: Actor, client_id: int) -> dict[str, date]:
    schedule = client_roadmap(store, actor, client_id, AS_OF).schedule
    return {row["name"]: row["due_on"] for row in to_records(schedule[["name", "due_on"]])}


def by_year(store: Store, actor: Actor, client_id: int) -> dict[str, int]:
    return client_roadmap(store, actor, client_id, AS_OF).budget.by_year()


def entries(store: Store) -> int:
    with store.reading() as session:
        return session.execute(select(func.count()).select_from(table_of(AuditEntry))).scalar_one()


def test_five_years_instead_of_four_moves_each_laptop_by_twelve_months(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    effect = preview_rules(store, actor, client_id, FIVE_YEARS, AS_OF).effect
    assert [(moved.device, moved.due_before, moved.due_after) for moved in effect.moved] == [
        ("LT1", date(2027, 3, 1), date(2028, 3, 1)),
        ("LT2", date(2027, 5, 1), date(2028, 5, 1)),
        ("LT3", date(2028, 6, 1), date(2029, 6, 1)),
    ]
    assert [(moved.planned_before, moved.planned_after) for moved in effect.moved] == [
        ("FY27 Q4", "FY28 Q4"), ("FY28 Q1", "FY29 Q1"), ("FY29 Q1", ""),
    ]  # fmt: skip


def test_the_effect_by_fiscal_year_is_the_sum_by_hand(store: Store, actor: Actor) -> None:
    # One laptop is £1,000 + 2 h × £60 = £1,120. Before: LT1 in FY27, LT2 in FY28, LT3 in FY29.
    # After: LT1 in FY28, LT2 in FY29, LT3 beyond the eight quarters.
    preview = preview_rules(store, actor, acme(store, actor), FIVE_YEARS, AS_OF)
    years = {year: (amounts.before, amounts.after) for year, amounts in preview.effect.by_year.items()}
    assert years == {"FY27": (112_000, 0), "FY28": (112_000, 112_000), "FY29": (112_000, 112_000)}
    assert (preview.effect.total.before, preview.effect.total.after) == (336_000, 224_000)
    assert preview.sentence == "Moves 3 devices; −£1,120 in FY27."


def test_the_rows_of_the_effect_add_up_to_its_years(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    change = RuleChange(FIVE_YEARS.policies, terms={"contingency": "7.5", "tax": 20, "price_growth": 4})
    effect = preview_rules(store, actor, client_id, change, AS_OF).effect
    assert set(effect.by_row) == {"laptop", "contingency", "tax"}
    for year, amounts in effect.by_year.items():
        assert sum(row[year].change for row in effect.by_row.values()) == amounts.change


def test_a_preview_stores_nothing_and_what_is_saved_is_what_was_shown(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    before, days, years = entries(store), due_days(store, actor, client_id), by_year(store, actor, client_id)
    effect = preview_rules(store, actor, client_id, FIVE_YEARS, AS_OF).effect
    assert (entries(store), due_days(store, actor, client_id)) == (before, days)
    save_rules(store, actor, client_id, FIVE_YEARS, AS_OF)
    assert entries(store) == before + 1
    assert due_days(store, actor, client_id) == {moved.device: moved.due_after for moved in effect.moved}
    after = by_year(store, actor, client_id)
    assert {year: after.get(year, 0) - years.get(year, 0) for year in effect.by_year} == {
        year: amounts.change for year, amounts in effect.by_year.items()
    }


def test_a_price_of_1500_costs_500_more_each_and_moves_no_device(store: Store, actor: Actor) -> None:
    change = RuleChange(prices={"laptop": {"hardware": "1500.00"}})
    preview = preview_rules(store, actor, acme(store, actor), change, AS_OF)
    assert {year: amounts.change for year, amounts in preview.effect.by_year.items()} == {
        "FY27": 50_000, "FY28": 50_000, "FY29": 50_000,
    }  # fmt: skip
    assert preview.effect.moved == ()
    assert preview.sentence == ("Moves no device; +£500 in FY27, +£500 in FY28, +£500 in FY29; in all +£1,500.")


def test_growth_is_from_the_prices_day_to_the_quarter(store: Store, actor: Actor) -> None:
    # 10 % a year: LT1 3 whole months after 23 Nov 2026, LT2 5, LT3 18. Labour does not grow.
    preview = preview_rules(store, actor, acme(store, actor), RuleChange(terms={"price_growth": 10}), AS_OF)
    expected = [to_minor(round(1000 * 1.1 ** (months / 12), 2), "GBP") - 100_000 for months in (3, 5, 18)]
    assert [amounts.change for amounts in preview.effect.by_year.values()] == expected


def test_another_first_month_names_the_years_anew_and_moves_no_device(store: Store, actor: Actor) -> None:
    # From January: LT1 (1 Mar 2027) and LT2 (1 May 2027) in FY27, LT3 (1 Jun 2028) in FY28.
    preview = preview_rules(store, actor, acme(store, actor), RuleChange(terms={"fiscal_first_month": 1}), AS_OF)
    assert {year: amounts.after for year, amounts in preview.effect.by_year.items()} == {
        "FY26": 0, "FY27": 224_000, "FY28": 112_000, "FY29": 0,
    }  # fmt: skip
    assert preview.effect.moved == ()


def test_one_device_may_live_longer_than_its_category(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    change = RuleChange(lives={1: "5.5"})
    effect = preview_rules(store, actor, client_id, change, AS_OF).effect
    assert [(moved.device, moved.due_after) for moved in effect.moved] == [("LT1", date(2028, 9, 1))]
    save_rules(store, actor, client_id, change, AS_OF)
    assert [(row.device, row.months) for row in client_rules(store, actor, client_id).lives] == [("LT1", 66)]
    undo_rules(store, actor, client_id, rules_history(store, actor, client_id)[0].entry_id)
    assert due_days(store, actor, client_id)["LT1"] == date(2027, 3, 1)


def test_on_failure_takes_the_dates_away(store: Store, actor: Actor) -> None:
    change = RuleChange(policies={"laptop": {"mode": "on_failure"}})
    effect = preview_rules(store, actor, acme(store, actor), change, AS_OF).effect
    assert [moved.due_after for moved in effect.moved] == [None, None, None]
    assert effect.total.after > 0


def test_emptied_goes_back_to_the_default(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    save_rules(store, actor, client_id, FIVE_YEARS, AS_OF)
    back = RuleChange({"laptop": {"plan_years": None, "limit_years": None}}, {"laptop": None})
    save_rules(store, actor, client_id, back, AS_OF)
    rules = client_rules(store, actor, client_id)
    assert all(row.own == () for row in rules.policies)
    assert not any(row.is_own for row in rules.prices)
    assert due_days(store, actor, client_id)["LT1"] == date(2027, 3, 1)


WRONG = [
    ({"policies": {"laptop": {"limit_years": 3}}}, "limit of 3 years lies below the plan age of 4 years"),
    (
        {"policies": {"laptop": {"plan_years": 6, "limit_years": 5}}},
        "limit of 5 years lies below the plan age of 6 years",
    ),
    ({"policies": {"laptop": {"plan_years": 0}}}, "0 years is out of range"),
    ({"policies": {"laptop": {"plan_years": -2}}}, "-2 years is out of range"),
    ({"policies": {"laptop": {"plan_years": "soon"}}}, "'soon' is no number"),
    ({"policies": {"laptop": {"plan_years": "4.03"}}}, "no whole number of months"),
    ({"policies": {"laptop": {"mode": "whenever"}}}, "no way of replacement 'whenever'"),
    ({"policies": {"laptop": {"colour": "red"}}}, "no rule 'colour'"),
    ({"policies": {"toaster": {"plan_years": 4}}}, "toaster: There is no such category"),
    ({"policies": {"monitor": {"mode": "follows"}}}, "Monitors follow no other category"),
    ({"policies": {"virtual_machine": {"mode": "scheduled"}}}, "have no plan age"),
    ({"prices": {"laptop": {"hardware": -1}}}, "-1 is less than nothing"),
    ({"prices": {"laptop": {"hardware": "10.005"}}}, "more decimals than GBP has"),
    ({"prices": {"laptop": {"hardware": 900, "currency": "USD"}}}, "in USD, the client's currency is GBP"),
    ({"prices": {"laptop": {"labour_hours": -1}}}, "-1 hours of labour is out of range"),
    ({"prices": {"laptop": {"priced_on": date(2027, 1, 1)}}}, "lies after 2026-11-23"),
    ({"prices": {"toaster": {"hardware": 20}}}, "toaster: There is no such category"),
    ({"terms": {"tax": 101}}, "Tax: 101 % is out of range"),
    ({"terms": {"fiscal_first_month": 13}}, "13 is out of range"),
    ({"terms": {"lead_days": -1}}, "-1 is out of range"),
    ({"terms": {"labour_rate": "a lot"}}, "'a lot' is no number"),
    ({"terms": {"mood": 1}}, "no rule 'mood'"),
    ({"lives": {99: 5}}, "Device 99: It is not among this client's"),
]


@pytest.mark.parametrize(("change", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_does_not_fit_is_told_and_nothing_is_stored(
    store: Store, actor: Actor, change: dict, message: str
) -> None:
    client_id = acme(store, actor)
    before = entries(store)
    preview = preview_rules(store, actor, client_id, RuleChange(**change), AS_OF)
    assert preview.effect is None
    assert [message in problem.message for problem in preview.problems] == [True]
    with pytest.raises(PlannerError, match="Nothing was stored"):
        save_rules(store, actor, client_id, RuleChange(**change), AS_OF)
    assert entries(store) == before


def test_all_that_is_wrong_is_told_at_once_and_the_right_half_is_not_stored(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    days = due_days(store, actor, client_id)
    change = RuleChange(
        {"laptop": {"plan_years": 5}, "server": {"plan_years": 0}, "switch": {"limit_years": 1}},
        {"desktop": {"hardware": -5}},
        {"tax": 200},
    )
    preview = preview_rules(store, actor, client_id, change, AS_OF)
    assert [problem.message.split(":")[0] for problem in preview.problems] == [
        "Servers, plan age", "Switches", "Desktops, hardware price", "Tax",
    ]  # fmt: skip
    with pytest.raises(PlannerError, match="4 of the values do not fit"):
        save_rules(store, actor, client_id, change, AS_OF)
    assert due_days(store, actor, client_id) == days


def test_a_change_is_taken_back_and_later_ones_stay(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    save_rules(store, actor, client_id, RuleChange(FIVE_YEARS.policies, terms={"tax": 20}), AS_OF)
    first = rules_history(store, actor, client_id)[0]
    save_rules(store, actor, client_id, RuleChange(terms={"tax": 10}), AS_OF)
    undo_rules(store, actor, client_id, first.entry_id)
    rules = client_rules(store, actor, client_id)
    assert rules.terms["tax_basis_points"] == 1000
    assert all(row.own == () for row in rules.policies)
    with pytest.raises(PlannerError, match="was before"):
        undo_rules(store, actor, client_id, first.entry_id)


def test_the_history_says_who_changed_what_from_what_to_what(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    save_rules(store, actor, client_id, RuleChange(terms={"labour_rate": "75.50"}), AS_OF)
    newest, price = rules_history(store, actor, client_id)
    assert (newest.actor, newest.made_at) == (actor.name, actor.acting_at)
    assert newest.details["terms"] == {"labour_rate_minor": {"before": 6000, "after": 7550}}
    assert price.details["prices"]["laptop"]["after"]["hardware_minor"] == 100_000
    assert newest.can_undo


def test_a_change_of_another_client_cannot_be_taken_back_here(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    entry = rules_history(store, actor, client_id)[0]
    with pytest.raises(PlannerError, match="no change"):
        undo_rules(store, actor, client_id + 1, entry.entry_id)


def test_saving_what_holds_already_is_refused(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    with pytest.raises(PlannerError, match="hold already"):
        save_rules(store, actor, client_id, RuleChange(terms={"labour_rate": 60}), AS_OF)


def test_on_each_store_a_rule_is_saved_replaced_and_taken_back(any_store: Store, actor: Actor) -> None:
    client_id = acme(any_store, actor)
    save_rules(any_store, actor, client_id, FIVE_YEARS, AS_OF)
    save_rules(any_store, actor, client_id, RuleChange(policies={"laptop": {"plan_years": "5.5"}}), AS_OF)
    assert due_days(any_store, actor, client_id)["LT1"] == date(2028, 9, 1)
    undo_rules(any_store, actor, client_id, rules_history(any_store, actor, client_id)[0].entry_id)
    assert due_days(any_store, actor, client_id)["LT1"] == date(2028, 3, 1)
