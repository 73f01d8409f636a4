"""Sheets as people keep them: covers, sections that name a site, merged cells, totals, lists in several languages."""

from __future__ import annotations

from planner.intake.hints import meant_by_sections
from tests.intake.sheets import fields, read, table, values, workbook

PCS = [["Device", "Model", "Serial"], ["PC-1", "OptiPlex 7080", "7ABC123"], ["PC-2", "OptiPlex 7080", "7ABC124"]]


def test_the_cover_names_the_client_of_every_sheet():
    cover = [["IT Asset Review"], ["Prepared for:", "Brookfield Dental Care"], ["Prepared by", "Northwind MSP Ltd"]]
    reading = read(workbook({"Cover": cover, "Workstations": PCS, "Servers": PCS}))
    hints = [found.client_hint for found in reading.tables if found.verdict == "assets"]
    assert hints == ["Brookfield Dental Care", "Brookfield Dental Care"]


def test_sections_name_the_site_or_the_state():
    found = table(
        "Device,Model,Serial,User\nLondon Office,,,\nPC-1,OptiPlex 7080,7ABC123,Ann\nManchester,,,\n"
        "PC-2,OptiPlex 7080,7ABC124,Bob\nDisposed,,,\nPC-3,OptiPlex 7080,7ABC125,\nTotal: 3,,,\n"
    )
    assert values(found, "site") == ["London Office", "Manchester", None]
    assert values(found, "status") == [None, None, "Disposed"]
    assert [row.row for row in found.skipped] == [2, 4, 6, 8]


def test_a_section_never_overrules_a_column():
    assert meant_by_sections(["Manchester", "Harlow Ltd", "Finance", "Servers"], {"site", "client"}) == {
        "Finance": ("department", "Finance"),
        "Servers": ("category", "Servers"),
    }


def test_a_place_merged_over_rows_stands_in_each_of_them():
    rows = [["Location", *PCS[0]], ["HQ", *PCS[1]], [None, *PCS[2]], ["Branch", "PC-3", "OptiPlex 7080", "7ABC125"]]
    found = table(workbook({"List": rows}, [("A2:A3", "HQ")]))
    assert values(found, "site") == ["HQ", "HQ", "Branch"]


def test_a_list_of_counted_devices_under_warranty_is_one_of_assets():
    found = table("Item,Make,Qty,Warranty\nMonitors,Dell P2419H,12,3 yrs\nUPS,APC Smart-UPS 1500,1 unit,2 years\n")
    assert (found.verdict, values(found, "quantity"), values(found, "warranty_months")) == ("assets", [12, 1], [36, 24])
    assert values(found, "model") == ["P2419H", "Smart-UPS 1500"]


def test_a_german_register_with_short_headers():
    found = table(
        "Bezeichnung;Hersteller/Modell;S/N;Anschaffung am;AK netto;ND (Jahre)\n"
        "PC-EMPFANG;Dell OptiPlex 7080;7ABC123;14.03.2020;1.299,00 €;4\nSumme;;;;1.299,00 €;\n"
    )
    assert list(fields(found).values())[1:] == [
        "model", "serial_number", "purchased_on", "purchase_cost", "useful_life_months",
    ]  # fmt: skip
    assert (len(found.rows), found.skipped[0].why) == (1, "a total")


def test_a_replacement_plan_by_person_names_the_present_computer():
    found = table("User,Current PC,Serial #,Replacement Year\nAnn,Dell OptiPlex 3050,7ABC123,2026\n")
    assert (fields(found)["Current PC"], values(found, "planned_replacement_on")) == ("model", ["2026"])


def test_the_title_above_the_header_is_the_first_section():
    found = table("Floor 1,,\nName,Model,Serial\nPC-1,OptiPlex,7ABC123\nFloor 2,,\nPC-2,OptiPlex,7ABC124\n")
    assert values(found, "site") == ["Floor 1", "Floor 2"]


def test_sections_with_a_label_say_what_they_name():
    found = table(
        "User: Ann Smith,,\nName,Model,Serial\nPC-1,OptiPlex,7ABC123\n,,\nUser: Bob Jones,,\n"
        "Name,Model,Serial\nPC-2,OptiPlex,7ABC124\n"
    )
    assert values(found, "assigned_to") == ["Ann Smith", "Bob Jones"]


def test_a_title_says_for_whom_the_list_is():
    found = table(
        "Hardware inventory for Oakwood Partners LLP as of Nov 2026,,\nName,Model,Serial\nPC-1,OptiPlex,7ABC123\n"
    )
    assert found.client_hint == "Oakwood Partners LLP"


def test_a_second_header_with_another_column_begins_another_table():
    found = read(
        "Name,Make,Model,Serial,Warranty Exp\nSRV01,Dell,R740,7ABC123,2026-03-01\n,,,,\nPrinters,,,,\n"
        "Name,Make,Model,Serial,Lease End\nPRN1,Ricoh,IM C3000,R12345678,2027-01-01\n"
    ).tables
    assert [table.rows[0].values.get("lease_ends_on") for table in found] == [None, "2027-01-01"]


def test_various_is_no_serial_number():
    assert values(table("Name,Serial,Site\nPC-1,7ABC123,HQ\nPhones,Various,Various\n"), "serial_number") == [
        "7ABC123",
        None,
    ]
