"""The rejected rows of a preview as a workbook to mend."""

from __future__ import annotations

from planner.actions.exports import XLSX, Export, safe_name
from planner.actions.imports import Preview
from planner.reports.rejected import rejected_workbook


def rejected_rows(preview: Preview) -> Export | None:
    """A workbook of all rejected rows with what is wrong with each; None where no row was rejected."""
    tables = [table for reading in preview.readings for table in reading.tables if table.rejected]
    if not tables:
        return None
    name = safe_name(preview.readings[0].file_name.rsplit(".", 1)[0])
    return Export(f"{name} rejected rows.xlsx", XLSX, rejected_workbook(tables))
