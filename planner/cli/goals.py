"""`goals …`: what does this client want to reach?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.goals import (
    Goal,
    client_goals,
    goal_history,
    goal_json,
    save_goals,
    serving,
    undo_goals,
)
from planner.actions.roadmaps import client_roadmap
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.cli.effects import stated
from planner.errors import PlannerError

app = typer.Typer(no_args_is_help=True, help="The client's goals, and which initiatives serve them.")
Which = Annotated[int, typer.Option("--goal", help="The goal's id, as `goals list` shows it.")]
Text = Annotated[str | None, typer.Option()]


@app.command("list")
def goals_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Every goal, open ones first, with the initiatives that serve it."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        goals = client_goals(store, actor, client_id)
        roadmap = client_roadmap(store, actor, client_id, day(as_of))
    if as_json:
        print_json([goal_json(goal, roadmap) for goal in goals])
        return
    grid = Table("Id", "Goal", "Why", "By", "Status", "Served by")
    for one in goals:
        served = ", ".join(card.title for card in serving(roadmap, one.goal_id))
        grid.add_row(str(one.goal_id), one.title, one.why, str(one.target_on or ""), one.status, served)
    out.print(grid)


@app.command("set")
def goals_set(
    client: ClientName, goal: Annotated[int | None, typer.Option(help="The goal's id; without, a new one.")] = None,
    title: Text = None, why: Text = None,
    target: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By when.")] = None,
    status: Annotated[str | None, typer.Option(help="open, reached or dropped.")] = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Adds a goal, or changes what is given of one."""
    given = stated(title=title, why=why, target_on=target.date() if target else None, status=status)
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        goals = client_goals(store, actor, client_id)
        if goal is None:
            wanted = (*goals, replace(Goal(0, ""), **given))
        else:
            known(goals, goal)
            wanted = tuple(replace(one, **given) if one.goal_id == goal else one for one in goals)
        save_goals(store, actor, client_id, wanted)
        newest = max(one.goal_id for one in client_goals(store, actor, client_id))
    told = goal or newest
    print_json({"goal_id": told}) if as_json else out.print(f"Saved goal {told}.", highlight=False)


@app.command("remove")
def goals_remove(client: ClientName, goal: Which, as_json: AsJson = False) -> None:
    """Takes a goal out; `goals undo` brings it back."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        goals = client_goals(store, actor, client_id)
        known(goals, goal)
        save_goals(store, actor, client_id, tuple(one for one in goals if one.goal_id != goal))
    print_json({"removed": goal}) if as_json else out.print(f"Took goal {goal} out.", highlight=False)


@app.command("history")
def goals_history(client: ClientName, as_json: AsJson = False) -> None:
    """Who changed which goals, the newest first."""
    with opened() as (store, actor):
        entries = goal_history(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        print_json(
            [{"entry": one.entry_id, "made_at": one.made_at.isoformat(), "actor": one.actor, "action": one.action,
              "goals": list(one.titles), "can_undo": one.can_undo} for one in entries]
        )  # fmt: skip
        return
    for one in entries:
        taken = " (can be taken back)" if one.can_undo else ""
        out.print(f"{one.entry_id}: {', '.join(one.titles)}, {one.actor}{taken}", highlight=False, markup=False)


@app.command("undo")
def goals_undo(
    client: ClientName, entry: Annotated[int, typer.Argument(help="The entry's number in `goals history`.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Takes a change of the goals back."""
    with opened() as (store, actor):
        undo_goals(store, actor, find_client(store, actor, client).client_id, entry)
    print_json({"undone": entry}) if as_json else out.print(f"Took change {entry} back.", highlight=False)


def known(goals: tuple[Goal, ...], goal_id: int) -> None:
    """Raises PlannerError where none of the goals has this id."""
    if all(one.goal_id != goal_id for one in goals):
        raise PlannerError(f"There is no goal {goal_id} of this client.", "Look at `goals list`.")
