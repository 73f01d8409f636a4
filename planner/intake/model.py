"""What reading a file gives: tables with their columns, and each row's values as the sheet states them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from planner.errors import Problem

Value = str | int | Decimal
"""Text as in the cell; dates as ISO text ('2023', '2023-05' or '2023-05-14'); amounts as Decimal in major units;
months and quantities as int."""

Verdict = Literal["assets", "not_assets"]

SURE: Final = 0.7
"""Confidence from which a column is mapped without asking."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table. `field` is None for an extra; `samples` are up to three distinct texts of it, none of
    a secret column."""

    column: str
    header: str | None
    field: str | None
    confidence: float
    samples: tuple[str, ...]
    is_secret: bool

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should be asked: mapped, but not surely."""
        return self.field is not None and self.confidence < SURE


@dataclass(frozen=True, slots=True)
class Row:
    """One row that describes an asset; `row` is counted as Excel shows it."""

    row: int
    values: Mapping[str, Value]
    extras: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that is no asset: blank, a total, a section title, a repeated header, a legend."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that should be an asset and cannot be read as one; `cells` are its texts, to be mended."""

    row: int
    problem: Problem
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet. Every row below the header (or of a table without one) is in exactly one of `rows`,
    `skipped` and `rejected`. `sheet` is None for text files. `client_hint` is a sheet's name or title that looks
    like a customer; `kind_hint` is the kind of device that sheet or file name tells, as text."""

    sheet: str | None
    verdict: Verdict
    reason: str
    header_row: int | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    skipped: tuple[SkippedRow, ...]
    rejected: tuple[RejectedRow, ...]
    problems: tuple[Problem, ...]
    client_hint: str | None
    kind_hint: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """All tables of one file, in order, and what is wrong with the file as a whole."""

    file_name: str
    content_sha256: str
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]
