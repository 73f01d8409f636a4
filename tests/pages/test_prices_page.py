"""Policies and prices: parts of a price, models and specifications, terms of tax and time; and a device's cost."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.actions.policies import save_rules
from planner.actions.rule_change import RuleChange
from planner.actions.rule_history import rules_history
from planner.actions.rule_views import client_rules
from planner.sharing.people import Actor
from planner.store import Store
from tests.pages.conftest import AS_OF, Open, fine, texts
from web.policies import round_key
from web.policies_special import given_special, special_frame

DAY = date.fromisoformat(AS_OF)
T14 = ("laptop", "model", "T14")


def typed(app: Any, grid: str, **edits: Any) -> Any:
    """What a browser tells of a grid's edits."""
    app.session_state[grid] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []} | edits
    return app.run()


def key_of(store: Store, actor: Actor, client_id: int) -> str:
    rules = client_rules(store, actor, client_id)
    return round_key(client_id, rules, rules_history(store, actor, client_id))


def saved(app: Any) -> Any:
    return fine(app.button(key="save_rules").click().run())


def test_the_parts_of_a_price_show_their_effect_and_are_saved(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    grid = f"prices_{key_of(page_store, actor, ada)}"
    app = fine(
        typed(open_page("policies"), grid, edited_rows={0: {"accessories": 80.0, "trade_in": 25.5, "growth": 4}})
    )
    assert "Moves no device; +" in texts(app)
    app = saved(app)
    laptop = client_rules(page_store, actor, ada).prices[0]
    assert (laptop.accessories_minor, laptop.trade_in_minor, laptop.growth_basis_points) == (8_000, 2_550, 400)
    history = "".join(item.value for item in app.markdown).replace("\\", "")
    assert "80.00 accessories" in history
    assert "growing 4 % a year" in history


def test_a_models_price_is_added_and_taken_out_in_the_grid(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    row = {"category": "laptop", "kind": "model", "text": " T14 ", "hardware": 1500.0}
    app = typed(open_page("policies"), f"special_{key_of(page_store, actor, ada)}", added_rows=[row])
    app = saved(app)
    (price,) = client_rules(page_store, actor, ada).special_prices
    assert (price.text, price.hardware_minor, price.priced_on) == ("T14", 150_000, DAY)
    assert "1 price is this client&#x27;s own" in texts(app)
    app = typed(app, f"special_{key_of(page_store, actor, ada)}", deleted_rows=[0])
    saved(app)
    assert client_rules(page_store, actor, ada).special_prices == ()


def test_a_row_without_words_says_nothing_yet_and_a_renamed_one_is_another(
    page_store: Store, actor: Actor, ada: int
) -> None:
    save_rules(page_store, actor, ada, RuleChange(special_prices={T14: {"hardware": 1500}}), DAY)
    before = special_frame(client_rules(page_store, actor, ada))
    assert given_special(before, before) == {}
    begun = before.reindex([0, 1])
    begun.loc[1, "hardware"] = 900.0
    assert given_special(before, begun) == {}
    renamed = before.assign(text=["T14s"])
    given = given_special(before, renamed)
    assert given == {
        T14: None, ("laptop", "model", "T14s"): {"hardware": 1500.0, "priced_on": DAY},
    }  # fmt: skip


def test_tax_and_months_that_are_kept_free_are_terms(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    app = fine(open_page("policies"))
    months = next(item for item in app.multiselect if item.label == "Months kept free")
    app = months.set_value([12, 1]).run()
    app = next(item for item in app.selectbox if item.label == "How tax counts").set_value("excluded").run()
    app = saved(app)
    terms = client_rules(page_store, actor, ada).terms
    assert (terms["blackout_months"], terms["tax_treatment"]) == ("1,12", "excluded")
    history = "".join(item.value for item in app.markdown).replace("\\", "")
    assert "Months kept free: none → Jan, Dec" in history
    assert "Tax treatment: added to the totals → left out: before tax" in history
