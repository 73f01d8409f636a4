"""What Evergreen understands of a file, without a store."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.actions.uploads import Upload
from planner.intake.reading import read_bytes
from planner.intake.report import inspect_report


def inspect_file(upload: Upload, as_of: date, *, rows: bool) -> dict[str, Any]:
    """The file's tables, columns and (with `rows`) values, in the form that `inspect --json` prints.

    Raises PlannerError where the file cannot be read at all.
    """
    return inspect_report(read_bytes(upload.data, upload.file_name, as_of), rows)
