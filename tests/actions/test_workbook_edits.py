"""The workbook comes back edited: what people changed in it, and nothing else, is taken over."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from planner.actions.assets import asset_story, pin_quarter
from planner.actions.clients import find_client
from planner.actions.edits import correct_asset
from planner.actions.exports import workbook
from planner.actions.initiatives import edit_initiatives, movable_keys
from planner.actions.roadmaps import client_roadmap
from planner.actions.uploads import Upload
from planner.actions.workbook_edits import WorkbookPreview, apply_workbook, preview_workbook
from planner.actions.workbook_undo import undo_workbook, workbook_history
from planner.errors import PlannerError
from planner.fields import CATEGORY_LABELS
from planner.roadmap.editable import editable_values
from planner.sharing.people import Actor
from planner.store import Store
from planner.workbook_format import ASSET_HEADINGS, ASSETS, INITIATIVE_HEADINGS, INITIATIVES, OPTIONS, fingerprint
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF
from tests.reports.office import saved_by_libreoffice

FLEET = """Hostname | Serial Number | Type | Purchase Date | Warranty Expiry | Replacement Cost | Notes
LT-01 | PF3K9QX1 | Laptop | 2022-03-02 | 2025-03-02 | | the CEO's
LT-02 | PF3K9QX2 | Laptop | 2023-03-05 | | 1400 |
LT-03 | PF3K9QX3 | Laptop | 2024-06-05 | 2027-06-05 | | =HYPERLINK("x")
SRV-1 | JT7WQ931 | Server | 2021-03-01 | | |
SW-1 | FOC2211X | Switch | 2020-03-01 | | |"""
HEADINGS = {"asset": (ASSETS, ASSET_HEADINGS, "asset_id"), "initiative": (INITIATIVES, INITIATIVE_HEADINGS, "key")}
Edits = Mapping[tuple[str, str, str], Any]
"""(of, row's id, field) → what is typed into the cell."""


@pytest.fixture
def acme(store: Store, actor: Actor) -> int:
    bring_in(store, actor, FLEET)
    return find_client(store, actor, "Acme").client_id


def made(store: Store, actor: Actor, client_id: int) -> bytes:
    return workbook(store, actor, client_id, AS_OF).data


def cell_of(sheet: Worksheet, headings: Mapping[str, str], id_field: str, row_id: str, field: str) -> Any:
    rows = list(sheet.iter_rows())
    head = next(row for row in rows if any(cell.value == headings[id_field] for cell in row))
    columns = {cell.value: cell.column for cell in head}
    found = next(row for row in rows[head[0].row :] if str(row[columns[headings[id_field]] - 1].value) == row_id)
    return found[columns[headings[field]] - 1]


def typed(data: bytes, edits: Edits) -> bytes:
    """The workbook as openpyxl saves it with these cells changed."""
    book = openpyxl.load_workbook(BytesIO(data))
    for (of, row_id, field), value in edits.items():
        name, headings, id_field = HEADINGS[of]
        cell = cell_of(book[name], headings, id_field, row_id, field)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(store: Store, actor: Actor, data: bytes) -> WorkbookPreview:
    preview = preview_workbook(store, actor, Upload("roadmap.xlsx", data), AS_OF)
    assert preview is not None
    return preview


def as_read(kind: str, value: Any) -> Any:
    """What a typed value is as Evergreen keeps it."""
    if value is None:
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if kind == "category":
        return {label: key for key, label in CATEGORY_LABELS.items()}[value]
    if kind == "own_price_minor":
        return round(value * 100)
    return value.casefold() if kind in OPTIONS else value.strip() or None


def device(store: Store, actor: Actor, client_id: int, name: str) -> str:
    schedule = client_roadmap(store, actor, client_id, AS_OF).schedule
    return str(schedule.loc[schedule["name"] == name, "asset_id"].iloc[0])


WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff\u2028\u2029"), max_size=40
)
DAYS = st.dates(date(2016, 1, 1), date(2026, 10, 1))


@st.composite
def edits_of(draw: st.DrawFn, values: Mapping[tuple[str, str], Mapping[str, Any]], quarters: list[str]) -> Edits:
    """Any set of allowed edits."""
    kinds = {
        "category": st.sampled_from(list(CATEGORY_LABELS.values())), "in_service_est_on": DAYS,
        "planned_quarter": st.sampled_from([*quarters, None]), "warranty_ends_on": DAYS | st.none(),
        "own_price_minor": st.integers(0, 10**7).map(lambda minor: minor / 100) | st.none(), "notes": WORDS,
        "why": WORDS.filter(str.strip), "owner": WORDS, "status": st.sampled_from(["Proposed", "Approved", "Deferred"]),
        "priority": st.sampled_from(["High", "Medium", "Low"]),
    }  # fmt: skip
    cells = [(of, row_id, field) for (of, row_id), row in values.items() for field in row]
    chosen = draw(st.lists(st.sampled_from(cells), unique=True, max_size=12))
    return {cell: draw(kinds[cell[2]]) for cell in chosen}


@pytest.mark.office
@settings(
    max_examples=4,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
    deadline=None,
)
@given(data=st.data())
def test_any_allowed_edits_come_back_from_libreoffice_as_exactly_those_edits(
    store: Store, actor: Actor, acme: int, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    roadmap = client_roadmap(store, actor, acme, AS_OF)
    before = editable_values(roadmap)
    planned = set(roadmap.schedule.loc[roadmap.schedule["group"].isin(["planned", "estimated"]), "asset_id"].map(str))
    allowed = {
        (of, row_id): {name: value for name, value in row.items()
                       if name != "planned_quarter" or row_id in planned}
        for (of, row_id), row in before.items()
        if of == "asset" or row_id in movable_keys(roadmap)
    }  # fmt: skip
    edits = data.draw(edits_of(allowed, [quarter.label for quarter in roadmap.quarters[1:]]))
    saved = saved_by_libreoffice(typed(made(store, actor, acme), edits), tmp_path_factory.mktemp("lo"))
    preview = read(store, actor, saved)
    assert (preview.problems, preview.missing) == ((), 0)
    expected = {
        (of, row_id, field): fingerprint(told)
        for (of, row_id, field), value in edits.items()
        for told in (as_read(field, value),)
        if fingerprint(told) != fingerprint(before[of, row_id][field])
    }
    assert {
        (one.edit.of, one.edit.row_id, one.edit.field): fingerprint(one.edit.value) for one in preview.edits
    } == expected
    assert all(one.state == "change" for one in preview.edits)


def test_what_is_taken_over_stands_in_evergreen_and_can_be_taken_back(store: Store, actor: Actor, acme: int) -> None:
    laptop, server = (device(store, actor, acme, name) for name in ("LT-01", "SRV-1"))
    roadmap = client_roadmap(store, actor, acme, AS_OF)
    quarter = roadmap.quarters[6]
    card = next(one for one in roadmap.initiatives if int(server) in one.asset_ids)
    before = editable_values(roadmap)
    edits = {
        ("asset", laptop, "planned_quarter"): quarter.label, ("asset", laptop, "own_price_minor"): 2222.5,
        ("asset", laptop, "notes"): "Spill on the keyboard", ("asset", laptop, "warranty_ends_on"): date(2026, 12, 31),
        ("asset", server, "in_service_est_on"): date(2022, 2, 2), ("asset", server, "category"): "Storage",
        ("initiative", card.key, "status"): "Approved", ("initiative", card.key, "owner"): "Ines",
    }  # fmt: skip
    preview = read(store, actor, typed(made(store, actor, acme), edits))
    assert len(preview.changes) == 8
    assert apply_workbook(store, actor, preview) == 8
    now = client_roadmap(store, actor, acme, AS_OF)
    row = now.schedule.set_index("asset_id").loc[int(laptop)]
    assert (row["planned_quarter"], row["unit_hardware_minor"], row["notes"]) == (
        quarter.label, 222_250, "Spill on the keyboard",
    )  # fmt: skip
    assert row["warranty_ends_on"].date() == date(2026, 12, 31)
    assert now.schedule.set_index("asset_id").loc[int(server), "in_service_est_on"].date() == date(2022, 2, 2)
    held = next(one for one in now.initiatives if int(server) in one.asset_ids)
    assert (held.status, held.owner) == ("approved", "Ines")

    entry = workbook_history(store, actor, acme)[0]
    undo_workbook(store, actor, acme, entry.entry_id)
    assert editable_values(client_roadmap(store, actor, acme, AS_OF)) == before


def test_an_emptied_quarter_takes_the_device_out_of_the_plan_visibly(store: Store, actor: Actor, acme: int) -> None:
    laptop = device(store, actor, acme, "LT-01")
    preview = read(store, actor, typed(made(store, actor, acme), {("asset", laptop, "planned_quarter"): None}))
    apply_workbook(store, actor, preview)
    now = client_roadmap(store, actor, acme, AS_OF)
    assert [one.asset_ids for one in now.parked] == [(int(laptop),)]
    assert now.schedule.set_index("asset_id").loc[int(laptop), "group"] not in ("planned", "estimated")


def test_what_changed_in_both_is_asked_about_and_what_changed_alike_is_not(
    store: Store, actor: Actor, acme: int
) -> None:
    laptop, server = (device(store, actor, acme, name) for name in ("LT-01", "SRV-1"))
    data = made(store, actor, acme)
    correct_asset(store, actor, int(laptop), "warranty_ends_on", "2027-01-31")
    correct_asset(store, actor, int(server), "notes", "in the cellar")
    edits = {
        ("asset", laptop, "warranty_ends_on"): date(2028, 5, 31), ("asset", server, "notes"): "in the cellar",
        ("asset", laptop, "notes"): "the CFO's",
    }  # fmt: skip
    preview = read(store, actor, typed(data, edits))
    states = {one.edit.field + one.edit.row_id: one.state for one in preview.edits}
    assert states == {
        f"warranty_ends_on{laptop}": "conflict", f"notes{server}": "stands", f"notes{laptop}": "change",
    }  # fmt: skip
    apply_workbook(store, actor, preview)
    assert editable_values(client_roadmap(store, actor, acme, AS_OF))["asset", laptop] | {} == {
        **editable_values(client_roadmap(store, actor, acme, AS_OF))["asset", laptop],
        "warranty_ends_on": "2027-01-31", "notes": "the CFO's",
    }  # fmt: skip
    again = read(store, actor, typed(data, edits))
    apply_workbook(store, actor, again, [one.key for one in again.conflicts])
    stored = asset_story(store, actor, int(laptop)).corrections
    assert {one.field: one.value for one in stored}["warranty_ends_on"] == "2028-05-31"


def test_a_change_between_looking_and_applying_refuses_all_of_it(store: Store, actor: Actor, acme: int) -> None:
    laptop, server = (int(device(store, actor, acme, name)) for name in ("LT-01", "SRV-1"))
    data = typed(made(store, actor, acme), {("asset", str(laptop), "notes"): "new"})
    preview = read(store, actor, data)
    quarter = client_roadmap(store, actor, acme, AS_OF).quarters[4]
    pin_quarter(store, actor, acme, [server], quarter.starts_on)
    with pytest.raises(PlannerError, match="Somebody else changed"):
        apply_workbook(store, actor, preview)
    assert asset_story(store, actor, laptop).corrections == ()


def test_each_cell_that_cannot_be_taken_over_is_told_and_the_others_stand(
    store: Store, actor: Actor, acme: int
) -> None:
    laptop, server, switch = (device(store, actor, acme, name) for name in ("LT-01", "SRV-1", "SW-1"))
    edits = {
        ("asset", laptop, "planned_quarter"): "FY99 Q9", ("asset", laptop, "own_price_minor"): "cheap",
        ("asset", laptop, "warranty_ends_on"): "03/04/2027", ("asset", server, "category"): "Toasters",
        ("asset", switch, "own_price_minor"): -5, ("asset", server, "notes"): "fine",
    }  # fmt: skip
    preview = read(store, actor, typed(made(store, actor, acme), edits))
    assert sorted(problem.message for problem in preview.problems) == [
        "'-5' is no amount.", "'03/04/2027' can be two dates.", "'Toasters' is no category.", "'cheap' is no amount.",
        "FY99 Q9 is no quarter in which it can land.",
    ]  # fmt: skip
    assert all(problem.cell and problem.sheet == ASSETS for problem in preview.problems)
    assert [(one.edit.row_id, one.edit.field) for one in preview.changes] == [(server, "notes")]


def test_sorted_moved_and_deleted_rows_change_nothing(store: Store, actor: Actor, acme: int) -> None:
    book = openpyxl.load_workbook(BytesIO(made(store, actor, acme)))
    sheet = book[ASSETS]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6, max_row=10)]
    for at, values in enumerate(reversed(rows[1:]), start=6):
        for col, value in enumerate(values, start=1):
            sheet.cell(at, col).value = value
            sheet.cell(at, col).data_type = "s" if isinstance(value, str) else sheet.cell(at, col).data_type
    for col in range(1, sheet.max_column + 1):
        sheet.cell(10, col).value = None
    sheet.insert_rows(1, 3)
    out = BytesIO()
    book.save(out)
    preview = read(store, actor, out.getvalue())
    assert (preview.edits, preview.problems, preview.missing) == ((), (), 1)


def test_an_older_card_that_is_gone_is_told_with_its_cell(store: Store, actor: Actor, acme: int) -> None:
    roadmap = client_roadmap(store, actor, acme, AS_OF)
    card = roadmap.initiatives[0]
    data = typed(made(store, actor, acme), {("initiative", card.key, "owner"): "Ines"})
    edit_initiatives(store, actor, acme, AS_OF, {card.key: {"priority": "low"}})
    preview = read(store, actor, data)
    assert [problem.message for problem in preview.problems] == ["This initiative is no longer on the roadmap."]


def test_another_clients_or_another_installations_workbook_is_refused(store: Store, actor: Actor, acme: int) -> None:
    data = made(store, actor, acme)
    book = openpyxl.load_workbook(BytesIO(data))
    book["evergreen"]["B4"].value = "Somebody Else"
    out = BytesIO()
    book.save(out)
    with pytest.raises(PlannerError, match="Somebody Else"):
        preview_workbook(store, actor, Upload("x.xlsx", out.getvalue()), AS_OF)
    assert preview_workbook(store, actor, Upload("x.csv", b"Name,Serial\nA,1\n"), AS_OF) is None
    assert dataclasses.is_dataclass(read(store, actor, data))
