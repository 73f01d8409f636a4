"""`client export` and `client import`: from one installation to another, exit status and JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Done

SHEET = (
    "Client,Name,Serial,Type,Purchased\nAcme,SRV-1,S0000001,Server,2019-02-01\nAcme,PC-1,S0000002,Laptop,2023-05-01\n"
)
BUDGET = ("budget", "--client", "Acme", "--as-of", "2026-11-23", "--json")


def test_a_client_moves_and_his_budget_is_the_same(
    tmp_path: Path, planner: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "assets.csv").write_text(SHEET)
    planner("import", "assets.csv", "--as-of", "2026-11-23")
    before = planner(*BUDGET).told
    written = planner("client", "export", "--client", "Acme", "--to", "acme.evergreen.zip", "--json").told
    assert written["bytes"] == (tmp_path / "acme.evergreen.zip").stat().st_size
    again = planner("client", "import", "acme.evergreen.zip")
    assert again.returncode == 2
    assert "There is a client 'Acme' already." in again.stderr
    assert planner("client", "import", "acme.evergreen.zip", "--name", "Acme copy").returncode == 0
    monkeypatch.setenv("EVERGREEN_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    made = planner("client", "import", "acme.evergreen.zip", "--json").told
    assert (made["name"], made["rows"]["asset"], made["notes"]) == ("Acme", 2, [])
    assert planner(*BUDGET).told == before


def test_a_file_that_is_none_is_refused(tmp_path: Path, planner: Callable[..., Done]) -> None:
    (tmp_path / "assets.csv").write_text(SHEET)
    for file in ("assets.csv", "missing.zip"):
        done = planner("client", "import", file)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    assert planner("client", "export", "--client", "Nobody", "--to", "x.zip").returncode == 2
