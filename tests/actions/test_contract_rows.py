"""Lists of contracts with anything in their cells."""

from __future__ import annotations

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from planner.actions.contract_change import settled
from planner.actions.contract_sheet import read_contract_list
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from tests.conftest import AS_OF

CELLS = st.one_of(
    st.sampled_from(
        ["2026-07-01", "31/12/2026", "1,000.00", "€ 5", "12", "perpetual", "n/a", "Monthly", "3 years", ""]
    ),
    st.text(alphabet="aZ0919-/.,€% \u00e9", max_size=12),
)


@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), min_size=1, max_size=6))
def test_whatever_stands_in_a_list_every_row_is_told_and_none_crashes(rows: list[list[str]]) -> None:
    text = StringIO()
    head = ["Product", "Vendor", "Seats", "Cost", "Start date", "Renewal date", "Billing", "Term"]
    csv.writer(text).writerows([head, *rows])
    try:
        read = read_contract_list(Upload("list.csv", text.getvalue().encode()), frozenset(), "en_GB", AS_OF)
    except PlannerError:
        return
    assert len({row.row for row in read.rows}) == len(read.rows)
    for row in read.rows:
        if not row.why:
            made, problems = settled(row.given, None, "GBP")
            assert (made is None) == bool(problems)
