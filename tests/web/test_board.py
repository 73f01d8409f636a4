"""What comes back from the board is believed only where the board it belongs to allows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from planner.errors import PlannerError
from web.board import BoardCard, BoardColumn, Drop, checked_drop
from web.board.model import drop_of

COLUMNS = (
    BoardColumn("unscheduled", "Unscheduled", "", "$0", "", False, False),
    BoardColumn("2026-10-01", "FY27 Q2", "Oct–Dec 2026", "$10", "$40", False, True),
    BoardColumn("2027-01-01", "FY27 Q3", "Jan–Mar 2027", "$20", "$40", False, False),
)
CARDS = tuple(
    BoardCard(key, title, "", "Run", "Run", "High", status, "$10", "1 device", column, is_movable)
    for key, title, status, column, is_movable in (
        ("i7", "Replace 14 laptops", "planned", "unscheduled", True),
        ("i8", "New firewall", "ordered", "2026-10-01", False),
    )
)


def test_a_movable_card_may_go_to_an_open_column() -> None:
    drop = Drop("i7", "2027-01-01", "n")
    assert checked_drop(drop, COLUMNS, CARDS) is drop


def test_a_card_dropped_where_it_is_moves_nothing() -> None:
    assert checked_drop(Drop("i7", "unscheduled", "n"), COLUMNS, CARDS) is None
    assert checked_drop(Drop("i8", "2026-10-01", "n"), COLUMNS, CARDS) is None


@pytest.mark.parametrize(
    ("card", "column", "message"),
    [
        ("i9", "2027-01-01", "There is no such card on this board."),
        ("", "2027-01-01", "There is no such card on this board."),
        ("i7", "2041-01-01", "“Replace 14 laptops” cannot be moved to a quarter that is not on this board."),
        ("i7", "2027-01-01' OR 1=1", "“Replace 14 laptops” cannot be moved to a quarter that is not on this board."),
        ("i7", "2026-10-01", "FY27 Q2 is closed; nothing can be moved into it."),
        ("i8", "2027-01-01", "“New firewall” cannot be moved (ordered)."),
    ],
)
def test_any_other_drop_is_refused_in_words(card: str, column: str, message: str) -> None:
    with pytest.raises(PlannerError) as refused:
        checked_drop(Drop(card, column, "n"), COLUMNS, CARDS)
    assert refused.value.message == message


@pytest.mark.parametrize(
    "sent",
    [
        "i7", 7, [], {}, {"card": "i7", "column": "2027-01-01"}, {"card": 7, "column": "2027-01-01", "nonce": "n"},
        {"card": "i7", "column": "2027-01-01", "nonce": ""}, {"card": "i" * 201, "column": "2027-01-01", "nonce": "n"},
    ],
)  # fmt: skip
def test_what_is_no_drop_at_all_is_refused(sent: object) -> None:
    with pytest.raises(PlannerError, match="not a move"):
        drop_of(sent)


def test_a_drop_is_read_as_it_was_sent() -> None:
    assert drop_of({"card": "i7", "column": "2027-01-01", "nonce": "n", "more": 1}) == Drop("i7", "2027-01-01", "n")


def test_a_page_with_a_board_runs_without_a_browser() -> None:
    page = AppTest.from_file(str(Path(__file__).parents[1] / "browser" / "board_page.py")).run()
    assert not page.exception
    assert page.text[0].value == "Drops: 0"
