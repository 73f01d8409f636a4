"""`portfolio` and `search`: all clients at a glance, and anything in them by its words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.progress import Progress
from rich.table import Table

from planner.actions.portfolio import Portfolio, PortfolioRow, portfolio, refresh_portfolio
from planner.actions.searching import search_all
from planner.cli.common import AsJson, AsOf, day, err, opened, out, print_json
from planner.money import decimal_string, format_money

app = typer.Typer()


@app.command("portfolio")
def portfolio_command(
    refresh: Annotated[bool, typer.Option(help="Calculate anew what changed.")] = True, as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """All clients, the neediest first."""
    with opened() as (store, actor), Progress(console=err, transient=True, disable=as_json) as progress:
        if refresh:
            task = progress.add_task("Calculating", total=None)

            def told(done: int, of: int) -> bool:
                progress.update(task, completed=done, total=of)
                return True

            refresh_portfolio(store, actor, day(as_of), told)
        seen = portfolio(store, actor, day(as_of))
    if as_json:
        print_json(_told(seen))
        return
    grid = Table("Client", "Need", "Overdue", "Next four quarters", "Why")
    for row in seen.rows:
        grid.add_row(row.client.name, str(row.need.score), *_money(row), row.need.why)
    out.print(grid)


def _money(row: PortfolioRow) -> tuple[str, str]:
    if row.figures is None:
        return "", ""
    amounts = (row.figures.overdue_minor, sum(row.figures.near_minor))
    overdue, near = (format_money(minor, row.figures.currency, row.client.locale, whole=True) for minor in amounts)
    return overdue, near


def _told(seen: Portfolio) -> dict[str, Any]:
    """Amounts as decimal strings."""
    return {
        "as_of": seen.as_of.isoformat(),
        "totals": {
            currency: {
                "overdue": decimal_string(overdue, currency), "next_four_quarters": decimal_string(near, currency),
            }
            for currency, (overdue, near) in seen.totals().items()
        },
        "clients": [
            {
                "client": row.client.name, "client_id": row.client.client_id, "need": row.need.score,
                "why": row.need.why, "as_of": row.as_of and row.as_of.isoformat(), "is_stale": row.is_stale,
                "problem": row.problem or None, "figures": _figures(row),
            }
            for row in seen.rows
        ],
    }  # fmt: skip


def _figures(row: PortfolioRow) -> dict[str, Any] | None:
    if row.figures is None:
        return None
    currency, told = row.figures.currency, asdict(row.figures)
    for name in ("overdue_minor", "unplanned_minor", "renewals_minor"):
        told[name.removesuffix("_minor")] = decimal_string(told.pop(name), currency)
    told["near"] = [decimal_string(minor, currency) for minor in told.pop("near_minor")]
    return told


@app.command("search")
def search_command(
    words: Annotated[list[str], typer.Argument(help="Each of them has to be in it.")],
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 50, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Clients, devices, projects and contracts that hold these words."""
    with opened() as (store, actor):
        found = search_all(store, actor, " ".join(words), limit)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    grid = Table("What", "Client", "Name", "Besides")
    for one in found:
        grid.add_row(one.kind, one.client, one.title, one.detail)
    out.print(grid)
