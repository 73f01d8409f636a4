"""What all commands share: options, the store and the person, and how things are printed."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from planner.errors import PlannerError, Problem
from planner.sharing.people import Actor
from planner.store import Store, open_store

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Calculate as of this day.")]
ClientName = Annotated[str, typer.Option("--client", help="The client's name, alias or id.")]
out = Console()
err = Console(stderr=True)


@contextmanager
def opened() -> Iterator[tuple[Store, Actor]]:
    """The store, and the person at the machine."""
    store = open_store()
    try:
        yield store, Actor(getpass.getuser(), "local", datetime.now(UTC))
    finally:
        store.close()


def day(as_of: datetime | None) -> date:
    return as_of.date() if as_of else datetime.now().astimezone().date()


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def print_problems(problems: tuple[Problem, ...], most: int = 20) -> None:
    for problem in problems[:most]:
        err.print(f"[yellow]{problem.address}[/]: {problem.message} {problem.remedy}", highlight=False)
    if len(problems) > most:
        err.print(f"… and {len(problems) - most} more problems (--json lists all).", highlight=False)


def write(path: Path, data: bytes) -> None:
    """Writes a file and the folders above it. Raises PlannerError where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise PlannerError(f"{path} cannot be written: {error.strerror}.", "Choose another place.") from error
