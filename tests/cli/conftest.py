"""The command line in this process, in an empty folder of its own."""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from planner.cli import main

LIBC = ctypes.CDLL(None)


class Done(NamedTuple):
    """What a command printed and its exit status."""

    returncode: int
    stdout: str
    stderr: str

    @property
    def told(self) -> Any:
        return json.loads(self.stdout)


@pytest.fixture
def planner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """`python -m planner …`, with the folder's own database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EVERGREEN_DATABASE_URL", raising=False)
    monkeypatch.setenv("COLUMNS", "160")

    def command(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["planner", *arguments])
        LIBC.fflush(None)  # what C libraries printed in an earlier test, and kept until now, is not this command's
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capfd.readouterr())

    return command
