"""`scenario …`: the same fleet bought otherwise, side by side, compared, and levelled."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.effect_words import effect_json, effect_sentence
from planner.actions.scenarios import compare_scenarios, level_client, scenario_json, scenario_view
from planner.budget.scenarios import ScenarioName
from planner.cli.common import AsJson, AsOf, ClientName, day, err, opened, out, print_json
from planner.money import decimal_string, format_money, to_minor

app = typer.Typer(no_args_is_help=True, help="The same fleet bought otherwise, side by side and levelled.")


@app.command("list")
def scenario_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Every scenario's total, peak, unplanned cost and devices past their limit."""
    with opened() as (store, actor):
        view = scenario_view(store, actor, find_client(store, actor, client).client_id, day(as_of))
    if as_json:
        print_json(scenario_json(view))
        return
    grid = Table("Scenario", "Planned", "Peak quarter", "Unplanned, expected", "Failures", "Past their limit")
    for row in view.rows:
        if row.note:
            grid.add_row(row.label, row.note)
            continue
        amounts = (
            format_money(minor, view.currency, view.locale, whole=True)
            for minor in (row.total, row.peak, row.unplanned)
        )
        grid.add_row(row.label, *amounts, f"{row.failures:.1f}", str(row.past_limit))
    out.print(grid)


@app.command("compare")
def scenario_compare(
    one: ScenarioName, other: ScenarioName, client: ClientName, as_json: AsJson = False, as_of: AsOf = None
) -> None:
    """What the second does otherwise than the first, device by device."""
    with opened() as (store, actor):
        effect, base = compare_scenarios(
            store, actor, find_client(store, actor, client).client_id, day(as_of), one, other
        )
    if as_json:
        print_json(effect_json(effect, base.currency))
        return
    out.print(effect_sentence(effect, base.currency, base.assumptions.locale), highlight=False)
    for device in effect.moved[:30]:
        before, after = device.planned_before or "not planned", device.planned_after or "not planned"
        out.print(f"{device.device}: {before} → {after}", highlight=False)


@app.command("level")
def scenario_level(
    client: ClientName,
    cap: Annotated[str | None, typer.Option(help="The most that any quarter may cost.")] = None,
    year_cap: Annotated[str | None, typer.Option(help="The most that any fiscal year may cost.")] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Levels the spend by a proven optimum and stores the plan; with a cap as the scenario 'capped'."""
    with opened() as (store, actor), err.status("Levelling …"):
        known = find_client(store, actor, client)
        caps = [to_minor(amount, known.currency) if amount else None for amount in (cap, year_cap)]
        answer = level_client(store, actor, known.client_id, day(as_of), *caps)
    found = answer.levelled
    if as_json:
        print_json({
            "status": found.status, "objective": decimal_string(round(found.objective), answer.currency),
            "bound": decimal_string(round(found.bound), answer.currency), "gap": found.gap,
            "moves": [asdict(move) for move in found.moves], "clashes": [asdict(clash) for clash in found.clashes],
            "quarters": list(answer.labels),
            "spend": [decimal_string(minor, answer.currency) for minor in found.spend],
        })  # fmt: skip
    elif found.status == "infeasible":
        for clash in found.clashes:
            out.print(f"{clash.limit.replace('_', ' ')} {clash.where}: {clash.now} must give {clash.least}.")
    else:
        out.print(f"{len(found.moves):,} replacements moved; at most {found.gap:.2%} from the best there can be.")
    if found.status == "infeasible":
        raise typer.Exit(1)
