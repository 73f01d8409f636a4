"""How long the workbook takes, beside XlsxWriter writing the same cells bare: `python -m benchmarks.reports [devices]`.

The bare run writes every cell that the workbook has, with its value, formula and format, and nothing else: no layout,
no figures worked out. Both run in a process of their own, so that the peak of each's memory is its own; that of the
roadmap alone is told too, for it is there before the first cell. Memory is that of the first workbook made.
"""

from __future__ import annotations

import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from planner.budget.model import Assumptions
from planner.budget.scenarios import Scenario
from planner.calendar import FiscalCalendar
from planner.frames import ASSET_COLUMNS, to_frame
from planner.lifecycle.policy import default_policy
from planner.reference import load_reference
from planner.reports.excel import workbook
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Roadmap

AS_OF = date(2026, 11, 23)
KINDS = (
    ("laptop", "HP", "EliteBook 840 G8"), ("laptop", "Dell", "Latitude 5420"), ("desktop", "Dell", "OptiPlex 7090"),
    ("server", "Dell", "PowerEdge R740"), ("switch", "Cisco", "C9200L-24P-4G"), ("monitor", "Dell", "P2422H"),
    ("access_point", "Cisco Meraki", "MR36"), ("printer", "HP", "LaserJet M507"),
)  # fmt: skip
RUNS = 3
MOST_RATIO, MOST_MB = 1.5, 400


def roadmaps(devices: int) -> tuple[Roadmap, Roadmap]:
    """A client's roadmap as decided and as due."""
    draw = random.Random(1)  # noqa: S311
    rows = [_device(draw, number) for number in range(1, devices + 1)]
    given: dict[str, Any] = {
        "client": "Bench", "client_id": 1, "policy": default_policy(), "reference": load_reference(),
        "assets": to_frame([[row.get(name) for name in ASSET_COLUMNS] for row in rows], ASSET_COLUMNS), "pins": {},
        "as_of": AS_OF, "assumptions": Assumptions(
            "USD", "en_US", FiscalCalendar(7), 20, 15_000, Decimal("0.03"), Decimal("0.05"), Decimal("0.08"), 45,
            100_000,
        ),
    }  # fmt: skip
    return build_roadmap(**given), build_roadmap(**given, scenario=Scenario("as_due"))


def _device(draw: random.Random, number: int) -> dict[str, Any]:
    category, maker, model = draw.choice(KINDS)
    return {
        "asset_id": number, "client_id": 1, "client": "Bench", "name": f"BEN-{number:06d}", "category": category,
        "serial_number": f"SN{number:07d}", "manufacturer": maker, "model": model, "quantity": 1, "ownership": "client",
        "is_virtual": False, "is_retired": False, "is_unconfirmed": False, "precisions": "{}",
        "in_service_on": date(2017, 1, 1) + timedelta(days=draw.randrange(3_400)),
        "site": f"Site {draw.randrange(12)}", "department": f"Dept {draw.randrange(20)}",
        "assigned_to": f"user{draw.randrange(2_000)}",
    }  # fmt: skip


def recorded(shown: Roadmap, due: Roadmap) -> list[list[tuple[str, tuple[Any, ...]]]]:
    """Each sheet's writes: method and arguments, the format as whether there is one."""
    sheets: dict[int, list[tuple[str, tuple[Any, ...]]]] = {}
    kept = {name: getattr(Worksheet, name) for name in METHODS}
    for name in METHODS:
        setattr(Worksheet, name, _recording(name, kept[name], sheets))
    workbook(shown, due)
    for name, method in kept.items():
        setattr(Worksheet, name, method)
    return list(sheets.values())


METHODS = ("write_string", "write_number", "write_datetime", "write_blank", "write_formula")


def _recording(name: str, method: Any, sheets: dict[int, list[tuple[str, tuple[Any, ...]]]]) -> Any:
    def write(sheet: Worksheet, *given: Any) -> Any:
        plain = tuple(one if isinstance(one, str | int | float | date | None) else _FORMAT for one in given)
        sheets.setdefault(id(sheet), []).append((name, plain))
        return method(sheet, *given)

    return write


_FORMAT = "<format>"


def bare(sheets: list[list[tuple[str, tuple[Any, ...]]]]) -> int:
    """Writes the same cells; the number of them."""
    count = 0
    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    style = book.add_format({"bottom": 1})
    for writes in sheets:
        sheet = book.add_worksheet()
        for name, given in writes:
            getattr(sheet, name)(*(style if one == _FORMAT else one for one in given))
            count += 1
    book.close()
    return count


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _timed(what: Any) -> float:
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        what()
        best = min(best, time.perf_counter() - start)
    return best


def _run(part: str, devices: int, cells: Path) -> None:
    """One part, in this process."""
    if part == "bare":
        sheets = pickle.loads(cells.read_bytes())  # noqa: S301
        print(f"bare {_timed(lambda: bare(sheets))} {_peak_mb()} {sum(map(len, sheets))}")
        return
    shown, due = roadmaps(devices)
    before = _peak_mb()
    if part == "record":
        cells.write_bytes(pickle.dumps(recorded(shown, due)))
        return
    workbook(shown, due)
    peak = _peak_mb()
    print(f"full {_timed(lambda: workbook(shown, due))} {peak} {before}")


def main() -> None:
    devices = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        cells = str(Path(folder, "cells"))
        told = {}
        for part in ("record", "full", "bare"):
            command = [sys.executable, "-m", "benchmarks.reports", str(devices), part, cells]
            made = subprocess.run(command, check=True, capture_output=True, text=True)
            told[part] = [float(number) for number in made.stdout.split()[1:]]
    seconds, peak, before = told["full"]
    bare_seconds, _, count = told["bare"]
    print(f"{devices:,} devices, {count:,.0f} cells; best of {RUNS} runs")
    print(f"workbook  {seconds:6.2f} s, {peak:4.0f} MB at its peak ({before:.0f} MB of it the roadmap)")
    print(f"bare      {bare_seconds:6.2f} s")
    print(f"ratio     {seconds / bare_seconds:6.2f} (at most {MOST_RATIO}), memory at most {MOST_MB} MB")


if __name__ == "__main__":
    if len(sys.argv) > 3:
        _run(sys.argv[2], int(sys.argv[1]), Path(sys.argv[3]))
    else:
        main()
