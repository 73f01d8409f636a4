"""A database address that is wrong ends the start in a sentence, not in a traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from planner.errors import PlannerError
from tests.serving import ROOT
from web import context


def test_the_servers_last_lines_say_what_is_wrong() -> None:
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", "0"]
    environment = os.environ | {"EVERGREEN_DATABASE_URL": "evergreen.example"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    told = done.stdout + done.stderr
    assert "is no database address. Use sqlite:///FILE or postgresql://" in told
    assert "Traceback" not in told
    assert done.returncode == 3


@pytest.mark.parametrize(
    "url", ["evergreen", "mysql://host/base", "postgresql://me:secret@host:port/base", "sqlite+other:///file"]
)
def test_every_wrong_address_is_refused_with_a_remedy(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVERGREEN_DATABASE_URL", url)
    with pytest.raises(PlannerError) as raised:
        context.store()
    assert "is no database address" in raised.value.message
    assert "sqlite:///FILE" in raised.value.remedy
    assert "secret" not in str(raised.value)
