"""Files as they were dropped, and what can be read of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.errors import PlannerError, Problem
from planner.intake.confirmed import Confirmed
from planner.intake.model import Reading
from planner.intake.reading import read_bytes
from planner.workbook_format import IDENTITY_SHEET

_OURS = "This workbook was made by Evergreen: its figures are results, not sources."


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was dropped: its name says nothing about what it is."""

    file_name: str
    data: bytes

    @staticmethod
    def of(path: Path) -> Upload:
        """A file on disk. Raises PlannerError where it cannot be read."""
        try:
            return Upload(path.name, path.read_bytes())
        except OSError as error:
            raise PlannerError(
                f"{path} cannot be read: {error.strerror}.", "Check its path and permissions."
            ) from error


@dataclass(frozen=True)
class ReadFiles:
    """The files, what could be read of them, and those that could not be, as problems."""

    uploads: tuple[Upload, ...]
    readings: tuple[Reading, ...]
    refused: tuple[Problem, ...]


def read_uploads(uploads: Sequence[Upload], as_of: date, confirmed: Confirmed) -> ReadFiles:
    """The files' readings. A file that cannot be read stops none of the others.

    Raises PlannerError where none can be read, or none holds assets.
    """
    readings: list[Reading] = []
    refused: list[Problem] = []
    for upload in uploads:
        try:
            reading = read_bytes(upload.data, upload.file_name, as_of, confirmed)
            if any(table.sheet == IDENTITY_SHEET for table in reading.tables):
                raise PlannerError(_OURS, "Import it alone to bring back what was edited in it.")
            readings.append(reading)
        except PlannerError as error:
            refused.append(Problem(error.message, error.remedy, upload.file_name))
    if refused and not readings:
        told = " ".join(f"{problem.file}: {problem.message}" for problem in refused)
        raise PlannerError(told, refused[0].remedy)
    _check_assets(readings)
    return ReadFiles(tuple(uploads), tuple(readings), tuple(refused))


def _check_assets(readings: Sequence[Reading]) -> None:
    names = ", ".join(reading.file_name for reading in readings)
    tables = [table for reading in readings for table in reading.tables]
    if not any(table.verdict == "assets" for table in tables):
        reasons = " ".join(dict.fromkeys(table.reason for table in tables))
        raise PlannerError(
            f"No list of assets was found in {names}. {reasons}".strip(),
            "Drop a sheet with one device per row and a header such as name, serial number, model, purchase date.",
        )
    if not any(table.rows or table.rejected for table in tables):
        raise PlannerError(
            f"{names} has a header for assets but no device below it.", "Fill in the rows, or drop another file."
        )
