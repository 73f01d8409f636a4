"""What may not be seen is taken out of people's words, and only that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.money import format_money
from planner.roadmap.document import Parameter, Sentence
from planner.roadmap.document_redaction import MARK, Redaction, Removed

NAMES = frozenset({"HLA-LT-001", "PF3K9QX1", "Ada Lovelace", "Server", "1001", "100123", "OFFICE\\bob"})


def cleared(words: str, *, without_costs: bool = True) -> str:
    return Redaction(NAMES, without_costs).text(words, "a note", [])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Call ada lovelace about hla-lt-001 (PF3K9QX1).", f"Call {MARK} about {MARK} ({MARK})."),
        ("The server room and 1001 nights stay.", "The server room and 1001 nights stay."),
        ("Tag 100123 is Office\\Bob's.", f"Tag {MARK} is {MARK}'s."),
        ("Mail ada@example.com or open 10.20.0.7, aa:bb:cc:dd:ee:ff.", f"Mail {MARK} or open {MARK}, {MARK}."),
        ("Windows 10.0.19045 until 12:30 on 14.10.2026", "Windows 10.0.19045 until 12:30 on 14.10.2026"),
    ],
)
def test_names_and_addresses_go_and_ordinary_words_stay(written: str, shown: str) -> None:
    assert cleared(written) == shown


@pytest.mark.parametrize(
    "amount", ["£5,000", "5000 GBP", "5k dollars", "USD 5.000,00", "€5", "1 200 €", "CHF 1'200.-", "5k", "12,5 kr",
               "$1.2 million", "100 pounds", "¥120000"],
)  # fmt: skip
def test_an_amount_in_any_writing_goes_without_costs_and_stays_with_them(amount: str) -> None:
    words = f"It was {amount} last year, for 14 laptops in 2027."
    gone = cleared(words)
    assert amount not in gone
    assert "for 14 laptops in 2027." in gone
    assert cleared(words, without_costs=False) == words


@given(st.integers(100, 10**9), st.sampled_from(["GBP", "USD", "EUR", "JPY", "CHF", "SEK"]),
       st.sampled_from(["en_GB", "de_DE", "fr_FR", "sv_SE", "de_CH"]), st.booleans())  # fmt: skip
def test_no_amount_as_any_locale_writes_it_is_left(minor: int, currency: str, locale: str, whole: bool) -> None:
    written = format_money(minor, currency, locale, whole=whole)
    assert not any(sign.isdigit() for sign in cleared(f"It costs {written} then"))


@given(st.lists(st.from_regex(r"[A-Z]{2,4}-?[0-9]{3,6}", fullmatch=True), min_size=1, max_size=5), st.data())
def test_no_name_of_a_device_is_left_wherever_it_stands(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    before, after = (data.draw(st.sampled_from(["", " ", "(", ", ", "/", '"', "\n"])) for _ in range(2))
    said = Redaction(frozenset(names), without_costs=False).text(f"see{before or ' '}{name.lower()}{after or ' '}there", "", [])
    assert name.casefold() not in said.casefold()


def test_money_goes_out_of_a_sentence_by_its_type_and_what_was_found_is_told() -> None:
    removed: list[Removed] = []
    parts = (Parameter("text", "text", "Ask Ada Lovelace"), Parameter("yearly", "money", 120_000))
    kept = Redaction(NAMES, without_costs=True).sentence(Sentence("project_why", parts), "a reason", removed)
    assert kept.parameters == (Parameter("text", "text", f"Ask {MARK}"),)
    assert removed == [Removed("a reason", "device or person", "Ada Lovelace")]
