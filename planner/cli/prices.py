"""`price …`: what replacing a device costs, and the terms of a client's money."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.cost_traces import explained
from planner.actions.rule_change import RuleChange
from planner.actions.rule_views import ClientRules, PriceRow, client_rules
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json
from planner.cli.effects import Category, DryRun, change_rules, named, stated
from planner.errors import PlannerError
from planner.money import decimal_string, format_money

app = typer.Typer(no_args_is_help=True, help="What replacing a device costs, and the terms of the money.")
Amount = Annotated[str | None, typer.Option(help="For one device, in the client's currency.")]
Model = Annotated[str | None, typer.Option(help="Words of a model, as 'ThinkPad T14': its own price.")]
Spec = Annotated[str | None, typer.Option(help="What a specification says, as '32 GB' or 'i7': its own price.")]
TradeIn = Annotated[str | None, typer.Option(help="What the old device brings.")]
OwnGrowth = Annotated[str | None, typer.Option(help="Percent a year for this category alone.")]
Hours = Annotated[str | None, typer.Option(help="A technician's hours for one device.")]
PricedOn = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Growth counts from here.")]
Currency = Annotated[str | None, typer.Option(help="Refused where it is not the client's.")]
LabourRate = Annotated[str | None, typer.Option(help="An hour of a technician.")]
Percent = Annotated[str | None, typer.Option(help="Percent; growth a year.")]
TaxTreatment = Annotated[str | None, typer.Option(help="added, excluded or recoverable.")]
LeadDays = Annotated[str | None, typer.Option(help="Days from a decision to delivery.")]
Threshold = Annotated[str | None, typer.Option(help="Capitalised from this price of a device.")]
FiscalMonth = Annotated[str | None, typer.Option(help="The fiscal year's first month, 1 to 12.")]
Blackout = Annotated[str | None, typer.Option(help="Months in which nothing is replaced: '11,12', or ''.")]
TechnicianHours = Annotated[str | None, typer.Option(help="Technicians' hours in a quarter, '' for any.")]
_PARTS = ("hardware", "accessories", "freight", "disposal", "trade_in")


@app.command("list")
def price_list(client: ClientName, as_json: AsJson = False) -> None:
    """What a device of each category costs a client, before growth, and the terms of his money."""
    with opened() as (store, actor):
        rules = client_rules(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        special = [
            {**asdict(one), "hardware": decimal_string(one.hardware_minor, rules.currency)}
            for one in rules.special_prices
        ]
        prices = [_told(row, rules.currency) for row in rules.prices]
        told = {"client": rules.client, "currency": rules.currency, "prices": prices, "special_prices": special}
        print_json({**told, "terms": rules.terms})
        return
    _print_prices(rules)


def _told(row: PriceRow, currency: str) -> dict[str, Any]:
    amounts = {name: getattr(row, f"{name}_minor") for name in _PARTS}
    shown = {name: None if minor is None else decimal_string(minor, currency) for name, minor in amounts.items()}
    return {**asdict(row), **shown}


def _word(name: str) -> str:
    """'trade_in' as a column's head."""
    return name.replace("_", "-").capitalize()


def _print_prices(rules: ClientRules) -> None:
    def money(minor: int | None) -> str:
        return format_money(minor, rules.currency, rules.locale) if minor else ""

    used = [name for name in _PARTS[1:] if any(getattr(row, f"{name}_minor") for row in rules.prices)]
    grid = Table("Category", "Hardware", *map(_word, used), "Labour (hours)", "Price of", "From")
    for row in rules.prices:
        hardware = "" if row.hardware_minor is None else format_money(row.hardware_minor, rules.currency, rules.locale)
        hours = "" if row.labour_minutes is None else f"{row.labour_minutes / 60:.4g}"
        parts = (money(getattr(row, f"{name}_minor")) for name in used)
        grid.add_row(row.category, hardware, *parts, hours, str(row.priced_on or ""), row.source)
    out.print(grid)
    for one in rules.special_prices:
        price = format_money(one.hardware_minor, rules.currency, rules.locale)
        out.print(f"{one.category}, {one.kind} '{one.text}': {price} of {one.priced_on}", highlight=False)
    out.print(", ".join(f"{name} {value}" for name, value in rules.terms.items()), highlight=False)


@app.command("set")
def price_set(
    client: ClientName, category: Category = None, model: Model = None, spec: Spec = None, hardware: Amount = None,
    accessories: Amount = None, freight: Amount = None, disposal: Amount = None, trade_in: TradeIn = None,
    category_growth: OwnGrowth = None, hours: Hours = None, priced_on: PricedOn = None, currency: Currency = None,
    labour_rate: LabourRate = None, growth: Percent = None, contingency: Percent = None, tax: Percent = None,
    tax_treatment: TaxTreatment = None, lead_days: LeadDays = None, threshold: Threshold = None,
    fiscal_month: FiscalMonth = None, blackout: Blackout = None, technician_hours: TechnicianHours = None,
    dry_run: DryRun = False, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Changes the price of a category, a model or a specification, or the terms of the client's money, and tells what
    that costs."""
    price = stated(
        hardware=hardware, labour_hours=hours, priced_on=priced_on.date() if priced_on else None, currency=currency,
        accessories=accessories, freight=freight, disposal=disposal, trade_in=trade_in, growth=category_growth,
    )  # fmt: skip
    terms = stated(
        labour_rate=labour_rate, price_growth=growth, contingency=contingency, tax=tax, lead_days=lead_days,
        threshold=threshold, fiscal_first_month=fiscal_month, tax_treatment=tax_treatment, blackout=blackout,
        technician_hours=technician_hours,
    )  # fmt: skip
    if not price and (category is not None or not terms):
        raise PlannerError("No price was given.", "Give a category with --hardware or --hours, or a term as --tax.")
    if price and (special := _special(model, spec)):
        change = RuleChange(special_prices={(named(category), *special): price}, terms=terms)
    else:
        change = RuleChange(prices={named(category): price} if price else {}, terms=terms)
    change_rules(client, change, as_of, dry_run, as_json)


def _special(model: str | None, spec: str | None) -> tuple[str, str] | None:
    """Kind and text of the special price that is meant, if any."""
    if model is not None and spec is not None:
        raise PlannerError("A price is for a model or for a specification.", "Give --model or --spec, not both.")
    return ("model", model) if model is not None else ("spec", spec) if spec is not None else None


@app.command("reset")
def price_reset(
    client: ClientName, category: str, model: Model = None, spec: Spec = None, dry_run: DryRun = False,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Back to the price book's price of the category, or from a model's or specification's price to the category's."""
    special = _special(model, spec)
    change = RuleChange(special_prices={(category, *special): None}) if special else RuleChange(prices={category: None})
    change_rules(client, change, as_of, dry_run, as_json)


@app.command("explain")
def price_explain(
    client: ClientName,
    device: Annotated[str, typer.Option(help="Its name, tag, serial number or id.")],
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """How the cost of a device's replacements comes about, figure by figure."""
    with opened() as (store, actor):
        found = explained(store, actor, find_client(store, actor, client).client_id, device, day(as_of))
    if as_json:
        print_json(found)
        return
    for one in found:
        out.print(f"[bold]{one['device']}[/] ({one['group'].replace('_', ' ')})", highlight=False)
        if not one["replacements"]:
            price = f"{one['price']} {one['currency']}" if one["price"] else "no price"
            out.print(
                f"It is not bought on a date. {price}, {one['price_source'] or 'none is known'}.", highlight=False
            )
        for cost in one["replacements"]:
            out.print(f"{cost['quarter']}, {cost['planned_on']}: {cost['trace']}", highlight=False)
