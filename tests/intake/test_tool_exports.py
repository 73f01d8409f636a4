"""The columns that management tools export, by header alone, and where only the content tells."""

from __future__ import annotations

import pytest

from planner.intake.assign import Heading, assigned
from planner.intake.content import Profile
from tests.intake.sheets import fields, table, values

EXPORTS = """
ConfigMgr: ResourceID=, Name0=name, Manufacturer0=manufacturer, Model0=model, SerialNumber0=serial_number, \
User_Name0=assigned_to, TotalPhysicalMemory0=ram, InstallDate0=in_service_on
Kaseya: Computer Name=name, Last Check-In Time=last_seen_on, First Check-In Time=, System Serial Number=serial_number, \
Product Name=model, RAM (MBytes)=ram, Agent Version=, Time Zone=
Auvik: Device Name=name, Model=model, Serial Number=serial_number, Firmware Version=os_version, \
Lifecycle Last Support Date=support_ends_on, Lifecycle Sale Date=, First Seen=, Last Seen=last_seen_on, Site=site
Hudu: id=, company_name=client, asset_layout_name=category, asset_layout_id=, name=name, primary_serial=serial_number, \
primary_model=model, primary_manufacturer=manufacturer, created_at=, url=
Automate: Client Name=client, Location Name=site, Computer Name=name, LastContact=last_seen_on, \
Computer Manufacturer=manufacturer, Computer Model=model, Local IP Address=ip_address, DateAdded=, Is Virtual=
N-central: Customer Name=client, Device Name=name, Device Class=category, Make=manufacturer, Model=model, \
Operating System=operating_system, Warranty Expiry=warranty_ends_on, Lease Expiry=lease_ends_on, Cost=purchase_cost
NinjaOne: System Name=name, Organization=client, Location=site, Last Contact=last_seen_on, Created=, OS Name=operating_system, \
OS Build Number=os_version, Warranty End Date=warranty_ends_on, Purchase Amount=purchase_cost
Datto: Site Name=client, Device Hostname=name, Device Model=model, Int IP Address=ip_address, MAC Address(es)=mac_address, \
Warranty Date=warranty_ends_on, UDF 2 - Purchase Date=purchased_on, Patch Status=, Device UID=
Syncro: Customer=client, Asset Name=name, Asset Type=category, Last Synced=last_seen_on, HDD=storage, Created At=, Rmm Link=
Snipe-IT: Asset Name=name, Company=client, Asset Tag=asset_tag, Model No.=model_number, Serial=serial_number, Cost=purchase_cost, \
Status=status, EOL Date=planned_replacement_on, Current Value=, Next Audit Date=, Created At=
Lansweeper: AssetName=name, IPAddress=ip_address, Mac=mac_address, Serialnumber=serial_number, Firstseen=, Lastseen=last_seen_on, \
Purchasedate=purchased_on, Warrantydate=warranty_ends_on, BarCode=, AssetID=asset_tag, Domain=
PRTG: Name=name, Host/Address=ip_address, Status=status, Priority=criticality, Probe=, Tags=, Comments=notes
Intune: Device name=name, Ownership=ownership, Primary user UPN=assigned_to, Enrollment date=in_service_on, \
Total storage=storage, Free storage=, Compliance=, IMEI=
Jamf: Computer Name=name, Model Identifier=model_number, PO Date=purchased_on, Lease Expiration=lease_ends_on, \
Life Expectancy=useful_life_months, Purchased or Leased=ownership, UDID=, Managed=
Meraki: Name=name, Serial=serial_number, Claimed on=in_service_on, Product type=category, LAN IP=ip_address, Usage=, Clients=, \
End of Sale=, End of Support=support_ends_on
UniFi: Name=name, MAC Address=mac_address, Version=os_version, Adopted=in_service_on, Uptime=, Uplink=, Experience=
Domotz: Device Name=name, Make=manufacturer, First Seen=, Last Seen=last_seen_on, Importance=criticality, Agent=, Collector=, \
Organization=client
Liongard: Environment Name=client, Device Name=name, End of Life=support_ends_on, First Discovered=, Inspector=, \
Last Logged In User=assigned_to
IT Glue: organization=client, name=name, configuration_type=category, configuration_status=status, contact=assigned_to, \
primary_ip=ip_address, installed_at=in_service_on, purchased_at=purchased_on, warranty_expires_at=warranty_ends_on, archived=
ScalePad: Age (Years)=, OS End of Support=support_ends_on, Est. Replacement Cost=replacement_cost, \
Estimated Lifespan (Years)=useful_life_months
ServiceNow: asset_tag=asset_tag, display_name=name, model_category=category, sys_created_on=, u_end_of_life=support_ends_on
"""


@pytest.mark.parametrize("line", EXPORTS.strip().splitlines())
def test_the_usual_columns_of_a_tool(line):
    _, columns = line.split(": ", 1)
    wanted = dict(column.rsplit("=", 1) for column in columns.split(", "))
    matches = assigned([Heading(header) for header in wanted], [Profile(0, 0, {}) for _ in wanted])
    assert {header: match.field or "" for header, match in zip(wanted, matches, strict=True)} == wanted


def test_a_view_of_configmgr_has_a_header():
    found = table("ResourceID,Name0,Model0,SerialNumber0\n16777220,PC-1,OptiPlex 7080,7ABC123\n")
    assert (found.header_row, len(found.rows)) == (1, 1)


def test_office_is_a_place_or_a_program():
    assert fields(table("Name,Serial,Office\nPC-1,7ABC123,Microsoft Office 365\nPC-2,7ABC124,M365\n"))["Office"] is None
    assert fields(table("Name,Serial,Office\nPC-1,7ABC123,Leeds\nPC-2,7ABC124,York\n"))["Office"] == "site"


def test_owner_is_a_person_or_a_kind_of_ownership():
    owned = table("Name,Serial,Owner\nPC-1,7ABC123,Lease\nPC-2,7ABC124,BYOD\nPC-3,7ABC125,Company\n")
    assert values(owned, "ownership") == ["Lease", "BYOD", "Company"]
    person = table("Name,Serial,Owner,Assigned To\nPC-1,7ABC123,Ann Smith,Bob Jones\n")
    assert (fields(person)["Owner"], fields(person)["Assigned To"]) == (None, "assigned_to")


def test_a_type_that_holds_models_is_the_model():
    found = table("Naam;Merk;Type;Serienummer\nPC-1;Dell;OptiPlex 7080;7ABC123\nLT-2;HP;EliteBook 840 G8;5CG1234ABC\n")
    assert fields(found)["Type"] == "model"
