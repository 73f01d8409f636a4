"""What an MSP's workbook may name: cells and rows for key figures, tables and their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from planner.money import minor_digits
from planner.reports.tables import TABLES
from planner.reports.template.sheet import Value
from planner.roadmap.model import Roadmap

PREFIX: Final = "evergreen_"
_NEAR: Final = 4


def major(minor: int, currency: str) -> float | int:
    """The number nearest to the exact amount."""
    digits = minor_digits(currency)
    return minor / 10**digits if digits else minor


@dataclass(frozen=True, slots=True)
class Named:
    """A name that can be given to a cell. `values` fill it, and the cells to its right where there are several."""

    meaning: str
    values: Callable[[Roadmap], list[Value]]


def _one(value: Callable[[Roadmap], Value]) -> Callable[[Roadmap], list[Value]]:
    return lambda roadmap: [value(roadmap)]


def _years(roadmap: Roadmap) -> dict[str, int]:
    totals: dict[str, int] = {}
    for quarter, minor in zip(roadmap.quarters, roadmap.budget.planned(), strict=True):
        year = quarter.label.split(" ")[0]
        totals[year] = totals.get(year, 0) + minor
    return totals


def _money(roadmap: Roadmap, minor: int) -> Value:
    return major(minor, roadmap.currency)


def _status(name: str) -> Callable[[Roadmap], list[Value]]:
    return _one(lambda roadmap: roadmap.status_counts[name])


NAMES: Final[Mapping[str, Named]] = {
    "client": Named("The client's name.", _one(lambda roadmap: roadmap.client)),
    "as_of": Named("The day as of which all is calculated.", _one(lambda roadmap: roadmap.as_of)),
    "currency": Named("Currency (ISO 4217) of all amounts.", _one(lambda roadmap: roadmap.currency)),
    "answer": Named("The roadmap in one sentence.", _one(lambda roadmap: roadmap.answer)),
    "total": Named("What is planned to be spent in all quarters.",
                   _one(lambda roadmap: _money(roadmap, sum(roadmap.budget.planned())))),
    "next_year": Named("What is planned to be spent in the next four quarters.",
                       _one(lambda roadmap: _money(roadmap, sum(roadmap.budget.planned()[:_NEAR])))),
    "devices": Named("How many devices there are.", _one(lambda roadmap: sum(roadmap.status_counts.values()))),
    "overdue": Named("How many of them are overdue.", _status("overdue")),
    "due": Named("How many are due.", _status("due")),
    "due_soon": Named("How many fall due within a year.", _status("due_soon")),
    "quarters": Named("The fiscal quarters' labels, to the right.",
                      lambda roadmap: [quarter.label for quarter in roadmap.quarters]),
    "planned": Named("Planned spend of each quarter, to the right.",
                     lambda roadmap: [_money(roadmap, minor) for minor in roadmap.budget.planned()]),
    "years": Named("The fiscal years, to the right.", lambda roadmap: list(_years(roadmap))),
    "planned_years": Named("Planned spend of each fiscal year, to the right.",
                           lambda roadmap: [_money(roadmap, minor) for minor in _years(roadmap).values()]),
}  # fmt: skip
"""Name without its prefix → what fills it."""

_ALSO: Final = {
    "device": "name", "hostname": "name", "maker": "manufacturer", "user": "assigned_to", "qty": "quantity",
    "due": "due_on", "duedate": "due_on", "why": "reason", "cost": "planned_cost", "quarter": "planned_quarter",
    "warrantyends": "warranty_ends_on", "warrantyend": "warranty_ends_on", "inservice": "in_service_on",
    "initiative": "title", "serial": "serial_number", "ossupportends": "system_support_ends_on",
}  # fmt: skip
"""Other words for a column, where the table has one of that name."""


def table_of(display_name: str) -> str | None:
    """'evergreen_assets_2' → 'assets'; None where no table of that name is known."""
    found = re.fullmatch(rf"{PREFIX}([a-z_]+?)(?:_?[0-9]+)?", display_name.casefold())
    return found[1] if found and found[1] in TABLES else None


def column_of(table: str, heading: str) -> str | None:
    """A heading's column: the name with or without blanks and underscores, or another word for it."""
    plain = re.sub(r"[\W_]+", "", heading.casefold())
    columns = {column.name.replace("_", ""): column.name for column in TABLES[table].columns}
    return (
        columns.get(plain)
        or columns.get(f"{plain}on")
        or columns.get(_ALSO.get(plain, "").replace("_", ""))
        or (columns.get("amount") if plain == "cost" else None)
    )


def markdown() -> str:
    """The documentation of the names and tables."""
    lines = [
        "# Your own workbook as a template", "",
        "`export --template FILE.xlsx --to OUT.xlsx` fills a workbook of yours and leaves everything else in it as it",
        "was: sheets, formulas, charts, pictures, formats, macros. Mark what is to be filled:", "",
        "- **Cells**: give a cell one of the names below (Formulas, Define Name). Lists fill the cells to its right.",
        "- **Tables**: name an Excel table (Table Design, Table Name) `evergreen_` and one of the tables of",
        "  [tables.md](tables.md), with a number behind it where there are several: `evergreen_assets`,",
        "  `evergreen_budget_2`. Its headings choose the columns, in your order: the column's name with blanks",
        "  ('Due on', 'planned quarter'). Columns with other headings stay yours; their formulas are copied down. Each",
        "  new row looks as the first one does. Leave the rows below a table free.", "",
        "Programs that open the file calculate its formulas anew.", "",
        "| name | what fills it |", "|---|---|",
        *(f"| `{PREFIX}{name}` | {told.meaning} |" for name, told in NAMES.items()),
        "", "Other words for headings: " + ", ".join(f"'{word}' is `{name}`" for word, name in sorted(_ALSO.items()))
        + ".", "",
    ]  # fmt: skip
    return "\n".join(lines)
