"""Contracts: the answer in words, the calendar, edits with all faults at once, ending, taking back, a list."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.contracts import (
    ContractEdits,
    client_contracts,
    contract_history,
    save_contracts,
)
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.test_contracts import LICENCES, OFFICE
from tests.pages.conftest import AS_OF, Open, fine, texts
from web.contracts_grid import contract_frame, grid_key, read_edits

DAY = date.fromisoformat(AS_OF)


@pytest.fixture
def office(page_store: Store, actor: Actor, ada: int) -> int:
    """Ada's client with one contract; gives the client's id."""
    save_contracts(page_store, actor, ada, ContractEdits(added=(OFFICE,)))
    return ada


def typed(open_page: Open, store: Store, actor: Actor, client_id: int, **edits):
    """The page with these edits of its grid, as the browser tells them."""
    app = fine(open_page("contracts"))
    seen, history = client_contracts(store, actor, client_id, DAY), contract_history(store, actor, client_id)
    blank = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state[grid_key(client_id, seen, history)] = blank | edits
    return app.run()


def contracts(store: Store, actor: Actor, client_id: int):
    return client_contracts(store, actor, client_id, DAY).contracts


def test_without_contracts_the_page_says_what_to_do(open_page: Open, ada: int) -> None:
    app = fine(open_page("contracts"))
    assert "Ada &amp; Co has no contracts yet." in texts(app)
    assert "Drop a list of licences or subscriptions" in texts(app)


def test_the_answer_says_what_it_costs_and_what_to_decide_first(open_page: Open, office: int) -> None:
    app = fine(open_page("contracts"))
    assert "1 contract costs $9,800 in the next twelve months, before tax" in texts(app)
    assert "decide first about Office suite (Contoso) by 1\u00a0May\u00a02027" in texts(app)
    assert "$10,080 a year, now $9,600" in texts(app)


def test_typed_seats_are_saved_and_can_be_taken_back(
    open_page: Open, page_store: Store, actor: Actor, office: int
) -> None:
    app = fine(typed(open_page, page_store, actor, office, edited_rows={0: {"quantity": 50}}))
    fine(app.button(key="save_contracts").click().run())
    assert contracts(page_store, actor, office)[0].quantity == 50
    entry = contract_history(page_store, actor, office)[0].entry_id
    app = fine(open_page("contracts"))
    fine(app.button(key=f"undo_{entry}").click().run())
    assert contracts(page_store, actor, office)[0].quantity == 40


def test_all_faults_are_told_at_once_and_nothing_is_saved(
    open_page: Open, page_store: Store, actor: Actor, office: int
) -> None:
    app = typed(open_page, page_store, actor, office, edited_rows={0: {"quantity": 0, "uplift": 900.0}},
                added_rows=[{"name": "Mail", "unit_price": -3.0}])  # fmt: skip
    assert not app.exception
    (error,) = app.error
    assert error.value.count("\n- ") == 4
    assert "neither a start nor an end" in error.value.replace("\\", "")
    assert app.button(key="save_contracts").disabled
    assert len(contract_history(page_store, actor, office)) == 1


def test_a_row_is_added_and_another_taken_out(open_page: Open, page_store: Store, actor: Actor, office: int) -> None:
    row = {"name": "Line", "unit_price": 19.99, "starts_on": "2026-09-01", "billing": "month", "quantity": 1}
    app = fine(typed(open_page, page_store, actor, office, added_rows=[row], deleted_rows=[0]))
    fine(app.button(key="save_contracts").click().run())
    (line,) = contracts(page_store, actor, office)
    assert (line.name, line.unit_price_minor, line.starts_on) == ("Line", 1_999, date(2026, 9, 1))


def test_the_first_contract_is_typed_into_an_empty_grid(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    row = {"name": "Line", "unit_price": 40, "starts_on": "2026-09-01", "ends_on": "2027-08-31", "vendor": "Zen"}
    app = fine(typed(open_page, page_store, actor, ada, added_rows=[row]))
    fine(app.button(key="save_contracts").click().run())
    (line,) = contracts(page_store, actor, ada)
    assert (line.label, line.starts_on, line.ends_on) == ("Line (Zen)", date(2026, 9, 1), date(2027, 8, 31))


def test_an_emptied_end_follows_from_start_and_term_again(
    open_page: Open, page_store: Store, actor: Actor, office: int
) -> None:
    app = fine(
        typed(open_page, page_store, actor, office, edited_rows={0: {"ends_on": None, "starts_on": "2026-08-01"}})
    )
    fine(app.button(key="save_contracts").click().run())
    assert contracts(page_store, actor, office)[0].ends_on == date(2027, 7, 31)


def test_an_added_row_of_defaults_alone_is_none(page_store: Store, actor: Actor, office: int) -> None:
    seen = client_contracts(page_store, actor, office, DAY)
    frame = contract_frame(seen)
    assert read_edits(seen, frame, frame.copy()).is_empty
    after = frame.copy()
    after.loc[len(frame)] = {"quantity": 1, "billing": "year", "renews": True, "treatment": "opex"}
    assert read_edits(seen, frame, after).is_empty


def test_discarded_nothing_is_left_of_it(open_page: Open, page_store: Store, actor: Actor, office: int) -> None:
    app = fine(typed(open_page, page_store, actor, office, edited_rows={0: {"quantity": 50}}))
    app = fine(app.button(key="discard_edits").click().run())
    assert not [button for button in app.button if button.key == "save_contracts"]


def test_ending_without_a_reason_is_told_and_with_one_it_ends(
    open_page: Open, page_store: Store, actor: Actor, office: int
) -> None:
    app = fine(open_page("contracts"))
    app = fine(app.selectbox(key="end_which").select(1).run())
    app = app.button(key="end_contract").click().run()
    assert "not ended without a reason" in app.error[0].value
    app.text_input(key="end_why_1").input("moves to another suite")
    fine(app.button(key="end_contract").click().run())
    (ended,) = contracts(page_store, actor, office)
    assert (ended.ended_on, ended.ended_why) == (date(2027, 6, 30), "moves to another suite")
    app = fine(open_page("contracts"))
    app = fine(app.selectbox(key="end_which").select(1).run())
    fine(app.button(key="renew_again").click().run())
    assert contracts(page_store, actor, office)[0].ended_on is None


def test_a_dropped_list_is_shown_before_it_is_applied(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    app = fine(open_page("contracts"))
    app.file_uploader[0].upload("licences.csv", LICENCES.encode(), "text/csv")
    app = fine(app.run())
    assert "licences.csv: 7 rows read, 2 added, 3 skipped, 2 rejected." in texts(app)
    assert "It ends on 2026-03-30, before it starts" in texts(app)
    assert contracts(page_store, actor, ada) == ()
    app = fine(app.button(key="apply_contracts").click().run())
    assert [one.name for one in contracts(page_store, actor, ada)] == ["Backup", "Office suite"]
    assert "2 contracts cost" in texts(app)


def test_a_list_of_devices_is_refused_in_words(open_page: Open, ada: int) -> None:
    app = fine(open_page("contracts"))
    app.file_uploader[0].upload("devices.csv", b"Name,Serial number,Model\nA,PF3K9QX1,ThinkPad T14\n", "text/csv")
    app = app.run()
    assert not app.exception
    assert "No list of licences or contracts" in app.error[0].value
