"""`initiatives …`: what we do, when, and who looks after it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.initiatives import (
    edit_initiatives,
    initiative_history,
    initiatives_json,
    move_initiative,
    release_initiative,
    split_initiative,
    undo_initiative,
)
from planner.actions.roadmaps import client_roadmap
from planner.actions.templates import add_from_template, template_rows
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.cli.effects import stated
from planner.money import format_money

app = typer.Typer(no_args_is_help=True, help="The roadmap's initiatives: listed, changed, moved, split, taken back.")
Key = Annotated[str, typer.Argument(help="The initiative's key, as `initiatives list --json` shows it.")]
Text = Annotated[str | None, typer.Option()]
Goal = Annotated[int | None, typer.Option(help="The id of the client's goal that it serves.")]
After = Annotated[list[str] | None, typer.Option(help="The key of what has to come first; may be repeated.")]
To = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The quarter's first day; without, no quarter at all.")
]


@app.command("list")
def initiatives_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Every initiative by quarter, then proposals, which are in no total, and those in no quarter."""
    with opened() as (store, actor):
        roadmap = client_roadmap(store, actor, find_client(store, actor, client).client_id, day(as_of))
    if as_json:
        print_json({"client": roadmap.client, "initiatives": initiatives_json(roadmap)})
        return
    grid = Table("Quarter", "Initiative", "Lane", "Priority", "Status", "Owner", "Cost")
    for one in (*roadmap.initiatives, *roadmap.proposed, *roadmap.parked):
        cost = one.proposal or format_money(one.amount_minor, roadmap.currency, roadmap.assumptions.locale, whole=True)
        grid.add_row(one.quarter_label, one.title, one.lane, one.priority, one.status, one.owner or "", cost)
    out.print(grid)


@app.command("set")
def initiatives_set(
    client: ClientName, key: Key, title: Text = None, why: Text = None, lane: Text = None, priority: Text = None,
    status: Text = None, owner: Text = None, goal: Goal = None, after: After = None, price_status: Text = None,
    quote: Text = None, valid_until: To = None, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Changes what is given of an initiative; from then on it keeps its devices. A proposal becomes a project."""
    change = stated(
        title=title, why=why, lane=lane, priority=priority, status=status, owner=owner, goal=goal, depends_on=after,
        price_status=price_status, quote=quote, valid_until=valid_until.date() if valid_until else None,
    )  # fmt: skip
    with opened() as (store, actor):
        edit_initiatives(store, actor, find_client(store, actor, client).client_id, day(as_of), {key: change})
    _told("Changed.", as_json)


@app.command("move")
def initiatives_move(client: ClientName, key: Key, to: To = None, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Moves an initiative, and so its devices, the budget and every report."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        move_initiative(store, actor, client_id, day(as_of), key, to.date() if to else None)
    _told("Moved.", as_json)


@app.command("split")
def initiatives_split(
    client: ClientName, key: Key, asset: Annotated[list[int], typer.Option(help="A device's id; may be repeated.")],
    to: To = None, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Gives some of an initiative's devices one of their own."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        split_initiative(store, actor, client_id, day(as_of), key, asset, to.date() if to else None)
    _told("Split.", as_json)


@app.command("release")
def initiatives_release(client: ClientName, key: Key, as_json: AsJson = False) -> None:
    """Gives an initiative back to the forecast: what was changed of it counts no longer."""
    with opened() as (store, actor):
        release_initiative(store, actor, find_client(store, actor, client).client_id, key)
    _told("Given back.", as_json)


@app.command("templates")
def initiatives_templates(
    currency: Annotated[str, typer.Option(help="Prices in this currency.")] = "USD", as_json: AsJson = False
) -> None:
    """The common projects to start from, with starting prices."""
    rows = template_rows(currency.upper())
    if as_json:
        print_json(rows)
        return
    grid = Table("Template", "Project", "Lane", "Priority", "CIS Controls v8")
    for row in rows:
        grid.add_row(row["template"], row["title"], row["lane"], row["priority"], ", ".join(row["cis_safeguards"]))
    out.print(grid)


@app.command("add")
def initiatives_add(
    client: ClientName, template: Annotated[str, typer.Argument(help="As `initiatives templates` shows it.")],
    to: To = None, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Puts a common project on the roadmap, with this client's numbers."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        project = add_from_template(store, actor, client_id, day(as_of), template, to.date() if to else None)
    print_json({"project": project}) if as_json else out.print(f"Project {project}.", highlight=False)


@app.command("history")
def initiatives_history(client: ClientName, as_json: AsJson = False) -> None:
    """Who changed what, the newest first."""
    with opened() as (store, actor):
        entries = initiative_history(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        print_json([
            {"entry": one.entry_id, "made_at": one.made_at.isoformat(), "actor": one.actor, "titles": list(one.titles),
             "can_undo": one.can_undo}
            for one in entries
        ])  # fmt: skip
        return
    for one in entries:
        out.print(f"{one.entry_id}: {', '.join(one.titles)}, {one.actor}", highlight=False)


@app.command("undo")
def initiatives_undo(
    client: ClientName, entry: Annotated[int, typer.Argument(help="The entry's number in `initiatives history`.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Takes a change back."""
    with opened() as (store, actor):
        undo_initiative(store, actor, find_client(store, actor, client).client_id, entry)
    _told("Taken back.", as_json)


def _told(words: str, as_json: bool) -> None:
    print_json({"done": True}) if as_json else out.print(words, highlight=False)
