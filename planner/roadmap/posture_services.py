"""The services of a proactive IT programme: what each means at every maturity, whom it serves, what it starts at."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from planner.roadmap.model import Lane

TABLE: Final = Path(__file__).parents[2] / "data" / "posture_services.csv"
MATURITIES: Final = ("not in place", "ad hoc", "in place", "managed", "measured and improved")
"""Maturity 0 to 4 in words."""
IN_PLACE: Final = 2
"""The maturity from which a service counts as in place; one below it is a gap."""
HIGHEST: Final = len(MATURITIES) - 1
_PRICE: Final = "_minor"


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `levels`: what it looks like at maturity 0 to 4; `safeguards`: numbers of CIS Controls v8;
    `title` and `why`: the work that closes the gap, in the client's words; `per_user_month`: currency → minor units
    per user and month, a starting value."""

    key: str
    name: str
    area: str
    lane: Lane
    weight: int
    safeguards: tuple[str, ...]
    title: str
    why: str
    levels: tuple[str, ...]
    per_user_month: Mapping[str, int]
    source: str
    as_of: date


@lru_cache(maxsize=1)
def services() -> dict[str, Service]:
    """Service key → service, in the table's order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["service"]: _service(row) for row in csv.DictReader(file)}


def _service(row: Mapping[str, str]) -> Service:
    return Service(
        row["service"], row["name"], row["area"], cast("Lane", row["lane"]), int(row["weight"]),
        tuple(row["cis_safeguards"].split(";")), row["title"], row["why"],
        tuple(row[f"level_{level}"] for level in range(HIGHEST + 1)),
        {name.removesuffix(_PRICE).upper(): int(text) for name, text in row.items() if name.endswith(_PRICE)},
        row["source"], date.fromisoformat(row["as_of"]),
    )  # fmt: skip


def areas() -> tuple[str, ...]:
    """The areas in the order of the table."""
    return tuple(dict.fromkeys(service.area for service in services().values()))
