"""Case: the answer in words; figures are tried out at the side and saved for the client."""

from __future__ import annotations

from datetime import date
from html import unescape

from planner.actions.case import CaseInputs, client_case, stored_case_inputs
from planner.sharing.people import Actor
from planner.store import Store
from tests.pages.conftest import AS_OF, Open, fine, texts

DAY = date.fromisoformat(AS_OF)


def number(app, label: str):
    return next(item for item in app.number_input if item.label.startswith(label))


def test_it_opens_with_the_sentence_and_tells_every_assumption(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    shown = unescape(texts(fine(open_page("case"))))
    found = client_case(page_store, actor, ada, DAY)
    for sentence in (found.sentence, found.bad_luck, *found.assumptions):
        assert sentence in shown


def test_a_figure_tried_out_changes_the_answer_and_stores_nothing(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    app = open_page("case")
    app = fine(number(app, "People").set_value(40).run())
    assert client_case(page_store, actor, ada, DAY, CaseInputs(people_affected=40)).sentence in unescape(texts(app))
    assert "Tried out, not saved." in texts(app)
    assert stored_case_inputs(page_store, actor, ada) == CaseInputs()


def test_saved_it_counts_for_this_client_and_goes_back_to_the_starting_values(
    open_page: Open, page_store: Store, actor: Actor, ada: int
) -> None:
    app = open_page("case")
    number(app, "Monthly").set_value(250.0)
    app = fine(app.run())
    app = fine(app.button(key="save_case").click().run())
    assert stored_case_inputs(page_store, actor, ada) == CaseInputs(monthly_fee_minor=25_000)
    assert number(app, "Monthly").value == 250.0
    assert "The monthly service fee is $250" in unescape(texts(app))
    app = fine(app.button(key="reset_case").click().run())
    assert stored_case_inputs(page_store, actor, ada) == CaseInputs()
    assert number(app, "Monthly").value == 0.0
