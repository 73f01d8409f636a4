"""Importing: every row accounted for, one device from several sheets, edits that survive, undo."""

from __future__ import annotations

import pandas as pd
import pytest
from sqlalchemy import func, select

from planner.actions.clients import find_client, list_clients, update_client
from planner.actions.edits import correct_asset, undo_import, withdraw_correction
from planner.actions.history import import_history
from planner.actions.imports import apply_import, preview_import
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.records import Asset, AuditEntry, Sighting
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame
from planner.store.bulk import table_of
from tests.actions.sheets import bring_in, sheet
from tests.conftest import AS_OF

LAPTOPS = """
Hostname   | Serial Number | Manufacturer | Model         | Type   | Purchase Date | Purchase Cost
HLA-LT-001 | 5CG0401AAA    | HP           | EliteBook 840 | Laptop | 2021-03-15    | 1,240.00
HLA-LT-002 | 5CG0401BBB    | HP           | EliteBook 840 | Laptop | 2022-05-20    | 1,310.50
HLA-LT-003 | 5CG0401CCC    | HP           | EliteBook 840 | Laptop | 2023-07-25    | 1,399.00
"""


def assets(store: Store, client: str = "Acme") -> pd.DataFrame:
    with store.reading() as session:
        from planner.store.clients import client_names

        return asset_frame(session, client_names(session)[client.casefold()][0])


def test_a_sheet_becomes_assets_and_every_row_is_accounted_for(any_store: Store, actor: Actor) -> None:
    applied = bring_in(any_store, actor, LAPTOPS)
    assert applied.counts == {"read": 3, "added": 3, "changed": 0, "unchanged": 0, "skipped": 0, "rejected": 0}
    found = assets(any_store)
    assert found["name"].tolist() == ["HLA-LT-001", "HLA-LT-002", "HLA-LT-003"]
    assert found["purchase_cost_minor"].tolist() == [124_000, 131_050, 139_900]
    assert found["purchased_on"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-15", "2022-05-20", "2023-07-25"]
    assert set(found["category"]) == {"laptop"}


def test_importing_a_sheet_twice_changes_nothing(any_store: Store, actor: Actor) -> None:
    bring_in(any_store, actor, LAPTOPS)
    before = assets(any_store)
    applied = bring_in(any_store, actor, LAPTOPS)
    assert applied.counts["unchanged"] == applied.counts["read"] == 3
    pd.testing.assert_frame_equal(assets(any_store), before)


def test_two_files_at_once_end_as_the_same_two_one_after_the_other(store: Store, actor: Actor) -> None:
    other = LAPTOPS.replace("Purchase Cost", "Location").replace("1,240.00", "Bath").replace("2021-03-15", "2021-05-01")
    bring_in(store, actor, LAPTOPS, other)
    before = assets(store)
    assert bring_in(store, actor, LAPTOPS, other).counts["unchanged"] == 6
    for entry in import_history(store, actor)[:2]:
        undo_import(store, actor, entry.import_id)
    pd.testing.assert_frame_equal(assets(store), before)


def test_rows_without_any_key_are_found_again_too(store: Store, actor: Actor) -> None:
    monitors = """
    Type    | Manufacturer | Model  | Location | Quantity
    Monitor | Dell         | P2419H | London   | 24
    Monitor | Dell         | P2419H | Bath     | 6
    Monitor | Dell         | P2419H | Bath     | 6
    """
    bring_in(store, actor, monitors)
    assert assets(store)["quantity"].tolist() == [24, 6, 6]
    assert bring_in(store, actor, monitors).counts["unchanged"] == 3
    assert len(assets(store)) == 3


def test_two_sheets_enrich_one_device(store: Store, actor: Actor) -> None:
    bring_in(
        store, actor, LAPTOPS,
        """
        Service Tag | Warranty End Date | Service Level
        5CG0401AAA  | 2024-03-14        | Basic
        5CG0401AAA  | 2026-03-14        | Extended
        5CG0401BBB  | 2025-05-19        | Basic
        """,
    )  # fmt: skip
    found = assets(store).set_index("name")["warranty_ends_on"]
    assert len(found) == 3
    assert str(found["HLA-LT-001"].date()) == "2026-03-14"
    assert str(found["HLA-LT-002"].date()) == "2025-05-19"
    assert pd.isna(found["HLA-LT-003"])


def test_a_weaker_key_counts_only_where_a_side_lacks_the_stronger(store: Store, actor: Actor) -> None:
    bring_in(store, actor, LAPTOPS)
    applied = bring_in(
        store, actor,
        """
        Hostname               | Serial Number | Site   | Type
        hla-lt-001.hla.example |               | London | Laptop
        HLA-LT-002             | 5CG9999ZZZ    | Bath   | Laptop
        """,
    )  # fmt: skip
    assert (applied.counts["changed"], applied.counts["added"]) == (1, 1)
    found = assets(store)
    assert len(found) == 4
    assert found.loc[found["serial_number"] == "5CG0401AAA", "site"].tolist() == ["London"]


def test_the_same_name_with_another_serial_is_told_as_a_replacement(store: Store, actor: Actor) -> None:
    bring_in(store, actor, LAPTOPS)
    preview = preview_import(
        store, actor, [sheet("Hostname | Serial Number | Type\nHLA-LT-002 | 5CG9999ZZZ | Laptop")], AS_OF, "Acme"
    )
    (row,) = preview.difference.rows
    assert row.outcome == "added"
    assert "replacement" in (row.note or "")


def test_fillers_identify_nothing(store: Store, actor: Actor) -> None:
    bring_in(
        store, actor,
        """
        Hostname | Serial Number         | Type
        PC-01    | To be filled by O.E.M.| Desktop
        PC-02    | To be filled by O.E.M.| Desktop
        PC-03    | 0000000               | Desktop
        """,
    )  # fmt: skip
    assert len(assets(store)) == 3


def test_a_file_of_two_clients_becomes_two_and_the_given_one_fills_the_rest(store: Store, actor: Actor) -> None:
    bring_in(
        store, actor,
        """
        Company         | Device Name | Serial Number | Type
        Brackwater Ltd. | BW-1        | SN-BRACK-01   | Laptop
        Tansy Lane      | TL-1        | SN-TANSY-01   | Laptop
        BRACKWATER LTD  | BW-2        | SN-BRACK-02   | Laptop
                        | XX-1        | SN-OTHER-01   | Laptop
        """,
        client="Acme",
    )  # fmt: skip
    assert {(client.name, client.assets) for client in list_clients(store, actor)} == {
        ("Brackwater Ltd.", 2), ("Tansy Lane", 1), ("Acme", 1),
    }  # fmt: skip


def test_rows_without_a_client_are_asked_for_and_nothing_is_written(store: Store, actor: Actor) -> None:
    preview = preview_import(store, actor, [sheet(LAPTOPS)], AS_OF)
    assert preview.needs_client
    with pytest.raises(PlannerError, match="client"):
        apply_import(store, actor, preview)
    assert list_clients(store, actor) == ()


def test_a_persons_correction_survives_the_next_import(any_store: Store, actor: Actor) -> None:
    bring_in(any_store, actor, LAPTOPS)
    asset_id = int(assets(any_store)["asset_id"].iloc[0])
    correct_asset(any_store, actor, asset_id, "purchased_on", "2020-01-31", "seen on the invoice")
    bring_in(any_store, actor, LAPTOPS.replace("2021-03-15", "2021-04-16"))
    assert str(assets(any_store)["purchased_on"].iloc[0].date()) == "2020-01-31"
    withdraw_correction(any_store, actor, asset_id, "purchased_on")
    assert str(assets(any_store)["purchased_on"].iloc[0].date()) == "2021-04-16"


def test_a_persons_category_stands_against_what_the_model_suggests(store: Store, actor: Actor) -> None:
    bring_in(store, actor, LAPTOPS)
    asset_id = int(assets(store)["asset_id"].iloc[0])
    correct_asset(store, actor, asset_id, "category", "workstation")
    assert assets(store)["category"].iloc[0] == "workstation"
    correct_asset(store, actor, asset_id, "category", "Notebook")
    assert assets(store)["category"].iloc[0] == "laptop"


def test_undo_is_as_if_the_import_had_never_been_and_history_grows(any_store: Store, actor: Actor) -> None:
    bring_in(any_store, actor, LAPTOPS)
    asset_id = int(assets(any_store)["asset_id"].iloc[0])
    before = assets(any_store)
    second = bring_in(
        any_store, actor, LAPTOPS.replace("2021-03-15", "2021-04-16") + "NEW-1 | 5CG0401NEW | HP | X | Laptop | | \n"
    )
    correct_asset(any_store, actor, asset_id, "site", "Bath")
    assert len(assets(any_store)) == 4
    undo_import(any_store, actor, second.import_ids[0])
    before.loc[0, "site"] = "Bath"
    pd.testing.assert_frame_equal(assets(any_store), before)
    assert [entry.is_undone for entry in import_history(any_store, actor)] == [True, False]
    with any_store.reading() as session:
        assert session.execute(select(func.count()).select_from(table_of(Sighting))).scalar() == 3 + 4
    with pytest.raises(PlannerError, match="undone before"):
        undo_import(any_store, actor, second.import_ids[0])


def test_an_undone_device_that_comes_back_finds_its_correction(store: Store, actor: Actor) -> None:
    applied = bring_in(store, actor, LAPTOPS)
    asset_id = int(assets(store)["asset_id"].iloc[0])
    correct_asset(store, actor, asset_id, "site", "Bath")
    undo_import(store, actor, applied.import_ids[0])
    assert list_clients(store, actor) == ()


def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(store: Store, actor: Actor) -> None:
    preview = preview_import(store, actor, [sheet(LAPTOPS)], AS_OF, "Acme")
    bring_in(store, actor, LAPTOPS)
    with pytest.raises(PlannerError, match="meanwhile"):
        apply_import(store, actor, preview)


def test_each_action_leaves_one_audit_entry(store: Store, actor: Actor) -> None:
    bring_in(store, actor, LAPTOPS)
    update_client(store, actor, find_client(store, actor, "acme").client_id, currency="gbp", fiscal_first_month=4)
    with store.reading() as session:
        entries = session.execute(select(table_of(AuditEntry).c.action).order_by(table_of(AuditEntry).c.id)).scalars()
        assert list(entries) == ["import.apply", "client.update"]
    assert set(assets(store)["currency"]) == {"GBP"}


def test_a_wrong_rule_is_refused_by_name(store: Store, actor: Actor) -> None:
    bring_in(store, actor, LAPTOPS)
    client_id = find_client(store, actor, "Acme").client_id
    for wrong in ({"fiscal_first_month": 13}, {"currency": "QUID"}, {"favourite_colour": "green"}):
        with pytest.raises(PlannerError):
            update_client(store, actor, client_id, **wrong)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.csv", b""),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 64),
        ("broken.xlsx", b"PK\x03\x04" + b"\x00" * 200),
        ("rows.csv", b"Hostname,Serial Number,Model,Purchase Date\r\n"),
        ("budget.csv", b"Month,Budget,Actual\r\nJan,1000,900\r\nFeb,1000,1100\r\nMar,1000,950\r\n"),
    ],
)
def test_what_holds_no_assets_is_refused_with_a_remedy_and_nothing_written(
    store: Store, actor: Actor, name: str, data: bytes
) -> None:
    with pytest.raises(PlannerError) as raised:
        preview_import(store, actor, [Upload(name, data)], AS_OF, "Acme")
    assert raised.value.remedy
    with store.reading() as session:
        assert session.execute(select(func.count()).select_from(table_of(Asset))).scalar() == 0
