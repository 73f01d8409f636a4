"""Dates that name a part of a year or hide their order: what they are read as, and when a person is asked."""

from __future__ import annotations

import pytest

from planner.intake.dates import iso_date
from planner.intake.model import SURE
from tests.intake.sheets import fields, table, values

PERIODS = """
Q2 2019 -> 2019-05 2019-06
2. Quartal 2019 -> 2019-05 2019-06
FY24 Q3 -> 2024-08 2024-09
H1 2020 -> 2020-03 2020-06
2. Halbjahr 2020 -> 2020-09 2020-12
2e semestre 2021 -> 2021-09 2021-12
Spring 2020 -> 2020-04 2020-05
Sommer 2020 -> 2020-07 2020-08
FY2019 -> 2019 2019
FY19/20 -> 2019 2020
2019-20 -> 2019 2020
2010-11 -> 2010-11 2010-11
19/20 -> None None
4:12:11 pm 20-Nov-26 -> 2026-11-20 2026-11-20
16:12 20/11/2026 -> 2026-11-20 2026-11-20
"""


@pytest.mark.parametrize("line", PERIODS.strip().splitlines())
def test_a_part_of_a_year_stands_at_its_middle_or_as_an_end_at_its_end(line):
    text, wanted = line.split(" -> ")
    assert [str(iso_date(text, at_end=end)) for end in (False, True)] == wanted.split(" ")


def test_a_column_that_nothing_can_order_is_asked():
    found = table("Name,Serial,Purchased\nPC-1,7ABC123,03/04/2025\nPC-2,7ABC124,05/06/2024\n")
    assert found.columns[2].field == "purchased_on"
    assert found.columns[2].confidence < SURE
    assert [(problem.cell, problem.value) for problem in found.problems] == [("C2", "03/04/2025")]
    assert "month first" in str(found.problems[0].message)


@pytest.mark.parametrize(
    ("content", "read"),
    [
        ("Name,Serial,Purchased,Warranty End\nPC-1,7ABC123,03/04/2025,25/04/2028\n", "2025-04-03"),
        ("Name,Serial,Purchased,Warranty End\nPC-1,7ABC123,03/04/2025,04/25/2028\n", "2025-03-04"),
        ("Name,Serial,Purchased,Cost\nPC-1,7ABC123,03/04/2025,£900\n", "2025-04-03"),
        ("Name,Serial,Purchased,Cost\nPC-1,7ABC123,03/04/2025,USD 900\n", "2025-03-04"),
        ("Equipo,Serie,Fecha de compra\nPC-1,7ABC123,03/04/2025\n", "2025-04-03"),
        ("Name,Serial,Purchased\nPC-1,7ABC123,12/01/2026\n", "2026-01-12"),
    ],
)
def test_siblings_currency_language_and_the_calendar_order_it(content, read):
    found = table(content)
    assert values(found, "purchased_on") == [read]
    assert not found.problems
    assert not any(column.is_doubtful for column in found.columns if column.field == "purchased_on")


@pytest.mark.parametrize("header", ["First Seen", "Date Added", "Discovered", "Created On", "FirstSeen"])
def test_the_day_a_tool_met_a_device_is_no_first_day_in_service(header):
    found = table(f"Name,Serial,{header}\nPC-1,7ABC123,2021-03-14\n")
    assert found.columns[2].field is None
    assert found.rows[0].extras == {header: "2021-03-14"}


def test_the_day_of_a_hand_over_counts_only_where_nothing_better_does_and_is_asked():
    alone = table("Name,Serial,Issued On\nPC-1,7ABC123,2021-03-14\n")
    assert (alone.columns[2].field, alone.columns[2].is_doubtful) == ("in_service_on", True)
    beside = table("Name,Serial,Issued On,Purchased\nPC-1,7ABC123,2021-03-14,2019-03-14\n")
    assert fields(beside)["Issued On"] is None
