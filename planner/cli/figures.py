"""`forecast`, `budget` and `demo`: a client's roadmap as figures."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.demo import open_demo
from planner.actions.forecasts import forecast_json
from planner.actions.roadmaps import budget_json, client_roadmap
from planner.actions.scenarios import known_scenario
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.money import format_money

app = typer.Typer()


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
def budget(
    client: ClientName,
    scenario: Annotated[
        str | None, typer.Option(help="Another than the one that is shown: as_due, levelled, lease …")
    ] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """What it costs, by fiscal quarter."""
    name = known_scenario(scenario) if scenario else None
    with opened() as (store, actor):
        roadmap = client_roadmap(store, actor, find_client(store, actor, client).client_id, day(as_of), name)
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
def demo(as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Adds the demo client."""
    with opened() as (store, actor):
        client_id = open_demo(store, actor, day(as_of))
        roadmap = client_roadmap(store, actor, client_id, day(as_of))
    if as_json:
        print_json({"client_id": client_id, "client": roadmap.client, "assets": len(roadmap.schedule)})
    else:
        out.print(f"{roadmap.client}: {roadmap.answer}", highlight=False)
