"""The documents are true: every command, room and table is told of, and every picture is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from planner.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(get_command(app).commands))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"python -m planner {command}" in README


def test_every_room_of_the_library_is_on_the_map() -> None:
    rooms = {path.name + ("/" if path.is_dir() else "") for path in (ROOT / "planner").iterdir() if path.name[0] != "_"}
    missing = {room for room in rooms if not re.search(rf"^  {re.escape(room)}\s", README, re.MULTILINE)}
    assert not missing


def test_every_screen_is_in_the_readme() -> None:
    screens = {path.stem.strip("_").replace("_", " ") for path in (ROOT / "pages").glob("*.py")} - {"start"}
    assert not {screen for screen in screens if f"| {screen.capitalize()} |" not in README}


def test_every_reference_table_names_its_source() -> None:
    told = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert not {path.name for path in (ROOT / "data").glob("*.csv")} - set(re.findall(r"`([\w.]+\.csv)`", told))


def test_every_picture_that_is_shown_is_there() -> None:
    for picture in re.findall(r"\]\((docs/pictures[^)]*)\)", README):
        assert (ROOT / picture).exists(), picture


def test_every_requirement_has_a_lower_bound_and_a_reason() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith(("#", "-r")):
                assert re.match(r"\S+>=[\d.]+\S*\s+# \S+", line), line
