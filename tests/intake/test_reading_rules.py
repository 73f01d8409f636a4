"""What a sheet's form means: where its header is, which rows are assets, what kind of list it is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from planner.intake.report import inspect_report
from tests.intake.sheets import fields, read, table, values, workbook

DEVICES = "Name,Serial,Model\nPC-1,7ABC123,OptiPlex 7080\nPC-2,7ABC124,OptiPlex 7080\n"


def test_a_title_above_the_header_names_the_client():
    found = table("Harlow & Finch Solicitors LLP - Asset Register,,\nExported 12/11/2026,,\n,,\n" + DEVICES)
    assert (found.header_row, len(found.rows), found.client_hint) == (4, 2, "Harlow & Finch Solicitors LLP")
    assert inspect_report(read(DEVICES), rows=True)["tables"][0]["rows"][0]["row"] == 2


def test_section_titles_give_the_category_and_totals_are_skipped():
    found = table(
        "Name,Serial,Model,Cost\nSERVERS,,,\nHV-1,7ABC123,PowerEdge R640,7200\nSubtotal,,,7200\n,,,\n"
        "Name,Serial,Model,Cost\nNetwork switches,,,\nSW-1,7ABC124,CBS350,500\nGrand total,,,7700\n"
    )
    assert values(found, "category") == ["SERVERS", "Network switches"]
    assert [(row.row, row.why) for row in found.skipped] == [
        (2, "a section's title"), (4, "a total"), (5, "blank"), (6, "the header repeated"),
        (7, "a section's title"), (9, "a total"),
    ]  # fmt: skip


def test_a_total_without_a_label_is_no_asset():
    found = table(DEVICES.replace("Model\n", "Model,Cost\n").replace("7080\n", "7080,500\n") + ",,,1000\n")
    assert (len(found.rows), found.skipped[0].why) == (2, "a total")


def test_a_legend_and_notes_below_the_table_are_skipped():
    found = table(DEVICES + ",,\nLegend,,\n,Past replacement age,\n,On order,\n")
    assert (len(found.rows), [row.why for row in found.skipped]) == (2, ["blank", "a legend", "a legend", "a legend"])


def test_groups_above_the_header_tell_equal_headers_apart():
    rows = [
        [None] * 6,
        ["Name", "Serial", "Date", "Price", "Date", "Room"],
        ["PC-1", "7ABC123", date(2020, 7, 1), 812.5, date(2020, 7, 9), "Office 2"],
        ["PC-2", "7ABC124", date(2020, 7, 1), 812.5, date(2020, 7, 9), "Office 3"],
    ]
    found = table(workbook({"Devices": rows}, [("A1:B1", "Device"), ("C1:D1", "Purchase"), ("E1:F1", "Installed")]))
    assert (found.header_row, [column.field for column in found.columns]) == (
        2,
        ["name", "serial_number", "purchased_on", "purchase_cost", "in_service_on", "site"],
    )


def test_headers_merged_over_two_rows_stand_with_the_parts_of_their_groups():
    rows = [[None] * 5, [None, None, "Date", "Price", None], ["SW-1", "7ABC123", date(2021, 2, 1), 500, "Comms"]]
    merged = [("A1:A2", "Device"), ("B1:B2", "Serial No"), ("C1:D1", "Purchase"), ("E1:E2", "Location")]
    found = table(workbook({"Switches": rows}, merged))
    assert fields(found) == {
        "Device": "name", "Serial No": "serial_number", "Date": "purchased_on", "Price": "purchase_cost", "Location": "site",
    }  # fmt: skip
    assert values(found, "category") == ["Switches"]


def test_tables_below_and_beside_each_other_are_read_apart():
    left = [["Name", "Serial", "Model"]] + [[f"PC-{n}", f"7ABC12{n}", "OptiPlex"] for n in range(8)]
    right = [["Model", "Count"], ["OptiPlex", 8], ["Total", 8]]
    rows = [[*row, None, None, *(right[at] if at < len(right) else [])] for at, row in enumerate(left)]
    rows += [[], ["Network"], ["Device", "Vendor", "Product", "S/N"], ["FW-1", "Fortinet", "FortiGate 60F", "FGT60F11"]]
    first, count, second = read(workbook({"Inventory": rows})).tables
    assert (first.verdict, len(first.rows), first.header_row) == ("assets", 8, 1)
    assert (count.verdict, [column.column for column in count.columns]) == ("not_assets", ["F", "G"])
    assert (second.verdict, len(second.rows), second.header_row) == ("assets", 1, 12)


def test_without_a_header_the_first_row_is_a_device():
    found = table(
        "HLA-LT-01,Dell,Latitude 5420,7ABC123\nHLA-LT-02,Dell,Latitude 5420,8XBC124\nHLA-LT-03,HP,EliteBook 840,5CG1234ABC\n"
    )
    assert (found.header_row, len(found.rows)) == (None, 3)
    assert [column.field for column in found.columns] == ["name", "manufacturer", "model", "serial_number"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Software,Seats,Renewal,Cost\nOffice,44,2027-01-01,800\n", "licences"),
        ("Item,Standard model,Unit price\nLaptop,Latitude 5450,1395\nDesktop,OptiPlex 7020,985\n", "price list"),
        ("Name,Email,Department,Job Title,Location\nAnn,ann@x.example,Sales,Rep,HQ\n", "people"),
        ("Category,Q1 2026,Q2 2026,Q3 2026,Total\nServers,100,200,300,600\n", "budget"),
        ("Row Labels,Count of Serial\nDesktop,12\nGrand Total,12\n", "counts"),
        ("Name,Category,Manufacturer,Model Number,EOL,Min Qty\nLatitude,Laptop,Dell,L5420,36,2\n", "models"),
        ("Location,Room\nHQ,101\nHQ,102\n", "places"),
        ("Please fill in one line per device.\nDates as DD/MM/YYYY.\n", "no header"),
        ("Vendor,Contract,Start Date,End Date,Monthly Cost\nComcast,Internet,2022-01-01,2025-01-01,299\n", ""),
    ],
)
def test_lists_of_other_things_are_told_and_not_imported(content, reason):
    found = table(content)
    assert (found.verdict, found.rows) == ("not_assets", ())
    assert reason in found.reason
    assert all(column.field is None for column in found.columns)


def test_secrets_are_never_kept():
    found = table(
        "Device,Serial,Local Admin Password,PUK,Unlock\n"
        "PC-1,7ABC123,hunter2,12345678,123456-123456-123456-123456-123456-123456-123456-123456\n"
    )
    assert [column.is_secret for column in found.columns] == [False, False, True, True, True]
    assert "hunter2" not in repr(found)
    assert "123456" not in repr(found)


def test_equal_and_missing_headers_stay_apart_among_the_extras():
    found = table("Name,Serial,Ring,Ring,\nPC-1,7ABC123,A,B,spare\n")
    assert found.rows[0].extras == {"Ring (column C)": "A", "Ring (column D)": "B", "Column E": "spare"}


def test_each_sheet_named_after_a_client_is_that_client():
    rows = [["Name", "Serial"], ["PC-1", "7ABC123"]]
    reading = read(workbook({"Hallam Vets": rows, "Brackwater": rows, "Sheet3": []}))
    assert [found.client_hint for found in reading.tables] == ["Hallam Vets", "Brackwater"]
    assert read(workbook({"Assets": rows})).tables[0].client_hint is None


def test_what_excel_has_destroyed_is_a_problem_with_its_address():
    found = table("Name,Serial,Bought\nPC-1,6.37E+15,2020-02-30\nPC-2,7ABC123,2020-02-28\n")
    assert found.rows[0].values == {"name": "PC-1"}
    assert [(p.cell, p.value) for p in found.problems] == [("B2", "6.37E+15"), ("C2", "2020-02-30")]


def test_a_row_that_names_no_device_is_rejected_with_its_cells():
    found = table("Name,Serial,Location,Status,User\nPC-1,7ABC123,HQ,In use,Ann\n,,HQ,In use,Bob\n")
    assert [(row.row, row.cells) for row in found.rejected] == [(3, ("", "", "HQ", "In use", "Bob"))]


def test_currencies_come_from_cells_headers_and_titles():
    assert values(table("Name,Serial,Cost (GBP)\nPC-1,7ABC123,601.06\n"), "currency") == ["GBP"]
    assert values(table("Name;Serial;Preis\nPC-1;7ABC123;1.299,00 €\n"), "currency") == ["EUR"]
    assert values(table("Inventory, all prices USD,\nName,Serial,Price\nPC-1,7ABC123,700\n"), "purchase_cost") == [
        Decimal(700)
    ]


def test_a_warranty_column_holds_months_or_a_day():
    assert values(table("Name,Serial,Warranty\nPC-1,7ABC123,36\n"), "warranty_months") == [36]
    assert values(table("Name,Serial,Warranty\nPC-1,7ABC123,2027-03-31\n"), "warranty_ends_on") == ["2027-03-31"]
