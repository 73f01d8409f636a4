"""`review …`: what do I say, and what must be decided?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.review_json import review_json
from planner.actions.reviews import (
    ActionItem,
    ClientReview,
    client_review,
    hold_review,
    save_items,
    save_review,
    say_of_risk,
)
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.cli.effects import stated
from planner.errors import PlannerError
from planner.money import format_money

app = typer.Typer(no_args_is_help=True, help="The quarterly business review: changes, risks, decisions, action items.")
_DAY = ["%Y-%m-%d"]
Day = Annotated[datetime | None, typer.Option(formats=_DAY)]
Text = Annotated[str | None, typer.Option()]


@app.command("show")
def review_show(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """The review as it stands."""
    seen = _seen(client, as_of)
    if as_json:
        print_json(review_json(seen))
        return
    for sentence in seen.changes or ("No review was held yet: nothing to compare with.",):
        out.print(sentence, highlight=False)
    grid = Table("Risk", "Likelihood", "Impact", "Owner")
    for risk in seen.top_risks:
        grid.add_row(risk.title, str(risk.likelihood), str(risk.impact), risk.owner or "")
    out.print(grid)
    out.print(seen.posture.words or "The posture is not assessed yet.", highlight=False)
    for goal, served in seen.goals:
        names = "; ".join(f"{one.title} ({one.quarter_label})" for one in served)
        out.print(f"Goal: {goal.title}: {names or 'no initiative yet'}", highlight=False, markup=False)
    grid = Table("Decide by", "What", "At stake")
    for one in seen.decisions:
        rules = seen.roadmap.assumptions
        amount = "" if one.amount_minor is None else format_money(one.amount_minor, rules.currency, rules.locale)
        grid.add_row(str(one.by), one.what, amount)
    out.print(grid)
    grid = Table("Id", "To do", "Owner", "By")
    for item in seen.open_items:
        grid.add_row(str(item.item_id), item.text, item.owner or "", str(item.due_on or ""))
    out.print(grid)


@app.command("plan")
def review_plan(
    client: ClientName, title: Annotated[str, typer.Argument(help="As 'QBR winter 2027'.")],
    on: Annotated[datetime, typer.Option(formats=_DAY, help="The day it is held.")], attendees: Text = None,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Plans the next review."""
    given = stated(title=title, meets_on=on.date(), attendees=attendees)
    with opened() as (store, actor):
        review_id = save_review(store, actor, find_client(store, actor, client).client_id, day(as_of), given)
    print_json({"review": review_id}) if as_json else out.print(f"Planned review {review_id}.", highlight=False)


@app.command("note")
def review_note(
    client: ClientName, notes: Annotated[str, typer.Argument(help="What was said.")], as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """Writes the notes of the review that comes next."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        review_id = _coming(client_review(store, actor, client_id, day(as_of)))
        save_review(store, actor, client_id, day(as_of), {"notes": notes}, review_id)
    print_json({"review": review_id}) if as_json else out.print("Noted.", highlight=False)


@app.command("hold")
def review_hold(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """The review was held: its figures are frozen, and the next one tells what changed."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        review_id = _coming(client_review(store, actor, client_id, day(as_of)))
        hold_review(store, actor, client_id, day(as_of), review_id)
    print_json({"held": review_id}) if as_json else out.print(f"Review {review_id} was held.", highlight=False)


@app.command("item")
def review_item(
    client: ClientName, text: Annotated[str | None, typer.Argument(help="What is to be done.")] = None,
    owner: Text = None, due: Day = None, done: Annotated[int | None, typer.Option(help="An item's id.")] = None,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Adds an action item, or with --done marks one as done."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        items = client_review(store, actor, client_id, day(as_of)).items
        if done is not None and all(one.item_id != done for one in items):
            raise PlannerError(f"There is no action item {done}.", "Look at `review show`.")
        kept = tuple(replace(one, status="done") if one.item_id == done else one for one in items)
        new = () if text is None else (ActionItem(0, text, owner, _date(due), "open"),)
        save_items(store, actor, client_id, (*kept, *new))
    print_json({"saved": True}) if as_json else out.print("Saved.", highlight=False)


@app.command("risk")
def review_risk(
    client: ClientName, key: Annotated[str, typer.Argument(help="The risk's key, or 'own:NAME' for one of yours.")],
    title: Text = None, likelihood: int | None = None, impact: int | None = None, owner: Text = None,
    note: Text = None, hide: Annotated[bool | None, typer.Option("--hide/--unhide")] = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """What you say of a risk: likelihood and impact from 1 to 5, its owner, a note."""
    said = stated(title=title, likelihood=likelihood, impact=impact, owner=owner, note=note, is_hidden=hide)
    with opened() as (store, actor):
        say_of_risk(store, actor, find_client(store, actor, client).client_id, key, said)
    print_json({"risk": key, "said": said}) if as_json else out.print("Saved.", highlight=False)


def _seen(client: str, as_of: datetime | None) -> ClientReview:
    with opened() as (store, actor):
        return client_review(store, actor, find_client(store, actor, client).client_id, day(as_of))


def _coming(seen: ClientReview) -> int:
    if seen.coming is None:
        raise PlannerError("No review is planned.", "Plan one first (review plan).")
    return seen.coming.review_id


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
