"""Whose a device is and whether it is gone, from what sheets say of it."""

from __future__ import annotations

import pytest

from planner.intake.recognise import recognise


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
