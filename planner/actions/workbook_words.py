"""An edited workbook in words."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from planner.actions.workbook_edits import WorkbookEdit, WorkbookPreview
from planner.fields import CATEGORY_LABELS
from planner.money import format_money
from planner.roadmap.editable import Value
from planner.workbook_format import EDITABLE


def shown_value(preview: WorkbookPreview, one: WorkbookEdit, value: Value) -> str:
    """A value as a person reads it; a dash for none."""
    kind = EDITABLE[one.edit.of][one.edit.field]
    if value is None:
        return "–"
    if kind == "money":
        return format_money(int(value), preview.currency, preview.locale)
    if kind == "day":
        return str(format_date(date.fromisoformat(str(value)), "medium", locale=preview.locale))
    if kind == "category":
        return CATEGORY_LABELS[str(value)]
    return str(value).capitalize() if kind == "option" else str(value)


def what_now(preview: WorkbookPreview, applied: int | None) -> str:
    """'roadmap.xlsx, made as of 1 Oct 2026, of Acme: 12 cells edited, 2 of them changed in Evergreen as well since.'"""
    made = format_date(preview.made_as_of, "medium", locale=preview.locale)
    said = f"{preview.file_name}, made as of {made}, of {preview.client}: {_cells(len(preview.edits))} edited"
    if preview.conflicts:
        said += f", {len(preview.conflicts)} of them changed in Evergreen as well since"
    said += "."
    if preview.missing:
        rows = "1 row is" if preview.missing == 1 else f"{preview.missing:,} rows are"
        said += f" {rows} no longer in it: nothing happens to them."
    if applied is not None:
        said += f" {_cells(applied)} taken over." if applied else " Nothing was to be taken over."
    return said


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"
