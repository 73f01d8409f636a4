"""Where everything is kept: SQLite in the working folder by default, PostgreSQL by URL. See `store.engine`."""

from planner.store.engine import Store
from planner.store.opening import DEFAULT_URL, open_store

__all__ = ["DEFAULT_URL", "Store", "open_store"]
