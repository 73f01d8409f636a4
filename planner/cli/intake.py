"""`inspect` and `import`: what is in a sheet, and what changes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from planner.actions.edits import undo_import
from planner.actions.imports import Preview, apply_import, preview_import
from planner.actions.inspecting import inspect_file
from planner.actions.rejected import rejected_rows
from planner.actions.uploads import Upload
from planner.cli.common import AsJson, AsOf, day, err, opened, out, print_json, print_problems, write
from planner.cli.workbook import import_workbook
from planner.errors import PlannerError

app = typer.Typer()


@app.command()
def inspect(
    file: Path, as_json: AsJson = False, rows: Annotated[bool, typer.Option(help="Every row's values.")] = False,
    as_of: AsOf = None,
) -> None:  # fmt: skip
    """What Evergreen understands of a file: its tables, columns and rows. Nothing is stored."""
    report = inspect_file(Upload.of(file), day(as_of), rows=rows)
    if as_json:
        print_json(report)
        return
    for table in report["tables"]:
        sheet, verdict = table["sheet"] or file.name, table["verdict"].replace("_", " ")
        out.print(f"[bold]{sheet}[/]: {verdict}, {table['assets']} assets. {table['reason']}", highlight=False)
        grid = Table("Column", "Header", "Field", "Confidence")
        for column in table["columns"]:
            known = column["field"] is not None
            sure = f"{column['confidence']:.0%}" if known else ""
            grid.add_row(column["column"], column["header"] or "", column["field"] or "kept as an extra", sure)
        out.print(grid)


@app.command("import")
def import_files(
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    client: Annotated[str | None, typer.Option(help="For rows that name no client.")] = None,
    mapping: Annotated[
        Path | None, typer.Option(help='A JSON file that says what headers mean: {"Reg": "asset_tag", "Misc": null}.')
    ] = None,
    rejected: Annotated[Path | None, typer.Option(help="Write rejected rows to this workbook, to be mended.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the difference, write nothing.")] = False,
    undo: Annotated[int | None, typer.Option(help="Take this import back.")] = None,
    retire: Annotated[
        list[str] | None, typer.Option(help="Retire what is 'gone' from the sheet or 'replaced', or one device by id.")
    ] = None,
    conflicts: Annotated[
        str | None, typer.Option(help="Of our own workbook: which side counts where both changed, workbook|evergreen.")
    ] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """Reads asset sheets, shows what changes, and stores it; of our own workbook, edited, what people edited."""
    with opened() as (store, actor):
        if undo is not None:
            undo_import(store, actor, undo)
            print_json({"undone": undo}) if as_json else out.print(f"Import {undo} was undone.")
            return
        if not files:
            raise PlannerError("No file was named.", "Name one or more asset sheets to import.")
        uploads = [Upload.of(file) for file in files]
        if len(uploads) == 1 and import_workbook(store, actor, uploads[0], day(as_of), dry_run, conflicts, as_json):
            return
        with err.status("Reading …"):
            preview = preview_import(store, actor, uploads, day(as_of), client, _mapping(mapping))
        chosen = _retired(preview, retire or [])
        if rejected is not None and (sheet := rejected_rows(preview)):
            write(rejected, sheet.data)
        applied = None if dry_run else apply_import(store, actor, preview, chosen)
    print_json(_import_report(preview, applied)) if as_json else _print_import(preview, dry_run)
    if preview.problems or preview.difference.counts["rejected"]:
        raise typer.Exit(1)


def _mapping(path: Path | None) -> dict[str, Any]:
    """What --mapping says of headers."""
    if path is None:
        return {}
    try:
        said = json.loads(Upload.of(path).data)
    except ValueError as error:
        raise PlannerError(f"{path} is no JSON.", 'Write it as {"Header": "field", "Other header": null}.') from error
    if not isinstance(said, dict):
        raise PlannerError(f"{path} is no JSON object.", 'Write it as {"Header": "field", "Other header": null}.')
    return said


def _retired(preview: Preview, wanted: list[str]) -> list[int]:
    """The proposals that --retire names: by kind or by id."""
    known = {"gone", "replaced", "moved", *(str(proposal.asset_id) for proposal in preview.proposals)}
    if unknown := [word for word in wanted if word not in known]:
        raise PlannerError(
            f"'{unknown[0]}' is not among the proposals.", "Use 'gone', 'replaced', 'moved' or a device's id."
        )
    return [item.asset_id for item in preview.proposals if item.kind in wanted or str(item.asset_id) in wanted]


def _import_report(preview: Preview, applied: Any) -> dict[str, Any]:
    return {
        "summary": preview.summary,
        "counts": preview.difference.counts,
        "clients": [*preview.clients, *preview.new_clients],
        "new_clients": list(preview.new_clients),
        "imports": list(applied.import_ids) if applied else [],
        "proposals": [asdict(proposal) for proposal in preview.proposals],
        "alike": [{"new": new, "existing": existing} for new, existing in preview.alike],
        "conflicts": [asdict(conflict) for conflict in preview.conflicts],
        "rows": [asdict(row) for row in preview.difference.rows],
        "problems": [problem.as_dict() for problem in preview.problems],
    }


def _print_import(preview: Preview, dry_run: bool) -> None:
    counts = preview.difference.counts
    out.print(f"[bold]{preview.summary}[/]", highlight=False)
    parts = ", ".join(f"{counts[name]} {name}" for name in ("added", "changed", "unchanged", "skipped", "rejected"))
    out.print(f"{counts['read']} rows read: {parts}.{' Nothing was written.' if dry_run else ''}", highlight=False)
    for new, existing in preview.alike:
        first = f"client add '{existing}', then " if existing in preview.new_clients else ""
        out.print(
            f"Is '{new}' the same client as '{existing}'? Then: {first}client alias --client '{existing}' '{new}'"
        )
    for conflict in preview.conflicts[:20]:
        others = ", ".join(f"{value} in {file}" for file, value in conflict.others)
        said = f"{conflict.value} ({conflict.source}, the newer) counts, not {others}"
        out.print(f"{conflict.device}: {conflict.field.replace('_', ' ')} {said}.", highlight=False)
    for proposal in preview.proposals:
        out.print(f"{proposal.asset_id} {proposal.device}: {proposal.why} Retired? --retire {proposal.kind}")
    print_problems(preview.problems)
