"""`procurement …`: what approved lines have to be bought, and how far each purchase is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.procurement import STEPS, procurement_csv, procurement_list, take_step, undo_step
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json, write

app = typer.Typer(no_args_is_help=True, help="What approved lines have to be bought, for where, and how far it is.")


@app.command("list")
def procurement_show(
    client: ClientName, to: Annotated[Path | None, typer.Option(help="Write it as CSV.")] = None,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """By quarter, kind of device and place."""
    with opened() as (store, actor):
        items = procurement_list(store, actor, find_client(store, actor, client).client_id, day(as_of))
    if to is not None:
        write(to, procurement_csv(items).encode("utf-8-sig"))
    if as_json:
        print_json([asdict(one) for one in items])
        return
    grid = Table("Quarter", "Line", "Item", "Units", "Ship to", "Replaces", *(step.capitalize() for step in STEPS))
    for one in items:
        done = (str(one.done.get(step, 0)) for step in STEPS)
        grid.add_row(one.quarter, one.line_key, one.item, str(one.quantity), one.ship_to, one.replaces, *done)
    out.print(grid)


@app.command("step")
def procurement_step(
    client: ClientName, line: Annotated[str, typer.Argument(help="The line's key.")],
    item: Annotated[str, typer.Argument(help="As the list names it.")],
    step: Annotated[str, typer.Argument(help=f"{', '.join(STEPS)}.")],
    quantity: Annotated[int, typer.Option(min=1)] = 1, ship_to: Annotated[str, typer.Option()] = "",
    reference: Annotated[str, typer.Option(help="The quote's or order's number.")] = "", as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """Notes that so many units took a step."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        made = take_step(store, actor, client_id, day(as_of), line, item, ship_to, step, quantity, reference)
    print_json({"step": made}) if as_json else out.print(f"Step {made}.", highlight=False)


@app.command("undo")
def procurement_undo(client: ClientName, step: Annotated[int, typer.Argument()], as_json: AsJson = False) -> None:
    """Takes a step back."""
    with opened() as (store, actor):
        undo_step(store, actor, find_client(store, actor, client).client_id, step)
    print_json({"undone": step}) if as_json else out.print("Taken back.", highlight=False)
