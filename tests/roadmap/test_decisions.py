"""What counts of decisions: laws over any order of them, by any people, on any version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from planner.roadmap.decisions import KINDS, Given, allowed_minor, changed_since, counting, disagree, outcome, person
from planner.roadmap.document import DocumentLine, Sentence

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LINE = DocumentLine(
    key="project:1", title=Sentence("text"), why=Sentence("text"), lane="Protect", priority="high", status="proposed",
    quarter_starts_on=date(2027, 1, 1), devices=10, digest="", amount_minor=100_000,
)  # fmt: skip


def said(number: int, who: str, kind: str, line: str = "a", round_number: int = 1, **given: object) -> Given:
    return Given(number, line, kind, who, 1, round_number, NOW, **given)


everything = st.lists(
    st.tuples(st.sampled_from(["Ines", "ines ", "Bob"]), st.sampled_from(KINDS), st.sampled_from("ab"),
              st.integers(1, 2)), max_size=20,
).map(lambda rows: [said(number, *row) for number, row in enumerate(rows)])  # fmt: skip


@given(everything, st.randoms())
def test_of_each_person_the_newest_decision_of_the_round_counts_in_whatever_order_they_are_read(
    decisions: list[Given], shuffled: object
) -> None:
    counted = counting(decisions, 2)
    mixed = list(decisions)
    shuffled.shuffle(mixed)
    assert counting(mixed, 2) == counted
    for line in "ab":
        for who in ("ines", "bob"):
            own = [one for one in decisions if one.round == 2 and one.line_key == line and one.stance
                   and person(one.recipient) == who]  # fmt: skip
            assert [one for one in counted.get(line, ()) if person(one.recipient) == who] == own[-1:]


@given(everything)
def test_what_was_asked_or_said_in_another_round_decides_nothing(decisions: list[Given]) -> None:
    kept = [one for one in decisions if one.stance and one.round == 2]
    assert counting(decisions, 2) == counting(kept, 2)


@given(everything)
def test_a_line_is_disputed_just_where_people_stand_for_different_things(decisions: list[Given]) -> None:
    for counted in counting(decisions, 1).values():
        assert (outcome(counted) == "disputed") == disagree(counted) == (len({one.stance for one in counted}) > 1)


def test_two_who_defer_to_different_quarters_disagree() -> None:
    pair = tuple(
        said(at, who, "defer", quarter_starts_on=date(2027, month, 1))
        for at, (who, month) in enumerate((("Ines", 4), ("Bob", 7)))
    )
    assert disagree(pair)
    assert not disagree((pair[0], replace(pair[1], quarter_starts_on=date(2027, 4, 1))))


def test_the_least_that_anybody_lets_be_purchased_is_what_may_be() -> None:
    ines, bob = (said(at, who, "purchase", amount_minor=minor) for at, (who, minor) in
                 enumerate((("Ines", 500), ("Bob", 300))))  # fmt: skip
    assert allowed_minor((ines, bob)) == 300
    assert allowed_minor((ines, said(3, "Carl", "in_budget"))) is None
    assert allowed_minor(()) is None


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 2_000))
def test_an_amount_that_moves_by_more_than_the_tolerance_asks_again(was: int, now: int, tolerance: int) -> None:
    approved, today = replace(LINE, amount_minor=was), replace(LINE, amount_minor=now)
    assert changed_since(approved, today, tolerance) == (abs(now - was) > was * tolerance / 10_000)


def test_another_quarter_other_devices_or_none_ask_again_and_other_words_do_not() -> None:
    assert changed_since(LINE, None, 500)
    assert changed_since(LINE, replace(LINE, quarter_starts_on=date(2027, 4, 1)), 500)
    assert changed_since(LINE, replace(LINE, devices=12), 500)
    assert not changed_since(LINE, replace(LINE, title=Sentence("other"), digest="x"), 500)
    assert not changed_since(replace(LINE, amount_minor=None), LINE, 500)
