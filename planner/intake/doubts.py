"""What a table leaves open although its columns are understood: dates that both orders of day and month can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from planner.errors import Problem
from planner.intake.assign import Match
from planner.intake.dates import order_votes
from planner.intake.grid import text_of
from planner.intake.roles import Roles
from planner.intake.rows import ColumnData, RowContext

_ASKED: Final = 0.6
"""A confidence below `model.SURE`: a person is asked."""


def with_doubts(
    matches: Sequence[Match], headers: Sequence[str], doubted: AbstractSet[str], confirmed: Mapping[str, str | None]
) -> list[Match]:
    """The matches, those of doubted fields so unsure that a person is asked; what a person confirmed stays sure."""
    return [
        replace(match, confidence=min(match.confidence, _ASKED))
        if match.field in doubted and header not in confirmed
        else match
        for match, header in zip(matches, headers, strict=True)
    ]


def order_problem(column: ColumnData, roles: Roles, context: RowContext) -> Problem:
    """Says at the column's first date of two readings which was assumed."""
    position, text = next(
        (at, text_of(cell)) for at, cell in enumerate(column.cells) if isinstance(cell, str) and order_votes([cell])[2]
    )
    return Problem(
        "Nothing on this sheet tells whether the day or the month comes first in this column's dates; "
        "they were read month first.",
        "If the day comes first, write these dates as 2025-04-03, or as real dates in Excel, and import again.",
        context.file,
        context.sheet,
        f"{column.letter}{roles.data[position] + 1}",
        text[:200],
    )
