"""A realistic asset sheet of any length: 30 columns, seeded, written once to a temporary folder."""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADERS = (
    "Hostname", "Serial Number", "Asset Tag", "Type", "Manufacturer", "Model", "Part Number", "Operating System",
    "OS Version", "CPU", "RAM", "Storage", "Purchase Date", "Purchase Cost", "Install Date", "Warranty Start",
    "Warranty End", "Status", "Assigned To", "Department", "Location", "Last Seen", "IP Address", "MAC Address",
    "Supplier", "PO Number", "Criticality", "Notes", "Agent Version", "Patch Group",
)  # fmt: skip
KINDS = (
    ("Laptop", "HP", "EliteBook 840 G8", "LT"), ("Laptop", "Dell", "Latitude 5420", "LT"),
    ("Desktop", "Dell", "OptiPlex 7090", "PC"), ("Server", "Dell", "PowerEdge R740", "SRV"),
    ("Switch", "Cisco", "C9200L-24P-4G", "SW"), ("Firewall", "Fortinet", "FortiGate 60F", "FW"),
    ("Access Point", "Cisco Meraki", "MR36", "AP"), ("Printer", "HP", "LaserJet M507", "PRN"),
)  # fmt: skip
SYSTEMS = (("Windows 10 Pro", "10.0.19045"), ("Windows 11 Pro", "10.0.22631"), ("Windows Server 2019", "10.0.17763"))


def rows(count: int, seed: int = 1) -> list[list[object]]:
    """`count` rows of cells: text, dates and numbers as a tool exports them."""
    draw = random.Random(seed)  # noqa: S311
    made = []
    for number in range(count):
        kind, maker, model, short = draw.choice(KINDS)
        system, build = draw.choice(SYSTEMS)
        bought = date(2017, 1, 1) + timedelta(days=draw.randrange(3_400))
        made.append([
            f"BEN-{short}-{number:06d}", f"SN{number:07d}{draw.randrange(16**4):04X}", f"A{number:06d}", kind, maker,
            model, f"P{draw.randrange(900):03d}-UK", system, f"{build}.{draw.randrange(4_000)}",
            f"Intel Core i5-{draw.randrange(8, 13)}265U", draw.choice((8, 16, 32)), f"{draw.choice((256, 512))} GB",
            bought, round(draw.uniform(400, 4_000), 2), bought + timedelta(days=9), bought,
            bought + timedelta(days=1_095), "In use", f"user{draw.randrange(2_000)}", f"Dept {draw.randrange(20)}",
            f"Site {draw.randrange(12)}", date(2026, 11, 1) + timedelta(days=draw.randrange(20)),
            f"10.{draw.randrange(256)}.{draw.randrange(256)}.{draw.randrange(1, 255)}",
            ":".join(f"{draw.randrange(256):02X}" for _ in range(6)), "Northgate IT", f"PO-{draw.randrange(9_999):04d}",
            draw.choice(("low", "medium", "high")), "", f"7.{draw.randrange(20)}.1", f"Ring {draw.randrange(4)}",
        ])  # fmt: skip
    return made


def workbook(count: int) -> Path:
    """An xlsx of `count` rows; made once and kept for later runs."""
    path = Path(tempfile.gettempdir()) / f"evergreen-benchmark-{count}.xlsx"
    if path.exists():
        return path
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Devices")
    sheet.write_row(0, 0, HEADERS)
    for at, row in enumerate(rows(count), start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            else:
                sheet.write(at, column, value)
    book.close()
    return path
