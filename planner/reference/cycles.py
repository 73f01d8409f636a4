"""The product cycles and what a text was found to be among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

EndState = Literal["dated", "ended", "none_announced"]
Support = Literal["dated", "ended", "none_announced", "unknown"]
"""`none_announced` is supported without an end told by its maker; `unknown` is that nothing is known of it."""

_NAME_IN_LABEL: Final = re.compile(r"[('](?P<name>[^)']+)[)']")


@dataclass(frozen=True, slots=True)
class Cycle:
    """One row of the product cycles. `security_ends_on` is the last day of security fixes, where `state` is 'dated'."""

    product: str
    edition: str
    cycle: str
    label: str
    build: str
    released_on: date | None
    support_ends_on: date | None
    security_ends_on: date | None
    extended_ends_on: date | None
    state: EndState


@dataclass(frozen=True, slots=True)
class OsMatch:
    """`product` is the table's name, `name` and `version` what a person reads: 'Windows 10', '22H2'.

    A long-term channel's version is its own name: 'Windows 10', 'Enterprise LTSC 2019'.
    """

    product: str
    name: str
    version: str | None
    edition: str
    cycle: Cycle | None

    @property
    def support(self) -> Support:
        return self.cycle.state if self.cycle else "unknown"

    @property
    def full_name(self) -> str:
        return f"{self.name} {self.version}" if self.version else self.name


class Cycles:
    """The product cycles, indexed: by product, cycle and edition; by build; by the name that a release goes by."""

    def __init__(self, rows: Iterable[Cycle]) -> None:
        self._rows: dict[tuple[str, str, str], Cycle] = {(row.product, row.cycle, row.edition): row for row in rows}
        self._of_product: dict[str, list[Cycle]] = {}
        self._of_build: dict[str, list[Cycle]] = {}
        self._majors: dict[tuple[str, str], set[str]] = {}
        self._names: dict[str, dict[str, str]] = {}
        for row in self._rows.values():
            self._of_product.setdefault(row.product, []).append(row)
            self._of_build.setdefault(row.build.removeprefix("10.0."), []).append(row)
            self._majors.setdefault((row.product, row.cycle.partition(".")[0]), set()).add(row.cycle)
            for name in _names_in(row.label):
                known = self._names.setdefault(row.product, {})
                known[name] = row.cycle if known.get(name, row.cycle) == row.cycle else ""

    def find(self, product: str, cycle: str, edition: str = "") -> Cycle | None:
        """The row of that edition, or the one that holds for every edition."""
        return self._rows.get((product, cycle, edition)) or self._rows.get((product, cycle, ""))

    def of_product(self, product: str) -> list[Cycle]:
        return self._of_product.get(product, [])

    def of_build(self, build: str) -> list[Cycle]:
        """The rows of every product that share a build: '17763' is Windows 10 1809 and Windows Server 2019."""
        return self._of_build.get(build, [])

    def only_of_major(self, product: str, major: str) -> Cycle | None:
        """The cycle that '8' must mean where the table has only 8.0; None where there are several, or none."""
        found = self._majors.get((product, major), set())
        return self.find(product, next(iter(found))) if len(found) == 1 else None

    def names(self, product: str) -> dict[str, str]:
        """What releases are called, in lower case ('bookworm', 'jammy'), → cycle, or '' where several share it."""
        return self._names.get(product, {})

    def has_newer(self, cycle: Cycle) -> bool:
        """Whether the table knows a later cycle of this product."""
        return any(
            row.released_on and cycle.released_on and row.released_on > cycle.released_on
            for row in self.of_product(cycle.product)
        )


def _names_in(label: str) -> tuple[str, ...]:
    """'22.04 'Jammy Jellyfish'' → 'jammy jellyfish' and 'jammy'; 'macOS 11 (Big Sur)' → 'big sur'."""
    found = _NAME_IN_LABEL.search(label)
    if not found or any(sign.isdigit() for sign in found["name"]):
        return ()
    name = found["name"].lower()
    return (name, name.split(" ", maxsplit=1)[0]) if "'" in label and " " in name else (name,)
