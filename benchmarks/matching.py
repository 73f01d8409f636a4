"""Matching of OS and model texts: 100,000 rows of 3,000 distinct ones, and 100,000 distinct ones.

    python -m benchmarks.matching [ROWS]

The naive version asks the same matcher for each row anew; the ratio is what remembering distinct texts is worth.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

from planner.reference import Reference, load_reference
from planner.reference.model_match import part_key, phone_key
from planner.reference.names import maker_key, model_key
from planner.reference.os_match import match_os

Text = tuple[str, str, bool]
Device = tuple[str, str, str]
FEW = 3_000
SYSTEMS = (
    "Microsoft Windows 10 Pro|10.0.19045.{n}", "Windows 11 Enterprise|10.0.22631.{n}", "Win 10 Pro 22H2 #{n}|",
    "Windows Server 2019 Standard|10.0.17763.{n}", "macOS Sonoma 14.{n} (23F79)|", "iOS|17.{n}",
    "Android 13 (API 33) {n}|",
    "Ubuntu 22.04.{n} LTS (jammy)|", "VMware ESXi 7.0.3 build-{n}|", "FortiOS v7.2.8,build{n}|", "PAN-OS 10.1.9-h{n}|",
    "Cisco IOS XE Software, Version 17.09.04a ({n})|", "Windows 10 Enterprise LTSC 2019|{n}", "SonicOS 7.0.1-{n}|",
    "Red Hat Enterprise Linux 8.9|{n}", "Debian GNU/Linux 12 (bookworm) {n}|",
)  # fmt: skip
DEVICES = (
    ("Cisco", "WS-C2960X-24PSQ-L", "{n}"), ("Dell", "Latitude {n}", ""), ("HP", "HP EliteBook {n} G8 Notebook PC", ""),
    ("Lenovo", "ThinkPad T14 Gen 2 20W{n}", ""), ("Apple", "MacBookPro16,1", "Z0XK{n}"),
    ("Apple", "iPhone 13 {n}GB", ""),
    ("Fortinet", "FortiGate 60E", "FG-60E-{n}"), ("Meraki", "Meraki MX64-HW {n}", ""), ("Cisco", "ISR4331/K9", "V{n}"),
)  # fmt: skip


def texts(rows: int, distinct: int) -> list[Text]:
    """Rows in random order of that many distinct texts."""
    drawn = random.Random(7)  # noqa: S311 # a draw that repeats
    pool = []
    for number in range(distinct):
        text, _, version = SYSTEMS[number % len(SYSTEMS)].format(n=number).partition("|")
        pool.append((text, version, "Server" in text))
    return drawn.choices(pool, k=rows) if distinct < rows else pool


def devices(rows: int, distinct: int) -> list[Device]:
    drawn = random.Random(7)  # noqa: S311 # a draw that repeats
    pool = []
    for number in range(distinct):
        maker, model, part = DEVICES[number % len(DEVICES)]
        pool.append((maker, model.format(n=number), part.format(n=number)))
    return drawn.choices(pool, k=rows) if distinct < rows else pool


def remembered(reference: Reference, systems: list[Text], models: list[Device]) -> None:
    for text in systems:
        reference.os(*text)
    for device in models:
        reference.maker_support(*device)


def naive(reference: Reference, systems: list[Text], models: list[Device]) -> None:
    for text in systems:
        match_os(*text, reference.cycles)
    for device in models:
        forget_models()
        reference.maker_support(*device)


def forget_models() -> None:
    for function in (part_key, phone_key, model_key, maker_key):
        function.cache_clear()


def seconds(function: Callable[[Reference, list[Text], list[Device]], None], rows: int, distinct: int) -> float:
    """With nothing remembered at the start."""
    systems, models = texts(rows, distinct), devices(rows, distinct)
    load_reference.cache_clear()
    reference = load_reference()
    forget_models()
    started = time.perf_counter()
    function(reference, systems, models)
    return time.perf_counter() - started


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for distinct in (min(FEW, rows), rows):
        ours = min(seconds(remembered, rows, distinct) for _ in range(3))
        plain = seconds(naive, rows, distinct)
        told = f"{ours:.2f} s, naive {plain:.2f} s, {plain / ours:.1f} x"
        print(f"{rows} systems and {rows} models, {distinct} distinct: {told}")


if __name__ == "__main__":
    main()
