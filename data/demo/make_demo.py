"""Makes the demo client's two sheets, byte for byte the same each time: `python data/demo/make_demo.py`.

Harbour & Lane Architects is invented, and so are its devices: models, years and prices are plausible, serial numbers
follow the makers' forms. The first sheet is what a monitoring tool exports, the second a refresh plan kept by hand;
they overlap by serial number or name, so that each tells what the other does not.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

import xlsxwriter

HERE: Final = Path(__file__).parent
EXPORTED_ON: Final = date(2026, 11, 20)
LETTERS: Final = "BCDFGHJKLMNPQRSTVWXYZ"
MAC_BLOCKS: Final = {"Ubiquiti": "788A20", "Axis": "ACCC8E", "Datto": "3CECEF"}
"""Makers whose serial number is the network address: the half that names the maker of the network card."""
DATED: Final = {
    "Cisco": (60, 200, "{prefix}{since_1996:02d}{week:02d}{code}"), "APC": (60, 150, "AS{year:02d}{week:02d}{digits:.6}"),
    "Fortinet": (60, 200, "{prefix}{year:02d}{digits:.6}"), "Synology": (40, 120, "{year:02d}{month}0SKR{digits:.6}"),
    "DrayTek": (60, 200, "{year:02d}{week:02d}{digits}"),
}  # fmt: skip
"""Makers whose numbers tell when the device was made: how many days before it was bought, and the number's form."""
SITES: Final = ("London", "London", "London", "Bath", "Bath", "Leeds")


@dataclass
class Device:
    """One device as it really is; each sheet shows a part of it."""

    name: str
    kind: str
    maker: str
    model: str
    bought: date
    price: int
    site: str
    serial: str = ""
    system: str = ""
    build: str = ""
    cpu: str = ""
    ram: int = 0
    user: str = ""
    warranty_years: int = 3
    in_plan: bool = True
    in_tool: bool = True
    seen: date = field(default=EXPORTED_ON)


class Maker:
    """Draws devices from one seed."""

    def __init__(self) -> None:
        self.draw = random.Random(20261123)  # noqa: S311
        self.devices: list[Device] = []

    def code(self, length: int) -> str:
        return "".join(self.draw.choice(LETTERS + "0123456789") for _ in range(length))

    def day(self, year: int, month: int, spread: int = 25) -> date:
        return date(year, month, 1) + timedelta(days=self.draw.randrange(spread))

    def digits(self, length: int) -> str:
        return f"{self.draw.randrange(10**length):0{length}d}"

    def hexes(self, length: int) -> str:
        return f"{self.draw.randrange(16**length):0{length}X}"

    def week(self, bought: date, least: int, most: int) -> tuple[int, int]:
        """Year and week of manufacture of what was bought so many days after it."""
        made = bought - timedelta(days=self.draw.randrange(least, most))
        return made.year, min(52, made.isocalendar().week)

    def serial(self, maker: str, model: str, bought: date) -> str:
        """A number in the form that its maker uses."""
        if maker in MAC_BLOCKS:
            return MAC_BLOCKS[maker] + self.hexes(6)
        if maker == "HP":
            return self._hp_serial(model, bought)
        if maker in DATED:
            least, most, form = DATED[maker]
            year, week = self.week(bought, least, most)
            prefix = {"SG350-28P": "DNI", "FortiGate 60E": "FGT60ETK", "FortiGate 100F": "FG100FTK"}.get(model, "FOC")
            month = "123456789ABC"[(week - 1) * 12 // 52]
            return form.format(
                year=year % 100, since_1996=year - 1996, week=week, month=month, prefix=prefix, code=self.code(4), digits=self.digits(8)
            )
        # Apple's numbers carry no date since 2021: ten letters and digits; Dell's service tags are seven
        return self.code(10 if maker == "Apple" else 7)

    def _hp_serial(self, model: str, bought: date) -> str:
        year, week = self.week(bought, 20, 55)
        if model.startswith("LaserJet"):
            return f"{self.draw.choice(('VNB', 'CNB'))}{self.draw.choice('JKR')}{self.code(1)}{self.digits(5)}"
        if model.startswith("DesignJet"):
            return f"CN{year % 10}{self.draw.choice('ABCDEFGH')}{self.draw.randrange(1, 10)}{self.code(1)}H{self.code(3)}"
        return f"5CG{year % 10}{week:02d}{self.code(4)}"

    def add(self, count: int, **fields: object) -> None:
        for _ in range(count):
            self.devices.append(self._one(dict(fields)))

    def _one(self, fields: dict[str, object]) -> Device:
        year, month = fields.pop("when")  # type: ignore[misc]
        short = str(fields.pop("short"))
        number = sum(device.name.startswith(f"HLA-{short}-") for device in self.devices) + 1
        bought = self.day(year, month)
        price = int(fields.pop("price")) + self.draw.randrange(-3, 4) * 5  # type: ignore[call-overload]
        serial = self.serial(str(fields["maker"]), str(fields["model"]), bought)
        site = str(fields.pop("site", self.draw.choice(SITES)))
        seen = EXPORTED_ON - timedelta(days=self.draw.choice((0, 0, 0, 1, 1, 2, 5)))
        made = {"serial": serial, "site": site, "seen": seen, **fields}
        return Device(name=f"HLA-{short}-{number:03d}", bought=bought, price=price, **made)  # type: ignore[arg-type]


WIN10 = {"system": "Microsoft Windows 10 Pro", "build": "10.0.19045.6456"}
WIN11 = {"system": "Microsoft Windows 11 Pro", "build": "10.0.26100.6899"}


def fleet() -> list[Device]:
    """All devices that are listed one by one."""
    make = Maker()
    laptop = {"kind": "Laptop", "maker": "HP", "short": "LT"}
    make.add(4, **laptop, model="EliteBook 840 G3", when=(2017, 3), price=980, cpu="Intel(R) Core(TM) i5-6300U CPU @ 2.40GHz", ram=8, **WIN10)
    make.add(5, **laptop, model="EliteBook 840 G5", when=(2019, 2), price=1090, cpu="Intel(R) Core(TM) i5-8350U CPU @ 1.70GHz", ram=8, **WIN10)
    make.add(14, **laptop, model="EliteBook 840 G8", when=(2021, 6), price=1180, cpu="11th Gen Intel(R) Core(TM) i5-1135G7 @ 2.40GHz", ram=16, **WIN11)
    make.add(6, **laptop, model="EliteBook 840 14 inch G10", when=(2024, 1), price=1310, cpu="13th Gen Intel(R) Core(TM) i7-1355U", ram=16, in_plan=False, **WIN11)
    make.add(3, **laptop, model="EliteBook 840 14 inch G10", when=(2025, 9), price=1340, cpu="13th Gen Intel(R) Core(TM) i7-1355U", ram=32, in_plan=False, **WIN11)
    make.add(4, kind="Laptop", maker="Apple", short="MB", model="MacBook Pro (14-inch, 2023)", when=(2023, 5), price=2150, cpu="Apple M2 Pro", ram=16, system="macOS 15.7", build="15.7.1")
    make.add(7, kind="Desktop", maker="Dell", short="PC", model="OptiPlex 3050", when=(2018, 1), price=620, cpu="Intel(R) Core(TM) i5-7500 CPU @ 3.40GHz", ram=8, **WIN10)
    make.add(4, kind="Desktop", maker="Dell", short="PC", model="OptiPlex 7010", when=(2023, 9), price=790, cpu="13th Gen Intel(R) Core(TM) i5-13500", ram=16, **WIN11)
    make.add(6, kind="Workstation", maker="Dell", short="CAD", model="Precision 3640 Tower", when=(2020, 10), price=2240, cpu="Intel(R) Core(TM) i9-10900K CPU @ 3.70GHz", ram=64, **WIN11)
    make.add(4, kind="Workstation", maker="Dell", short="CAD", model="Precision 3660 Tower", when=(2022, 11), price=2680, cpu="12th Gen Intel(R) Core(TM) i9-12900K", ram=64, **WIN11)
    make.add(1, kind="Server", maker="Dell", short="ESX", model="PowerEdge R640", when=(2019, 7), price=7900, cpu="Intel(R) Xeon(R) Silver 4210 CPU @ 2.20GHz", ram=192, site="London", system="VMware ESXi", build="7.0.3", warranty_years=5)
    make.add(1, kind="Server", maker="Dell", short="ESX", model="PowerEdge R740", when=(2021, 11), price=9400, cpu="Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz", ram=256, site="London", system="VMware ESXi", build="8.0.2", warranty_years=5)
    make.add(1, kind="Storage", maker="Synology", short="NAS", model="RS1221+", when=(2021, 12), price=2950, site="London", in_tool=False)
    make.add(1, kind="Backup appliance", maker="Datto", short="BDR", model="SIRIS 4", when=(2020, 9), price=3100, site="London", in_tool=False)
    make.add(2, kind="Switch", maker="Cisco", short="SW", model="WS-C2960X-24PS-L", when=(2016, 8), price=1750, site="London", in_tool=False)
    make.add(2, kind="Switch", maker="Cisco", short="SW", model="C9200L-24P-4G", when=(2021, 4), price=2380, site="London", in_tool=False)
    make.add(1, kind="Switch", maker="Cisco", short="SW", model="SG350-28P", when=(2019, 5), price=640, site="Bath", in_tool=False)
    make.add(1, kind="Switch", maker="Ubiquiti", short="SW", model="USW-24-PoE", when=(2023, 2), price=410, site="Leeds", in_tool=False)
    make.add(1, kind="Router", maker="DrayTek", short="RTR", model="Vigor 2865", when=(2022, 2), price=240, site="Leeds", in_tool=False)
    make.add(1, kind="Firewall", maker="Fortinet", short="FW", model="FortiGate 60E", when=(2018, 6), price=690, site="Bath", in_tool=False)
    make.add(1, kind="Firewall", maker="Fortinet", short="FW", model="FortiGate 100F", when=(2022, 5), price=2350, site="London", in_tool=False)
    make.add(5, kind="Access point", maker="Ubiquiti", short="AP", model="UniFi AP AC Pro", when=(2019, 6), price=135, site="London", in_tool=False)
    make.add(3, kind="Access point", maker="Ubiquiti", short="AP", model="UniFi U6 Pro", when=(2024, 2), price=150, site="Bath", in_tool=False)
    make.add(2, kind="UPS", maker="APC", short="UPS", model="Smart-UPS SMT1500RMI2U", when=(2018, 7), price=860, site="London", in_tool=False)
    make.add(1, kind="UPS", maker="APC", short="UPS", model="Smart-UPS SMT750I", when=(2023, 1), price=390, site="Bath", in_tool=False)
    make.add(3, kind="Printer", maker="HP", short="PRN", model="LaserJet Pro M404dn", when=(2020, 3), price=260, in_tool=False)
    make.add(1, kind="Plotter", maker="HP", short="PLT", model="DesignJet T1600", when=(2021, 2), price=3900, site="London", in_tool=False)
    make.add(4, kind="Tablet", maker="Apple", short="TAB", model="iPad Air (5th generation)", when=(2022, 9), price=610, in_tool=False)
    make.add(6, kind="Mobile phone", maker="Apple", short="MOB", model="iPhone 13", when=(2022, 10), price=690, in_tool=False)
    make.add(4, kind="Camera", maker="Axis", short="CAM", model="Axis P3245-V", when=(2021, 10), price=420, site="London", in_tool=False)
    make.add(1, kind="Recorder", maker="Axis", short="NVR", model="Axis S1216 NVR", when=(2021, 10), price=1650, site="London", in_tool=False)
    return make.devices


TOOL_HEADERS: Final = (
    "Device Name", "Device Class", "Manufacturer", "Model", "Serial Number", "Operating System", "OS Build", "Processor",
    "Memory (GB)", "Site", "Last Logged On User", "IP Address", "Last Check-in", "Warranty Expiry", "Agent Version",
)  # fmt: skip


def tool_rows(devices: list[Device]) -> list[list[object]]:
    """The export: computers, the hosts' virtual machines, and the oddities that every such export has."""
    rows = [
        [
            device.name, f"{device.kind}s - Windows" if "Windows" in device.system else device.kind, device.maker + (" Inc." if device.maker == "Dell" else ""),
            f"HP {device.model} Notebook PC" if device.maker == "HP" else device.model, device.serial, device.system, device.build, device.cpu,
            device.ram or "", f"HLA {device.site}", f"HLA\\user{number:02d}" if "Windows" in device.system else "", f"10.20.{1 + number // 40}.{20 + number}",
            f"{device.seen} 08:{number % 60:02d}", device.bought.replace(year=device.bought.year + device.warranty_years) if number % 5 else "", "7.12.1",
        ]
        for number, device in enumerate(devices)
        if device.in_tool
    ]  # fmt: skip
    seen = f"{EXPORTED_ON} 08:00"
    for name, system, build in (
        ("HLA-DC-01", "Microsoft Windows Server 2016 Standard", "10.0.14393.8519"),
        ("HLA-FS-01", "Microsoft Windows Server 2019 Standard", "10.0.17763.7922"),
        ("HLA-SQL-01", "Microsoft Windows Server 2022 Standard", "10.0.20348.4294"),
        ("HLA-BIM-01", "Microsoft Windows Server 2022 Standard", "10.0.20348.4294"),
        ("HLA-RDS-01", "Microsoft Windows Server 2019 Standard", "10.0.17763.7922"),
    ):
        uuid = f"VMware-56 4d {abs(hash_of(name)) % 256:02x} 1c 9f 0e 44 2b"
        rows.append([name, "Servers - Windows", "VMware, Inc.", "VMware Virtual Platform", uuid, system, build, "Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz", 16, "HLA London", "", "", seen, "", "7.12.1"])
    first = next(device for device in devices if device.model == "EliteBook 840 G8")
    rows.append(["DESKTOP-7K2QH1M", "Laptops - Windows", "HP", f"HP {first.model} Notebook PC", first.serial, "Microsoft Windows 11 Pro", "10.0.22631.4317", first.cpu, 16, "HLA London", "HLA\\setup", "", "2026-02-11 10:12", "", "7.9.0"])
    rows.append(["HLA-SIGNAGE", "Desktops - Windows", "To be filled by O.E.M.", "To be filled by O.E.M.", "To be filled by O.E.M.", "Microsoft Windows 11 IoT Enterprise", "10.0.22621.4317", "Intel(R) N100", 8, "HLA London", "", "10.20.9.4", seen, "", "7.12.1"])
    rows.append(["HLA-LT-OLD2", "Laptops - Windows", "HP", "HP EliteBook 840 G3 Notebook PC", "5CG7061TRW", "Microsoft Windows 10 Pro", "10.0.19044.2846", "Intel(R) Core(TM) i5-6300U CPU @ 2.40GHz", 8, "HLA Bath", "", "", "2025-12-02 16:40", "", "7.4.2"])
    return rows


def hash_of(text: str) -> int:
    """A hash that is the same in every run."""
    return sum(ord(letter) * 31**position for position, letter in enumerate(text))


SECTIONS: Final = (
    ("Laptops", ("Laptop",)), ("Desktops and CAD workstations", ("Desktop", "Workstation")),
    ("Servers, storage and backup", ("Server", "Storage", "Backup appliance")),
    ("Network", ("Switch", "Router", "Firewall", "Access point")), ("Power", ("UPS",)),
    ("Printers", ("Printer", "Plotter")), ("Mobile devices", ("Tablet", "Mobile phone")),
    ("Security cameras", ("Camera", "Recorder")),
)  # fmt: skip
POOLED: Final = (
    ("Monitors, desk", "Monitor", "Dell P2419H", 2019, 24, "London", 165), ("Monitors, CAD", "Monitor", "Dell U2720Q", 2021, 20, "London", 430),
    ("Monitors, Bath studio", "Monitor", "Dell P2422H", 2023, 10, "Bath", 175), ("Desk phones", "Phone", "Yealink SIP-T46S", 2020, 28, "London", 110),
    ("Docking stations", "Dock", "HP USB-C Dock G5", 2021, 22, "London", 145), ("Meeting room screens", "Other", "Samsung QB65R display", 2021, 3, "London", 890),
)  # fmt: skip
PLAN_HEADERS: Final = ("Device", "Type", "Make & Model", "Serial No.", "Location", "Qty", "Purchased", "Cost (£)", "Replace in", "Comments")


def write_plan(devices: list[Device], path: Path) -> None:
    """The hand-kept plan: banner, header in row 5, sections with subtotals, dates as people write them, a legend."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2026, 11, 20, tzinfo=UTC), "author": "Harbour & Lane Architects"})
    bold, money = book.add_format({"bold": True}), book.add_format({"num_format": "£#,##0.00"})
    day, band = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True, "bg_color": "#DDE8E3"})
    sheet = book.add_worksheet("Refresh plan")
    sheet.write(0, 0, "Harbour & Lane Architects", book.add_format({"bold": True, "font_size": 16}))
    sheet.write(1, 0, "IT hardware refresh plan, kept by the office manager")
    sheet.write(2, 0, "Prices excluding VAT")
    sheet.write_row(4, 0, PLAN_HEADERS, bold)
    row, number = 5, 0
    for title, kinds in SECTIONS:
        sheet.merge_range(row, 0, row, len(PLAN_HEADERS) - 1, title, band)
        row += 1
        first = row
        for device in (device for device in devices if device.kind in kinds and device.in_plan):
            number += 1
            _plan_row(sheet, row, device, number, day, money)
            row += 1
        sheet.write(row, 0, f"Subtotal {title.lower()}", bold)
        total = sum(device.price for device in devices if device.kind in kinds and device.in_plan)
        sheet.write_formula(row, 7, f"=SUM(H{first + 1}:H{row})", money, total)
        row += 1
    sheet.merge_range(row, 0, row, len(PLAN_HEADERS) - 1, "Counted, not listed", band)
    for name, kind, model, year, count, site, price in POOLED:
        row += 1
        sheet.write_row(row, 0, [name, kind, model, "", site, count, year])
        sheet.write(row, 7, price, money)
    row += 1
    sheet.write_row(row, 0, ["Copier (leased)", "Multifunction printer", "Kyocera TASKalfa 3554ci", "", "London", 1, "April 2023", "", "", "Leased until 31/03/2028 with service and toner"])
    sheet.write(row + 2, 0, "Legend", bold)
    sheet.write(row + 3, 0, "Replace in = what we told the partners in spring; Cost = per piece")
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 4, 18)
    sheet.set_column(6, 9, 14)
    book.close()


def _plan_row(sheet: object, row: int, device: Device, number: int, day: object, money: object) -> None:
    write = sheet.write  # type: ignore[attr-defined]
    serial = device.serial if number % 7 or not device.in_tool else ""
    sheet.write_row(row, 0, [device.name, device.kind, f"{device.maker} {device.model}", serial, device.site, 1])  # type: ignore[attr-defined]
    if number % 11 == 3:
        write(row, 6, device.bought.strftime("%B %Y"))
    elif number % 13 == 5:
        write(row, 6, device.bought.year)
    elif number % 17 == 6:
        write(row, 6, "unknown")
    elif number % 19 == 7:
        write(row, 6, f"approx. {device.bought.year}")
    else:
        sheet.write_datetime(row, 6, device.bought, day)  # type: ignore[attr-defined]
    write(row, 7, device.price, money)
    if device.bought.year < 2020:
        write(row, 8, "ASAP" if device.bought.year < 2018 else "2027")


def main() -> None:
    devices = fleet()
    with (HERE / "hla-monitoring-export.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(TOOL_HEADERS)
        writer.writerows(tool_rows(devices))
    write_plan(devices, HERE / "hla-refresh-plan.xlsx")


if __name__ == "__main__":
    main()
