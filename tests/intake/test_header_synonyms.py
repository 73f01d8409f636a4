"""The table of header synonyms names fields that exist, and headers that nobody listed are understood too."""

from __future__ import annotations

import pytest

from planner.fields import FIELDS
from planner.intake.synonyms import EXTRA, SECRET, fields_of_header, synonyms

HEADERS = """
Serialnumber: serial_number
SN#: serial_number
Serial/Service Tag: serial_number
Purch. Dt.: purchased_on
Year Purchased: purchased_on
Purchase Price (£): purchase_cost
cf:purchase date, type:date: purchased_on
HB.location: site
lastCheckinTime: last_seen_on
userPrincipalName: assigned_to
Printer Model: model
Laptop/Desktop: category
Memory (GB): ram
Warrenty Expiry: warranty_ends_on
Gerätenummer: asset_tag
N° de série: serial_number
Fecha Fin de Garantía: warranty_ends_on
Scadenza garanzia: warranty_ends_on
Valor de compra (R$): purchase_cost
Vervanging: planned_replacement_on
シリアル番号: serial_number
Smartnet Exp: warranty_ends_on
Refresh Qtr: planned_replacement_on
Next Audit Date: extra
Patch Status: extra
Days Left: extra
iDRAC Password: secret
"""


def test_every_synonym_means_a_field():
    assert {field for fields in synonyms().values() for field in fields} <= {*FIELDS, EXTRA, SECRET}
    assert all(0 < strength <= 1 for fields in synonyms().values() for strength in fields.values())


@pytest.mark.parametrize(("header", "wanted"), [line.rsplit(": ", 1) for line in HEADERS.strip().splitlines()])
def test_headers_as_tools_and_people_write_them(header, wanted):
    known = fields_of_header(header)
    assert max(known, key=known.__getitem__, default="") == wanted


def test_a_header_of_nothing_known_means_nothing():
    assert not fields_of_header("")
    assert max(fields_of_header("Colour of the lid").values(), default=0) < 0.5
