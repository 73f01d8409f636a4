"""`backtest`: how the failure model would have done on past days, against simpler rules."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.backtests import Backtest, Group, Scores, backtests_json, run_backtest
from planner.cli.common import AsJson, out, print_json, print_problems

app = typer.Typer()
COLUMNS = "A CSV, one row a unit: unit, category, model, in_service_on, observed_from, observed_to, failed (0 or 1)."


@app.command()
def backtest(
    file: Annotated[Path, typer.Argument(help=COLUMNS)],
    as_of: Annotated[list[datetime], typer.Option(formats=["%Y-%m-%d"], help="A past day; may be repeated.")],
    horizon: Annotated[int, typer.Option(min=1, max=40, help="Quarters to look ahead.")] = 4,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """How the failure model would have done on past days, with nothing seen after each of them."""
    tests, problems = run_backtest(file, [moment.date() for moment in as_of], horizon)
    if as_json:
        print_json(backtests_json(tests))
    else:
        for test in tests:
            _print(test, horizon)
        within = sum(quarter.p10 <= quarter.failures <= quarter.p90 for test in tests for quarter in test.quarters)
        out.print(f"P10–P90 held {within} of {sum(len(test.quarters) for test in tests)} quarters.", highlight=False)
    print_problems(problems, most=len(problems) if as_json else 20)
    raise typer.Exit(1 if problems else 0)


def _print(test: Backtest, horizon: int) -> None:
    scores, count = test.scores, len(test.quarters)
    observed = f"{count} quarters" if count == horizon else f"{count} of {horizon} quarters (there the history ends)"
    out.print(
        f"[bold]As of {scores.as_of}, {observed}:[/] {scores.units:,} units, {scores.failures:,} failed, "
        f"{test.withdrawn:,} withdrawn unfailed",
        highlight=False,
    )
    rules = Table("Rule", "Expected", "Brier", "Log loss", "C-index", "Quarterly error", "In P10–P90")
    rules.add_row("Evergreen", *_cells(scores))
    for name, baseline in test.baselines.items():
        rules.add_row(name, *_cells(baseline))
    rules.add_row("Evergreen, the withdrawn left out", *_cells(test.without_withdrawn))
    out.print(rules)
    quarters = Table("Quarter to", "Forecast", "Expected while observed", "P10", "P90", "Failed")
    for quarter in test.quarters:
        quarters.add_row(
            str(quarter.ends_on), f"{quarter.forecast:,.0f}", f"{quarter.expected:,.0f}", f"{quarter.p10:,}",
            f"{quarter.p90:,}", f"{quarter.failures:,}",
        )  # fmt: skip
    out.print(quarters)
    out.print(_groups("Age", test.age_bands))
    out.print(_groups("By forecast", test.calibration))


def _cells(scores: Scores) -> tuple[str, ...]:
    return (
        f"{scores.expected:,.0f}", _decimals(scores.brier, 4), _decimals(scores.log_loss, 3),
        _decimals(scores.c_index, 2), _percent(scores.quarterly_error), _percent(scores.coverage_p10_p90),
    )  # fmt: skip


def _groups(title: str, groups: tuple[Group, ...]) -> Table:
    table = Table(title, "Units", "Expected", "Failed", "Actual / expected", "95% interval")
    for group in groups:
        interval = f"{_decimals(group.ratio_low, 2)}–{_decimals(group.ratio_high, 2)}"
        table.add_row(
            group.label, f"{group.units:,}", f"{group.expected:,.1f}", f"{group.failures:,}",
            _decimals(group.ratio, 2), interval,
        )  # fmt: skip
    return table


def _decimals(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
