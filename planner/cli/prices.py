"""`price …`: what replacing a device costs, and the terms of a client's money."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.rule_change import RuleChange
from planner.actions.rule_views import client_rules
from planner.cli.common import AsJson, AsOf, ClientName, opened, out, print_json
from planner.cli.effects import Category, DryRun, change_rules, named, stated
from planner.errors import PlannerError
from planner.money import decimal_string, format_money

app = typer.Typer(no_args_is_help=True, help="What replacing a device costs, and the terms of the money.")


@app.command("list")
def price_list(client: ClientName, as_json: AsJson = False) -> None:
    """What a device of each category costs a client, before growth, and the terms of his money."""
    with opened() as (store, actor):
        rules = client_rules(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        prices = [{**asdict(row), "hardware": _decimal(row.hardware_minor, rules.currency)} for row in rules.prices]
        print_json({"client": rules.client, "currency": rules.currency, "prices": prices, "terms": rules.terms})
        return
    grid = Table("Category", "Hardware", "Labour (hours)", "Price of", "From")
    for row in rules.prices:
        hardware = "" if row.hardware_minor is None else format_money(row.hardware_minor, rules.currency, rules.locale)
        hours = "" if row.labour_minutes is None else f"{row.labour_minutes / 60:.4g}"
        grid.add_row(row.category, hardware, hours, str(row.priced_on or ""), row.source)
    out.print(grid)
    out.print(", ".join(f"{name} {value}" for name, value in rules.terms.items()), highlight=False)


@app.command("set")
def price_set(
    client: ClientName, category: Category = None,
    hardware: Annotated[str | None, typer.Option(help="One device, in the client's currency.")] = None,
    hours: Annotated[str | None, typer.Option(help="A technician's hours for one device.")] = None,
    priced_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Growth counts from here.")] = None,
    currency: Annotated[str | None, typer.Option(help="Refused where it is not the client's.")] = None,
    labour_rate: Annotated[str | None, typer.Option(help="An hour of a technician.")] = None,
    growth: Annotated[str | None, typer.Option(help="Percent a year.")] = None,
    contingency: Annotated[str | None, typer.Option(help="Percent.")] = None,
    tax: Annotated[str | None, typer.Option(help="Percent.")] = None,
    lead_days: Annotated[str | None, typer.Option(help="Days from a decision to delivery.")] = None,
    threshold: Annotated[str | None, typer.Option(help="Capitalised from this price of a device.")] = None,
    fiscal_month: Annotated[str | None, typer.Option(help="The fiscal year's first month, 1 to 12.")] = None,
    dry_run: DryRun = False, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Changes one category's price or the terms of the client's money, and tells what that costs."""
    price = stated(
        hardware=hardware, labour_hours=hours, priced_on=priced_on.date() if priced_on else None, currency=currency
    )
    terms = stated(
        labour_rate=labour_rate, price_growth=growth, contingency=contingency, tax=tax, lead_days=lead_days,
        threshold=threshold, fiscal_first_month=fiscal_month,
    )  # fmt: skip
    if not price and (category is not None or not terms):
        raise PlannerError("No price was given.", "Give a category with --hardware or --hours, or a term as --tax.")
    change_rules(
        client, RuleChange(prices={named(category): price} if price else {}, terms=terms), as_of, dry_run, as_json
    )


@app.command("reset")
def price_reset(
    client: ClientName, category: str, dry_run: DryRun = False, as_json: AsJson = False, as_of: AsOf = None
) -> None:
    """Back to the price book's price of the category."""
    change_rules(client, RuleChange(prices={category: None}), as_of, dry_run, as_json)


def _decimal(minor: int | None, currency: str) -> str | None:
    return None if minor is None else decimal_string(minor, currency)
