"""A change of rules from the command line: its effect printed, and saved unless it is a dry run."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.effect_words import effect_json, signed
from planner.actions.policies import RulePreview, preview_rules, refusal, save_rules
from planner.actions.rule_change import RuleChange
from planner.cli.common import day, opened, out, print_json
from planner.errors import PlannerError
from planner.fields import CATEGORY_LABELS

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show the effect, write nothing.")]
Category = Annotated[str | None, typer.Argument(help="The category, as laptop or access_point.")]
MOST_DEVICES = 20


def named(category: str | None) -> str:
    """The category that a command needs. Raises PlannerError where none was named."""
    if category is None:
        raise PlannerError("No category was named.", f"Name one of: {', '.join(CATEGORY_LABELS)}.")
    return category


def stated(**options: Any) -> dict[str, Any]:
    """The options that were given."""
    return {name: value for name, value in options.items() if value is not None}


def change_rules(client: str, change: RuleChange, as_of: datetime | None, dry_run: bool, as_json: bool) -> None:
    """Shows the effect, and saves the change unless it is a dry run."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        preview = preview_rules(store, actor, found.client_id, change, day(as_of))
        if preview.problems:
            raise refusal(preview.problems)
        if not dry_run:
            save_rules(store, actor, found.client_id, change, day(as_of))
    if as_json:
        told = effect_json(preview.effect, preview.currency) if preview.effect else None
        print_json({"client": found.name, "saved": not dry_run, "sentence": preview.sentence, "effect": told})
    else:
        _print_effect(preview, dry_run)


def _print_effect(preview: RulePreview, dry_run: bool) -> None:
    out.print(f"[bold]{preview.sentence}[/]{' Nothing was written.' if dry_run else ' Saved.'}", highlight=False)
    if preview.effect is None or preview.effect.is_none:
        return
    years = [year for year, amounts in preview.effect.by_year.items() if amounts.change]
    grid = Table("Change", *years)
    for name, row in preview.effect.by_row.items():
        grid.add_row(name, *(signed(row[year].change, preview.currency, preview.locale) for year in years))
    total = (signed(preview.effect.by_year[year].change, preview.currency, preview.locale) for year in years)
    grid.add_row("total", *total)
    out.print(grid)
    for moved in preview.effect.moved[:MOST_DEVICES]:
        due = f"due {moved.due_before or 'never'} → {moved.due_after or 'never'}"
        planned = f"planned {moved.planned_before or '–'} → {moved.planned_after or 'beyond the horizon'}"
        out.print(f"{moved.device}: {due}, {planned}", highlight=False)
    if len(preview.effect.moved) > MOST_DEVICES:
        out.print(f"… and {len(preview.effect.moved) - MOST_DEVICES} more (--json lists all).", highlight=False)
