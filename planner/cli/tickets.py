"""`tickets …`: what do this client's service tickets tell?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.tickets import (
    client_tickets,
    outcome_json,
    ticket_history,
    ticket_json,
    undo_tickets,
)
from planner.actions.tickets_import import TicketPreview, apply_tickets, preview_tickets
from planner.actions.uploads import Upload
from planner.cli.common import AsJson, ClientName, err, opened, out, print_json
from planner.cli.effects import DryRun

app = typer.Typer(no_args_is_help=True, help="Service tickets from any sheet: what repeats, and who asks.")
MOST_ROWS = 50


@app.command("import")
def tickets_import(
    client: ClientName, file: Annotated[Path, typer.Argument(help="A list of tickets, one a row.")],
    dry_run: DryRun = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Imports tickets, and tells what becomes of each row. Exit status 1 where rows are rejected."""
    with opened() as (store, actor):
        found = find_client(store, actor, client)
        preview = preview_tickets(store, actor, found.client_id, Upload.of(file))
        saved = not (dry_run or preview.is_empty)
        if saved:
            apply_tickets(store, actor, preview)
    if as_json:
        rows = [outcome_json(row) for row in preview.rows]
        told = {"saved": saved, "counts": preview.counts, "matched": preview.matched, "rows": rows}
        print_json({"client": found.name, **told})
    else:
        _print_preview(preview, saved)
    raise SystemExit(1 if preview.counts["rejected"] else 0)


def _print_preview(preview: TicketPreview, saved: bool) -> None:
    counts = ", ".join(f"{number} {outcome}" for outcome, number in preview.counts.items())
    out.print(f"[bold]{counts}[/].{'' if saved else ' Nothing was written.'}", highlight=False)
    out.print(f"{preview.matched} are about a device of this client.", highlight=False)
    for row in (one for one in preview.rows if one.why):
        to = err if row.outcome == "rejected" else out
        to.print(f"{row.row.where}, row {row.row.row}: {row.outcome}: {row.why}", highlight=False, markup=False)


@app.command("list")
def tickets_list(client: ClientName, as_json: AsJson = False) -> None:
    """Every stored ticket, and the imports they came with."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        tickets, entries = client_tickets(store, actor, client_id), ticket_history(store, actor, client_id)
    imports = [
        {"entry": one.entry_id, "made_at": one.made_at.isoformat(), "actor": one.actor, "action": one.action,
         "file": one.details["file"], "can_undo": one.can_undo}
        for one in entries
    ]  # fmt: skip
    if as_json:
        print_json({"tickets": [ticket_json(one) for one in tickets], "imports": imports})
        return
    grid = Table("Number", "Opened", "Closed", "Subject", "Requester", "Device", "Minutes")
    for one in (stored.ticket for stored in tickets[-MOST_ROWS:]):
        grid.add_row(
            one.number or "", str(one.opened_on), str(one.closed_on or ""), one.subject, one.requester or "",
            one.device or "", "" if one.minutes is None else str(one.minutes),
        )  # fmt: skip
    out.print(grid)
    if len(tickets) > MOST_ROWS:
        out.print(f"The newest {MOST_ROWS} of {len(tickets):,}; --json lists all.", highlight=False)
    for told in imports:
        taken = " (can be taken back)" if told["can_undo"] else ""
        out.print(f"{told['entry']}: {told['action']} {told['file']}{taken}", highlight=False, markup=False)


@app.command("undo")
def tickets_undo(
    client: ClientName, entry: Annotated[int, typer.Argument(help="The import's number in `tickets list`.")],
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Takes an import of tickets back."""
    with opened() as (store, actor):
        undone = undo_tickets(store, actor, find_client(store, actor, client).client_id, entry)
    print_json({"undone": entry}) if as_json else out.print(f"Took {undone.details['file']} back.", highlight=False)
