"""`posture …`: how well run and protected is this client?"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.posture import (
    MATURITIES,
    Answer,
    ClientPosture,
    accept_suggestions,
    client_posture,
    save_assessment,
    services,
)
from planner.actions.posture_history import posture_history, undo_posture
from planner.actions.posture_initiatives import accept_proposal
from planner.actions.posture_json import posture_json
from planner.actions.posture_terms import save_terms, save_users
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.cli.effects import stated
from planner.errors import PlannerError
from planner.money import format_money

app = typer.Typer(no_args_is_help=True, help="The posture: services assessed, five signs, what each gap would cost.")
Which = Annotated[str, typer.Argument(help="The service's key, as `posture show` lists it.")]
Label = Annotated[str, typer.Option(help="What this assessment is called, as 'Review spring'.")]


@app.command("show")
def posture_show(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """The score by area, every service with what the data suggests, the five signs, and the proposals."""
    with opened() as (store, actor):
        seen = client_posture(store, actor, find_client(store, actor, client).client_id, day(as_of))
    if as_json:
        print_json(posture_json(seen))
        return
    out.print(f"[bold]{seen.words or 'Not assessed yet.'}[/]", highlight=False)
    out.print(", ".join(f"{area.name} {_percent(area.score)}" for area in (seen.total, *seen.areas)), highlight=False)
    out.print(_services(seen))
    signs = Table("Sign", "", "Why")
    for sign in seen.signs:
        signs.add_row(sign.title, sign.verdict, sign.sentence)
    out.print(signs)
    out.print(_proposals(seen))


def _services(seen: ClientPosture) -> Table:
    grid = Table("Service", "", "Maturity", "Evidence", "Suggested")
    for key, service in services().items():
        answer, told = seen.answers.get(key, Answer()), seen.suggestions.get(key)
        level = "not answered" if answer.maturity is None else f"{answer.maturity} {MATURITIES[answer.maturity]}"
        suggested = f"{told.maturity} {MATURITIES[told.maturity]}: {told.evidence}" if told else ""
        grid.add_row(key, service.name, level if answer.is_applicable else "not applicable", answer.evidence, suggested)
    return grid


def _proposals(seen: ClientPosture) -> Table:
    rules = seen.roadmap.assumptions
    grid = Table("Service", "Proposal", "Per user and month", "Users", "A year")
    for one in seen.proposals:
        price, year = (
            "not known" if minor is None else format_money(minor, rules.currency, rules.locale)
            for minor in (one.per_user_month_minor, one.year_minor)
        )
        grid.add_row(one.service, one.title, price, "?" if one.users is None else str(one.users), year)
    return grid


@app.command("set")
def posture_set(
    client: ClientName, service: Which,
    maturity: Annotated[int | None, typer.Option(help="0 not in place … 4 measured and improved.")] = None,
    evidence: Annotated[str | None, typer.Option(help="By what this is known.")] = None,
    applicable: Annotated[bool | None, typer.Option("--applicable/--not-applicable")] = None,
    weight: Annotated[str | None, typer.Option(help="The client's own weight, 0 to 10; 'none' for the usual.")] = None,
    price: Annotated[str | None, typer.Option(help="The client's own price per user and month; 'none'.")] = None,
    label: Label = "", as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Answers one service, as an assessment of that day; or sets its weight and price for this client."""
    answer = stated(maturity=maturity, evidence=evidence, is_applicable=applicable)
    terms = {name: None if value == "none" else value
             for name, value in stated(weight=weight, per_user_month=price).items()}  # fmt: skip
    if not answer and not terms:
        raise PlannerError("Nothing was given.", "Give --maturity, --evidence, --weight or --price.")
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        if answer:
            save_assessment(store, actor, client_id, day(as_of), {service: answer}, label)
        if terms:
            save_terms(store, actor, client_id, {service: terms})
        seen = client_posture(store, actor, client_id, day(as_of))
    _tell(seen, as_json)


@app.command("assess")
def posture_assess(
    client: ClientName,
    answers: Annotated[Path | None, typer.Argument(help='JSON: {"mfa": {"maturity": 2, "evidence": "…"}, …}')] = None,
    suggested: Annotated[bool, typer.Option("--suggested", help="Take what the data suggests where nothing is said.")]
    = False,
    label: Label = "", as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Stores an assessment: the last one's answers with those given."""
    if (answers is None) == (not suggested):
        raise PlannerError("Give either a file of answers or --suggested.", "See `posture assess --help`.")
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        if answers is None:
            accept_suggestions(store, actor, client_id, day(as_of))
        else:
            save_assessment(store, actor, client_id, day(as_of), _read(answers), label)
        seen = client_posture(store, actor, client_id, day(as_of))
    _tell(seen, as_json)


def _read(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PlannerError(f"{path} is no JSON file that can be read.", "Give answers by service as JSON.") from error
    if not isinstance(said, dict) or not all(isinstance(answer, dict) for answer in said.values()):
        raise PlannerError(f"{path} holds no answers by service.", 'Give {"mfa": {"maturity": 2}}.')
    return said


@app.command("users")
def posture_users(
    client: ClientName, users: Annotated[str, typer.Argument(help="How many; 'none' counts those of the devices.")],
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Sets how many users the client has, for prices per user."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        save_users(store, actor, client_id, None if users == "none" else users)
        seen = client_posture(store, actor, client_id, day(as_of))
    _tell(seen, as_json)


@app.command("accept")
def posture_accept(
    client: ClientName, service: Which,
    starts: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When it starts.")] = None,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Puts a gap's proposal on the roadmap, as a project with a price per user and month."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        project = accept_proposal(store, actor, client_id, day(as_of), service, starts.date() if starts else None)
    told = {"project": project, "service": service}
    print_json(told) if as_json else out.print(f"Project {project} is on the roadmap.", highlight=False)


@app.command("history")
def posture_history_(client: ClientName, as_json: AsJson = False) -> None:
    """Who assessed what and changed which terms, the newest first."""
    with opened() as (store, actor):
        entries = posture_history(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        print_json(
            [{"entry": one.entry_id, "made_at": one.made_at.isoformat(), "actor": one.actor, "action": one.action,
              "words": one.words, "can_undo": one.can_undo} for one in entries]
        )  # fmt: skip
        return
    for one in entries:
        taken = " (can be taken back)" if one.can_undo else ""
        out.print(f"{one.entry_id}: {one.words}, {one.actor}{taken}", highlight=False, markup=False)


@app.command("undo")
def posture_undo(
    client: ClientName, entry: Annotated[int, typer.Argument(help="The entry's number in `posture history`.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Takes an assessment or a change of terms back."""
    with opened() as (store, actor):
        undo_posture(store, actor, find_client(store, actor, client).client_id, entry)
    print_json({"undone": entry}) if as_json else out.print(f"Took change {entry} back.", highlight=False)


def _tell(seen: ClientPosture, as_json: bool) -> None:
    print_json(posture_json(seen)) if as_json else out.print(seen.words or "Saved.", highlight=False, markup=False)


def _percent(score: float | None) -> str:
    return "not assessed" if score is None else f"{score * 100:.0f} %"
