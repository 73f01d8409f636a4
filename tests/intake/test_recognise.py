"""What a device is, from what sheets say of it."""

from __future__ import annotations

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
"""
MODELS = """
Latitude 5420: laptop, Dell, Latitude 5420
Dell Latitude 5420: laptop, Dell, Latitude 5420
HP EliteBook 840 G5: laptop, HP, EliteBook 840 G5
HP EliteBook 840 14 inch G9 Notebook PC: laptop, HP, EliteBook 840 14 inch G9 Notebook PC
ThinkPad T480: laptop, Lenovo, ThinkPad T480
MacBook Pro 16: laptop, Apple, MacBook Pro 16
MacBookPro16,1: laptop, Apple, MacBookPro16,1
Surface Laptop 4: laptop, Microsoft, Surface Laptop 4
Surface Pro 7: tablet, Microsoft, Surface Pro 7
OptiPlex 7090: desktop, Dell, OptiPlex 7090
HP ProDesk 600 G3: desktop, HP, ProDesk 600 G3
Lenovo ThinkCentre M720q: desktop, Lenovo, ThinkCentre M720q
Precision 3650 Tower: workstation, Dell, Precision 3650 Tower
HP Z4 G4 Workstation: workstation, HP, Z4 G4 Workstation
PowerEdge R740: server, Dell, PowerEdge R740
ProLiant DL380 Gen10: server, HPE, ProLiant DL380 Gen10
HP ProLiant DL360 Gen9: server, HPE, ProLiant DL360 Gen9
ThinkSystem SR650: server, Lenovo, ThinkSystem SR650
FortiGate 60F: firewall, Fortinet, FortiGate 60F
TZ370: firewall, SonicWall, TZ370
MX84: firewall, Cisco Meraki, MX84
Meraki MR36: access_point, Cisco Meraki, MR36
MR33: access_point, Cisco Meraki, MR33
MS225-24P: switch, Cisco Meraki, MS225-24P
UniFi U6 Pro: access_point, Ubiquiti, U6 Pro
USW-24-PoE: switch, Ubiquiti, USW-24-PoE
WS-C2960X-24PS-L: switch, Cisco, WS-C2960X-24PS-L
C9200L-24P-4G: switch, Cisco, C9200L-24P-4G
Cisco SG350-28P: switch, Cisco, SG350-28P
Smart-UPS 1500: ups, APC, Smart-UPS 1500
SMT1500RMI2U: ups, APC, SMT1500RMI2U
LaserJet Pro M404dn: printer, HP, LaserJet Pro M404dn
DS920+: storage, Synology, DS920+
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


def test_a_real_microsoft_device_is_not_virtual() -> None:
    assert not recognise({"manufacturer": "Microsoft Corporation", "model": "Surface Laptop 4"})["is_virtual"]


@pytest.mark.parametrize(
    ("status", "is_retired"),
    [("Retired", True), ("ausgemustert", True), ("Réformé", True), ("Decommissioned", True), ("Archived", True),
     ("DEPROVISIONED", True), ("Lost/Stolen", True), ("Dado de baja", True), ("In use", False), ("Spare", False),
     ("In repair", False), ("Lager", False), ("Ready to Deploy", False), ("Active", False), ("To be retired 2027", False)],
)  # fmt: skip
def test_what_is_out_of_use_is_known_by_its_status(status: str, is_retired: bool) -> None:
    assert recognise({"status": status})["is_retired"] is is_retired


@pytest.mark.parametrize(
    ("system", "name", "expected"),
    [("Windows Server 2019 Standard", "ACME-01", "server"), ("Windows 11 Pro", "HLA-LT-014", "laptop"),
     ("Windows 10 Pro", "FRONTDESK", "desktop"), ("iOS 17", "", "mobile_phone"), ("", "sw-core-01", "switch"),
     ("", "fw-perimeter-01", "firewall"), ("", "ap-og1-01", "access_point"), ("", "Backhoe", "other")],
)  # fmt: skip
def test_without_kind_or_model_the_system_and_the_host_name_tell(system: str, name: str, expected: str) -> None:
    assert recognise({"operating_system": system, "name": name})["category"] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("Leased", "leased"), ("Corporate", "client"), ("BYOD", "employee"), ("Personal", "employee"), ("HaaS", "msp"),
     ("Managed print contract", "print_contract"), ("", "client")],
)  # fmt: skip
def test_ownership_by_what_is_said(said: str, expected: str) -> None:
    assert recognise({"ownership": said})["ownership"] == expected


@pytest.mark.parametrize(
    "filler", ["To be filled by O.E.M.", "Default string", "0000000", "XXXXXXX", "N/A", "-", "6.37E+15", "None", "  "]
)
def test_fillers_are_no_serial_numbers(filler: str) -> None:
    assert clean_serial(filler) is None


def test_serial_numbers_stay_as_they_are() -> None:
    assert clean_serial(" 5CG0401AAA ") == "5CG0401AAA"


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
