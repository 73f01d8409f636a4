"""The demo client: imported from its two sheets like any other."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from planner.actions.clients import create_client, find_client
from planner.actions.imports import apply_import, preview_import
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store

DEMO_FOLDER: Final = Path(__file__).parents[2] / "data" / "demo"
DEMO_CLIENT: Final = "Harbour & Lane Architects"
FISCAL_FIRST_MONTH: Final = 4


def open_demo(store: Store, actor: Actor, as_of: date) -> int:
    """The demo client's id; its sheets are imported the first time."""
    try:
        return find_client(store, actor, DEMO_CLIENT).client_id
    except PlannerError:
        sheets = sorted(path for path in DEMO_FOLDER.iterdir() if path.suffix in (".csv", ".xlsx"))
    client_id = create_client(
        store, actor, DEMO_CLIENT, currency="GBP", locale="en_GB", fiscal_first_month=FISCAL_FIRST_MONTH
    )
    for path in sheets:
        apply_import(store, actor, preview_import(store, actor, [Upload.of(path)], as_of, DEMO_CLIENT))
    return client_id
