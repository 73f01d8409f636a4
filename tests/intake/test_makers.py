"""Who made a device, from the maker and model that sheets state."""

from __future__ import annotations

import pytest

from planner.intake.recognise import recognise


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("Dell Inc.", "Dell"), ("Hewlett-Packard", "HP"), ("LENOVO", "Lenovo"), ("Apple Inc.", "Apple"),
     ("Cisco Systems, Inc.", "Cisco"), ("ASUSTeK COMPUTER INC.", "ASUS"), ("Kunde, Doyle and Kozey", "Kunde, Doyle and Kozey")],
)  # fmt: skip
def test_makers_go_by_one_name_each(stated: str, expected: str) -> None:
    assert recognise({"manufacturer": stated})["manufacturer"] == expected


@pytest.mark.parametrize(
    ("maker", "model", "expected"),
    [("Juniper Networks", "MX204", ("router", "Juniper")), ("Lexmark", "MS510dn", ("printer", "Lexmark")),
     ("Sharp", "MX3070N", ("printer", "Sharp")), ("Sharp", "MX-3071", ("printer", "Sharp")),
     ("Axis Communications AB", "P3245-V", ("camera", "Axis")), ("Cisco", "MR36", ("access_point", "Cisco Meraki")),
     ("Cisco", "MX68CW", ("firewall", "Cisco Meraki")), ("Cisco Meraki", "MS250-48FP", ("switch", "Cisco Meraki")),
     ("Canon", "MX490", ("printer", "Canon")), ("Dell", "P2419H", ("monitor", "Dell")),
     ("LENOVO", "10T7", ("desktop", "Lenovo")), ("LENOVO", "30E0", ("workstation", "Lenovo")),
     ("LENOVO", "21CB", ("laptop", "Lenovo")), ("Ubiquiti", "UniFi AP AC Pro", ("access_point", "Ubiquiti"))],
)  # fmt: skip
def test_a_known_maker_rules_out_other_makers_model_codes(maker: str, model: str, expected: tuple[str, str]) -> None:
    found = recognise({"manufacturer": maker, "model": model})
    assert (found["category"], found["manufacturer"]) == expected


@pytest.mark.parametrize("filler", ["To be filled by O.E.M.", "System manufacturer", "System Product Name", "N/A",
                                    "Default string", "All Series", "Not Applicable", "-", "Unknown"])  # fmt: skip
def test_fillers_are_neither_makers_nor_models(filler: str) -> None:
    found = recognise({"manufacturer": filler, "model": filler})
    assert (found["manufacturer"], found["model"]) == (None, None)


@pytest.mark.parametrize(
    ("maker", "model", "expected"),
    [("CDW", "Latitude 5420", "Dell"), ("Insight UK", "ThinkPad T480", "Lenovo"), ("Bechtle", "HP ProBook 450 G8", "HP"),
     ("Acme Robotics", "MX64", "Acme Robotics"), ("Micro-Star International Co., Ltd.", "MS-7C02", "MSI"),
     ("", "HP", "HP"), ("Dell", "Dell", "Dell")],
)  # fmt: skip
def test_a_seller_in_the_makers_column_gives_way_to_the_models_maker(maker: str, model: str, expected: str) -> None:
    assert recognise({"manufacturer": maker, "model": model})["manufacturer"] == expected


@pytest.mark.parametrize("model", ["ProLiant DL380 Gen10", "MSA 2050", "Aruba 2930F 24G", "StoreOnce 3640"])
def test_hewlett_packards_data_centre_products_are_hpes(model: str) -> None:
    assert recognise({"manufacturer": "HP", "model": model})["manufacturer"] == "HPE"


def test_hp_and_hpe_are_told_apart_by_the_product() -> None:
    assert recognise({"manufacturer": "HP", "model": "ProLiant DL380 Gen10"})["manufacturer"] == "HPE"
    assert recognise({"manufacturer": "Hewlett Packard Enterprise", "model": "EliteDesk 800"})["manufacturer"] == "HP"
