"""Small sheets written as a person would: one line per row, `|` between cells."""

from __future__ import annotations

import csv
import io

from planner.actions.imports import Applied, apply_import, preview_import
from planner.actions.uploads import Upload
from planner.sharing.people import Actor
from planner.store import Store
from tests.conftest import AS_OF


def sheet(text: str, file_name: str = "assets.csv") -> Upload:
    """'Name | Serial' lines as a CSV file."""
    out = io.StringIO()
    for line in text.strip().splitlines():
        csv.writer(out).writerow([cell.strip() for cell in line.split("|")])
    return Upload(file_name, out.getvalue().encode())


def bring_in(
    store: Store, actor: Actor, *texts: str, client: str | None = "Acme", name: str = "sheet{}.csv"
) -> Applied:
    """Previews and applies these sheets, one import each in one go."""
    uploads = [sheet(text, name.format(number)) for number, text in enumerate(texts)]
    return apply_import(store, actor, preview_import(store, actor, uploads, AS_OF, client))
