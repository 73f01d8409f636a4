"""Opening a store: where it is, and its tables brought up to date."""

from __future__ import annotations

import os
from typing import Final

from sqlalchemy.exc import DBAPIError

from planner.errors import PlannerError
from planner.store.engine import Store, make_engine
from planner.store.migrate import migrate

DEFAULT_URL: Final = "sqlite:///evergreen.db"


def open_store(url: str | None = None) -> Store:
    """The store at `url`, else at EVERGREEN_DATABASE_URL, else `evergreen.db` in the working folder.

    Raises PlannerError where it cannot be opened or is newer than this program.
    """
    store = Store(make_engine(url or os.environ.get("EVERGREEN_DATABASE_URL") or DEFAULT_URL))
    try:
        migrate(store.engine)
    except DBAPIError as error:
        store.close()
        raise PlannerError(
            f"The database cannot be opened: {str(error.orig).strip().rstrip('.?')}.",
            "Check EVERGREEN_DATABASE_URL, that the folder is writable and that the server runs.",
        ) from error
    return store
