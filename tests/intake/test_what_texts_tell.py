"""What stands in a cell beside its field: a maker with its model, how many, a lease, a total, furniture in a register."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.intake.amounts import amount_of, counted_devices, quantity_of
from planner.intake.ownership import is_out_of_use
from tests.intake.sheets import fields, table, values

REGISTER = """Asset No,Asset Description,Class,Acquisition Date,Acquisition Cost,Net Book Value,Useful Life (Years)
FA-1,Dell Latitude 5420 laptop,Computer Equipment,25/03/2021,1299.00,399,4
FA-2,Office desk and chair,Furniture & Fixtures,14/03/2019,450,250,10
FA-3,Ford Transit van,Motor Vehicles,20/01/2018,18500,2,5
FA-4,HP ProLiant DL380 Gen10 server,Office Equipment,25/06/2020,7200,2,5
FA-5,Warehouse,Land & Buildings,01/01/2001,180000,1,40
FA-6,Desk phone Yealink T46S,Furniture & Equipment,01/05/2021,120,1,5
"""


def test_a_maker_column_with_models_is_split():
    found = table("Name,Make,Serial\nPC-1,Dell Latitude 5420,7ABC123\nPC-2,Lenovo,7ABC125\nPC-3,Dell Inc.,7ABC126\n")
    assert values(found, "manufacturer") == ["Dell", "Lenovo", "Dell Inc."]
    assert values(found, "model") == ["Latitude 5420", None, None]


def test_a_fixed_asset_register_keeps_its_devices_and_skips_the_furniture():
    found = table(REGISTER)
    assert fields(found)["Asset Description"] == "model"
    assert fields(found)["Net Book Value"] is None
    assert values(found, "asset_tag") == ["FA-1", "FA-4", "FA-6"]
    assert values(found, "useful_life_months") == [48, 60, 60]
    assert [row.row for row in found.skipped] == [3, 4, 6]
    assert all("furniture" in row.why for row in found.skipped)


def test_a_count_behind_a_model_is_a_quantity_and_a_total_is_shared():
    found = table("Model,Location,Total Cost\nDell P2422H (x4),HQ,800\n4 x Dell P2419H,HQ,600\nThinkPad X13,HQ,1200\n")
    assert values(found, "quantity") == [4, 4, None]
    assert values(found, "model") == ["Dell P2422H", "Dell P2419H", "ThinkPad X13"]
    assert values(found, "purchase_cost") == [Decimal(200), Decimal(150), Decimal(1200)]


def test_a_unit_price_stays_whatever_the_quantity():
    found = table("Model,Location,Qty,Unit Cost,Total Cost\nDell P2422H,HQ,4 units,200,800\nHP E27,HQ,qty 3,300,900\n")
    assert values(found, "quantity") == [4, 3]
    assert values(found, "purchase_cost") == [Decimal(200), Decimal(300)]


@pytest.mark.parametrize("text", ["4", "4 units", "qty 4", "Qty: 4", "(x4)", "x4", "4 pcs", "4 Stk.", "[4]"])
def test_quantities_are_written_in_many_ways(text):
    assert quantity_of(text) == 4


@pytest.mark.parametrize("text", ["ThinkPad X13", "Elite x2", "iPhone 13", "Switch 24 port", "Surface Pro (2 x 8 GB)"])
def test_a_model_with_a_number_counts_nothing(text):
    assert counted_devices(text) is None


def test_a_point_and_a_comma_before_three_digits_are_both_thousands():
    assert values(table('Name,Serial,Cost\nA,7ABC123,1.500\nB,7ABC124,"1,500"\n'), "purchase_cost") == [1500, 1500]
    assert amount_of("812.125") == Decimal("812.125")


def test_36_under_years_of_warranty_is_months():
    found = table("Name,Serial,Warranty (years)\nPC-1,7ABC123,36\nPC-2,7ABC124,3\n")
    assert values(found, "warranty_months") == [36, 36]


def test_a_lease_in_the_notes_has_its_end():
    found = table(
        "Name,Serial,Bought,Notes\nPC-1,7ABC123,25/03/2025,Leased until 31/03/2028\n"
        "PC-2,7ABC124,,geleast bis 05.06.2027; Rückgabe\nPC-3,7ABC125,,not leased\n"
    )
    assert values(found, "lease_ends_on") == ["2028-03-31", "2027-06-05", None]
    assert values(found, "ownership") == ["leased", "leased", None]


@pytest.mark.parametrize(
    "status", ["Inactive", "EOL", "RMA", "Returned to vendor", "Sold", "Lost", "Stolen", "Scrapped"]
)
def test_what_has_left_is_retired(status):
    assert is_out_of_use(status)


@pytest.mark.parametrize(
    "status", ["In stock", "Spare", "Approaching EOL", "RMA pending", "Returned to stock", "Active"]
)
def test_what_is_still_there_stays(status):
    assert not is_out_of_use(status)
