"""`actuals …`: did it go as planned?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer
from rich.table import Table

from planner.actions.actual_views import actuals_json, baseline_json, entry_json, preview_json, stored_json
from planner.actions.actual_words import BASIS, CAUSE_LABELS, CAUSES, GROUP_LABELS, Cell, answer_words, lead_words
from planner.actions.actuals import Compared, actuals_history, chosen_baseline, client_actuals, undo_actuals
from planner.actions.baselines import freeze_plan
from planner.actions.clients import find_client
from planner.actions.invoice_import import InvoicePreview, apply_invoices, preview_invoices
from planner.actions.uploads import Upload
from planner.cli.common import AsJson, AsOf, ClientName, day, err, opened, out, print_json
from planner.cli.effects import DryRun
from planner.money import format_money

app = typer.Typer(no_args_is_help=True, help="Budget against actual: did it go as planned?")
_MOST_LINES: Final = 20
Which = Annotated[str, typer.Option("--baseline", help="A frozen plan's id, 'first' or 'newest'.")]


@app.command("import")
def actuals_import(
    client: ClientName, file: Annotated[Path, typer.Argument(help="A sheet of invoices, a line per row.")],
    dry_run: DryRun = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Imports invoices, and tells what becomes of each row. Exit status 1 where rows are rejected."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        preview = preview_invoices(store, actor, found.client_id, Upload.of(file))
        saved = not (dry_run or preview.is_empty)
        if saved:
            apply_invoices(store, actor, preview)
    print_json(preview_json(preview, found.name, saved=saved)) if as_json else _print_preview(preview, saved)
    raise SystemExit(1 if preview.counts["rejected"] else 0)


def _print_preview(preview: InvoicePreview, saved: bool) -> None:
    counts = ", ".join(f"{number} {outcome}" for outcome, number in preview.counts.items())
    out.print(f"[bold]{counts}[/].{'' if saved else ' Nothing was written.'}", highlight=False)
    for one in preview.rows:
        if one.why:
            told = f"{one.row.where}, row {one.row.row}: {one.outcome}: {one.why}"
            (err if one.outcome == "rejected" else out).print(told, highlight=False, markup=False)


@app.command("freeze")
def actuals_freeze(
    client: ClientName, label: Annotated[str, typer.Option(help="What the plan is called, as 'Approved FY27'.")],
    as_json: AsJson = False, as_of: AsOf = None,
) -> None:  # fmt: skip
    """Freezes the client's present plan, to measure what comes against it."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        frozen = freeze_plan(store, actor, found.client_id, day(as_of), label)
        rows = client_actuals(store, actor, found.client_id, day(as_of)).baselines
    row = next(one for one in rows if one.baseline_id == frozen)
    if as_json:
        print_json(baseline_json(row))
    else:
        out.print(f"Frozen plan {frozen}: {row.label}, as of {row.as_of}.", highlight=False, markup=False)


@app.command("list")
def actuals_list(client: ClientName, as_json: AsJson = False, as_of: AsOf = None) -> None:
    """The frozen plans, the stored lines of invoices, and what was imported, frozen and taken back."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        seen = client_actuals(store, actor, found.client_id, day(as_of))
        history = actuals_history(store, actor, found.client_id)
    if as_json:
        print_json(
            {
                "client": seen.client, "baselines": [baseline_json(row) for row in seen.baselines],
                "entries": [entry_json(entry) for entry in history],
                "lines": [stored_json(stored) for stored in seen.lines],
            }
        )  # fmt: skip
        return
    for row in seen.baselines:
        out.print(f"Frozen plan {row.baseline_id}: {row.label}, as of {row.as_of}.", highlight=False, markup=False)
    grid = Table("Date", "Invoice", "Vendor", "For", "Units", "Before tax")
    for line in [stored.line for stored in seen.lines[-_MOST_LINES:]]:
        amount = format_money(line.amount_minor, line.currency, seen.locale)
        grid.add_row(str(line.invoiced_on), line.number, line.vendor, line.text, f"{line.quantity:,}", amount)
    out.print(grid)
    if len(seen.lines) > _MOST_LINES:
        out.print(f"… the newest of {len(seen.lines):,} lines (--json lists all).", highlight=False)
    for entry in history:
        what = entry.details.get("file") or entry.details.get("label") or ""
        taken = " (can be taken back)" if entry.can_undo else ""
        told = f"{entry.entry_id}: {entry.made_at:%Y-%m-%d %H:%M} {entry.actor} {entry.action}: {what}{taken}"
        out.print(told, highlight=False, markup=False)


@app.command("show")
def actuals_show(client: ClientName, baseline: Which = "newest", as_json: AsJson = False, as_of: AsOf = None) -> None:
    """Plan against actual by quarter and category, with the causes of each difference."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        seen = client_actuals(store, actor, found.client_id, day(as_of), chosen_baseline(baseline))
    if as_json:
        print_json(actuals_json(seen))
        return
    out.print(answer_words(seen), highlight=False, markup=False)
    out.print(lead_words(seen), highlight=False, markup=False)
    if seen.compared and seen.compared.variance.quarters:
        _print_cells(seen.compared, seen.locale)
        out.print(BASIS, highlight=False, markup=False)


def _print_cells(compared: Compared, locale: str) -> None:
    found, currency = compared.variance, compared.plan.currency

    def money(minor: int) -> str:
        return format_money(minor, currency, locale)

    def row(cell: Cell) -> list[str]:
        causes = (f"{CAUSE_LABELS[cause]} {money(cell.causes[cause])}" for cause in CAUSES if cell.causes.get(cause))
        amounts = (cell.planned_minor, cell.actual_minor, cell.difference_minor)
        return [*(money(minor) for minor in amounts), ", ".join(causes)]

    grid = Table("Quarter", "For", "Planned", "Actual", "Difference", "Causes")
    for (at, group), cell in sorted(found.cells.items()):
        if cell.planned_minor or cell.actual_minor:
            grid.add_row(found.quarters[at].label, GROUP_LABELS[group], *row(cell))
    grid.add_row("All", "", *row(found.total()), style="bold")
    out.print(grid)


@app.command("undo")
def actuals_undo(
    client: ClientName, entry: Annotated[int, typer.Argument(help="The entry, as `actuals list` shows it.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Takes an import of invoices or a frozen plan back."""
    with opened() as (store, actor):
        undo_actuals(store, actor, find_client(store, actor, client).client_id, entry)
    print_json({"undone": entry}) if as_json else out.print(f"Entry {entry} was taken back.", highlight=False)
