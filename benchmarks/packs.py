"""Review packs of many clients on one processor and on all: `python -m benchmarks.packs [clients]`.

Each client has 5 to 60 devices; a pack is workbook, slides, pre-read and summary. Both runs make the same packs.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from planner.actions.imports import apply_import, preview_import
from planner.actions.packs import all_clients, make_packs
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import Store, open_store

AS_OF = date(2026, 11, 23)
LEAST_RATIO = 1.7
KINDS = ("Laptop", "Desktop", "Server", "Switch", "Firewall", "Printer")


def filled(store: Store, actor: Actor, clients: int) -> None:
    draw = random.Random(1)  # noqa: S311
    rows = ["Client,Hostname,Serial Number,Type,Purchase Date"]
    for number in range(clients):
        for at in range(draw.randrange(5, 60)):
            bought = date(2019, 1, 1) + timedelta(days=draw.randrange(2_500))
            rows.append(
                f"Client {number:03d},C{number:03d}-{at:03d},SN{number:03d}{at:04d},{draw.choice(KINDS)},{bought}"
            )
    apply_import(store, actor, preview_import(store, actor, [Upload("all.csv", "\n".join(rows).encode())], AS_OF))


def timed(store: Store, actor: Actor, processes: int) -> tuple[float, int]:
    start = time.perf_counter()
    packs = list(make_packs(store, actor, all_clients(store, actor), AS_OF, processes))
    if failed := [pack.problem for pack in packs if pack.problem]:
        raise SystemExit(failed[0])
    return time.perf_counter() - start, sum(len(file.data) for pack in packs for file in pack.files)


def main() -> None:
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder, 'packs.db')}")
        actor = Actor("Bench", "local", datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
        filled(store, actor, clients)
        cores = os.cpu_count() or 1
        one, size = timed(store, actor, 1)
        all_of_them, _ = timed(store, actor, cores)
        store.close()
    print(f"{clients} packs, {size / 1e6:.1f} MB")
    print(f"on one processor {one:6.1f} s")
    print(f"on {cores} processors  {all_of_them:6.1f} s")
    print(f"ratio            {one / all_of_them:6.2f} (at least {LEAST_RATIO})")


if __name__ == "__main__":
    main()
