"""Mending what is doubtful with one action, and the sheet that the client fills in."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from planner.actions.assets import asset_story
from planner.actions.edits import correct_asset
from planner.actions.imports import Preview, apply_import, preview_import
from planner.actions.quality import Gap, mend, mendings, quality_of, quality_sheet, undo_mending
from planner.actions.roadmaps import client_roadmap
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.frames import to_records
from planner.roadmap.model import Roadmap
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = """
Name | Serial | Type | Make | Model | Purchased | Last seen | Site | Notes
AC-LT1 | PF3K9QX1 | Laptop | Lenovo | ThinkPad T14 | 2021-03-01 | 2026-11-20 | Leeds | for the board
AC-LT2 | PF3K9QX2 | Laptop | Lenovo | ThinkPad T14 | | 2026-11-20 | Leeds |
AC-LT3 | PF3K9QX3 | Laptop | Lenovo | ThinkPad T14 | | 2026-11-19 | Leeds | =1+1
AC-LT4 | PF3K9QX4 | Laptop | Lenovo | ThinkPad T14 | 2023-03-01 | 2026-01-20 | York |
| | Switch | Netgear | GS108 | | | York |
| | Switch | Netgear | GS108 | | | York |
"""


@pytest.fixture
def acme(store: Store, actor: Actor) -> int:
    return bring_in(store, actor, FLEET).client_ids[0]


def roadmap_of(store: Store, actor: Actor, client_id: int) -> Roadmap:
    return client_roadmap(store, actor, client_id, AS_OF)


def gap_of(store: Store, actor: Actor, client_id: int, key: str) -> Gap:
    found, _ = quality_of(roadmap_of(store, actor, client_id))
    return next(gap for gap in found.gaps if gap.key == key)


def keys(store: Store, actor: Actor, client_id: int) -> set[str]:
    return {gap.key for gap in quality_of(roadmap_of(store, actor, client_id))[0].gaps}


def fix_with(store: Store, actor: Actor, client_id: int, gap: str, fix: str, answer: str | None = None) -> int:
    found, fixes = quality_of(roadmap_of(store, actor, client_id))
    chosen = next(item for item in fixes[gap] if item.key == fix)
    own = next(item for item in found.gaps if item.key == gap).asset_ids
    return mend(store, actor, client_id, chosen.label, chosen.chosen(own, answer), chosen.reason)


def assets(store: Store, client_id: int) -> dict[int, dict[str, Any]]:
    with store.reading() as session:
        return {row["asset_id"]: row for row in to_records(asset_frame(session, client_id))}


def test_a_device_not_seen_for_long_is_confirmed_with_one_click(store: Store, actor: Actor, acme: int) -> None:
    assert gap_of(store, actor, acme, "unconfirmed").own_ids == (4,)
    fix_with(store, actor, acme, "unconfirmed", "confirm")
    assert "unconfirmed" not in keys(store, actor, acme)
    assert assets(store, acme)[4]["last_seen_on"] == AS_OF


def test_or_it_is_retired_and_leaves_the_fleet(store: Store, actor: Actor, acme: int) -> None:
    fix_with(store, actor, acme, "unconfirmed", "retire")
    assert "unconfirmed" not in keys(store, actor, acme)
    assert assets(store, acme)[4]["is_retired"]


def test_the_estimate_is_taken_as_the_date_and_taken_back(store: Store, actor: Actor, acme: int) -> None:
    before = assets(store, acme)
    estimated = gap_of(store, actor, acme, "estimated").asset_ids
    assert fix_with(store, actor, acme, "estimated", "take_estimate") == len(estimated) == 4
    assert "estimated" not in keys(store, actor, acme)
    done = mendings(store, actor, acme)
    assert [(item.devices, item.actor) for item in done] == [(4, "Vera vCIO")]
    undo_mending(store, actor, acme, done[0].entry_id)
    assert assets(store, acme) == before
    assert mendings(store, actor, acme) == ()


def test_taking_back_brings_the_persons_own_earlier_word_back(store: Store, actor: Actor, acme: int) -> None:
    correct_asset(store, actor, 2, "site", "Hull", "moved")
    mend(store, actor, acme, "Write it as 'York'", {2: {"site": "York"}, 3: {"site": "York"}}, "")
    assert [assets(store, acme)[key]["site"] for key in (2, 3)] == ["York", "York"]
    undo_mending(store, actor, acme, mendings(store, actor, acme)[0].entry_id)
    assert [assets(store, acme)[key]["site"] for key in (2, 3)] == ["Hull", "Leeds"]


def test_what_was_corrected_anew_since_stays(store: Store, actor: Actor, acme: int) -> None:
    mend(store, actor, acme, "Write it as 'York'", {2: {"site": "York"}, 3: {"site": "York"}}, "")
    correct_asset(store, actor, 2, "site", "Hull", "moved")
    undo_mending(store, actor, acme, mendings(store, actor, acme)[0].entry_id)
    assert [assets(store, acme)[key]["site"] for key in (2, 3)] == ["Hull", "Leeds"]


def test_nothing_is_taken_back_twice_or_for_another_client(store: Store, actor: Actor, acme: int) -> None:
    other = bring_in(store, actor, "Name | Serial | Model\nB1 | ZZ81KX01 | Latitude 5420", client="Bo").client_ids[0]
    fix_with(store, actor, acme, "unconfirmed", "confirm")
    entry = mendings(store, actor, acme)[0].entry_id
    assert mendings(store, actor, other) == ()
    with pytest.raises(PlannerError, match="taken back before"):
        undo_mending(store, actor, other, entry)
    undo_mending(store, actor, acme, entry)
    with pytest.raises(PlannerError, match="taken back before"):
        undo_mending(store, actor, acme, entry)


@pytest.mark.parametrize(
    "values",
    [{}, {99: {"site": "York"}}, {2: {"colour": "red"}}, {2: {"client": "Bo"}}, {2: {"purchased_on": "last spring"}}],
    ids=["none", "not there", "no field", "the client", "no date"],
)
def test_what_cannot_be_written_is_refused_whole(store: Store, actor: Actor, acme: int, values: dict) -> None:  # type: ignore[type-arg]
    before = assets(store, acme)
    with pytest.raises(PlannerError):
        mend(store, actor, acme, "Mend", {3: {"site": "York"}, **values} if values else {}, "")
    assert assets(store, acme) == before
    assert mendings(store, actor, acme) == ()


def test_a_price_is_set_in_the_clients_currency(store: Store, actor: Actor) -> None:
    bring_in(store, actor, "Name | Serial | Type | Model | Purchased\nP2 | ZZ81KX02 | Laptop | X1 | 2024")
    text = "Name | Serial | Type | Model | Replacement cost | Currency\nP1 | ZZ81KX01 | Laptop | X1 | 900 | EUR"
    client_id = bring_in(store, actor, text).client_ids[0]
    priced = gap_of(store, actor, client_id, "foreign_price").asset_ids[0]
    fix_with(store, actor, client_id, "foreign_price", "price", "1240.50")
    assert assets(store, client_id)[priced]["replacement_cost_minor"] == 124_050
    assert assets(store, client_id)[priced]["currency"] == roadmap_of(store, actor, client_id).currency == "USD"
    assert "foreign_price" not in keys(store, actor, client_id)


def filled(data: bytes, fill: Callable[[dict[str, int], Any], None]) -> bytes:
    """The workbook as a person sends it back: `fill` gets header → column, and the sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if row[0].value == "Client")
    fill({str(cell.value).split(" (")[0]: cell.column for cell in head}, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def come_back(store: Store, actor: Actor, data: bytes) -> Preview:
    return preview_import(store, actor, [Upload("devices to confirm.xlsx", data)], AS_OF)


def row_of(columns: dict[str, int], sheet: Any, asset_id: int) -> int:
    column = columns["Evergreen device ID"]
    return next(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, column).value) == str(asset_id))


def test_the_sheet_sent_back_as_it_was_changes_nothing(store: Store, actor: Actor, acme: int) -> None:
    before = assets(store, acme)
    preview = come_back(store, actor, quality_sheet(store, actor, acme, AS_OF).data)
    assert preview.difference.counts == {
        "read": 5,
        "added": 0,
        "changed": 0,
        "unchanged": 5,
        "skipped": 0,
        "rejected": 0,
    }
    assert (preview.problems, preview.proposals, preview.new_clients) == ((), (), ())
    apply_import(store, actor, preview)
    assert assets(store, acme) == before


def test_exactly_the_filled_cells_change_and_a_persons_corrections_stay(store: Store, actor: Actor, acme: int) -> None:
    correct_asset(store, actor, 2, "site", "Hull", "moved")
    correct_asset(store, actor, 5, "notes", "behind the door", "seen")
    before = assets(store, acme)

    def fill(columns: dict[str, int], sheet: Any) -> None:
        sheet.cell(row_of(columns, sheet, 2), columns["Purchased on"]).value = date(2022, 5, 31)
        sheet.cell(row_of(columns, sheet, 3), columns["Purchased on"]).value = "2022-06"
        sheet.cell(row_of(columns, sheet, 4), columns["Last seen on"]).value = date(2026, 11, 20)
        sheet.cell(row_of(columns, sheet, 6), columns["Serial number"]).value = "5E10234A00F71"

    preview = come_back(store, actor, filled(quality_sheet(store, actor, acme, AS_OF).data, fill))
    changed = {
        (row.device, change.field): (change.old, change.new)
        for row in preview.difference.rows
        for change in row.changes
    }
    assert changed == {
        ("AC-LT2", "purchased_on"): (None, date(2022, 5, 31)),
        ("AC-LT3", "purchased_on"): (None, date(2022, 6, 15)),
        ("AC-LT4", "last_seen_on"): (date(2026, 1, 20), date(2026, 11, 20)),
        ("Netgear GS108 5E10234A00F71", "serial_number"): (None, "5E10234A00F71"),
    }
    assert preview.difference.counts["added"] == 0
    apply_import(store, actor, preview)
    after = assets(store, acme)
    assert after.keys() == before.keys()
    expected = {key: dict(row) for key, row in before.items()}
    expected[2]["purchased_on"] = date(2022, 5, 31)
    expected[3] |= {"purchased_on": date(2022, 6, 15), "precisions": '{"purchased_on": "month"}'}
    expected[4] |= {"last_seen_on": date(2026, 11, 20), "is_unconfirmed": False}
    expected[6]["serial_number"] = "5E10234A00F71"
    assert after == expected
    assert [made.value for made in asset_story(store, actor, 2).corrections] == ["Hull"]
    assert "unconfirmed" not in keys(store, actor, acme)


def test_a_second_sheet_does_not_take_the_mended_for_gone(store: Store, actor: Actor, acme: int) -> None:
    def fill(columns: dict[str, int], sheet: Any) -> None:
        sheet.cell(row_of(columns, sheet, 2), columns["Purchased on"]).value = date(2022, 5, 31)

    apply_import(store, actor, come_back(store, actor, filled(quality_sheet(store, actor, acme, AS_OF).data, fill)))
    later = quality_sheet(store, actor, acme, date(2026, 11, 24)).data
    assert come_back(store, actor, later).proposals == ()


def test_text_from_data_never_is_a_formula(store: Store, actor: Actor) -> None:
    text = 'Name | Serial | Type | Model | Site\n=HYPERLINK("http://x","y") | ZZ81KX01 | Laptop | @SUM(1) | -1+1'
    client_id = bring_in(store, actor, text).client_ids[0]
    sheet = openpyxl.load_workbook(io.BytesIO(quality_sheet(store, actor, client_id, AS_OF).data)).active
    assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_a_device_that_is_told_by_nothing_is_found_again(store: Store, actor: Actor) -> None:
    client_id = bring_in(store, actor, "Type | Location | Qty\nMonitor | York | 12\nSwitch | Leeds | 3").client_ids[0]
    before = assets(store, client_id)

    def fill(columns: dict[str, int], sheet: Any) -> None:
        sheet.cell(row_of(columns, sheet, 2), columns["Purchased on"]).value = 2022

    preview = come_back(store, actor, filled(quality_sheet(store, actor, client_id, AS_OF).data, fill))
    apply_import(store, actor, preview)
    after = assets(store, client_id)
    assert after[2].pop("purchased_on") == date(2022, 7, 1)
    assert after[2].pop("precisions") == '{"purchased_on": "year"}'
    assert after == {key: {n: v for n, v in row.items() if key == 1 or n in after[2]} for key, row in before.items()}


def test_nothing_doubtful_is_nothing_to_ask(store: Store, actor: Actor) -> None:
    text = "Name | Serial | Type | Model | Purchased\nP2 | ZZ81KX02 | Laptop | Latitude 5420 | 2021-11-01"
    client_id = bring_in(store, actor, text).client_ids[0]
    with pytest.raises(PlannerError, match="nothing to ask"):
        quality_sheet(store, actor, client_id, AS_OF)
