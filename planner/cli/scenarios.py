"""`scenario …`: the same fleet bought otherwise, side by side, compared, levelled, and the one that counts."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.client_levelling import Trial, level_client
from planner.actions.clients import find_client
from planner.actions.effect_words import effect_json, effect_sentence
from planner.actions.levelling_told import asked_limits, clashes_told, moves_told, trial_json
from planner.actions.scenarios import choose_scenario, compare_scenarios, known_scenario, scenario_json, scenario_view
from planner.cli.common import AsJson, AsOf, ClientName, day, err, opened, out, print_json
from planner.money import format_money

app = typer.Typer(no_args_is_help=True, help="The same fleet bought otherwise, side by side and levelled.")
Name = Annotated[str, typer.Argument(help="as_due, as_decided, levelled, capped, run_to_failure or lease.")]
_MOST_MOVES = 30


@app.command("list")
def scenario_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Every scenario's total, peak, unplanned cost and devices past their limit."""
    with opened() as (store, actor):
        view = scenario_view(store, actor, find_client(store, actor, client).client_id, day(as_of))
    if as_json:
        print_json(scenario_json(view))
        return
    grid = Table("Scenario", "Planned", "Peak quarter", "Unplanned, expected", "Failures", "Past limit", "Life left")
    for row in view.rows:
        label = f"{row.label} (shown)" if row.name == view.chosen else row.label
        if row.note:
            grid.add_row(label, row.note)
            continue
        total, peak, unplanned, left = (
            format_money(minor, view.currency, view.locale, whole=True)
            for minor in (row.total, row.peak, row.unplanned, row.life_left)
        )
        grid.add_row(label, total, peak, unplanned, f"{row.failures:.1f}", str(row.past_limit), left)
    out.print(grid)


@app.command("choose")
def scenario_choose(name: Name, client: ClientName, as_json: AsJson = False) -> None:
    """From now on roadmap, budget and every report of this client show this scenario."""
    with opened() as (store, actor):
        chosen = known_scenario(name)
        before = choose_scenario(store, actor, find_client(store, actor, client).client_id, chosen)
    if as_json:
        print_json({"before": before, "chosen": chosen})
    else:
        out.print(f"{client} now shows {chosen}; before it was {before}.", highlight=False)


@app.command("compare")
def scenario_compare(one: Name, other: Name, client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """What the second does otherwise than the first, device by device."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        names = known_scenario(one), known_scenario(other)
        effect, base = compare_scenarios(store, actor, client_id, day(as_of), *names)
    if as_json:
        print_json(effect_json(effect, base.currency))
        return
    out.print(effect_sentence(effect, base.currency, base.assumptions.locale), highlight=False)
    for device in effect.moved[:_MOST_MOVES]:
        before, after = device.planned_before or "not planned", device.planned_after or "not planned"
        out.print(f"{device.device}: {before} → {after}", highlight=False)


@app.command("level")
def scenario_level(
    client: ClientName,
    cap: Annotated[str | None, typer.Option(help="The most that any quarter may cost.")] = None,
    year_cap: Annotated[str | None, typer.Option(help="The most that any fiscal year may cost.")] = None,
    least: Annotated[str | None, typer.Option(help="The least that every quarter is to cost.")] = None,
    hours: Annotated[int | None, typer.Option(help="Technicians' hours in a quarter.", min=0)] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Without regard to the plan that is shown now.")] = False,
    choose: Annotated[bool, typer.Option("--choose", help="Show this plan on every page and in every report.")] = False,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Levels the spend by a proven optimum and stores the plan; with a cap as the scenario 'capped'."""
    with opened() as (store, actor), err.status("Levelling …"):
        client_id = find_client(store, actor, client).client_id
        limits = asked_limits(store, actor, client_id, cap, year_cap, least, hours)
        trial = level_client(store, actor, client_id, day(as_of), limits, anew=anew, choose=choose)
    print_json(trial_json(trial)) if as_json else _print(trial)
    if trial.plan is None:
        raise typer.Exit(1)


def _print(trial: Trial) -> None:
    told: list[Any] = list(moves_told(trial))
    if trial.roadmap is None:
        out.print("No plan keeps these limits:", highlight=False)
        for sentence in clashes_told(trial):
            out.print(f"- {sentence}", highlight=False)
        return
    out.print(f"{len(told):,} replacements moved; at most {trial.found.gap:.2%} from the best there can be.")
    for row in told[:_MOST_MOVES]:
        out.print(f"{row.device}: {row.start} → {row.to}. {row.why}", highlight=False)
