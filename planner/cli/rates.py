"""`rate …`: what other currencies cost, entered and dated; nothing is fetched."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.exchange_rates import RateRow, list_rates, remove_rate, set_rate
from planner.cli.common import AsJson, day, opened, out, print_json

app = typer.Typer(no_args_is_help=True, help="Rates of exchange, by which prices in other currencies count.")


@app.command("list")
def rate_list(as_json: AsJson = False) -> None:
    """All rates, by currencies, the newest first."""
    with opened() as (store, actor):
        rows = list_rates(store, actor)
    if as_json:
        print_json([_told(row) for row in rows])
        return
    grid = Table("Id", "One", "Costs", "On", "Source", "Entered by")
    for row in rows:
        cost = f"{row.rate.rate:f} {row.rate.to_currency}"
        grid.add_row(str(row.rate_id), row.rate.from_currency, cost, str(row.rate.on), row.rate.source, row.actor)
    out.print(grid)


@app.command("set")
def rate_set(
    from_currency: str,
    to_currency: str,
    rate: Annotated[str, typer.Argument(help="What one unit of the first costs of the second.")],
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Its day; today unless given.")] = None,
    source: Annotated[str, typer.Option(help="Where the rate is from.")] = "",
    as_json: AsJson = False,
) -> None:
    """Enters a rate, as in `rate set EUR USD 1.08 --on 2026-07-01 --source ECB`; it counts the other way round too."""
    with opened() as (store, actor):
        rate_id = set_rate(store, actor, (from_currency, to_currency), rate, day(on), source, day(None))
        row = next(row for row in list_rates(store, actor) if row.rate_id == rate_id)
    if as_json:
        print_json(_told(row))
        return
    told = row.rate
    out.print(f"1 {told.from_currency} = {told.rate:f} {told.to_currency} from {told.on} on.", highlight=False)


@app.command("remove")
def rate_remove(rate_id: int, as_json: AsJson = False) -> None:
    """Takes a rate out; what counted at it is unpriced again, or counts at an older rate."""
    with opened() as (store, actor):
        remove_rate(store, actor, rate_id)
    print_json({"removed": rate_id}) if as_json else out.print(f"Rate {rate_id} was removed.")


def _told(row: RateRow) -> dict[str, Any]:
    rate = row.rate
    return {
        "rate_id": row.rate_id, "from": rate.from_currency, "to": rate.to_currency, "rate": f"{rate.rate:f}",
        "on": rate.on, "source": rate.source, "entered_by": row.actor,
    }  # fmt: skip
