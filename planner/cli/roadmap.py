"""`roadmap`: what is done in which fiscal quarter, and what that costs against the cap."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.initiatives import goals_of_client
from planner.actions.roadmap_views import Filters, QuarterOfRoadmap, Roadmap, by_quarter, price_words, roadmap_json
from planner.actions.roadmaps import client_roadmap
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.money import format_money

app = typer.Typer()
Lanes = Annotated[list[str] | None, typer.Option("--lane", help="Run, Protect, Grow or Transform; may be repeated.")]
Statuses = Annotated[list[str] | None, typer.Option("--status", help="proposed, approved, …; may be repeated.")]
Goals = Annotated[list[int] | None, typer.Option("--goal", help="A goal's id; may be repeated.")]


@app.command("roadmap")
def roadmap_command(
    client: ClientName, lane: Lanes = None, status: Statuses = None, goal: Goals = None, as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """The roadmap by fiscal quarter, with totals against the cap."""
    filters = Filters(tuple(lane or ()), tuple(status or ()), tuple(goal or ()))
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        roadmap = client_roadmap(store, actor, client_id, day(as_of))
        goals = goals_of_client(store, actor, client_id)
    if as_json:
        print_json(roadmap_json(roadmap, filters))
        return
    out.print(roadmap.answer, highlight=False)
    for row in by_quarter(roadmap, filters):
        if row.initiatives:
            out.print(_quarter(row, roadmap, goals))


def _quarter(row: QuarterOfRoadmap, roadmap: Roadmap, goals: dict[int, str]) -> Table:
    """One quarter with its initiatives."""

    def shown(minor: int) -> str:
        return format_money(minor, roadmap.currency, roadmap.assumptions.locale, whole=True)

    cap = f" of {shown(row.cap_minor)}" if row.cap_minor is not None else ""
    head = f"{row.quarter.label} ({row.quarter.months_label})" if row.quarter else "Unscheduled, in no total"
    grid = Table(
        "Initiative", "Lane", "Status", "Price", "Goal", "Cost", title=f"{head}: {shown(row.planned_minor)}{cap}",
        title_justify="left",
    )  # fmt: skip
    for one in row.initiatives:
        grid.add_row(
            one.title, one.lane, one.status, price_words(one, roadmap.as_of), goals.get(one.goal_id or 0, ""),
            one.proposal or shown(one.amount_minor),
        )  # fmt: skip
    return grid
