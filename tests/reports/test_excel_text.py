"""Texts and money as cells show them."""

from __future__ import annotations

import pytest

from planner.reports.excel.grid import MAX_CELL_UNITS, clean_text
from planner.reports.excel.styles import date_format, money_format
from planner.reports.text_fit import lines_needed, text_pixels


@pytest.mark.parametrize(
    ("currency", "locale", "expected"),
    [
        ("USD", "en_US", '"$"#,##0;-"$"#,##0'),
        ("GBP", "en_GB", '"£"#,##0;-"£"#,##0'),
        ("EUR", "de_DE", '#,##0"\u00a0€";-#,##0"\u00a0€"'),
        ("CHF", "en_US", '"CHF\u00a0"#,##0;-"CHF\u00a0"#,##0'),
        ("EUR", "nl_NL", '"€\u00a0"#,##0;-"€\u00a0"#,##0'),
    ],
)
def test_money_stands_as_the_client_writes_it(currency: str, locale: str, expected: str) -> None:
    assert money_format(currency, locale) == expected


def test_cents_are_shown_where_they_are_asked_for_and_the_currency_has_them() -> None:
    assert money_format("USD", "en_US", whole=False) == '"$"#,##0.00;-"$"#,##0.00'
    assert money_format("JPY", "ja_JP", whole=False) == '"\uffe5"#,##0;-"\uffe5"#,##0'
    assert money_format("USD", "en_US", zero="–").endswith(';"–"')


def test_no_date_can_be_misread() -> None:
    assert date_format("en_US") == "mmm d, yyyy"
    assert date_format("en_GB") == date_format("de_DE") == "d mmm yyyy"


def test_control_characters_go_and_line_ends_stay() -> None:
    assert clean_text("a\x00b\tc\r\nd\x1f\ufffe\ud800") == "ab c\nd"


def test_a_text_is_cut_at_the_limit_of_a_cell_and_never_within_a_character() -> None:
    cut = clean_text("😀" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= MAX_CELL_UNITS
    assert cut.endswith("😀…")
    assert clean_text("x" * MAX_CELL_UNITS) == "x" * MAX_CELL_UNITS


def test_lines_are_counted_as_words_wrap() -> None:
    assert lines_needed("Replace", 140) == 1
    assert lines_needed("Replace\nit", 140) == 2
    assert lines_needed("Replace eleven laptops at once", 100) == 3
    assert lines_needed("A" * 40, 100) == 4
    assert text_pixels("日本") == 2 * text_pixels("日") > text_pixels("ab")
