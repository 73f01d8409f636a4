"""`case`: what waiting for devices to fail would cost, beside the plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.case import CaseInputs, Told, client_case, save_case_inputs, stored_case_inputs
from planner.actions.case_json import case_json
from planner.actions.clients import find_client
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.errors import PlannerError
from planner.money import format_money, to_minor

app = typer.Typer()


@app.command()
def case(
    client: ClientName,
    people: Annotated[int | None, typer.Option(help="People who stand still when a shared device fails.")] = None,
    rate: Annotated[str | None, typer.Option(help="What an hour of one of them costs, all in.")] = None,
    premium: Annotated[str | None, typer.Option(help="Emergency premium on a device's price, percent.")] = None,
    fee: Annotated[str | None, typer.Option(help="Monthly service fee, on the plan's side.")] = None,
    hours: Annotated[
        list[str] | None, typer.Option(help="Hours per failure, as server=6; may be given several times.")
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep these figures for the client.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Back to the starting values.")] = False,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Break/fix against proactive: the curves, the quarter of pay-back, every assumption."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        if reset:
            save_case_inputs(store, actor, found.client_id, None)
        inputs = _changed(
            stored_case_inputs(store, actor, found.client_id), found.currency, people, rate, premium, fee, hours
        )
        if save:
            save_case_inputs(store, actor, found.client_id, inputs)
        told = client_case(store, actor, found.client_id, day(as_of), inputs)
    print_json(case_json(told)) if as_json else _print(told)


def _changed(
    stored: CaseInputs, currency: str, people: int | None, rate: str | None, premium: str | None, fee: str | None,
    hours: list[str] | None,
) -> CaseInputs:  # fmt: skip
    return replace(
        stored,
        people_affected=stored.people_affected if people is None else people,
        hourly_rate_minor=stored.hourly_rate_minor if rate is None else to_minor(rate, currency),
        emergency_premium=stored.emergency_premium if premium is None else _number("--premium", premium) / 100,
        monthly_fee_minor=stored.monthly_fee_minor if fee is None else to_minor(fee, currency),
        hours_per_failure={**stored.hours_per_failure, **dict(map(_pair, hours or []))},
    )


def _pair(text: str) -> tuple[str, float]:
    category, equals, number = text.partition("=")
    if not equals:
        raise PlannerError(f"'{text}' does not say whose hours.", "Write a category and a number, as server=6.")
    return category.strip().lower().replace(" ", "_"), float(_number("--hours", number))


def _number(option: str, text: str) -> Decimal:
    try:
        value = Decimal(text.strip().removesuffix("%"))
    except InvalidOperation as error:
        raise PlannerError(f"{option}: '{text}' is no number.", "Enter a number such as 12.5.") from error
    if not value.is_finite():
        raise PlannerError(f"{option}: '{text}' is no number.", "Enter a number such as 12.5.")
    return value


def _print(told: Told) -> None:
    rules, made = told.roadmap.assumptions, told.case
    out.print(f"[bold]{told.sentence}[/]", highlight=False)
    out.print(told.bad_luck, highlight=False)
    grid = Table("Quarter", "Waiting", "so far", "P90", "The plan", "so far", "P90")
    for i, quarter in enumerate(made.quarters):
        amounts = (
            made.waiting.expected[i], made.waiting.cumulated[i], made.waiting.p90[i],
            made.proactive.expected[i], made.proactive.cumulated[i], made.proactive.p90[i],
        )  # fmt: skip
        grid.add_row(quarter.label, *(format_money(minor, rules.currency, rules.locale) for minor in amounts))
    out.print(grid)
    for sentence in told.assumptions:
        out.print(f"- {sentence}", highlight=False)
