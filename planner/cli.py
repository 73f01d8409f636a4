"""`python -m planner …`: the same actions as the screens, printed for people or, with --json, for programs.

Exit status: 0 done, 1 done with problems that need a person, 2 refused (nothing was written).
"""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from planner.actions.clients import add_alias, find_client, list_clients, update_client
from planner.actions.demo import open_demo
from planner.actions.edits import undo_import
from planner.actions.exports import workbook
from planner.actions.forecasts import forecast_json
from planner.actions.imports import Preview, apply_import, preview_import
from planner.actions.inspecting import inspect_file
from planner.actions.rejected import rejected_rows
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.uploads import Upload
from planner.errors import PlannerError, Problem
from planner.money import format_money
from planner.sharing.people import Actor
from planner.store import Store, open_store

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
clients_app = typer.Typer(no_args_is_help=True, help="The clients and the rules that are their own.")
app.add_typer(clients_app, name="client")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Calculate as of this day.")]
ClientName = Annotated[str, typer.Option("--client", help="The client's name, alias or id.")]
out = Console()
err = Console(stderr=True)


def main() -> None:
    """Runs the command line; a refusal is one message with a remedy."""
    try:
        app()
    except PlannerError as error:
        if "--json" in sys.argv:
            print_json({"error": {"message": error.message, "remedy": error.remedy}})
        err.print(f"[bold red]{error.message}[/] {error.remedy}", highlight=False)
        raise SystemExit(2) from error


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


@app.command()
def inspect(
    file: Path, as_json: AsJson = False, rows: Annotated[bool, typer.Option(help="Every row's values.")] = False,
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """What Evergreen understands of a file: its tables, columns and rows. Nothing is stored."""
    report = inspect_file(Upload.of(file), day(as_of), rows=rows)
    if as_json:
        print_json(report)
        return
    for table in report["tables"]:
        sheet, verdict = table["sheet"] or file.name, table["verdict"].replace("_", " ")
        out.print(f"[bold]{sheet}[/]: {verdict}, {table['assets']} assets. {table['reason']}", highlight=False)
        grid = Table("Column", "Header", "Field", "Confidence")
        for column in table["columns"]:
            known = column["field"] is not None
            sure = f"{column['confidence']:.0%}" if known else ""
            grid.add_row(column["column"], column["header"] or "", column["field"] or "kept as an extra", sure)
        out.print(grid)


@app.command("import")
def import_files(
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    client: Annotated[str | None, typer.Option(help="For rows that name no client.")] = None,
    mapping: Annotated[
        Path | None, typer.Option(help='A JSON file that says what headers mean: {"Reg": "asset_tag", "Misc": null}.')
    ] = None,
    rejected: Annotated[Path | None, typer.Option(help="Write rejected rows to this workbook, to be mended.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference, write nothing.")] = False,
    undo: Annotated[int | None, typer.Option(help="Take this import back.")] = None,
    retire: Annotated[
        list[str] | None, typer.Option(help="Retire what is 'gone' from the sheet or 'replaced', or one device by id.")
    ] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Reads asset sheets, shows what changes, and stores it."""
    with opened() as (store, actor):
        if undo is not None:
            undo_import(store, actor, undo)
            print_json({"undone": undo}) if as_json else out.print(f"Import {undo} was undone.")
            return
        if not files:
            raise PlannerError("No file was named.", "Name one or more asset sheets to import.")
        uploads = [Upload.of(file) for file in files]
        with err.status("Reading …"):
            preview = preview_import(store, actor, uploads, day(as_of), client, _mapping(mapping))
        chosen = _retired(preview, retire or [])
        if rejected is not None and (sheet := rejected_rows(preview)):
            _write(rejected, sheet.data)
        applied = None if dry_run else apply_import(store, actor, preview, chosen)
    print_json(_import_report(preview, applied)) if as_json else _print_import(preview, dry_run)
    if preview.problems or preview.difference.counts["rejected"]:
        raise typer.Exit(1)


def _mapping(path: Path | None) -> dict[str, Any]:
    """What --mapping says of headers."""
    if path is None:
        return {}
    try:
        said = json.loads(Upload.of(path).data)
    except ValueError as error:
        raise PlannerError(f"{path} is no JSON.", 'Write it as {"Header": "field", "Other header": null}.') from error
    if not isinstance(said, dict):
        raise PlannerError(f"{path} is no JSON object.", 'Write it as {"Header": "field", "Other header": null}.')
    return said


def _retired(preview: Preview, wanted: list[str]) -> list[int]:
    """The proposals that --retire names: by kind or by id."""
    known = {"gone", "replaced", *(str(proposal.asset_id) for proposal in preview.proposals)}
    if unknown := [word for word in wanted if word not in known]:
        raise PlannerError(f"'{unknown[0]}' is not among the proposals.", "Use 'gone', 'replaced' or a device's id.")
    return [item.asset_id for item in preview.proposals if item.kind in wanted or str(item.asset_id) in wanted]


def _import_report(preview: Preview, applied: Any) -> dict[str, Any]:
    return {
        "summary": preview.summary,
        "counts": preview.difference.counts,
        "clients": [*preview.clients, *preview.new_clients],
        "new_clients": list(preview.new_clients),
        "imports": list(applied.import_ids) if applied else [],
        "proposals": [asdict(proposal) for proposal in preview.proposals],
        "alike": [{"new": new, "existing": existing} for new, existing in preview.alike],
        "rows": [asdict(row) for row in preview.difference.rows],
        "problems": [problem.as_dict() for problem in preview.problems],
    }


def _print_import(preview: Preview, dry_run: bool) -> None:
    counts = preview.difference.counts
    out.print(f"[bold]{preview.summary}[/]", highlight=False)
    parts = ", ".join(f"{counts[name]} {name}" for name in ("added", "changed", "unchanged", "skipped", "rejected"))
    out.print(f"{counts['read']} rows read: {parts}.{' Nothing was written.' if dry_run else ''}", highlight=False)
    for new, existing in preview.alike:
        out.print(f"Is '{new}' the same client as '{existing}'? Then: client alias --client '{existing}' '{new}'")
    for proposal in preview.proposals:
        out.print(f"{proposal.asset_id} {proposal.device}: {proposal.why} Retired? --retire {proposal.kind}")
    _print_problems(preview.problems)


def _print_problems(problems: tuple[Problem, ...], most: int = 20) -> None:
    for problem in problems[:most]:
        err.print(f"[yellow]{problem.address}[/]: {problem.message} {problem.remedy}", highlight=False)
    if len(problems) > most:
        err.print(f"… and {len(problems) - most} more problems (--json lists all).", highlight=False)


@app.command()
def forecast(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """When each device has to go, and why."""
    with opened() as (store, actor):
        roadmap = client_roadmap(store, actor, find_client(store, actor, client).client_id, day(as_of))
    rows = forecast_json(roadmap)
    if as_json:
        print_json({"client": roadmap.client, "as_of": roadmap.as_of, "assets": rows})
        return
    grid = Table("Device", "Category", "Status", "Due", "Why")
    for row in rows:
        grid.add_row(row["device"], row["category"], row["status"], row["due_on"] or "", row["reason"])
    out.print(grid)


@app.command()
def budget(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """What it costs, by fiscal quarter."""
    with opened() as (store, actor):
        roadmap = client_roadmap(store, actor, find_client(store, actor, client).client_id, day(as_of))
    if as_json:
        print_json(budget_json(roadmap))
        return
    out.print(f"[bold]{roadmap.answer}[/]", highlight=False)
    grid = Table("Quarter", "Months", "Planned")
    for quarter, amount in zip(roadmap.quarters, roadmap.budget.planned(), strict=True):
        shown = format_money(amount, roadmap.currency, roadmap.assumptions.locale)
        grid.add_row(quarter.label, quarter.months_label, shown)
    out.print(grid)


@app.command()
def export(
    client: ClientName, to: Annotated[Path, typer.Option(help="The file to write.")], as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """The roadmap and budget as an Excel workbook."""
    with opened() as (store, actor), err.status("Writing …"):
        made = workbook(store, actor, find_client(store, actor, client).client_id, day(as_of))
    _write(to, made.data)
    print_json({"file": str(to), "bytes": len(made.data)}) if as_json else out.print(f"Wrote {to}.", highlight=False)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise PlannerError(f"{path} cannot be written: {error.strerror}.", "Choose another place.") from error


@app.command()
def demo(as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Adds the demo client."""
    with opened() as (store, actor):
        client_id = open_demo(store, actor, day(as_of))
        roadmap = client_roadmap(store, actor, client_id, day(as_of))
    if as_json:
        print_json({"client_id": client_id, "client": roadmap.client, "assets": len(roadmap.schedule)})
    else:
        out.print(f"{roadmap.client}: {roadmap.answer}", highlight=False)


@clients_app.command("list")
def client_list(as_json: AsJson = False) -> None:
    """All clients."""
    with opened() as (store, actor):
        found = list_clients(store, actor)
    if as_json:
        print_json([asdict(client) for client in found])
        return
    grid = Table("Id", "Client", "Assets", "Currency", "Fiscal year starts in month")
    for client in found:
        grid.add_row(
            str(client.client_id), client.name, str(client.assets), client.currency, str(client.fiscal_first_month)
        )
    out.print(grid)


@clients_app.command("alias")
def client_alias(client: ClientName, name: str, as_json: AsJson = False) -> None:
    """Another name by which sheets call a client."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        add_alias(store, actor, found.client_id, name)
    print_json({"client_id": found.client_id}) if as_json else out.print(f"'{name}' is {found.name} from now on.")


@clients_app.command("set")
def client_set(
    client: ClientName, changes: Annotated[list[str], typer.Argument(help="FIELD=VALUE …")], as_json: AsJson = False
) -> None:
    """Changes a client's rules, as in `client set --client Acme currency=GBP fiscal_first_month=4`."""
    if wrong := [change for change in changes if "=" not in change]:
        raise PlannerError(f"'{wrong[0]}' is no FIELD=VALUE.", "Write it as currency=GBP.")
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        update_client(store, actor, found.client_id, **dict(change.split("=", 1) for change in changes))
    print_json({"client_id": found.client_id}) if as_json else out.print(f"{found.name} was changed.")
