"""`reference …`: the tables that dates and prices are looked up in, and an installation's own rows over them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Final

import typer
from rich.table import Table

from planner.actions.reference_rows import FaultyRowsError
from planner.actions.references import (
    TableInfo,
    Updated,
    list_references,
    refresh_reference,
    undo_reference,
    update_reference,
)
from planner.actions.uploads import Upload
from planner.cli.common import AsJson, AsOf, day, err, opened, out, print_json, print_problems
from planner.errors import PlannerError

app = typer.Typer(no_args_is_help=True, help="The tables that dates and prices are looked up in.")
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what changes, write nothing.")]


@app.command("list")
def reference_list(as_json: AsJson = False) -> None:
    """Every table: its rows, how new it is, and what was laid over it."""
    with opened() as (store, actor):
        tables = list_references(store, actor)
    if as_json:
        print_json([asdict(table) for table in tables])
        return
    grid = Table("Table", "Rows", "As of", "Sources", "Your own")
    for table in tables:
        grid.add_row(table.table, f"{table.rows:,}", table.newest_as_of, _sources(table), _own(table))
    out.print(grid)


_DONE: Final = {"extend": "extended", "replace": "replaced", "refresh": "refreshed"}
_MOST: Final = 20


def _sources(table: TableInfo) -> str:
    first, *others = (shorten(source, 60, placeholder="…") for source in table.sources or ("",))
    return f"{first} and {len(others):,} more" if others else first


def _own(table: TableInfo) -> str:
    said = [
        f"{_DONE[version.mode]} by {version.actor} on {version.made_at:%Y-%m-%d} "
        f"({version.rows:,} rows of {version.file_name}, version {version.version})"
        for version in table.versions
    ]
    return "; ".join(said) or ("" if table.may_be_updated else "takes no rows of your own")


@app.command("update")
def reference_update(
    table: str,
    file: Path,
    replace: Annotated[bool, typer.Option("--replace", help="In the table's place, not over it.")] = False,
    fixed: Annotated[list[str] | None, typer.Option("--set", help="COLUMN=VALUE for all rows.")] = None,
    dry_run: DryRun = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Lays your own rows over a table: `reference update maker_support sonicwall.csv --set maker=SonicWall`."""
    if wrong := [pair for pair in fixed or [] if "=" not in pair]:
        raise PlannerError(f"'{wrong[0]}' is no COLUMN=VALUE.", "Write it as --set maker=SonicWall.")
    values = dict(pair.split("=", 1) for pair in fixed or [])
    upload = Upload.of(file)
    with opened() as (store, actor), _faults_told(as_json):
        done = update_reference(
            store, actor, table, upload, mode="replace" if replace else "extend", fixed=values, dry_run=dry_run,
            as_of=day(as_of),
        )  # fmt: skip
    _tell(done, as_json)


@contextmanager
def _faults_told(as_json: bool) -> Iterator[None]:
    """All faults of a file, with their rows; the command ends refused."""
    try:
        yield
    except FaultyRowsError as error:
        if as_json:
            said = {"message": error.message, "remedy": error.remedy}
            print_json({"error": said, "problems": [problem.as_dict() for problem in error.problems]})
        print_problems(error.problems, most=200)
        faults = "1 fault" if len(error.problems) == 1 else f"{len(error.problems):,} faults"
        err.print(f"[bold red]{faults}; nothing was changed.[/] {error.remedy}", highlight=False)
        raise typer.Exit(2) from error


@app.command("undo")
def reference_undo(table: str, as_json: AsJson = False) -> None:
    """Takes the newest update of a table back."""
    with opened() as (store, actor):
        version = undo_reference(store, actor, table)
    print_json({"table": table, "undone": version}) if as_json else out.print(f"The last update of {table} is undone.")


@app.command("refresh")
def reference_refresh(
    url: Annotated[str | None, typer.Option(help="Another address of the same API.")] = None,
    dry_run: DryRun = False,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Takes the newest dates of products and systems from endoflife.date, where it can be reached."""
    with opened() as (store, actor), err.status("Asking endoflife.date …"):
        done = refresh_reference(store, actor, *([url] if url else []), dry_run=dry_run, as_of=day(as_of))
    _tell(done, as_json)


def _tell(done: Updated, as_json: bool) -> None:
    if as_json:
        print_json(asdict(done))
        return
    for change in done.changes[:_MOST]:
        said = (f"{name} {old or 'nothing'} → {new or 'nothing'}" for name, (old, new) in change.fields.items())
        out.print(f"{change.key}: {', '.join(said)}", markup=False, highlight=False)
    if len(done.changes) > _MOST:
        out.print(f"… and {len(done.changes) - _MOST:,} more (--json lists all).")
    _tell_moved(done)
    written = "Nothing was written." if done.version is None else f"Undo with `reference undo {done.table}`."
    out.print(f"{done.rows:,} rows; {len(done.changes):,} change {done.table}. {written}", highlight=False)


def _tell_moved(done: Updated) -> None:
    if done.moved is None:
        return
    for client in done.moved[:_MOST]:
        first = client.devices[0]
        example = f"{first.device} {first.due_before or 'no date'} → {first.due_after or 'no date'}"
        said = f"{client.client}: {_moving(len(client.devices))} ({example})"
        out.print(said, markup=False, highlight=False)
    if len(done.moved) > _MOST:
        out.print(f"… and {len(done.moved) - _MOST:,} more clients (--json lists all).")
    clients = "1 client" if len(done.moved) == 1 else f"{len(done.moved):,} clients"
    out.print(f"{_moving(sum(len(client.devices) for client in done.moved))}, of {clients}.", highlight=False)


def _moving(devices: int) -> str:
    return "1 device changes its due date" if devices == 1 else f"{devices:,} devices change their due date"
