"""A kill at any moment of an import leaves the store as before or as after (law 8)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import func, select, text

from planner.records import Asset, AuditEntry, Import, Sighting
from planner.store import open_store
from planner.store.bulk import table_of

ROOT = Path(__file__).parents[2]
ROWS = 3_000
IMPORTING = """
import sys
from datetime import UTC, date, datetime
from planner.actions.imports import apply_import, preview_import
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import open_store
store = open_store(sys.argv[1])
actor = Actor("killed", "local", datetime(2026, 11, 23, tzinfo=UTC))
rows = "".join(f"PC-{n:05d},SN{n:07d},Laptop,2022-03-01\\n" for n in range(int(sys.argv[2])))
data = ("Hostname,Serial Number,Type,Purchase Date\\n" + rows).encode()
preview = preview_import(store, actor, [Upload("assets.csv", data)], date(2026, 11, 23), "Acme")
print("applying", flush=True)
apply_import(store, actor, preview)
print("applied", flush=True)
"""


def counts(url: str) -> tuple[int, ...]:
    store = open_store(url)
    with store.reading() as session:
        found = [
            session.execute(select(func.count()).select_from(table_of(r))).scalar()
            for r in (Asset, Sighting, Import, AuditEntry)
        ]
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    store.close()
    return tuple(int(number or 0) for number in found)


def test_ten_kills_at_random_moments_leave_all_or_nothing(tmp_path: Path) -> None:
    draw = random.Random(7)
    ends = set()
    for attempt in range(10):
        url = f"sqlite:///{tmp_path / f'{attempt}.db'}"
        process = subprocess.Popen(
            [sys.executable, "-c", IMPORTING, url, str(ROWS)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "applying\n"
        time.sleep(draw.uniform(0.0, 0.35))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        ends.add(counts(url))
    assert ends <= {(0, 0, 0, 0), (ROWS, ROWS, 1, 1)}
    assert (0, 0, 0, 0) in ends, "no kill came early enough to prove anything"
