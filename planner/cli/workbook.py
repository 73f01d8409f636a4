"""Our own workbook, edited by people: `import` takes the edits over, `workbook list|undo` shows and takes them back."""

from __future__ import annotations

from datetime import date

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.uploads import Upload
from planner.actions.workbook_edits import (
    WorkbookEdit,
    WorkbookPreview,
    apply_workbook,
    preview_workbook,
    workbook_json,
)
from planner.actions.workbook_undo import undo_workbook, workbook_history
from planner.actions.workbook_words import shown_value, what_now
from planner.cli.common import AsJson, ClientName, err, opened, out, print_json, print_problems
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store

app = typer.Typer(help=__doc__)
_SIDES = ("workbook", "evergreen")


def import_workbook(
    store: Store, actor: Actor, upload: Upload, as_of: date, dry_run: bool, conflicts: str | None, as_json: bool
) -> bool:
    """Takes over what was edited; False where the file is none of ours. Conflicts need a side, else nothing is
    written."""
    with err.status("Reading …"):
        preview = preview_workbook(store, actor, upload, as_of)
    if preview is None:
        return False
    if conflicts not in (None, *_SIDES):
        raise PlannerError(f"'{conflicts}' is no side.", "Use --conflicts workbook or --conflicts evergreen.")
    applied = None
    if not dry_run and not (preview.conflicts and conflicts is None):
        take = [one.key for one in preview.conflicts] if conflicts == "workbook" else []
        applied = apply_workbook(store, actor, preview, take) if preview.changes or take else 0
    print_json(workbook_json(preview, applied)) if as_json else _print(preview, applied)
    if preview.conflicts and conflicts is None and not dry_run:
        raise PlannerError(
            f"{len(preview.conflicts)} of the edited cells were changed in Evergreen as well since.",
            "Say which side counts: --conflicts workbook or --conflicts evergreen. Nothing was written.",
        )
    if preview.problems:
        raise typer.Exit(1)
    return True


def _print(preview: WorkbookPreview, applied: int | None) -> None:
    out.print(f"[bold]{what_now(preview, applied)}[/]", highlight=False)
    if preview.edits:
        grid = Table("Cell", "Of", "What", "Evergreen", "Workbook", "")
        for one in preview.edits:
            now, told = (shown_value(preview, one, value) for value in (one.now, one.edit.value))
            grid.add_row(one.key, one.label, one.heading, now, told, _state(one))
        out.print(grid)
    print_problems(preview.problems)


def _state(one: WorkbookEdit) -> str:
    return {"change": "", "conflict": "changed in both", "stands": "stands already"}[one.state]


@app.command("list")
def list_entries(client: ClientName, as_json: AsJson = False) -> None:
    """The workbooks whose edits were taken over."""
    with opened() as (store, actor):
        entries = workbook_history(store, actor, find_client(store, actor, client).client_id)
    if as_json:
        print_json([
            {"entry": one.entry_id, "made_at": one.made_at, "actor": one.actor, "action": one.action,
             "file": one.details["file"], "cells": one.details["cells"], "can_undo": one.can_undo}
            for one in entries
        ])  # fmt: skip
        return
    for one in entries:
        said = " (can be taken back)" if one.can_undo else ""
        told = f"{one.details['file']}, {len(one.details['cells'])} cells"
        out.print(f"{one.entry_id}: {one.action} {told}{said}", highlight=False)


@app.command()
def undo(entry: int, client: ClientName, as_json: AsJson = False) -> None:
    """Takes back what a workbook changed."""
    with opened() as (store, actor):
        undo_workbook(store, actor, find_client(store, actor, client).client_id, entry)
    print_json({"undone": entry}) if as_json else out.print(f"Workbook {entry} was taken back.")
