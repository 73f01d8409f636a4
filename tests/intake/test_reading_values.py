"""Dates, amounts, lengths of time and 'unknown', in whatever form a cell has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.intake.amounts import amount_of, currency_in, decimal_mark, months_of, quantity_of
from planner.intake.dates import iso_date
from planner.intake.placeholders import is_placeholder
from tests.intake.sheets import table, values, workbook

DATES = """
2019-05-02 -> 2019-05-02
2025-10-25T03:04:05Z -> 2025-10-25
5/13/2019 10:03:11 PM -> 2019-05-13
13.5.19 -> 2019-05-13
14-Mar-19 -> 2019-03-14
Mar 4, 2019 -> 2019-03-04
Tue, 4 Mar 2019 -> 2019-03-04
12. März 2020 -> 2020-03-12
1er janvier 2020 -> 2020-01-01
4 de marzo de 2019 -> 2019-03-04
12 gen 2021 -> 2021-01-12
令和3年5月10日 -> 2021-05-10
2026年5月 -> 2026-05
Jun 2018 -> 2018-06
06/2026 -> 2026-06
Q3 2024 -> 2024-09
approx. 2020 -> 2020
2019? -> 2019
FY27 -> 2027
20190412000000.000000+000 -> 2019-04-12
44562 -> 2022-01-01
1-Mar -> None
2020-02-30 -> None
1/1/1900 12:00:00 AM -> None
0001-01-01 -> None
12/31/9999 -> None
"""
AMOUNTS = """
$1,240.50 -> 1240.50
1.299,00 € -> 1299.00
1 189,00 € -> 1189.00
1'299.– -> 1299
USD 1,000 -> 1000
R$ 5.499,90 -> 5499.90
(120) -> -120
1.2k -> 1200
12 x 30 -> None
call -> None
"""


def lines(text: str) -> list[tuple[str, str | None]]:
    pairs = [line.split(" -> ") for line in text.strip().splitlines()]
    return [(cell, None if wanted == "None" else wanted) for cell, wanted in pairs]


@pytest.mark.parametrize(("cell", "wanted"), lines(DATES))
def test_dates_are_read_as_exactly_as_they_are_written(cell, wanted):
    assert iso_date(cell) == wanted


@pytest.mark.parametrize(("cell", "wanted"), lines(AMOUNTS))
def test_amounts_are_read_with_any_mark(cell, wanted):
    found = amount_of(cell, decimal_mark([cell]) or ".")
    assert found == (None if wanted is None else Decimal(wanted))


@pytest.mark.parametrize(
    ("cell", "months"),
    [("36", 36), ("3 years", 36), ("3 Jahre", 36), ("36 mois", 36), ("1095 days", 36), ("life", None)],
)
def test_lengths_of_time_are_months(cell, months):
    assert months_of(cell, None) == months


def test_currencies_are_named_by_code_or_symbol():
    found = [currency_in(text) for text in ("Cost (GBP)", "€ 12", "R$ 5", "US$ 7", "$ 7", "Price", "MOTOR")]
    assert found == ["GBP", "EUR", "BRL", "USD", "$", None, None]


def test_quantities_are_whole():
    assert [quantity_of(text) for text in ("12", "3x", "12 Stk.", "1,200", "1.5", "many")] == [
        12,
        3,
        12,
        1200,
        None,
        None,
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "N/A",
        "-",
        "?",
        "TBD",
        "None",
        "0",
        "XXXXXXX",
        "0.0.0.0",  # noqa: S104
        "00:00:00:00:00:00",
        "Default string",
        "########",
        "#N/A",
        "unbekannt",
        "k. A.",
    ],
)
def test_cells_that_say_nothing(cell):
    assert is_placeholder(cell)


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_every_day_is_read_back_from_each_customary_form(day):
    assert iso_date(day.strftime("%d/%m/%Y"), "dmy") == day.isoformat()
    assert iso_date(day.strftime("%m/%d/%Y"), "mdy") == day.isoformat()
    assert iso_date(day.strftime("%d.%m.%Y")) == iso_date(day.strftime("%d %B %Y")) == day.isoformat()


@given(st.decimals(Decimal("0.01"), Decimal(99_999_999), places=2))
def test_every_amount_is_read_back_from_both_customs(amount):
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert amount_of(f"${english}", ".") == amount_of(f"{german} €", ",") == amount


def test_a_column_alone_cannot_tell_the_order_but_its_neighbour_can():
    found = table(
        "Name,Serial,Bought,Warranty until\nPC-1,7ABC123,03/05/2019,31/05/2022\nPC-2,7ABC124,07/03/2019,06/03/2022\n"
    )
    assert values(found, "purchased_on") == ["2019-05-03", "2019-03-07"]


def test_a_day_in_the_future_tells_the_order_of_past_dates():
    found = table("Name,Serial,Bought\nPC-1,7ABC123,12/11/2026\nPC-2,7ABC124,03/11/2026\n")
    assert values(found, "purchased_on") == ["2026-11-12", "2026-11-03"]


def test_pounds_put_the_day_first_and_dollars_the_month():
    assert values(table("Name,Serial,Bought,Cost\nPC-1,7ABC123,03/05/2019,£5\n"), "purchased_on") == ["2019-05-03"]
    assert values(table("Name,Serial,Bought,Cost\nPC-1,7ABC123,03/05/2019,$5\n"), "purchased_on") == ["2019-03-05"]


def test_years_of_life_are_told_by_the_header_or_by_their_size():
    assert values(table("Name,Serial,Useful Life (years)\nPC-1,7ABC123,4\n"), "useful_life_months") == [48]
    assert values(table("Name,Serial,Life Expectancy\nPC-1,7ABC123,5\n"), "useful_life_months") == [60]
    assert values(table("Name,Serial,Useful life (months)\nPC-1,7ABC123,60\n"), "useful_life_months") == [60]


def test_typed_cells_of_a_workbook_are_read_as_they_are():
    rows = [["Name", "Serial", "Bought", "Cost", "Qty", "Room"], ["PC-1", 1234567, date(2020, 7, 1), 812.5, 2.0, 101.0]]
    row = table(workbook({"Devices": rows})).rows[0]
    assert dict(row.values) == {
        "name": "PC-1", "serial_number": "1234567", "purchased_on": "2020-07-01", "purchase_cost": Decimal("812.5"),
        "quantity": 2, "site": "101",
    }  # fmt: skip
