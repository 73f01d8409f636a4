"""What of any text a PDF can hold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.reports.pdf.clean import BOX, clean, shortened
from planner.reports.pdf.coverage import FONTS, covered
from planner.reports.pdf.pre_read import pre_read
from planner.reports.pdf.summary import summary
from tests.reports.pdf_documents import document, said

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("Zürich, Łódź, Ελλάδα, Київ: €1 – 2…", "Zürich, Łódź, Ελλάδα, Київ: €1 – 2…"), ("שלום مرحبا", "שלום مرحبا"),
        ("a\x00b\tc\u2028d", "a b c d"), ("one\r\ntwo\rthree", "one\ntwo\nthree"), ("\u202efdp.exe\u202c", "fdp.exe"),
        ("go \U0001f680", f"go {BOX}"), ("\U0001f469\U0001f3fd\u200d\U0001f467", BOX), ("東京", BOX * 2),
        ("ＡＢ１", "AB1"), ("\ue000\ud800\uffff", BOX * 3), ("e" + "\u0301" * 9, "é" + "\u0301" * 4),
        ("=1+1 #panic() $x$ <b> @a \\u{41}", "=1+1 #panic() $x$ <b> @a \\u{41}"),
    ],
)  # fmt: skip
def test_a_text_is_printed_as(given_text: str, printed: str) -> None:
    assert clean(given_text) == printed


@given(ANY)
def test_every_character_that_is_printed_has_a_glyph_and_cleaning_twice_changes_nothing(words: str) -> None:
    made = clean(words)
    assert {ord(letter) for letter in made} <= covered() | {ord("\n"), ord(" ")}
    assert clean(made) == made


@settings(max_examples=15, deadline=None)
@given(ANY)
def test_no_text_keeps_a_client_from_his_papers(words: str) -> None:
    plain = document(lines=1)
    odd = replace(
        plain, client=words, title=words, prepared_by=words, note=words, footer=words, contact=words,
        lines=(replace(plain.lines[0], title=said(words), why=said(words)),),
    )  # fmt: skip
    assert summary(odd).startswith(b"%PDF-1.7")
    assert pre_read(odd).startswith(b"%PDF-1.7")


def test_what_is_shortened_is_one_line_and_says_so() -> None:
    assert shortened("one\ntwo  three", 40) == "one two three"
    assert shortened("word " * 20, 12) == "word word w…"
    assert len(shortened("x" * 32_767, 300)) == 300


def test_the_fonts_come_with_their_licence_and_are_small() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(file.stat().st_size for file in FONTS.glob("*.[ot]tf")) < 1_500_000
