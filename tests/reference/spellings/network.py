"""Hypervisors and the systems of firewalls, switches and routers."""

from __future__ import annotations

ESXI = {"5.0": ("3", "3982819"), "5.1": ("3", "3872638"), "5.5": ("3", "9919047"), "6.0": ("3", "15517548"),
        "6.5": ("3", "18678235"), "6.7": ("3", "17700523"), "7.0": ("3", "21313628"), "8.0": ("2", "22380479"),
        "9.0": ("1", "24957456"), "9.1": ("0", "25100000")}  # fmt: skip
ESXI_TEMPLATES = [
    ("VMware ESXi {release}.0 build-{build}", ""), ("ESXi {release}", ""), ("VMware ESXi, {release}.{update}, {build}", ""),
    ("VMware ESXi", "{release}.{update}"), ("ESXi {release} U{update}", ""), ("VMware ESXi {release}.0 Update {update}", ""),
    ("ESXi-{release}U{update}-{build}-standard", ""), ("VMware ESXi {release}.{update} Releasebuild-{build}", ""),
    ("VMware vSphere ESXi {release}", ""), ("vmware esxi {release}u{update}", ""), ("ESXi", "{release}.{update}.{build}"),
]  # fmt: skip
VCENTER = ["5.0", "5.1", "5.5", "6.0", "6.5", "6.7", "7.0", "8.0", "9.0", "9.1"]
VCENTER_TEMPLATES = [("VMware vCenter Server {release}.0 build-20150588", ""), ("vCenter {release}", ""), ("VMware vCenter Server", "{release}.3"),
                     ("vCenter Server Appliance {release} U2", ""), ("vCenter Server {release} Update 1", "")]  # fmt: skip
PROXMOX = {
    "1": "1.9",
    "2": "2.3",
    "3": "3.4",
    "4": "4.4",
    "5": "5.4-15",
    "6": "6.4-15",
    "7": "7.4-17",
    "8": "8.2.4",
    "9": "9.0.3",
}
PROXMOX_TEMPLATES = [("Proxmox VE {full}", ""), ("Proxmox VE {cycle}", ""), ("pve-manager/{full}/faa83925c9641325", ""),
                     ("Proxmox Virtual Environment {full}", ""), ("Proxmox", "{full}"), ("PVE {full}", "")]  # fmt: skip
FORTIOS = ["6.0", "6.2", "6.4", "7.0", "7.2", "7.4", "7.6", "8.0"]
FORTIOS_TEMPLATES = [
    ("FortiOS v{release}.8,build1639", ""), ("FortiOS {release}.8", ""), ("FortiGate-60F v{release}.8,build1639,240313 (GA.M)", ""),
    ("FortiOS", "{release}.8"), ("FortiGate", "v{release}.12"), ("FortiOS {release}", ""), ("Forti OS {release}.1 build 0157", ""),
    ("FGT60F-{release}.8-FW-build1639", "FortiOS"), ("Fortinet FortiOS v{release}.4 (GA)", ""), ("FortiGate 100F FortiOS v{release}.12", ""),
    ("FortiGate 100F", "v{release}.12"), ("FORTIOS-{release}", ""),
]  # fmt: skip
PANOS = ["1.3", "2.0", "2.1", "3.0", "3.1", "4.0", "4.1", "5.0", "5.1", "6.0", "6.1", "7.0", "7.1", "8.0", "8.1", "9.0", "9.1",
         "10.0", "10.1", "10.2", "11.0", "11.1", "11.2", "12.1", "12.2"]  # fmt: skip
PANOS_TEMPLATES = [
    ("PAN-OS {release}.9-h3", ""), ("PAN-OS {release}", ""), ("PanOS {release}.6", ""), ("PAN-OS", "{release}.9-h3"),
    ("Palo Alto Networks PAN-OS {release}.4", ""), ("PA-220 PAN-OS {release}.10-h1", ""), ("PAN OS v{release}.3", ""),
    ("Palo Alto PA-3220, PAN-OS Software {release}.2", ""), ("Palo Alto Networks", "PAN-OS {release}.1"),
]  # fmt: skip
IOS_XE = {"16.12": "Gibraltar", "17.1": "Amsterdam", "17.2": "Amsterdam", "17.3": "Amsterdam", "17.4": "Bengaluru", "17.5": "Bengaluru",
          "17.6": "Bengaluru", "17.7": "Cupertino", "17.8": "Cupertino", "17.9": "Cupertino", "17.10": "Dublin", "17.11": "Dublin",
          "17.12": "Dublin", "17.13": "IOSXE", "17.14": "IOSXE", "17.15": "IOSXE", "17.16": "IOSXE", "17.17": "IOSXE",
          "17.18": "IOSXE"}  # fmt: skip
IOS_XE_TEMPLATES = [
    ("Cisco IOS XE Software, Version {padded}.04a", ""), ("IOS XE {release}.4", ""), ("IOS-XE {padded}.05", ""), ("Cisco IOS XE", "{release}.4a"),
    ("Cisco IOS Software [{train}], Catalyst L3 Switch Software (CAT9K_IOSXE), Version {release}.4a, RELEASE SOFTWARE (fc3)", ""),
    ("cat9k_iosxe.{padded}.04a.SPA.bin", ""), ("IOSXE {release}.3", ""), ("IOS XE {train} {release}.1", ""), ("iosxe", "{padded}.04"),
    ("Cisco IOS XE {release}", ""), ("Cisco IOS {release}.5", ""),
]  # fmt: skip


def spellings() -> list[tuple[str, str, bool, str, str, str]]:
    rows = []
    for release, (update, build) in ESXI.items():
        rows += _filled(ESXI_TEMPLATES, "vmware-esxi", release, release=release, update=update, build=build)
    for release in VCENTER:
        rows += _filled(VCENTER_TEMPLATES, "vmware-vcenter", release, release=release)
    for cycle, full in PROXMOX.items():
        rows += _filled(PROXMOX_TEMPLATES, "proxmox-ve", cycle, cycle=cycle, full=full)
    for release in FORTIOS:
        rows += _filled(FORTIOS_TEMPLATES, "fortios", release, release=release)
    for release in PANOS:
        rows += _filled(PANOS_TEMPLATES, "pan-os", release, release=release)
    for release, train in IOS_XE.items():
        major, _, minor = release.partition(".")
        rows += _filled(
            IOS_XE_TEMPLATES, "cisco-ios-xe", release, release=release, padded=f"{major}.{int(minor):02d}", train=train
        )
    rows += [
        (text, "", False, "pan-os", "9.0-xfr", "")
        for text in ("PAN-OS 9.0.3.xfr", "PAN-OS 9.0.5-xfr", "PAN-OS 9.0 XFR")
    ]
    rows += [
        (text, "", True, "vmware-vcenter", "4", "")
        for text in ("vCenter 4.1", "VMware vCenter Server 4", "vCenter Server 4.0 Update 4")
    ]
    return rows


def _filled(templates, product, release_of_table, **said):
    is_server = product.startswith(("vmware", "proxmox"))
    return [
        (text.format(**said), version.format(**said), is_server, product, release_of_table, "")
        for text, version in templates
    ]
