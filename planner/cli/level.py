"""`level`: any list of items spread over quarters within limits, with a proven gap."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from planner.actions.levelling import level_instance, levelled_json
from planner.actions.uploads import Upload
from planner.cli.common import AsJson, err, out, print_json

app = typer.Typer()


@app.command("level")
def level_items(
    instance: Annotated[Path, typer.Option(help="A JSON file of items and limits (docs/levelling.md).")],
    seconds: Annotated[float, typer.Option(min=0.1, max=600, help="How long to search for a better plan.")] = 2.0,
    as_json: AsJson = False,
) -> None:
    """Levels any list of items within caps, capacity, deadlines and batches. `scenario level` levels a client."""
    with err.status("Levelling …"):
        found, currency, labels = level_instance(Upload.of(instance), seconds)
    if as_json:
        print_json(levelled_json(found, currency, labels))
    elif found.status == "infeasible":
        for clash in found.clashes:
            out.print(f"{clash.limit.replace('_', ' ')} {clash.where}: {clash.now} must give {clash.least}.")
    else:
        out.print(f"{len(found.moves):,} items moved; at most {found.gap:.2%} from the best there can be.")
    if found.status == "infeasible":
        raise typer.Exit(1)
