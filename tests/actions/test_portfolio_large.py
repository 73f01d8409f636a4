"""The portfolio and the search at 1,000 clients and 1,000,000 devices on SQLite."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from benchmarks.portfolio import fill
from planner.actions.portfolio import portfolio, refresh_portfolio
from planner.actions.searching import search_all
from planner.sharing.people import Actor
from planner.store import open_store
from tests.conftest import AS_OF


@pytest.mark.long
def test_a_million_devices_are_drawn_and_searched_within_seconds(tmp_path: Path, actor: Actor) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'evergreen.db'}")
    fill(store, 1_000, 1_000)
    assert refresh_portfolio(store, actor, AS_OF, seconds=20) >= 10
    began = time.perf_counter()
    seen = portfolio(store, actor, AS_OF)
    drawn = time.perf_counter() - began
    began = time.perf_counter()
    found = search_all(store, actor, "SN0500000")
    searched = time.perf_counter() - began
    print(f"drawn in {drawn:.2f} s, searched in {searched:.2f} s")
    assert len(seen.rows) == 1_000
    assert [one.asset_id for one in found] == [500_000]
    assert drawn < 3
    assert searched < 3
    store.close()
