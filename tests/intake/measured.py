"""Imports a file as far as the preview, in a process of its own: prints what came of it as JSON.

python -m tests.intake.measured FILE
"""

from __future__ import annotations

import json
import re
import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from planner.actions.imports import preview_import
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import open_store

ADDRESSES = 4 * 1024**3
SECONDS = 60


def content(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(connection.iterdump())


def main(path: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    actor = Actor("test", "local", datetime(2026, 11, 23, tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/evergreen.db")
        before = content(Path(folder, "evergreen.db"))
        started = time.perf_counter()
        try:
            said = preview_import(store, actor, [Upload.of(path)], date(2026, 11, 23), "Acme").summary
            is_refused = False
        except PlannerError as error:
            said, is_refused = str(error), True
        seconds = time.perf_counter() - started
        store.close()
        is_unwritten = content(Path(folder, "evergreen.db")) == before
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024  # ru_maxrss would begin with the parent's
    print(json.dumps({"said": said, "is_refused": is_refused, "is_unwritten": is_unwritten,
                      "seconds": round(seconds, 2), "peak_mib": round(peak)}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
