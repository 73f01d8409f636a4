"""`export` and `packs`: what is handed over, of one client and of many."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from planner.actions.clients import find_client
from planner.actions.deliverables import KINDS, TABLE_NAMES, Wanted, kind_of, make
from planner.actions.packs import Due, Pack, all_clients, clients_due, folder_of, make_packs
from planner.actions.uploads import Upload
from planner.cli.common import AsJson, AsOf, ClientName, day, err, opened, out, print_json, write
from planner.errors import PlannerError

app = typer.Typer()


@app.command()
def export(
    client: ClientName,
    to: Annotated[Path, typer.Option(help="The file to write: .xlsx, .pptx, .pdf, .html, .ics, .json, .zip or .csv.")],
    summary: Annotated[bool, typer.Option("--summary", help="Of PDFs: the one page for a signature.")] = False,
    version: Annotated[int | None, typer.Option(help="A published version of slides, PDF or web page.")] = None,
    template: Annotated[Path | None, typer.Option(help="Your own .xlsx or .pptx file, to be filled.")] = None,
    table: Annotated[str | None, typer.Option(help=f"Of CSV: {', '.join(TABLE_NAMES)}.")] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """The roadmap as workbook, slides, PDF, web page, calendar or tables."""
    kind = kind_of(to.name, is_summary=summary)
    wanted = Wanted(version, Upload.of(template).data if template else None, table)
    with opened() as (store, actor), err.status("Writing …"):
        made = make(store, actor, find_client(store, actor, client).client_id, day(as_of), kind, wanted)
    write(to, made.data)
    print_json({"file": str(to), "kind": kind, "bytes": len(made.data)}) if as_json else out.print(
        f"Wrote {to}: {KINDS[kind].told}.", highlight=False
    )


@app.command()
def packs(
    to: Annotated[Path, typer.Option(help="The folder to write to, one folder in it for each client.")],
    month: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m"], help="Whose review is planned in that month; this one.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every client, whether a review is planned or not.")] = False,
    client: Annotated[list[str] | None, typer.Option(help="These clients alone.")] = None,
    processes: Annotated[int | None, typer.Option(min=1, help="At most so many at once.")] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """The review packs of all clients due: workbook, slides, pre-read and summary of each."""
    made: list[Pack] = []
    with opened() as (store, actor):
        if client:
            due = tuple(Due(one.client_id, one.name) for one in (find_client(store, actor, name) for name in client))
        else:
            due = all_clients(store, actor) if every else clients_due(store, actor, _month(month, day(as_of)))
        if not due:
            raise PlannerError("No client has a review planned in that month.", "Plan one, or use --all.")
        with Progress(console=err, transient=True) as shown:
            task = shown.add_task("Making packs …", total=len(due))
            for pack in make_packs(store, actor, due, day(as_of), processes):
                _write(to, pack)
                made.append(pack)
                shown.update(task, advance=1, description=f"Made {pack.client[:40]}")
    _print(to, made, as_json)
    if any(pack.problem for pack in made):
        raise typer.Exit(1)


def _month(given: datetime | None, today: date) -> date:
    return given.date() if given else today


def _write(to: Path, pack: Pack) -> None:
    for file in pack.files:
        write(to / folder_of(pack) / file.file_name, file.data)


def _print(to: Path, made: list[Pack], as_json: bool) -> None:
    if as_json:
        print_json({
            "folder": str(to),
            "packs": [
                {
                    "client": pack.client, "files": [file.file_name for file in pack.files],
                    "problem": pack.problem or None,
                }
                for pack in sorted(made, key=folder_of)
            ],
        })  # fmt: skip
        return
    good = [pack for pack in made if not pack.problem]
    out.print(f"{len(good)} of {len(made)} packs are in {to}.", highlight=False)
    for pack in made:
        if pack.problem:
            out.print(f"{pack.client}: {pack.problem}", highlight=False)
