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
from planner.actions.project_entries import entry_json, entry_words
from planner.actions.project_views import projects_told
from planner.actions.projects import (
    check_project,
    client_projects,
    find_project,
    project_cards,
    project_history,
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
Goal = Annotated[int | None, typer.Option(help="The id of the client's goal that it serves.")]
After = Annotated[list[str] | None, typer.Option(help="The key of what has to come first; may be repeated.")]
Clear = Annotated[
    list[str] | None, typer.Option(help="Empties why, owner, quote, valid_until, lines, devices, goal, depends_on.")
]
_EMPTY: dict[str, Any] = {
    "why": "", "owner": None, "quote": None, "valid_until": None, "lines": [], "devices": {}, "goal": None,
    "depends_on": (),
}  # fmt: skip


@app.command("list")
def projects_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Every project of a client, with its part of the budget."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        projects = client_projects(store, actor, client_id)
        roadmap = client_roadmap(store, actor, client_id, day(as_of))
    if as_json:
        told = {"client": roadmap.client, "currency": roadmap.currency, "projects": projects_told(projects, roadmap)}
        print_json(told)
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


@app.command("show")
def projects_show(client: ClientName, project: Which, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """One project: its place in the plan, its lines, its devices, and what to know of it."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        find_project(store, actor, client_id, project)
        roadmap = client_roadmap(store, actor, client_id, day(as_of))
        every = projects_told(client_projects(store, actor, client_id), roadmap)
    told = next(one for one in every if one["project_id"] == project)
    print_json(told) if as_json else _print_project(told)


def _print_project(told: dict[str, Any]) -> None:
    place, currency = told["in_plan"], told["currency"]
    where = f"{place['quarter']}, {place['then']} then and {place['later']} later" if place else "not in the plan"
    _line(f"{told['title']}: {told['status']}, {told['price_status']}; {where} ({currency}).")
    _line(place["why"] if place else told["why"])
    for line in told["lines"]:
        billed = f"by {line['billing']}" if line["kind"] == "recurring" else "once"
        _line(f"  {line['name']}: {line['quantity']} × {line['unit_price']} {billed}, {line['treatment']}")
    for device in told["devices"]:
        named = device["device"] or f"device {device['asset_id']}, retired"
        what = "absorbed" if device["absorbed"] else device["group"] or "no longer in use"
        _line(f"  {device['disposition']} {named}: {what}, {device['at_stake'] or 'no price'} at stake")
    for sentence in told["findings"]:
        _line(f"! {sentence}")


def _line(words: str) -> None:
    out.print(words, highlight=False, markup=False)


@app.command("add")
def projects_add(
    client: ClientName, title: Annotated[str, typer.Argument(help="What is to be done.")], starts: Starts = None,
    why: Text = None, lane: Text = None, priority: Text = None, status: Text = None, owner: Text = None,
    price_status: Text = None, quote: Text = None, valid_until: Starts = None, lines: Lines = None,
    absorb: Devices = None, goal: Goal = None, after: After = None, dry_run: DryRun = False, as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """Adds a project."""
    given = stated(
        title=title, starts_on=_date(starts), why=why, lane=lane, priority=priority, status=status, owner=owner,
        price_status=price_status, quote=quote, valid_until=_date(valid_until), lines=_lines(lines),
        devices=_devices(absorb), goal=goal, depends_on=after,
    )  # fmt: skip
    _save(client, given, None, dry_run, as_json, as_of)


@app.command("set")
def projects_set(
    client: ClientName, project: Which, title: Text = None, starts: Starts = None, why: Text = None, lane: Text = None,
    priority: Text = None, status: Text = None, owner: Text = None, price_status: Text = None, quote: Text = None,
    valid_until: Starts = None, lines: Lines = None, absorb: Devices = None, goal: Goal = None, after: After = None,
    clear: Clear = None, dry_run: DryRun = False, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Changes what is given of a project; `--lines` and `--absorb` replace all of them."""
    given = stated(
        title=title, starts_on=_date(starts), why=why, lane=lane, priority=priority, status=status, owner=owner,
        price_status=price_status, quote=quote, valid_until=_date(valid_until), lines=_lines(lines),
        devices=_devices(absorb), goal=goal, depends_on=after,
    )  # fmt: skip
    given |= _cleared(clear)
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
    """Who changed which project, the newest first, with what it was before and after."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        entries = project_history(store, actor, found.client_id)
    if as_json:
        print_json([entry_json(one, found.currency) for one in entries])
        return
    for one in entries:
        undo = "; can be taken back" if one.can_undo else ""
        _line(f"{one.entry_id}: {one.made_at:%Y-%m-%d %H:%M} {one.actor}: {entry_words(one)}{undo}")


@app.command("undo")
def projects_undo(
    client: ClientName, entry: Annotated[int, typer.Argument(help="The entry's number in `projects history`.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Takes a change back."""
    with opened() as (store, actor):
        undo_project(store, actor, find_client(store, actor, client).client_id, entry)
    print_json({"undone": entry}) if as_json else out.print(f"Took change {entry} back.", highlight=False)


def _cleared(names: list[str] | None) -> dict[str, Any]:
    """What is emptied. Raises PlannerError for what cannot be empty."""
    for name in names or []:
        if name not in _EMPTY:
            raise PlannerError(f"'{name}' of a project cannot be emptied.", f"Choose one of: {', '.join(_EMPTY)}.")
    return {name: _EMPTY[name] for name in names or []}


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
    devices: dict[int, str] = {}
    for text in said:
        asset, _, disposition = text.partition("=")
        if not asset.strip().isdigit():
            raise PlannerError(f"'{text}' names no device.", "Write it as 12=retire; `forecast --json` has the ids.")
        devices[int(asset)] = disposition or "retire"
    return devices
