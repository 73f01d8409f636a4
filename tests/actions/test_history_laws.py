"""Any order of imports, edits, withdrawals and undos ends as if only what still counts had ever happened."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from planner.actions.edits import correct_asset, undo_import, withdraw_correction
from planner.actions.history import import_history
from planner.records import AuditEntry, Correction, Import, Sighting
from planner.sharing.people import Actor
from planner.store import Store, open_store
from planner.store.assets import asset_frame
from planner.store.bulk import table_of
from planner.store.clients import client_names
from tests.actions.sheets import bring_in

ACTOR = Actor("Vera vCIO", "vcio", datetime(2026, 11, 23, tzinfo=UTC))
SHEETS = (
    "Hostname | Serial Number | Type\nA-1 | S1111111 | Laptop\nA-2 | S2222222 | Laptop",
    "Hostname | Serial Number | Purchase Date | Type\nA-1 | S1111111 | 2021-03-15 | Laptop\nA-3 | S3333333 | 2022-01-31 | Server",
    "Service Tag | Warranty End Date | Computer Name\nS1111111 | 2024-03-14 | A-1\nS1111111 | 2026-03-14 | A-1",
    "Hostname | Serial Number | Location | Status\nA-2 | S2222222 | Bath | Retired\nA-3 | S3333333 | Leeds | In use",
    "Hostname | Serial Number | Type\nA-1 | S9999999 | Laptop",
)
STEP = st.one_of(
    st.tuples(st.just("import"), st.integers(0, len(SHEETS) - 1)),
    st.tuples(st.just("undo"), st.integers(0, 9)),
    st.tuples(st.just("edit"), st.integers(0, 9)),
    st.tuples(st.just("withdraw"), st.integers(0, 9)),
)


def frame_of(store: Store) -> pd.DataFrame:
    with store.reading() as session:
        found = client_names(session).get("acme")
        return asset_frame(session, found[0]) if found else pd.DataFrame({"asset_id": []})


def rows_of_history(store: Store) -> int:
    with store.reading() as session:
        kinds = (Import, Sighting, Correction, AuditEntry)
        return sum(session.execute(select(func.count()).select_from(table_of(kind))).scalar() or 0 for kind in kinds)


def done(store: Store, step: tuple[str, int], texts: list[str]) -> None:
    kind, number = step
    frame = frame_of(store)
    if kind == "import":
        bring_in(store, ACTOR, SHEETS[number])
        texts.append(SHEETS[number])
    elif kind == "undo":
        live = [entry for entry in import_history(store, ACTOR) if not entry.is_undone]
        if live:
            undone = live[number % len(live)].import_id
            undo_import(store, ACTOR, undone)
            texts[undone - 1] = ""
    elif len(frame):
        asset_id = int(frame["asset_id"].iloc[number % len(frame)])
        if kind == "edit":
            correct_asset(store, ACTOR, asset_id, "site", f"Room {number}")
        else:
            withdraw_correction(store, ACTOR, asset_id, "site")


def comparable(frame: pd.DataFrame, corrected: dict[str, str]) -> pd.DataFrame:
    """The devices by serial number and name, without ids, which depend on the order of events."""
    plain = frame.drop(columns=["asset_id", "client_id"]).sort_values(["serial_number", "name"], ignore_index=True)
    return plain.assign(
        site=[corrected.get(serial, site) for serial, site in zip(plain["serial_number"], plain["site"], strict=True)]
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(STEP, min_size=1, max_size=7))
def test_what_stands_is_what_the_live_imports_and_corrections_say(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'lived.db'}")
        texts: list[str] = []
        grown = rows_of_history(store)
        for step in steps:
            done(store, step, texts)
            now = rows_of_history(store)
            assert now >= grown, "history only grows"
            grown = now
        lived = frame_of(store)
        with store.reading() as session:
            kept = session.execute(
                select(table_of(Correction)).where(table_of(Correction).c.withdrawn_at.is_(None))
            ).mappings()
            edits = {row["asset_id"]: row["value"].strip('"') for row in kept}
        afresh = open_store(f"sqlite:///{Path(folder) / 'afresh.db'}")
        for text in filter(None, texts):
            bring_in(afresh, ACTOR, text)
        expected = frame_of(afresh)
        assert len(lived) == len(expected)
        if len(lived):
            corrected = {
                serial: edits[asset_id]
                for serial, asset_id in zip(lived["serial_number"], lived["asset_id"], strict=True)
                if asset_id in edits
            }
            pd.testing.assert_frame_equal(comparable(lived, {}), comparable(expected, corrected), check_dtype=False)
        store.close()
        afresh.close()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, len(SHEETS) - 1), min_size=1, max_size=4), st.integers(0, len(SHEETS) - 1))
def test_importing_a_sheet_twice_in_a_row_changes_nothing_the_second_time(first: list[int], last: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'evergreen.db'}")
        for number in [*first, last]:
            bring_in(store, ACTOR, SHEETS[number])
        before = frame_of(store)
        counts = bring_in(store, ACTOR, SHEETS[last]).counts
        assert counts["unchanged"] == counts["read"]
        pd.testing.assert_frame_equal(frame_of(store), before)
        store.close()
