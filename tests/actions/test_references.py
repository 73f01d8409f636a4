"""An MSP's own dates over the reference tables: validated whole, versioned, never half-applied."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from sqlalchemy import select

from planner.actions.clients import find_client
from planner.actions.reference_rows import FaultyRowsError
from planner.actions.references import list_references, undo_reference, update_reference
from planner.actions.roadmaps import client_roadmap
from planner.actions.rule_views import default_rules
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.records import AuditEntry
from planner.reference.tables import table_rows
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of
from tests.actions.sheets import bring_in, sheet
from tests.conftest import AS_OF

FIREWALL = "Name | Serial Number | Type | Make | Model | Purchase Date\nFW-1 | C0EAE4112233 | Firewall | SonicWall | TZ 470 | 2025-03-01"
OURS = "Model | End of Support\nTZ 470 | 2027-06-30\nTZ 300 | 2024-11-30"


def due(store: Store, actor: Actor) -> tuple[str, str]:
    roadmap = client_roadmap(store, actor, find_client(store, actor, "Acme").client_id, AS_OF)
    row = roadmap.schedule.iloc[0]
    return f"{row['due_on']:%Y-%m-%d}", row["limiting_factor"]


def test_a_list_of_sonicwall_dates_moves_the_devices_and_can_be_taken_back(any_store: Store, actor: Actor) -> None:
    bring_in(any_store, actor, FIREWALL)
    assert due(any_store, actor) == ("2030-03-01", "useful_life")
    shown = update_reference(any_store, actor, "maker_support", sheet(OURS), fixed={"maker": "SonicWall"}, dry_run=True)
    assert (shown.rows, len(shown.changes), shown.version) == (2, 2, None)
    assert due(any_store, actor) == ("2030-03-01", "useful_life"), "a dry run writes nothing"
    update_reference(any_store, actor, "maker_support", sheet(OURS), fixed={"maker": "SonicWall"})
    assert due(any_store, actor) == ("2027-06-30", "maker_support")
    undo_reference(any_store, actor, "maker_support")
    assert due(any_store, actor) == ("2030-03-01", "useful_life")


def test_every_fault_is_named_with_its_row_and_nothing_is_taken(store: Store, actor: Actor) -> None:
    wrong = """Maker | Model | End of Support
        SonicWall | TZ 470 | soon
         | TZ 300 | 2024-11-30
        SonicWall | TZ 400 |
        SonicWall | TZ 500 | 2025-01-01
        SonicWALL Inc. | TZ500 | 2026-01-01"""
    with pytest.raises(FaultyRowsError) as refused:
        update_reference(store, actor, "maker_support", sheet(wrong))
    assert [(fault.cell, fault.message) for fault in refused.value.problems] == [
        ("row 2", "support_ends_on 'soon' is no date (write it as 2027-04-30)."), ("row 3", "maker is empty."),
        ("row 4", "security_ends_on and support_ends_on are empty."), ("row 6", "It is about the same thing as row 5."),
    ]  # fmt: skip
    assert not any(table.versions for table in list_references(store, actor))
    assert actions(store) == []


def actions(store: Store) -> list[str]:
    """The audit's entries about the reference, oldest first."""
    with store.reading() as session:
        table = table_of(AuditEntry)
        query = select(table.c.action).where(table.c.action.like("reference.%")).order_by(table.c.id)
        return list(session.execute(query).scalars())


@pytest.mark.parametrize(("table", "text", "said"), [
    ("failure_priors", "component\nlaptop", "There is no reference table 'failure_priors' to update"),
    ("maker_support", "Model | Colour\nTZ 470 | red", "no row of headers that names what maker_support needs"),
    ("maker_support", "Maker | Model | End of Support", "no rows below its headers"),
    ("price_book", "category | currency | hardware_minor | priced_on\nlaptop | GBX | 4 | 2026-01-01", "no currency"),
    ("price_book", "category | currency | hardware_minor | priced_on\nlaptop | GBP | -4 | 2026-01-01", "whole number"),
    ("default_policy", "category | plan_months | limit_months | mode\ntoasters | 48 | 60 | scheduled", "is none of"),
    ("product_cycles", "product | cycle | End of mainstream support\nsonicos | 8 | 2030-01-01", "security_ends_on is empty"),
])  # fmt: skip
def test_what_does_not_fit_is_refused_in_words(store: Store, actor: Actor, table: str, text: str, said: str) -> None:
    with pytest.raises(PlannerError) as refused:
        update_reference(store, actor, table, sheet(text))
    assert said in str(refused.value)


@pytest.mark.parametrize(("dates", "due_on"), [
    (("03/04/2027", "25/04/2027"), "2027-04-03"), (("03/04/2027", "04/25/2027"), "2027-03-04"),
    (("April 2027", "2027-05"), "2027-04-30"), (("30 Jun 2027", "TZ 570"), None), (("03/04/2027", "04/05/2027"), None),
    (("2027", "2028"), None),
])  # fmt: skip
def test_dates_are_read_as_the_file_writes_them_and_never_guessed(
    store: Store, actor: Actor, dates: tuple[str, str], due_on: str | None
) -> None:
    bring_in(store, actor, FIREWALL)
    text = f"SonicWall life cycle\n\nVendor | Product | EOL\nSonicWall | TZ 470 | {dates[0]}\nSonicWall | TZ 570 | {dates[1]}"
    if due_on is None:
        with pytest.raises(FaultyRowsError, match="is no date"):
            update_reference(store, actor, "maker_support", sheet(text))
    else:
        update_reference(store, actor, "maker_support", sheet(text))
        assert due(store, actor) == (due_on, "maker_support")


def test_a_workbook_whose_parts_have_a_name_and_a_number_is_read(store: Store, actor: Actor) -> None:
    bring_in(store, actor, FIREWALL)
    book = openpyxl.Workbook()
    book.active.append(["Product", "SKU", "Last order", "EoL", "End of Support"])
    book.active.append(["TZ 470", "02-SSC-2829", date(2024, 6, 1), date(2026, 6, 30), date(2027, 6, 30)])
    book.save(file := io.BytesIO())
    done = update_reference(
        store, actor, "maker_support", Upload("dates.xlsx", file.getvalue()), fixed={"maker": "SonicWall"}
    )
    assert [change.key for change in done.changes] == ["sonicwall 02-SSC-2829", "sonicwall TZ 470"]
    assert due(store, actor) == ("2027-06-30", "maker_support")


def test_a_dry_run_tells_which_devices_of_which_clients_move(store: Store, actor: Actor) -> None:
    bring_in(store, actor, FIREWALL)
    bring_in(store, actor, FIREWALL.replace("C0EAE4112233", "C0EAE4445566"), client="Zenith")
    bring_in(store, actor, FIREWALL.replace("TZ 470", "TZ 570").replace("C0EAE4112233", "C0EAE4778899"), client="Bolt")
    shown = update_reference(
        store, actor, "maker_support", sheet(OURS), fixed={"maker": "SonicWall"}, dry_run=True, as_of=AS_OF
    )
    moved = [(client.client, device.device, device.due_before, device.due_after)
             for client in shown.moved or () for device in client.devices]  # fmt: skip
    assert moved == [
        ("Acme", "FW-1", date(2030, 3, 1), date(2027, 6, 30)), ("Zenith", "FW-1", date(2030, 3, 1), date(2027, 6, 30)),
    ]  # fmt: skip


def test_every_update_is_a_version_with_one_entry_in_the_audit(store: Store, actor: Actor) -> None:
    fixed = {"maker": "SonicWall"}
    update_reference(store, actor, "maker_support", sheet(OURS, "dates.csv"), fixed=fixed)
    done = update_reference(store, actor, "maker_support", sheet(OURS), fixed=fixed, mode="replace")
    taken = [change for change in done.changes if change.key.startswith("cisco")]
    assert len(taken) > 4000
    assert taken[0].fields["support_ends_on"][1] == ""
    [table] = [table for table in list_references(store, actor) if table.table == "maker_support"]
    assert (table.rows, table.newest_as_of) == (2, "2026-11-23")
    assert [(version.version, version.mode, version.file_name) for version in table.versions] == [
        (1, "extend", "dates.csv"), (2, "replace", "assets.csv"),
    ]  # fmt: skip
    assert undo_reference(store, actor, "maker_support") == 2
    assert actions(store) == ["reference.update", "reference.update", "reference.undo"]
    assert undo_reference(store, actor, "maker_support") == 1
    with pytest.raises(PlannerError, match="has no update of yours"):
        undo_reference(store, actor, "maker_support")


def test_prices_and_ages_are_read_as_people_say_them(store: Store, actor: Actor) -> None:
    prices = (
        "Category | Currency | Unit price | Labour hours | Price date\nFirewalls | usd | 1,250.50 | 2.5 | 2026-10-01"
    )
    [change] = update_reference(store, actor, "price_book", sheet(prices)).changes
    assert change.fields["hardware_minor"][1] == "125050"
    assert change.fields["labour_minutes"][1] == "150"
    ages = "Device type | Useful life (years) | Limit (years) | Mode\nDesk phones | 7 | 9 | on failure"
    [change] = update_reference(store, actor, "default_policy", sheet(ages)).changes
    assert (change.key, change.fields) == ("phone", {"plan_months": ("96", "84"), "limit_months": ("120", "108")})


def test_a_system_is_named_as_people_write_it(store: Store, actor: Actor) -> None:
    ends = "Operating system | End of support\nWin 11 Pro 24H2 | 2027-10-13\nUbuntu 22.04 LTS | 2028-04-01"
    changes = update_reference(store, actor, "product_cycles", sheet(ends)).changes
    assert [(change.key, change.fields["security_ends_on"][1]) for change in changes] == [
        ("ubuntu 22.04", "2028-04-01"), ("windows pro 11-24h2", "2027-10-13"),
    ]  # fmt: skip


def test_a_policy_of_ones_own_is_every_clients_default(store: Store, actor: Actor) -> None:
    bring_in(store, actor, FIREWALL)
    rule = "category | plan_months | limit_months | mode | warranty_months\nfirewall | 36 | 48 | scheduled | 36"
    update_reference(store, actor, "default_policy", sheet(rule))
    assert due(store, actor)[0] == "2028-03-01"
    [shown] = [rule for rule in default_rules(store, actor) if rule.category == "firewall"]
    assert (shown.plan_months, shown.limit_months) == (36, 48)
    with pytest.raises(PlannerError, match="The category laptop is missing"):
        update_reference(store, actor, "default_policy", sheet(rule), mode="replace")


def test_the_list_names_every_table_with_its_rows(store: Store, actor: Actor) -> None:
    listed = {table.table: table for table in list_references(store, actor)}
    assert listed["maker_support"].rows == len(table_rows("maker_support"))
    assert not listed["failure_priors"].may_be_updated
    assert date.fromisoformat(listed["product_cycles"].newest_as_of) > date(2026, 1, 1)
