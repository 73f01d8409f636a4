"""What a device is, from what sheets say of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.fields import CATEGORIES, OWNERSHIPS
from planner.intake.fillers import clean_serial, names_match, normal_name
from planner.intake.recognise import recognise

KINDS = """
Laptop: laptop
Notebook: laptop
Laptops - Windows: laptop
Ordinateur portable: laptop
Portátil: laptop
ノートPC: laptop
Desktop: desktop
PC: desktop
Workstations - Windows: desktop
Arbeitsplatz-PC: desktop
Unité centrale fixe: desktop
Server: server
Serveur: server
Managed Server: server
Virtual Machine: virtual_machine
VM: virtual_machine
Virtueller Server: virtual_machine
CoreSwitch: switch
Network Switch: switch
Commutateur: switch
Router: router
Firewall: firewall
Pare-feu: firewall
AccessPoint: access_point
Wireless AP: access_point
WLAN-Accesspoint: access_point
WLANController: access_point
USV: ups
Onduleur: ups
UPS: ups
Drucker: printer
Imprimante: printer
Multifunction: printer
Bildschirm: monitor
Monitor: monitor
Écran: monitor
Smartphone: mobile_phone
iPhone: mobile_phone
Tablet: tablet
NAS: storage
Storage: storage
Docking Station: dock
Dockingstation: dock
IP Phone: phone
VoIP phone: phone
Camera: camera
NVR: recorder
Backup Appliance: backup_appliance
VM Host: server
ESXi host: server
Hyper-V-Host: server
Virtualization host: server
Virtual: virtual_machine
KVM switch: other
Printer server: server
Unité centrale: desktop
Werkstation: workstation
CAD workstation: workstation
Workstation: workstation
Mobile Workstation: laptop
Laptop bag: other
Laptop docking station: dock
Wireless mouse: other
"""
MODELS = """
Latitude 5420: laptop, Dell, Latitude 5420
Dell Latitude 5420: laptop, Dell, Latitude 5420
HP EliteBook 840 G5: laptop, HP, EliteBook 840 G5
HP EliteBook 840 14 inch G9 Notebook PC: laptop, HP, EliteBook 840 14 inch G9
HP EliteBook 840 G5 Notebook PC: laptop, HP, EliteBook 840 G5
EliteBook 840 G5: laptop, HP, EliteBook 840 G5
HP EliteDesk 800 G5 Small Form Factor PC: desktop, HP, EliteDesk 800 G5
HP ProDesk 600 G3 (Business PC): desktop, HP, ProDesk 600 G3
MacBook Pro (14-inch, 2023): laptop, Apple, MacBook Pro (14-inch, 2023)
Dell Dell Latitude 5420: laptop, Dell, Latitude 5420
HP HP EliteBook: laptop, HP, EliteBook
Ubiquiti UniFi AP AC Pro: access_point, Ubiquiti, AP AC Pro
NEC Corporation Express5800: server, NEC, Express5800
HP 250 G8 Notebook PC: laptop, HP, 250 G8
HP 250 Notebook: laptop, HP, 250 Notebook
HP Pavilion Laptop 15-eg0: laptop, HP, Pavilion Laptop 15-eg0
Pavilion x360: laptop, HP, Pavilion x360
HP Pavilion Desktop TP01: desktop, HP, Pavilion Desktop TP01
HP Compaq 6730b: laptop, HP, Compaq 6730b
Acer Aspire 5: laptop, Acer, Aspire 5
Acer Aspire TC-895: desktop, Acer, Aspire TC-895
Vostro 3500: laptop, Dell, Vostro 3500
Vostro 15 3510: laptop, Dell, Vostro 15 3510
Vostro 3681: desktop, Dell, Vostro 3681
Inspiron 3880: desktop, Dell, Inspiron 3880
Latitude 7220 Rugged Extreme Tablet: tablet, Dell, Latitude 7220 Rugged Extreme Tablet
Mac14,9: laptop, Apple, Mac14,9
Mac14,12: desktop, Apple, Mac14,12
Mac99,9: desktop, Apple, Mac99,9
Macmini9,1: desktop, Apple, Macmini9,1
20N2S00X00: laptop, Lenovo, 20N2S00X00
11DT003VUK: desktop, Lenovo, 11DT003VUK
30E0S0A100: workstation, Lenovo, 30E0S0A100
ThinkPad T480: laptop, Lenovo, ThinkPad T480
MacBook Pro 16: laptop, Apple, MacBook Pro 16
MacBookPro16,1: laptop, Apple, MacBookPro16,1
Surface Laptop 4: laptop, Microsoft, Surface Laptop 4
Surface Pro 7: tablet, Microsoft, Surface Pro 7
OptiPlex 7090: desktop, Dell, OptiPlex 7090
HP ProDesk 600 G3: desktop, HP, ProDesk 600 G3
Lenovo ThinkCentre M720q: desktop, Lenovo, ThinkCentre M720q
Precision 3650 Tower: workstation, Dell, Precision 3650 Tower
Precision 3440: workstation, Dell, Precision 3440
Precision 3460 Small Form Factor: workstation, Dell, Precision 3460 Small Form Factor
Precision 5820 Tower: workstation, Dell, Precision 5820 Tower
Precision 7820 Tower: workstation, Dell, Precision 7820 Tower
Precision 7920 Tower: workstation, Dell, Precision 7920 Tower
Precision 7960 Tower: workstation, Dell, Precision 7960 Tower
Precision 7920 Rack: workstation, Dell, Precision 7920 Rack
Precision Tower 3620: workstation, Dell, Precision Tower 3620
Precision 3581: laptop, Dell, Precision 3581
Precision 5560: laptop, Dell, Precision 5560
Precision 7760: laptop, Dell, Precision 7760
Precision 7670: laptop, Dell, Precision 7670
Precision M4800: laptop, Dell, Precision M4800
HP Z240 Tower Workstation: workstation, HP, Z240 Tower Workstation
HP Z4 G4 Workstation: workstation, HP, Z4 G4 Workstation
PowerEdge R740: server, Dell, PowerEdge R740
ProLiant DL380 Gen10: server, HPE, ProLiant DL380 Gen10
HP ProLiant DL360 Gen9: server, HPE, ProLiant DL360 Gen9
ThinkSystem SR650: server, Lenovo, ThinkSystem SR650
FortiGate 60F: firewall, Fortinet, FortiGate 60F
TZ370: firewall, SonicWall, TZ370
MX84: firewall, Cisco Meraki, MX84
MX250: firewall, Cisco Meraki, MX250
MX100-HW: firewall, Cisco Meraki, MX100-HW
Cisco Meraki MX67W: firewall, Cisco Meraki, MX67W
Lexmark MX522adhe: printer, Lexmark, MX522adhe
MX522adhe: printer, Lexmark, MX522adhe
MX421ade: printer, Lexmark, MX421ade
Juniper MX204: router, Juniper, MX204
Axis P3245-V: camera, Axis, P3245-V
Axis S1216 NVR: recorder, Axis, S1216 NVR
Meraki MR36: access_point, Cisco Meraki, MR36
MR33: access_point, Cisco Meraki, MR33
MS225-24P: switch, Cisco Meraki, MS225-24P
UniFi U6 Pro: access_point, Ubiquiti, U6 Pro
USW-24-PoE: switch, Ubiquiti, USW-24-PoE
WS-C2960X-24PS-L: switch, Cisco, WS-C2960X-24PS-L
C9200L-24P-4G: switch, Cisco, C9200L-24P-4G
Cisco SG350-28P: switch, Cisco, SG350-28P
C2960X-24: switch, Cisco, C2960X-24
ISR4331/K9: router, Cisco, ISR4331/K9
Aruba 2930F 24G: switch, Aruba, 2930F 24G
Aruba AP-515: access_point, Aruba, AP-515
Nutanix NX-3060-G6: server, Nutanix, NX-3060-G6
ATEN KVM switch: other, ATEN, KVM switch
Smart-UPS 1500: ups, APC, Smart-UPS 1500
SMT1500RMI2U: ups, APC, SMT1500RMI2U
LaserJet Pro M404dn: printer, HP, LaserJet Pro M404dn
DS920+: storage, Synology, DS920+
Samsung QB65R display: monitor, Samsung, QB65R display
TS-453D: storage, QNAP, TS-453D
Datto SIRIS 4: backup_appliance, Datto, SIRIS 4
iPhone 14: mobile_phone, Apple, iPhone 14
iPad Air: tablet, Apple, iPad Air
Galaxy S22: mobile_phone, Samsung, Galaxy S22
Dell P2419H: monitor, Dell, P2419H
CP-8841: phone, Cisco, CP-8841
Dell Dock WD19S: dock, Dell, Dock WD19S
"""


def table(text: str) -> list[tuple[str, list[str]]]:
    lines = (line.rsplit(": ", 1) for line in text.strip().splitlines())
    return [(given_text, expected.split(", ", 2)) for given_text, expected in lines]


@pytest.mark.parametrize(("kind", "expected"), table(KINDS))
def test_a_stated_kind_is_recognised_in_many_languages(kind: str, expected: list[str]) -> None:
    assert recognise({"category": kind})["category"] == expected[0]


@pytest.mark.parametrize(("model", "expected"), table(MODELS))
def test_a_model_tells_category_and_maker(model: str, expected: list[str]) -> None:
    found = recognise({"model": model})
    assert [found["category"], found["manufacturer"], found["model"]] == expected


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


@pytest.mark.parametrize(
    ("kind", "model", "expected"),
    [("Workstation", "Latitude 5420", "laptop"), ("Workstation", "OptiPlex 7090", "desktop"),
     ("Workstation", "Precision 3660 Tower", "workstation"), ("CAD workstation", "OptiPlex 7090", "workstation"),
     ("CAD workstation", "ZBook Fury 15 G8", "workstation"), ("Mobile Workstation", "Precision 7760", "laptop"),
     ("VM Host", "PowerEdge R740", "server"), ("ESXi host", "ProLiant DL380 Gen10", "server"),
     ("KVM Switch", "ATEN CS1308", "other"), ("Laptop", "Surface Pro 7", "laptop"),
     ("Netzwerk", "FortiGate 60E", "firewall"), ("Other", "Samsung QB65R display", "other")],
)  # fmt: skip
def test_a_general_kind_gives_way_to_the_model(kind: str, model: str, expected: str) -> None:
    assert recognise({"category": kind, "model": model})["category"] == expected


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


@pytest.mark.parametrize(
    ("maker", "model"),
    [("VMware, Inc.", "VMware Virtual Platform"), ("Microsoft Corporation", "Virtual Machine"), ("QEMU", "Standard PC (Q35)"),
     ("", "VMware7,1"), ("Xen", "HVM domU"), ("Amazon EC2", "t3.medium"), ("Google", "Google Compute Engine")],
)  # fmt: skip
def test_virtual_machines_are_told_from_hardware(maker: str, model: str) -> None:
    found = recognise({"manufacturer": maker, "model": model, "operating_system": "Windows Server 2019"})
    assert (found["is_virtual"], found["category"]) == (True, "virtual_machine")


@pytest.mark.parametrize(
    "values",
    [{"category": "Server", "manufacturer": "VMware", "model": "ESXi host PowerEdge R640"},
     {"category": "VMware Host", "manufacturer": "HPE", "model": "ProLiant DL380 Gen10"},
     {"manufacturer": "Nutanix", "model": "NX-3060-G6"}, {"category": "KVM switch"}, {"model": "ATEN KVM switch"},
     {"category": "Virtualisation host", "manufacturer": "VMware"}],
)  # fmt: skip
def test_what_carries_virtual_machines_is_hardware(values: dict[str, str]) -> None:
    assert not recognise(values)["is_virtual"]


def test_a_real_microsoft_device_is_not_virtual() -> None:
    assert not recognise({"manufacturer": "Microsoft Corporation", "model": "Surface Laptop 4"})["is_virtual"]


@pytest.mark.parametrize(
    ("status", "is_retired"),
    [("Retired", True), ("ausgemustert", True), ("Réformé", True), ("Decommissioned", True), ("Archived", True),
     ("DEPROVISIONED", True), ("Lost/Stolen", True), ("Dado de baja", True), ("In use", False), ("Spare", False),
     ("In repair", False), ("Lager", False), ("Ready to Deploy", False), ("Active", False), ("To be retired 2027", False),
     ("Archived: No", False), ("Unarchived", False), ("Not retired", False), ("Scheduled for disposal", False),
     ("zu verschrotten", False), ("Pending disposal", False), ("Hors service", False), ("En panne", False),
     ("Reformatted", False), ("Storage (retired user)", False), ("Retirement planned 2027", False),
     ("Außer Betrieb", True), ("Ausser Betrieb", True), ("Déclassé", True), ("De\u0301classe\u0301", True),
     ("Cédé", True), ("Eliminado", True), ("Descartado", True), ("Desechado", True), ("Resold", True), ("Sold", True),
     ("Archived: Yes", True), ("verschrottet", True), ("Written-off", True), ("Buiten gebruik", True),
     ("Dismesso", True), ("No longer in use", True), ("廃棄", True), ("廃棄予定", False)],
)  # fmt: skip
def test_what_is_out_of_use_is_known_by_its_status(status: str, is_retired: bool) -> None:
    assert recognise({"status": status})["is_retired"] is is_retired


@pytest.mark.parametrize(
    ("system", "name", "expected"),
    [("Windows Server 2019 Standard", "ACME-01", "server"), ("Windows 11 Pro", "HLA-LT-014", "laptop"),
     ("Windows 10 Pro", "FRONTDESK", "desktop"), ("iOS 17", "", "mobile_phone"), ("", "sw-core-01", "switch"),
     ("", "fw-perimeter-01", "firewall"), ("", "ap-og1-01", "access_point"), ("", "Backhoe", "other"),
     ("IOS XE", "", "switch"), ("Cisco IOS XE 17.9", "", "switch"), ("iPadOS 17", "", "tablet")],
)  # fmt: skip
def test_without_kind_or_model_the_system_and_the_host_name_tell(system: str, name: str, expected: str) -> None:
    assert recognise({"operating_system": system, "name": name})["category"] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("Leased", "leased"), ("Corporate", "client"), ("BYOD", "employee"), ("Personal", "employee"), ("HaaS", "msp"),
     ("Managed print contract", "print_contract"), ("", "client"), ("Lease", "leased"), ("Leasing", "leased"),
     ("Rental", "leased"), ("Rented", "leased"), ("Crédit-bail", "leased"), ("Location financière", "leased"),
     ("Location", "leased"), ("Gemietet", "leased"), ("Rented to employee", "leased"), ("Not leased", "client"),
     ("Unleased", "client"), ("Released", "client"), ("Off-lease owned", "client"), ("Lease returned", "client"),
     ("Leased: No", "client"), ("Managed service provider", "msp"), ("Hardware as a Service", "msp"),
     ("Internet service provider", "isp"), ("ISP", "isp"), ("Carrier", "carrier"), ("Employee-owned", "employee"),
     ("private limited company", "client"), ("Privat", "employee"), ("Company owned, not BYOD", "client"),
     ("Owned", "client"), ("Purchased", "client")],
)  # fmt: skip
def test_ownership_by_what_is_said(said: str, expected: str) -> None:
    assert recognise({"ownership": said})["ownership"] == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [({"name": "Copier (leased)"}, "leased"), ({"notes": "Leased until 31/03/2028 with service"}, "leased"),
     ({"notes": "Leasinggerät, Rückgabe 2027"}, "leased"), ({"category": "Leased copier"}, "leased"),
     ({"status": "Leased"}, "leased"), ({"lease_ends_on": "2028-03-31"}, "leased"),
     ({"notes": "on lease to 2027"}, "leased"), ({"notes": "Router for the leased line"}, "client"),
     ({"notes": "Firmware released 2024"}, "client"), ({"notes": "Lease ended 2022, bought out"}, "client"),
     ({"notes": "was leased, now owned"}, "client"), ({"notes": "DHCP lease expires daily"}, "client"),
     ({"name": "LEASING-01"}, "client"), ({"notes": "for the Leasing department"}, "client"),
     ({"status": "Ready for release"}, "client"), ({"status": "Lease returned"}, "client"),
     ({"notes": "Leased until 2028", "ownership": "Company"}, "client")],
)  # fmt: skip
def test_without_an_owner_the_other_cells_tell_of_a_lease(values: dict[str, str], expected: str) -> None:
    assert recognise(values)["ownership"] == expected


@pytest.mark.parametrize(
    "filler", ["To be filled by O.E.M.", "Default string", "0000000", "XXXXXXX", "N/A", "-", "6.37E+15", "None", "  "]
)
def test_fillers_are_no_serial_numbers(filler: str) -> None:
    assert clean_serial(filler) is None


@pytest.mark.parametrize("damaged", ["6.37E+15", "6,37E+15", "5E+15", "1.2E8", "6.37e+15"])
def test_what_a_spreadsheet_made_of_a_serial_number_identifies_nothing(damaged: str) -> None:
    assert clean_serial(damaged) is None


@pytest.mark.parametrize("serial", ["5CG0401AAA", "5E10234", "12E45678", "1E5", "VMware-56 4d 12 0a", "FOC2450YRZW"])
def test_serial_numbers_stay_as_they_are(serial: str) -> None:
    assert clean_serial(f" {serial} ") == serial


def test_qualified_and_cut_names_are_one_host() -> None:
    assert normal_name("PC-01.corp.example") == "pc-01"
    assert names_match("accounts-frontde", "accounts-frontde")
    assert names_match("accounts-frontd", "accounts-frontdesk")
    assert not names_match("pc-01", "pc-011")
    assert not names_match("", "")


WORDS = st.text(max_size=30) | st.sampled_from(["Laptop", "HP ProLiant", "VMware", "Windows 10", "SRV-01", "retired"])


@given(st.fixed_dictionaries(dict.fromkeys(("category", "manufacturer", "model", "operating_system", "name"), WORDS)))
def test_anything_ends_in_a_category_and_recognising_twice_changes_nothing(values: dict[str, str]) -> None:
    once = recognise(values)
    assert once["category"] in CATEGORIES
    assert once["ownership"] in OWNERSHIPS
    assert recognise(values | once)["category"] == once["category"]


REAL_MODELS = [line.rsplit(": ", 1)[0] for line in MODELS.strip().splitlines()]
REAL_MAKERS = ["", "Dell Inc.", "HP", "Hewlett Packard Enterprise", "LENOVO", "Cisco", "Ubiquiti Inc.", "CDW", "Apple"]


@pytest.mark.parametrize("maker", REAL_MAKERS)
def test_recognising_what_was_recognised_changes_nothing(maker: str) -> None:
    for model in REAL_MODELS:
        for repeated in (model, f"{maker} {model}".strip(), f"{maker} {maker} {model}".strip()):
            once = recognise({"manufacturer": maker, "model": repeated})
            assert recognise(once) == once, (maker, repeated)


def test_real_machines_names_stay_as_they_were_recognised() -> None:
    with (Path(__file__).parents[2] / "data" / "model_first_seen.csv").open(encoding="utf-8") as rows:
        for row in list(csv.DictReader(rows))[::5]:
            for values in ({"model": row["model"]}, {"manufacturer": row["maker"], "model": row["model"]}):
                once = recognise(values)
                assert recognise(once) == once, values
