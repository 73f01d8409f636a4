"""What a person says of columns is remembered; rejected rows come back as a sheet."""

from __future__ import annotations

import io

import openpyxl
import pytest

from planner.actions.columns import confirm_columns
from planner.actions.imports import Preview, preview_import
from planner.actions.rejected import rejected_rows
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import sheet
from tests.conftest import AS_OF

ODD = """
Hostname | Serial Number | Type   | Blurb
PC-01    | S1111111      | Laptop | London
PC-02    | S2222222      | Laptop | Bath
"""


def meaning(preview: Preview, header: str) -> str | None:
    (table,) = preview.readings[0].tables
    return next(column.field for column in table.columns if column.header == header)


def test_a_confirmed_column_counts_at_once_and_for_every_later_sheet(store: Store, actor: Actor) -> None:
    preview = preview_import(store, actor, [sheet(ODD)], AS_OF, "Acme")
    assert meaning(preview, "Blurb") != "site"
    again = confirm_columns(store, actor, preview, preview.readings[0].tables[0], {"Blurb": "site"}, "Acme")
    assert meaning(again, "Blurb") == "site"
    reordered = "Type | Blurb | Hostname | Serial Number\nLaptop | Leeds | PC-09 | S9999999"
    assert meaning(preview_import(store, actor, [sheet(reordered)], AS_OF, "Other"), "Blurb") == "site"
    others = "Hostname | Blurb | Serial Number\nPC-09 | Leeds | S9999999"
    assert meaning(preview_import(store, actor, [sheet(others)], AS_OF, "Other"), "Blurb") != "site"


def test_a_field_moves_from_the_column_that_had_it(store: Store, actor: Actor) -> None:
    preview = preview_import(store, actor, [sheet(ODD)], AS_OF, "Acme", {"Blurb": "name"})
    assert (meaning(preview, "Blurb"), meaning(preview, "Hostname")) == ("name", None)


def test_a_column_can_be_kept_as_an_extra(store: Store, actor: Actor) -> None:
    preview = preview_import(store, actor, [sheet(ODD)], AS_OF, "Acme", {"Type": None})
    assert meaning(preview, "Type") is None
    assert preview.readings[0].tables[0].rows[0].extras["Type"] == "Laptop"


@pytest.mark.parametrize("wrong", [{"Blurb": "colour"}, {"Blurb": "site", "Type": "site"}])
def test_wrong_choices_are_refused_with_a_remedy(store: Store, actor: Actor, wrong: dict[str, str]) -> None:
    with pytest.raises(PlannerError) as raised:
        preview_import(store, actor, [sheet(ODD)], AS_OF, "Acme", wrong)
    assert raised.value.remedy


def test_rejected_rows_come_back_as_a_sheet_are_mended_there_and_imported(store: Store, actor: Actor) -> None:
    rows = "Hostname | Serial Number | Type | Location | Status\nPC-01 | S1111111 | Laptop | HQ | In use\n | | | HQ | In use"
    preview = preview_import(store, actor, [sheet(rows)], AS_OF, "Acme")
    assert preview.difference.counts["rejected"] == 1
    made = rejected_rows(preview)
    assert made is not None
    book = openpyxl.load_workbook(io.BytesIO(made.data))
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]][:3] == ["What is wrong", "Hostname", "Serial Number"]
    assert "names a device" in str(page["A2"].value)
    page["B2"] = "PC-02"
    mended = io.BytesIO()
    book.save(mended)
    again = preview_import(store, actor, [Upload("mended.xlsx", mended.getvalue())], AS_OF, "Acme")
    assert again.difference.counts == {"read": 1, "added": 1, "changed": 0, "unchanged": 0, "skipped": 0, "rejected": 0}
    assert again.difference.rows[0].device == "PC-02"


def test_without_rejected_rows_there_is_no_such_sheet(store: Store, actor: Actor) -> None:
    assert rejected_rows(preview_import(store, actor, [sheet(ODD)], AS_OF, "Acme")) is None
