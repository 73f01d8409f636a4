"""What a device is, from what sheets say of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.fields import CATEGORIES, OWNERSHIPS
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
    ("system", "name", "expected"),
    [("Windows Server 2019 Standard", "ACME-01", "server"), ("Windows 11 Pro", "HLA-LT-014", "laptop"),
     ("Windows 10 Pro", "FRONTDESK", "desktop"), ("iOS 17", "", "mobile_phone"), ("", "sw-core-01", "switch"),
     ("", "fw-perimeter-01", "firewall"), ("", "ap-og1-01", "access_point"), ("", "Backhoe", "other"),
     ("IOS XE", "", "switch"), ("Cisco IOS XE 17.9", "", "switch"), ("iPadOS 17", "", "tablet")],
)  # fmt: skip
def test_without_kind_or_model_the_system_and_the_host_name_tell(system: str, name: str, expected: str) -> None:
    assert recognise({"operating_system": system, "name": name})["category"] == expected


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
