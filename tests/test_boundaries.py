"""Arrows point one way: the library knows nothing of the doors, and within it a room uses only those above it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = (
    "errors", "calendar", "money", "fields", "frames", "records", "store", "reference", "workbook_format", "intake",
    "lifecycle", "budget", "roadmap", "sharing", "charts", "reports", "actions", "cli",
)  # fmt: skip
DOORS_MAY_USE = {"actions", "errors", "calendar", "money", "charts", "fields"}
COMMANDS_MAY_USE = DOORS_MAY_USE | {"sharing", "store"}


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("planner.")}


@pytest.mark.parametrize("path", files("planner"), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_uses_only_what_stands_above_it(path: Path) -> None:
    parts = path.relative_to(ROOT / "planner").with_suffix("").parts
    if parts[0] in ("__init__", "__main__"):
        return
    above = set(ORDER[: ORDER.index(parts[0]) + 1])
    assert rooms(path) <= above | {parts[0]}


@pytest.mark.parametrize("path", [*files("pages", "web"), ROOT / "app.py"], ids=lambda path: path.name)
def test_the_doors_call_actions_and_little_else(path: Path) -> None:
    allowed = COMMANDS_MAY_USE if path.is_relative_to(ROOT / "web") else DOORS_MAY_USE | {"sharing"}
    assert rooms(path) & set(ORDER) <= allowed


def test_nothing_imports_the_doors() -> None:
    for path in files("planner"):
        assert not {name.split(".")[0] for name in imported(path)} & {"pages", "web", "app", "streamlit"}, path


def test_every_module_imports_without_streamlit_and_typer() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in files("planner")
        if path.name not in ("__main__.py", "env.py") and not {"versions", "cli"} & set(path.parts)
    ]
    code = (
        "import sys, importlib\n"
        "sys.modules['streamlit'] = sys.modules['typer'] = None\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_below_the_doors_reads_the_clock() -> None:
    for path in files("planner"):
        if "cli" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and called.attr in ("today", "utcnow", "now"):
                pytest.fail(f"{path}:{node.lineno} reads the clock; as_of or acting_at is an argument")
