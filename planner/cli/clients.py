"""`client …`: the clients and the rules that are their own."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.client_moves import export_client, import_client
from planner.actions.clients import add_alias, create_client, find_client, list_clients, update_client
from planner.actions.uploads import Upload
from planner.cli.common import AsJson, ClientName, err, opened, out, print_json, write
from planner.errors import PlannerError

app = typer.Typer(no_args_is_help=True, help="The clients and the rules that are their own.")


@app.command("list")
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


@app.command("add")
def client_add(name: str, as_json: AsJson = False) -> None:
    """A new client, before its first sheet."""
    with opened() as (store, actor):
        client_id = create_client(store, actor, name)
    print_json({"client_id": client_id}) if as_json else out.print(f"{name} was added.")


@app.command("alias")
def client_alias(client: ClientName, name: str, as_json: AsJson = False) -> None:
    """Another name by which sheets call a client."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        add_alias(store, actor, found.client_id, name)
    print_json({"client_id": found.client_id}) if as_json else out.print(f"'{name}' is {found.name} from now on.")


@app.command("set")
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


@app.command("export")
def client_export(
    client: ClientName, to: Annotated[Path, typer.Option(help="The file to write.")], as_json: AsJson = False
) -> None:
    """All that is stored of a client, in one file for `client import` of another installation."""
    with opened() as (store, actor), err.status("Writing …"):
        found = find_client(store, actor, client)
        made = export_client(store, actor, found.client_id)
    write(to, made.data)
    told = {"client_id": found.client_id, "file": str(to), "bytes": len(made.data)}
    print_json(told) if as_json else out.print(f"{found.name} is in {to}; links are not.", highlight=False)


@app.command("import")
def client_import(
    file: Annotated[Path, typer.Argument(help="What `client export` wrote.")],
    name: Annotated[str | None, typer.Option(help="The client's name here.")] = None,
    as_json: AsJson = False,
) -> None:
    """A client that was exported by another installation."""
    upload = Upload.of(file)
    with opened() as (store, actor), err.status("Reading …"):
        made = import_client(store, actor, upload.data, name)
    if as_json:
        print_json(asdict(made))
        return
    out.print(f"{made.name} was imported, with {sum(made.rows.values()):,} rows.", highlight=False)
    for note in made.notes:
        out.print(note, highlight=False)
