"""What a roadmap tells of the state of a fleet: how many units are past which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pandas as pd

from planner.frames import to_records
from planner.roadmap.model import Roadmap

NETWORK: Final = frozenset({"switch", "router", "access_point", "firewall"})
CORE: Final = NETWORK | {"server", "storage", "backup_appliance"}
_COLUMNS: Final = [
    "quantity", "category", "lifecycle_status", "limit_on", "os_product", "os_support_ends_on", "maker_support_ends_on",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole` units."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """0 where there is nothing to share."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def text(self) -> str:
        """'12 of 96 (13 %)'."""
        return f"{self.part:,} of {self.whole:,} ({self.value:.0%})".replace("%", " %")


@dataclass(frozen=True)
class Fleet:
    """The devices of one roadmap, counted in units."""

    roadmap: Roadmap

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        return to_records(self.roadmap.schedule[_COLUMNS])

    @property
    def overdue(self) -> Share:
        """Units that are overdue, of those whose state is known."""
        known = [row for row in self.rows if row["lifecycle_status"] != "unknown"]
        return Share(_units(row for row in known if row["lifecycle_status"] == "overdue"), _units(known))

    @property
    def past_limit(self) -> Share:
        """Units past their limit age, of those that have one."""
        return self._past("limit_on")

    @property
    def systems_out(self) -> Share:
        """Units whose system gets no security updates any more, of those whose system is known."""
        past = self._past("os_support_ends_on").part
        return Share(past, _units(row for row in self.rows if row["os_product"] or row["os_support_ends_on"]))

    @property
    def maker_out(self) -> Share:
        """Core units (server room and network) past their maker's support, of those whose end of it is known."""
        return self._past("maker_support_ends_on", CORE)

    @cached_property
    def people(self) -> int:
        """How many people devices are assigned to."""
        return people(self.roadmap.schedule["assigned_to"])

    def standing(self, category: str) -> Share:
        """Units of a category that are neither overdue nor past their maker's support, of all of it."""
        own = [row for row in self.rows if row["category"] == category]
        return Share(_units(row for row in own if self._stands(row)), _units(own))

    def count(self, categories: frozenset[str]) -> int:
        return _units(row for row in self.rows if row["category"] in categories)

    def _stands(self, row: Mapping[str, Any]) -> bool:
        end = row["maker_support_ends_on"]
        return row["lifecycle_status"] != "overdue" and (end is None or end >= self.roadmap.as_of)

    def _past(self, column: str, categories: frozenset[str] | None = None) -> Share:
        known = [
            row for row in self.rows
            if row[column] is not None and (categories is None or row["category"] in categories)
        ]  # fmt: skip
        return Share(_units(row for row in known if row[column] < self.roadmap.as_of), _units(known))


def people(assigned_to: pd.Series[str]) -> int:
    """How many people these are; a network's name before a login makes no other person."""
    logins = (said.rpartition("\\")[2].strip().casefold() for said in assigned_to.dropna().unique().tolist())
    return len(set(logins) - {""})


def _units(rows: Any) -> int:
    return sum(row["quantity"] for row in rows)
