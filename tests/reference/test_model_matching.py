"""Models and part numbers as sheets write them meet the maker's date, or none at all; expected dates are the bulletins'."""

from __future__ import annotations

import pytest

from planner.reference import load_reference
from planner.reference.own import OwnTable

DATED = [
    # maker, model, part number, last day of security fixes
    ("Cisco", "WS-C2960X-24PSQ-L", "", "2026-04-29"), ("Cisco", "C2960X-24PSQ", "", "2026-04-29"),
    ("Cisco Systems, Inc.", "ws-c2960x-24psq-l", "", "2026-04-29"), ("Cisco", "Catalyst 2960X-24PSQ-L", "", "2026-04-29"),
    ("Cisco", "Cisco Catalyst 2960X-24PSQ", "", "2026-04-29"), ("Cisco", "Catalyst 2960-X", "WS-C2960X-24PSQ-L", "2026-04-29"),
    ("Cisco", "WS-C2960X-24PSQ-L (V05)", "", "2026-04-29"), ("Cisco", "C2960X 24PSQ L", "", "2026-04-29"),
    ("", "WS-C2960X-24PSQ-L", "", "2026-04-29"), ("cisco", "2960X-24PSQ Switch", "", "2026-04-29"),
    ("Cisco", "ISR4331/K9", "", "2028-11-30"), ("Cisco", "ISR4331", "", "2028-11-30"), ("Cisco", "ISR 4331", "", "2028-11-30"),
    ("Cisco", "Cisco ISR4331 Router", "", "2028-11-30"), ("Cisco", "ISR4331/K9 V02", "", "2028-11-30"), ("Cisco", "ISR4331-SEC/K9", "", "2028-11-30"),
    ("Cisco", "ISR4331BR/K9", "", "2029-01-31"), ("Cisco", "AIR-AP2802I-B-K9", "", "2027-10-31"), ("Cisco", "AP2802I-B-K9", "", "2027-10-31"),
    ("Cisco", "AIR-AP2802I", "", "2027-10-31"), ("Cisco", "Aironet 2802I", "", "2027-10-31"), ("Cisco", "WS-C3650-24PDM-L", "", "2028-05-31"),
    ("Cisco", "C3650-24PDM", "", "2028-05-31"), ("Cisco", "Catalyst 3650-24PDM-S", "", "2028-05-31"), ("Cisco", "SG220-26", "", "2027-07-31"),
    ("Cisco", "SG220-26P", "SG220-26P-K9-EU", "2027-07-31"), ("Cisco", "SF350-24-K9", "", "2028-01-31"), ("Cisco", "SG350-28SFP", "", "2027-07-31"),
    ("Apple", "iPhone 8", "", "2025-03-31"), ("Apple", "Apple iPhone 8 Plus 64GB", "", "2025-03-31"), ("Apple Inc.", "iPhone XR (128 GB)", "", "2026-04-22"),
    ("Apple", "iPhone11,8", "", "2026-04-22"), ("Apple", "iPhone 6s", "", "2025-03-31"), ("Apple", "iPhone SE (1st generation)", "", "2025-03-31"),
    ("Apple", "iPhone SE 2016", "", "2025-03-31"), ("Apple", "iPad (5th generation)", "", "2026-05-11"), ("Apple", "iPad 6th Gen Wi-Fi 32GB", "", "2026-05-11"),
    ("Apple", "iPad 7", "", "2026-05-11"), ("Apple", "iPad Pro 12.9-inch (2nd generation)", "", "2026-09-17"), ("Apple", "iPad mini 4", "", "2025-03-31"),
    ("Apple", "iPad Pro (12.9-inch) (2nd generation)", "", "2026-09-17"), ("Samsung", "Galaxy S21", "", "2026-02-21"),
    ("Samsung", "Samsung Galaxy S21 5G 128GB", "", "2026-02-21"), ("Microsoft", "Surface Pro 7", "", "2025-10-30"),
    ("Microsoft Corporation", "Microsoft Surface Pro 7", "", "2025-10-30"), ("Microsoft", "Surface Pro 7+", "", "2027-01-15"),
    ("Microsoft", "Surface Laptop 3", "", "2024-07-30"), ("Microsoft", "Surface Pro (5th Gen)", "", "2024-01-15"), ("Microsoft", "Surface Pro 5", "", "2024-01-15"),
    ("Microsoft", "Surface Laptop 7th generation", "", "2030-06-18"), ("Microsoft", "Surface Go 2", "", "2024-12-30"), ("Stormshield", "SN510", "", "2028-12-31"),
    ("", "Apple iPhone 8", "", "2025-03-31"), ("", "Surface Pro 7", "", "2025-10-30"), ("", "Cisco ISR4331/K9", "", "2028-11-30"),
    ("Cisco", "WS C2960X 24PSQ L", "", "2026-04-29"), ("Cisco Systems, Inc.", "Cisco Systems, Inc. ISR4331", "", "2028-11-30"),
]  # fmt: skip

UNKNOWN = [
    ("Cisco", "WS-C2960X-24PS-L", ""), ("Cisco", "Catalyst 2960X-24", ""), ("Cisco", "Catalyst 2960-X", ""), ("Cisco", "WS-C2960X-48FPD-L", ""),
    ("Cisco", "C2960X-24PSQX", ""), ("Cisco", "2960X", ""), ("Cisco", "ISR43311", ""), ("Cisco", "ISR4351X", ""), ("Cisco", "4331", ""), ("Cisco", "ISR", ""),
    ("Cisco", "SG350-2", ""), ("Cisco", "SG22026", ""), ("Cisco", "C", ""), ("Cisco", "-", ""), ("Cisco", "Catalyst", ""), ("Cisco", "Switch", ""),
    ("Cisco", "ASA5506-X", ""), ("Cisco Meraki", "MX64", ""), ("Meraki", "Meraki MX64-HW", ""), ("Fortinet", "FortiGate 60E", ""), ("Fortinet", "FG-60E", ""),
    ("SonicWall", "SonicWALL TZ 300", ""), ("Dell", "WS-C2960X-24PSQ-L", ""), ("Dell", "ISR4331", ""), ("Apple", "iPhone SE", ""), ("Apple", "iPhone", ""),
    ("Apple", "iPad", ""), ("Apple", "iPad Pro", ""), ("Apple", "iPad Pro 11", ""), ("Apple", "MacBookPro16,1", ""), ("Apple", "iPhone 99", ""),
    ("Microsoft", "Surface Pro", ""), ("Microsoft", "Surface", ""), ("Samsung", "Galaxy", ""), ("Samsung", "iPhone 8", ""), ("", "Surface", ""),
    ("HP", "EliteBook 840 G8", ""), ("", "", ""), ("Cisco", "", ""), ("", "8", ""), ("Apple", "8", ""), ("Cisco", "Cisco", "n/a"),
]  # fmt: skip


@pytest.mark.parametrize(("maker", "model", "part", "ends_on"), DATED)
def test_a_spelling_of_a_known_device_has_its_makers_date(maker, model, part, ends_on):
    found = load_reference().maker_end(maker, model, part)
    assert found is not None
    assert str(found[0]) == ends_on


@pytest.mark.parametrize(("maker", "model", "part"), UNKNOWN)
def test_a_device_that_no_row_is_sure_of_has_no_date(maker, model, part):
    assert load_reference().maker_end(maker, model, part) is None


def test_a_phone_with_no_end_announced_is_told_apart_from_an_unknown_one():
    reference = load_reference()
    announced = reference.maker_support("Apple", "iPhone 13 Pro Max 256GB", "")
    assert announced is not None
    assert (announced.state, announced.ends_on) == ("none_announced", None)
    assert reference.maker_support("Apple", "iPhone 99", "") is None


OWN_ROWS = [
    ("Fortinet", "FG-60E", "2026-01-31"), ("Meraki", "MX64-HW", "2027-07-26"), ("SonicWall", "TZ300", "2024-12-31"),
    ("Cisco", "ASA5506-X", "2026-08-31"), ("Dell", "PowerEdge R740", "2027-01-31"), ("Meraki", "MR33-HW", "2026-07-21"),
    ("Fortinet", "FS-124E", "2028-02-28"), ("APC", "SMT1500", "2029-06-30"), ("Ubiquiti", "USW-24-PoE", "2030-01-31"),
    ("Sophos", "XG 125", "2025-03-31"),
]  # fmt: skip
SPELLED = [
    ("Fortinet", "FortiGate 60E", "FG-60E"), ("Fortinet", "FG-60E", "FG-60E"), ("Fortinet Inc.", "FortiGate-60E", "FG-60E"),
    ("Fortinet", "FGT60E", "FG-60E"), ("Fortinet", "Fortinet FortiGate 60E", "FG-60E"), ("Fortinet", "FG60E", "FG-60E"),
    ("Fortinet", "FG-60E-BDL-950-12", "FG-60E"), ("Fortinet", "FortiGate 60F", None), ("Fortinet", "FG-60", None), ("Fortinet", "FG-600E", None),
    ("Fortinet", "FortiWiFi 60E", None), ("Fortinet", "FortiSwitch 124E", "FS-124E"), ("Fortinet", "FS-124E", "FS-124E"), ("Fortinet", "FS-124E-POE", None),
    ("Cisco Meraki", "MX64", "MX64-HW"), ("Meraki", "Meraki MX64-HW", "MX64-HW"), ("Cisco", "Meraki MX64", "MX64-HW"), ("Meraki", "MX 64", "MX64-HW"),
    ("Meraki", "MX64W", None), ("Meraki", "MX65", None), ("Meraki", "Meraki MR33 Cloud Managed AP", None), ("Meraki", "MR33", "MR33-HW"),
    ("SonicWALL", "SonicWALL TZ 300", "TZ300"), ("SonicWall", "TZ300", "TZ300"), ("Dell SonicWALL", "TZ-300", "TZ300"), ("SonicWall Inc.", "SonicWall TZ300", "TZ300"),
    ("SonicWall", "TZ300W", None), ("SonicWall", "TZ 3000", None), ("Cisco", "ASA5506-X", "ASA5506-X"), ("Cisco", "ASA 5506-X", "ASA5506-X"),
    ("Cisco", "ASA5506-X Firewall", "ASA5506-X"), ("Cisco", "ASA5506W-X", None), ("Cisco", "ASA5508-X", None), ("Dell EMC", "PowerEdge R740", "PowerEdge R740"),
    ("Dell", "Dell PowerEdge R740", "PowerEdge R740"), ("Dell Inc.", "POWEREDGE R740", "PowerEdge R740"), ("Dell", "PowerEdge R740xd", None),
    ("APC", "SMT1500", "SMT1500"), ("American Power Conversion", "SMT-1500", "SMT1500"), ("Schneider Electric", "APC SMT1500", "SMT1500"), ("APC", "SMT1500RM2U", None),
    ("Ubiquiti Networks", "USW 24 PoE", "USW-24-PoE"), ("Ubiquiti", "USW-24", None), ("Sophos", "Sophos XG125", "XG 125"), ("Sophos", "XG 125w", None),
]  # fmt: skip


@pytest.fixture(scope="module")
def own_reference():
    lines = [f"{maker},{part},{ends_on},{ends_on},our own list" for maker, part, ends_on in OWN_ROWS]
    header = "maker,part_number,security_ends_on,support_ends_on,source"
    return load_reference((OwnTable("maker_support", "extend", "\n".join([header, *lines]) + "\n"),))


@pytest.mark.parametrize(("maker", "model", "part"), SPELLED)
def test_a_date_of_ones_own_list_is_found_however_the_sheet_spells_the_device(own_reference, maker, model, part):
    dates = {row: ends_on for _, row, ends_on in OWN_ROWS}
    found = own_reference.maker_end(maker, model, "")
    assert (str(found[0]) if found else None) == (dates[part] if part else None)


@pytest.mark.parametrize(
    ("model", "year"),
    [("MacBookPro16,1", 2019), ("MacBook Pro 16,1", 2019), ("macbookpro16,1", 2019), ("MacBook Pro (16-inch, 2019)", 2019),
     ("MacBook Pro 16-inch 2019", 2019), ('MacBook Pro 16" 2019', 2019), ("Apple MacBook Pro (16-inch, 2019)", 2019),
     ("16-inch MacBook Pro 2019", 2019), ("Mac14,2", 2022), ("MacBook Air M2 2022", 2022), ("iMac14,2", 2013), ("iMac 27-inch Late 2013", 2013)],
)  # fmt: skip
def test_an_apple_model_was_first_seen_in_its_year(model, year):
    found = load_reference().model("Apple", model)
    assert found is not None
    assert found.first_seen_on is not None
    assert found.first_seen_on.year == year


@pytest.mark.parametrize("model", ["MacBook Pro", "MacBook", "MacBookPro99,1", "16,1", "MacBook Pro 2019"])
def test_an_apple_name_of_many_years_is_of_none(model):
    assert load_reference().model("Apple", model) is None


def test_there_are_enough_rows():
    assert len(DATED) + len(UNKNOWN) + len(SPELLED) >= 130
