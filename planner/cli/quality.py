"""`quality`: what is not known of a client's devices, what it is worth, and the sheet that asks the client."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from planner.actions.clients import find_client
from planner.actions.quality import quality_of, quality_sheet
from planner.actions.quality_told import quality_json, quality_words, worth_words
from planner.actions.roadmaps import client_roadmap
from planner.cli.common import AsJson, AsOf, ClientName, day, opened, out, print_json, write

app = typer.Typer()


@app.command()
def quality(
    client: ClientName,
    sheet: Annotated[
        Path | None, typer.Option(help="Write the workbook that the client fills in, to be imported as it comes back.")
    ] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
) -> None:
    """What is missing or contradictory, and what it is worth to know."""
    with opened() as (store, actor):
        client_id = find_client(store, actor, client).client_id
        roadmap = client_roadmap(store, actor, client_id, day(as_of))
        made = quality_sheet(store, actor, client_id, day(as_of)) if sheet else None
    if sheet and made:
        write(sheet, made.data)
    if as_json:
        print_json(quality_json(roadmap) | ({"sheet": str(sheet)} if sheet else {}))
        return
    found, _ = quality_of(roadmap)
    out.print(f"[bold]{quality_words(found, roadmap)}[/]", highlight=False)
    grid = Table("Devices", "What", "Worth")
    for gap in (*found.gaps, *found.facts):
        grid.add_row(f"{gap.units:,}", gap.sentence, worth_words(gap, roadmap))
    out.print(grid)
    if sheet:
        out.print(f"Wrote {sheet}.", highlight=False)
