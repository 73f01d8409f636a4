"""How a table that programs read is declared, and what follows from the declaration: JSON Schema and documentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Kind = Literal["text", "whole", "decimal", "amount", "date", "flag"]
KIND_WORDS: Final[dict[Kind, str]] = {
    "text": "text", "whole": "whole number", "decimal": "decimal number", "amount": "amount", "date": "date",
    "flag": "yes or no",
}  # fmt: skip
_SHAPES: Final[dict[Kind, dict[str, Any]]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer"},
    "decimal": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "amount": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "date": {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "flag": {"type": "boolean"},
}
VERSION: Final = "1.0"
"""Grows in its second number where columns or tables are added, in its first where one changes or goes."""


@dataclass(frozen=True, slots=True)
class Column:
    """`unit`: what a number counts; of an amount, the column that names its currency. `may_lack`: it can be empty."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`rows`: what one row is."""

    name: str
    rows: str
    columns: tuple[Column, ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        for column in self.columns:
            if names.count(column.name) > 1 or (column.kind == "amount" and column.unit not in names):
                raise ValueError(f"{self.name}.{column.name} is declared twice, or its currency is no column")


def json_schema(tables: Sequence[Table]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the file that holds all of these tables."""
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tables of one client's technology roadmap",
        "type": "object",
        "required": ["schema_version", "client", "as_of", "currency", "tables"],
        "additionalProperties": False,
        "properties": {
            "schema_version": {"const": VERSION}, "client": text, "as_of": _SHAPES["date"], "currency": text,
            "tables": _object({table.name: _array(table) for table in tables}),
        },
    }  # fmt: skip


def _array(table: Table) -> dict[str, Any]:
    row = _object({column.name: _shape(column) for column in table.columns})
    return {"type": "array", "description": table.rows, "items": row}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "required": list(properties), "additionalProperties": False, "properties": dict(properties),
    }  # fmt: skip


def _shape(column: Column) -> dict[str, Any]:
    shape = dict(_SHAPES[column.kind])
    if column.may_lack:
        shape["type"] = [shape["type"], "null"]
    return {**shape, "description": _meaning(column)}


def _meaning(column: Column) -> str:
    return f"{column.meaning} Unit: {column.unit}." if column.unit else column.meaning


def markdown(tables: Sequence[Table]) -> str:
    """The documentation of all tables."""
    lines = [
        "# Tables", "",
        f"Every table of a client's roadmap, as CSV and as JSON. Schema version {VERSION}. In JSON an amount is a",
        "decimal string, in the currency that the column named as its unit says, and what is missing is `null`; in CSV",
        "it is an empty cell. Dates are ISO 8601. CSV files are UTF-8 with a byte order mark, lines end in CRLF, and",
        "text that begins as a formula does has an apostrophe before it. `schema.json` in the archive of all tables is",
        "the JSON Schema (draft 2020-12) of the JSON file.", "",
    ]  # fmt: skip
    for table in tables:
        lines += [f"## {table.name}", "", table.rows, "", "| column | type | unit | may be empty | meaning |",
                  "|---|---|---|---|---|"]  # fmt: skip
        lines += [
            f"| {column.name} | {KIND_WORDS[column.kind]} | {column.unit} | {'yes' if column.may_lack else 'no'} "
            f"| {column.meaning} |"
            for column in table.columns
        ]
        lines.append("")
    return "\n".join(lines)
