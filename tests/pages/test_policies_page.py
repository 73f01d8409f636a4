"""Policies and prices: edits show their effect first; saving, discarding and taking back."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.clients import create_client
from planner.actions.policies import preview_rules, save_rules
from planner.actions.roadmaps import client_roadmap
from planner.actions.rule_change import RuleChange
from planner.actions.rule_history import rules_history
from planner.actions.rule_views import client_rules
from planner.sharing.people import Actor
from planner.store import Store
from tests.pages.conftest import AS_OF, Open, fine, texts
from web.policies import round_key
from web.policies_grids import edited, order, policy_frame

DAY = date.fromisoformat(AS_OF)


def cell(app, grid: str, row: int, values: dict):
    """Types into one row of a grid, as the browser tells it."""
    app.session_state[grid] = {"edited_rows": {row: values}, "added_rows": [], "deleted_rows": []}
    return app.run()


def key_of(store: Store, actor: Actor, client_id: int) -> str:
    rules = client_rules(store, actor, client_id)
    return round_key(client_id, rules, rules_history(store, actor, client_id))


def with_plan(open_page: Open, store: Store, actor: Actor, client_id: int, years: float):
    """The page with another plan age typed for laptops, which stand in the first row."""
    return cell(open_page("policies"), f"policies_{key_of(store, actor, client_id)}", 0, {"plan_years": years})


def number(app, label: str):
    return next(item for item in app.number_input if item.label.startswith(label))


def test_an_edited_age_shows_the_actions_own_effect_and_stores_nothing(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    app = fine(with_plan(open_page, page_store, actor, ada, 5))
    change = RuleChange(policies={"laptop": {"plan_years": 5}})
    assert preview_rules(page_store, actor, ada, change, DAY).sentence in texts(app)
    assert "Moves 2 devices" in texts(app)
    assert rules_history(page_store, actor, ada) == ()


def test_saved_it_counts_and_taken_back_it_does_not(open_page: Open, page_store: Store, actor: Actor, ada: int) -> None:
    before = client_roadmap(page_store, actor, ada, DAY).budget.total
    app = with_plan(open_page, page_store, actor, ada, 5)
    app = fine(app.button(key="save_rules").click().run())
    assert client_rules(page_store, actor, ada).policies[0].rule.plan_months == 60
    assert "1 rule is this client&#x27;s own" in texts(app)
    assert "Laptops: default → plan 5 years" in "".join(item.value for item in app.markdown).replace("\\", "")
    entry = rules_history(page_store, actor, ada)[0].entry_id
    fine(app.button(key=f"undo_{entry}").click().run())
    assert client_roadmap(page_store, actor, ada, DAY).budget.total == before


def test_discarded_nothing_is_left_of_it(open_page: Open, page_store: Store, actor: Actor, ada: int) -> None:
    app = with_plan(open_page, page_store, actor, ada, 5)
    app = fine(app.button(key="discard_rules").click().run())
    assert "Moves" not in texts(app)
    assert not [button for button in app.button if button.key == "save_rules"]


def test_what_does_not_fit_is_told_together_and_cannot_be_saved(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    key = key_of(page_store, actor, ada)
    app = open_page("policies")
    app.session_state[f"policies_{key}"] = {
        "edited_rows": {0: {"plan_years": 6, "limit_years": 5.5}, 1: {"plan_years": 0}}, "added_rows": [], "deleted_rows": []
    }  # fmt: skip
    app = app.run()
    assert not app.exception
    (error,) = app.error
    assert error.value.count("\n- ") == 2
    assert "0 years is out of range" in error.value.replace("\\", "")
    assert app.button(key="save_rules").disabled


def test_tax_is_a_term_and_moves_no_device(open_page: Open, page_store: Store, actor: Actor, ada: int) -> None:
    app = fine(open_page("policies"))
    app = fine(number(app, "Tax").set_value(20.0).run())
    assert "Moves no device" in texts(app)
    fine(app.button(key="save_rules").click().run())
    assert client_rules(page_store, actor, ada).terms["tax_basis_points"] == 2000


def test_a_price_is_edited_and_emptied_again(open_page: Open, page_store: Store, actor: Actor, ada: int) -> None:
    app = cell(open_page("policies"), f"prices_{key_of(page_store, actor, ada)}", 0, {"hardware": 1500.0})
    app = fine(app.button(key="save_rules").click().run())
    assert client_rules(page_store, actor, ada).prices[0].hardware_minor == 150_000
    app = cell(app, f"prices_{key_of(page_store, actor, ada)}", 0, {"hardware": None})
    fine(app.button(key="save_rules").click().run())
    assert not client_rules(page_store, actor, ada).prices[0].is_own


def test_one_device_gets_a_useful_life_of_its_own(open_page: Open, page_store: Store, actor: Actor, ada: int) -> None:
    app = fine(open_page("policies"))
    chooser = next(item for item in app.selectbox if item.label == "Give a device its own")
    app = chooser.select_index(1).run()
    app = fine(number(app, "Useful life").set_value(6.5).run())
    fine(app.button(key="save_rules").click().run())
    assert [row.months for row in client_rules(page_store, actor, ada).lives] == [78]


def test_what_a_browser_says_of_locked_columns_does_not_count(page_store: Store, actor: Actor, ada: int) -> None:
    frame = policy_frame(client_rules(page_store, actor, ada))
    forged = frame.assign(units=99, label="x")
    assert edited(frame, forged, ("plan_years", "limit_years", "mode")) == {}


def test_the_categories_that_the_client_has_come_first(page_store: Store, actor: Actor, ada: int) -> None:
    assert order(client_rules(page_store, actor, ada))[:3] == ["laptop", "server", "firewall"]


@pytest.mark.usefixtures("ada")
def test_the_first_line_says_the_rules(open_page: Open) -> None:
    assert "Laptops are replaced at 4 years" in texts(fine(open_page("policies")))


def test_an_edit_is_not_carried_over_to_the_next_version_of_the_rules(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    app = with_plan(open_page, page_store, actor, ada, 5)
    save_rules(page_store, actor, ada, RuleChange(terms={"tax": 20}), DAY)
    assert "Moves" not in texts(fine(app.run()))


def test_without_a_client_the_page_says_what_to_do(open_page: Open) -> None:
    assert "There is no client yet" in texts(fine(open_page("policies")))


def test_a_client_without_devices_has_rules_all_the_same(open_page: Open, page_store: Store, actor: Actor) -> None:
    client_id = create_client(page_store, actor, "New Ltd", currency="JPY")
    app = fine(open_page("policies"))
    assert "All rules and prices are the defaults." in texts(app)
    app = fine(with_plan(open_page, page_store, actor, client_id, 5))
    assert "This moves no device and changes no amount." in texts(app)
    fine(app.button(key="save_rules").click().run())
    assert client_rules(page_store, actor, client_id).policies[0].rule.plan_months == 60
