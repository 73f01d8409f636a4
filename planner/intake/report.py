"""A reading as the JSON that `inspect --json` prints: dates ISO, amounts numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from planner.intake.makers import leading_maker
from planner.intake.model import Column, Reading, Row, Table, Value


def inspect_report(reading: Reading, rows: bool) -> dict[str, Any]:
    """The report; with `rows` also each asset's values and extras. A client that only a sheet's name or title
    tells, and a maker that only the model's text names, are given to the rows."""
    return {
        "file": reading.file_name,
        "tables": [_table(table, rows) for table in reading.tables],
        "problems": [problem.as_dict() for problem in reading.problems],
    }


def _table(table: Table, rows: bool) -> dict[str, Any]:
    report: dict[str, Any] = {
        "sheet": table.sheet,
        "verdict": table.verdict,
        "reason": table.reason,
        "header_row": table.header_row,
        "client_hint": table.client_hint,
        "columns": [_column(column) for column in table.columns],
        "assets": len(table.rows),
        "skipped": [{"row": row.row, "why": row.why} for row in table.skipped],
        "rejected": len(table.rejected),
        "problems": [problem.as_dict() for problem in table.problems]
        + [row.problem.as_dict() for row in table.rejected],
    }
    if rows:
        report["rows"] = [_row(row, table.client_hint) for row in table.rows]
    return report


def _column(column: Column) -> dict[str, Any]:
    return {
        "column": column.column,
        "header": column.header,
        "field": column.field,
        "confidence": column.confidence,
        "is_secret": column.is_secret,
    }


def _row(row: Row, client: str | None) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in row.values.items()}
    if client and "client" not in values:
        values["client"] = client
    if "manufacturer" not in values and (split := leading_maker(str(values.get("model", "")))):
        values["manufacturer"] = split[0]
    return {"row": row.row, "values": values, "extras": dict(row.extras)}


def _plain(value: Value) -> str | int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
