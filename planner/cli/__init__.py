"""`python -m planner …`: the same actions as the screens, printed for people or, with --json, for programs.

Exit status: 0 done, 1 done with problems that need a person, 2 refused (nothing was written).
"""

from __future__ import annotations

import sys

import typer

from planner.cli import (
    actuals,
    backtest,
    case,
    clients,
    contracts,
    decisions,
    export,
    figures,
    goals,
    initiatives,
    intake,
    level,
    policies,
    portfolio,
    posture,
    prices,
    procurement,
    projects,
    publish,
    quality,
    rates,
    reference,
    review,
    roadmap,
    scenarios,
    serve_shares,
    share,
    tickets,
    workbook,
)
from planner.cli.common import err, print_json
from planner.errors import PlannerError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
for area in (intake, figures, export, roadmap, backtest, quality, case, level, portfolio, serve_shares):
    app.add_typer(area.app)
app.add_typer(clients.app, name="client")
app.add_typer(policies.app, name="policy")
app.add_typer(prices.app, name="price")
app.add_typer(rates.app, name="rate")
app.add_typer(reference.app, name="reference")
app.add_typer(scenarios.app, name="scenario")
app.add_typer(contracts.app, name="contracts")
app.add_typer(actuals.app, name="actuals")
app.add_typer(projects.app, name="projects")
app.add_typer(review.app, name="review")
app.add_typer(initiatives.app, name="initiatives")
app.add_typer(goals.app, name="goals")
app.add_typer(posture.app, name="posture")
app.add_typer(tickets.app, name="tickets")
app.add_typer(publish.app, name="publish")
app.add_typer(publish.brand, name="brand")
app.add_typer(share.app, name="share")
app.add_typer(decisions.app, name="decisions")
app.add_typer(procurement.app, name="procurement")
app.add_typer(workbook.app, name="workbook")


def main() -> None:
    """Runs the command line; a refusal is one message with a remedy."""
    try:
        app()
    except PlannerError as error:
        if "--json" in sys.argv:
            print_json({"error": {"message": error.message, "remedy": error.remedy}})
        err.print(f"[bold red]{error.message}[/] {error.remedy}", highlight=False)
        raise SystemExit(2) from error
