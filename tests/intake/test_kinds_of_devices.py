"""Which category a device gets from the words of its kind and from its maker's product names."""

from __future__ import annotations

import pytest

from planner.intake.recognise import recognise

DEVICES = """
Switch/Router; Cisco; ISR 4331 -> router
Network switch/router; Ubiquiti; USW-24-POE -> switch
Laptop/Desktop; Dell; OptiPlex 7080 -> desktop
Desktop/Laptop; Dell; Latitude 5420 -> laptop
Network; WatchGuard; AP130 -> access_point
; WatchGuard; Firebox T35 -> firewall
Projector; Epson; EB-2250U -> other
TV; Samsung; QB65R -> other
Display; NEC; MultiSync -> monitor
; Barracuda; Backup Server 390 -> backup_appliance
; Barracuda; CloudGen Firewall F18 -> firewall
; Axis; P3245-V -> camera
; Hikvision; DS-7608NI-K2 -> recorder
; Hikvision; DS-2CD2143G0-I -> camera
; Uniview; NVR301 -> recorder
; Yealink; T46S -> phone
; APC; SMT1500RM2U -> ups
; Eaton; 9PX 3000 -> ups
; Synology; DS920+ -> storage
; Synology; RT2600ac -> router
; Fortinet; FS-124F -> switch
; Ruckus; ICX7150-24P -> switch
; Ruckus; R650 -> access_point
; Dell; R740xd -> server
; HPE; DL380 -> server
; Cisco; 9300-48P -> switch
; Zyxel; GS1900-24 -> switch
; Sophos; APX 320 -> access_point
; Sophos; XGS 116 -> firewall
Barcode scanner; Zebra; DS2208 -> other
"""


@pytest.mark.parametrize("line", DEVICES.strip().splitlines())
def test_a_device_is_what_its_kind_and_model_say(line):
    told, wanted = line.split(" -> ")
    kind, maker, model = (part.strip() for part in told.split(";"))
    assert recognise({"category": kind, "manufacturer": maker, "model": model})["category"] == wanted
