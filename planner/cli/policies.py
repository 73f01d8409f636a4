"""`policy …`: when are devices replaced? Each change prints its effect; with --dry-run nothing else happens."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.rule_change import RuleChange
from planner.actions.rule_history import rules_history, undo_rules
from planner.actions.rule_views import client_rules, default_rules
from planner.cli.common import AsJson, AsOf, ClientName, opened, out, print_json
from planner.cli.effects import Category, DryRun, change_rules, named, stated
from planner.errors import PlannerError

app = typer.Typer(no_args_is_help=True, help="When devices are replaced: useful lives and ways of replacement.")
Device = Annotated[int | None, typer.Option("--device", help="One device by its id, instead of a category.")]


@app.command("show")
def policy_show(client: Annotated[str | None, typer.Option("--client")] = None, as_json: AsJson = False) -> None:
    """The rules of a client, or those that every client starts with."""
    with opened() as (store, actor):
        if client is None:
            rows = [(rule, "default") for rule in default_rules(store, actor)]
        else:
            rules = client_rules(store, actor, find_client(store, actor, client).client_id)
            rows = [(row.rule, "own" if row.own else "default") for row in rules.policies]
    if as_json:
        print_json([{**asdict(rule), "from": origin} for rule, origin in rows])
        return
    grid = Table("Category", "Plan (years)", "Limit (years)", "Mode", "Follows", "Rule")
    for rule, origin in rows:
        ages = (f"{months / 12:.4g}" if months else "" for months in (rule.plan_months, rule.limit_months))
        grid.add_row(rule.category, *ages, rule.mode, rule.follows or "", origin)
    out.print(grid)


@app.command("set")
def policy_set(
    client: ClientName, category: Category = None,
    plan: Annotated[str | None, typer.Option(help="Years after which replacement is planned.")] = None,
    limit: Annotated[str | None, typer.Option(help="Years that must not be passed.")] = None,
    mode: Annotated[str | None, typer.Option(help="scheduled, on_failure, follows or none.")] = None,
    device: Device = None,
    life: Annotated[str | None, typer.Option(help="With --device: its own useful life in years.")] = None,
    dry_run: DryRun = False, as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Changes one category's rule, or one device's useful life, and tells what that moves and costs."""
    given = stated(plan_years=plan, limit_years=limit, mode=mode)
    policies = {named(category): given} if given else {}
    lives = {device: life} if device is not None and life is not None else {}
    if (category is not None and not given) or ((device is None) != (life is None)) or not (given or lives):
        raise PlannerError("No rule was given.", "Give --plan, --limit or --mode; or --device with --life.")
    change_rules(client, RuleChange(policies, lives=lives), as_of, dry_run, as_json)


@app.command("reset")
def policy_reset(
    client: ClientName, category: Category = None, device: Device = None, dry_run: DryRun = False,
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Back to the default rule of the category, or to the category's useful life for one device."""
    if device is not None:
        change = RuleChange(lives={device: None})
    else:
        change = RuleChange({named(category): {"plan_years": None, "limit_years": None, "mode": None}})
    change_rules(client, change, as_of, dry_run, as_json)


@app.command("history")
def policy_history(client: ClientName, as_json: AsJson = False) -> None:
    """Who changed which rules and prices of a client, the newest first."""
    with opened() as (store, actor):
        entries = rules_history(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        print_json([asdict(entry) for entry in entries])
        return
    grid = Table("Id", "When", "Who", "What", "Can be taken back")
    for entry in entries:
        what = ", ".join(name for part in entry.details.values() for name in part)
        taken = "yes" if entry.can_undo else ""
        grid.add_row(str(entry.entry_id), f"{entry.made_at:%Y-%m-%d %H:%M}", entry.actor, what, taken)
    out.print(grid)


@app.command("undo")
def policy_undo(client: ClientName, entry_id: int, as_json: AsJson = False) -> None:
    """Takes back a change of the history; what was changed again since stays."""
    with opened() as (store, actor):
        undo_rules(store, actor, find_client(store, actor, client).client_id, entry_id)
    print_json({"undone": entry_id}) if as_json else out.print(f"Change {entry_id} was taken back.")
