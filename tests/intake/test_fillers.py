"""Serial numbers and host names: which identify a device, and which are one."""

from __future__ import annotations

import pytest

from planner.intake.fillers import clean_serial, names_match, normal_name


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
