"""What a cell of a template can be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Amount:
    """Money of the roadmap's currency, in minor units."""

    minor: int


Value = str | int | date | Amount | None
"""None leaves the cell empty, with its format."""


def amount(minor: int | None) -> Amount | None:
    return None if minor is None else Amount(minor)
