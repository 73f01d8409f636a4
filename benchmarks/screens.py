"""A rerun of each screen with many devices: the page script's own time, as `streamlit run` would spend it.

    python -m benchmarks.screens [DEVICES]

Prints the first draw and the median of five reruns for each screen; 10,000 devices unless told.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks.sheets import workbook
from planner.actions.imports import apply_import, preview_import
from planner.actions.sessions import open_local_session
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import open_store
from web.locality import cookie_name

ROOT = Path(__file__).parents[1]
AS_OF = date(2026, 11, 23)
SCREENS: Final = (
    ("overview", ""), ("assets", ""), ("budget", ""), ("roadmap", "Timeline"), ("roadmap", "Board"),
    ("roadmap", "List"), ("posture", ""), ("review", ""), ("data_quality", ""),
)  # fmt: skip
"""Page and, where it has several, the view."""


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EVERGREEN_DATABASE_URL"] = f"sqlite:///{folder}/evergreen.db"
        token = prepared(workbook(count))
        for screen, view in SCREENS:
            first, again = drawn(screen, view, token)
            print(f"{screen:<13}{view:<9}{count:>8,} devices   first {first:5.2f} s   rerun {again * 1000:5.0f} ms")


def prepared(path: Path) -> str:
    """Imports the sheet into the store that the screens will open; gives a session's token."""
    now = datetime.now(UTC)
    actor = Actor("benchmark", "local", now)
    store = open_store()
    apply_import(store, actor, preview_import(store, actor, [Upload.of(path)], AS_OF, "Bench"))
    token = open_local_session(store, now)
    store.close()
    return token


def drawn(screen: str, view: str, token: str) -> tuple[float, float]:
    """Seconds of the first draw and the median of five reruns."""
    type(st.context).cookies = {cookie_name(None): token}  # type: ignore[method-assign, assignment]
    app = AppTest.from_file(ROOT / "web" / "navigation.py", default_timeout=120)
    app.query_params["as_of"] = AS_OF.isoformat()
    if view:
        app.session_state["roadmap_view"] = view
    app.run()
    times = []
    app.switch_page(str(ROOT / "pages" / f"{screen}.py"))
    for _ in range(6):
        started = time.perf_counter()
        app.run()
        times.append(time.perf_counter() - started)
        if app.exception:
            raise SystemExit(f"{screen}: {app.exception[0].value}")
    return times[0], statistics.median(times[1:])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
