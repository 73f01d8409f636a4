"""Common projects of a service provider to start from: what, why, lane, priority, CIS Controls v8 safeguards, lines.

The tables are `data/project_templates.csv` and `data/project_template_lines.csv`: starting values of Evergreen's own. A
price of 0 is one that has to be asked for; a currency that the table lacks has none but these.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import pandas as pd

from planner.errors import PlannerError
from planner.frames import to_records
from planner.reference.tables import DATA

Per = Literal["project", "user", "computer", "server", "site"]
CURRENCIES: Final = ("USD", "GBP", "EUR", "CAD", "AUD")
_COMPUTERS: Final = ("laptop", "desktop", "workstation")


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """`prices`: currency → the price of one in whole units, 0 where it has to be asked for; recurring ones by month."""

    name: str
    kind: str
    treatment: str
    per: Per
    prices: dict[str, int]


@dataclass(frozen=True, slots=True)
class Template:
    """`safeguards`: the numbers of the CIS Controls v8 safeguards that it serves."""

    key: str
    title: str
    why: str
    lane: str
    priority: str
    safeguards: tuple[str, ...]
    lines: tuple[TemplateLine, ...]


@lru_cache(maxsize=1)
def templates() -> tuple[Template, ...]:
    """All of them, in the table's order."""
    lines: dict[str, list[TemplateLine]] = {}
    for row in to_records(_table("project_template_lines")):
        prices = {currency: int(row[currency]) for currency in CURRENCIES}
        line = TemplateLine(row["line"], row["kind"], row["treatment"], row["per"], prices)
        lines.setdefault(row["template"], []).append(line)
    return tuple(
        Template(
            row["template"], row["title"], row["why"], row["lane"], row["priority"],
            tuple(row["cis_safeguards"].split()), tuple(lines[row["template"]]),
        )
        for row in to_records(_table("project_templates"))
    )  # fmt: skip


def find_template(key: str) -> Template:
    """Raises PlannerError where there is none of that key."""
    for one in templates():
        if one.key == key:
            return one
    raise PlannerError(f"There is no template '{key}'.", "`initiatives templates` lists those there are.")


def quantities(schedule: pd.DataFrame) -> dict[Per, int]:
    """How many of each there are in the fleet, 1 at least. Users are the people that devices are assigned to, or as
    many as there are computers where sheets do not say."""
    units = schedule.groupby("category")["quantity"].sum()
    computers = sum(int(units.get(category, 0)) for category in _COMPUTERS)
    people = int(schedule["assigned_to"].dropna().str.casefold().nunique())
    found: dict[Per, int] = {
        "project": 1, "computer": computers, "server": int(units.get("server", 0)), "user": people or computers,
        "site": int(schedule["site"].dropna().str.casefold().nunique()),
    }  # fmt: skip
    return {per: max(1, count) for per, count in found.items()}


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", dtype="string", keep_default_na=False)
