"""References in a template's formulas: which move with a copied row, and which grow with a table."""

from __future__ import annotations

import pytest

from planner.reports.template.places import Area, area_of, letters_of, moved, placed, regrown


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A2*2", "A5*2"),
        ("$A2+A$2+$A$2", "$A5+A$2+$A$2"),
        ("SUM($D$5:D5)", "SUM($D$5:D8)"),
        ("LOG10(A1)+1E5", "LOG10(A4)+1E5"),
        ("IF(A1=\"A1\",\"B2\",'It''s A1'!B2)", "IF(A4=\"A1\",\"B2\",'It''s A1'!B5)"),
        ("evergreen_assets[[#This Row],[Q1]]*Rate2026", "evergreen_assets[[#This Row],[Q1]]*Rate2026"),
        ("[1]Rates!A1+Q1!A1", "[1]Rates!A1+Q1!A4"),
        ("A:A+AAAA1+XFE1", "A:A+AAAA1+XFE1"),
    ],
)
def test_a_formula_copied_three_rows_down_moves_as_in_excel(formula: str, expected: str) -> None:
    assert moved(formula, 3) == expected


def test_a_formula_copied_to_the_right_moves_its_columns() -> None:
    assert moved("Z1+$Z1", 0, 1) == "AA1+$Z1"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(Fleet!$G$5:$G$6)", "SUM(Fleet!$G$5:$G$9)"),
        ("SUM('Fleet'!G5:G6)+G5:G6", "SUM('Fleet'!G5:G9)+G5:G6"),
        ("SUM(Fleet!G5:G7)", "SUM(Fleet!G5:G7)"),
        ('"Fleet!G5:G6"', '"Fleet!G5:G6"'),
        ("[2]Fleet!$G$5:$G$6", "[2]Fleet!$G$5:$G$6"),
    ],
)
def test_an_area_of_all_rows_reaches_to_the_new_last_one(formula: str, expected: str) -> None:
    def grow(sheet: str, area: Area, _: tuple[str, str]) -> Area | None:
        return Area(5, 7, 9, 7) if (sheet, area) == ("Fleet", Area(5, 7, 6, 7)) else None

    assert regrown(formula, "Other", grow) == expected


def test_addresses_are_read_and_written() -> None:
    assert area_of("$D$9:B3") == Area(3, 2, 9, 4)
    assert [area_of(text) for text in ("A0", "XFE1", "A1048577", "B:B", "")] == [None] * 5
    assert [letters_of(col) for col in (1, 26, 27, 16_384)] == ["A", "Z", "AA", "XFD"]
    assert placed("'It''s'!$A$1") == ("It's", Area(1, 1, 1, 1))
    assert [placed(text) for text in ("#REF!", "42", "SUM(A1:A2)", "S!A1,S!B1")] == [None] * 4
