"""`projects …`: what else is to be done, what it costs, and which devices' replacement it absorbs."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.effect_words import effect_json, effect_sentence
from planner.actions.projects import (
    check_project,
    client_projects,
    project_cards,
    project_history,
    project_json,
    remove_project,
    save_project,
    undo_project,
)
from planner.actions.roadmaps import client_roadmap
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.cli.effects import DryRun, stated
from planner.errors import PlannerError
from planner.money import format_money

app = typer.Typer(no_args_is_help=True, help="Projects: one-time and recurring lines, and the devices they absorb.")
_DAY = ["%Y-%m-%d"]
Which = Annotated[int, typer.Argument(help="The project's id, as `projects list` shows it.")]
Text = Annotated[str | None, typer.Option()]
Starts = Annotated[datetime | None, typer.Option(formats=_DAY, help="The day it lands.")]
Lines = Annotated[
    Path | None,
    typer.Option(help="JSON list of {name, kind, treatment, quantity, unit_price, months_after, billing, months}."),
]
Devices = Annotated[
    list[str] | None, typer.Option("--absorb", help="ASSET_ID=retire|migrate|consolidate|upgrade; may be repeated.")
]


@app.command("list")
def projects_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Every project of a client, with its part of the budget."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        projects = client_projects(store, actor, client_id)
        roadmap = client_roadmap(store, actor, client_id, day(as_of))
    if as_json:
        print_json({"client": client, "projects": [project_json(one, roadmap.currency) for one in projects]})
        return
    cards = project_cards(roadmap)
    grid = Table("Id", "Project", "Quarter", "Status", "Price", "Then", "Later", "Devices")
    for one in projects:
        card = cards.get(one.project_id)
        amounts = (card.amount_minor, card.later_minor) if card else (0, 0)
        then, later = (
            format_money(minor, roadmap.currency, roadmap.assumptions.locale, whole=True) for minor in amounts
        )
        quarter = card.quarter_label if card else "not in the plan"
        grid.add_row(
            str(one.project_id), one.title, quarter, one.status, one.price_status, then, later, str(len(one.devices))
        )
    out.print(grid)


@app.command("add")
def projects_add(
    client: ClientName, title: Annotated[str, typer.Argument(help="What is to be done.")], starts: Starts = None,
    why: Text = None, lane: Text = None, priority: Text = None, status: Text = None, owner: Text = None,
    price_status: Text = None, quote: Text = None, valid_until: Starts = None, lines: Lines = None,
    absorb: Devices = None, dry_run: DryRun = False, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Adds a project."""
    given = stated(
        title=title, starts_on=_date(starts), why=why, lane=lane, priority=priority, status=status, owner=owner,
        price_status=price_status, quote=quote, valid_until=_date(valid_until), lines=_lines(lines),
        devices=_devices(absorb),
    )  # fmt: skip
    _save(client, given, None, dry_run, as_json, as_of)


@app.command("set")
def projects_set(
    client: ClientName, project: Which, title: Text = None, starts: Starts = None, why: Text = None, lane: Text = None,
    priority: Text = None, status: Text = None, owner: Text = None, price_status: Text = None, quote: Text = None,
    valid_until: Starts = None, lines: Lines = None, absorb: Devices = None, dry_run: DryRun = False,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Changes what is given of a project; `--lines` and `--absorb` replace all of them."""
    given = stated(
        title=title, starts_on=_date(starts), why=why, lane=lane, priority=priority, status=status, owner=owner,
        price_status=price_status, quote=quote, valid_until=_date(valid_until), lines=_lines(lines),
        devices=_devices(absorb),
    )  # fmt: skip
    _save(client, given, project, dry_run, as_json, as_of)


def _save(
    client: str, given: dict[str, Any], project_id: int | None, dry_run: bool, as_json: bool, as_of: datetime | None
) -> None:
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        preview = check_project(store, actor, client_id, day(as_of), given, project_id)
        saved = None if dry_run and not preview.problems else save_project(store, actor, client_id, given, project_id)
    words = effect_sentence(preview.effect, preview.currency, preview.locale) if preview.effect else ""
    if as_json:
        print_json({"project": saved, "effect": preview.effect and effect_json(preview.effect, preview.currency)})
    else:
        out.print(words if saved is None else f"Project {saved}: {words}", highlight=False)


@app.command("remove")
def projects_remove(client: ClientName, project: Which, as_json: AsJson = False) -> None:
    """Takes a project back; its devices come back into the plan."""
    with opened() as (store, actor):
        remove_project(store, actor, find_client(store, actor, client).client_id, project)
    print_json({"removed": project}) if as_json else out.print(f"Took project {project} back.", highlight=False)


@app.command("history")
def projects_history(client: ClientName, as_json: AsJson = False) -> None:
    """Who changed which project, the newest first."""
    with opened() as (store, actor):
        entries = project_history(store, actor, find_client(store, actor, client).client_id)
    rows = [
        {"entry": one.entry_id, "made_at": one.made_at.isoformat(), "actor": one.actor, "action": one.action,
         "project": one.project_id, "title": (one.after or one.before).title,  # type: ignore[union-attr]
         "can_undo": one.can_undo}
        for one in entries
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    for row in rows:
        out.print(f"{row['entry']}: {row['action']} {row['title']}, {row['actor']}", highlight=False)


@app.command("undo")
def projects_undo(
    client: ClientName, entry: Annotated[int, typer.Argument(help="The entry's number in `projects history`.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Takes a change back."""
    with opened() as (store, actor):
        undo_project(store, actor, find_client(store, actor, client).client_id, entry)
    print_json({"undone": entry}) if as_json else out.print(f"Took change {entry} back.", highlight=False)


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _lines(path: Path | None) -> list[Any] | None:
    if path is None:
        return None
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PlannerError(f"{path} is no JSON file that can be read.", "Give a list of lines as JSON.") from error
    if not isinstance(said, list) or not all(isinstance(line, dict) for line in said):
        raise PlannerError(f"{path} is no list of lines.", 'Give [{"name": "Migration", "unit_price": "1200"}].')
    return said


def _devices(said: list[str] | None) -> dict[int, str] | None:
    if not said:
        return None
    devices = {}
    for text in said:
        asset, _, disposition = text.partition("=")
        if not asset.strip().isdigit():
            raise PlannerError(f"'{text}' names no device.", "Write it as 12=retire; `forecast --json` has the ids.")
        devices[int(asset)] = disposition or "retire"
    return devices
