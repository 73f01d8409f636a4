"""What is wrong with a change that a person gives, gathered: all of it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from planner.errors import PlannerError, Problem
from planner.fields import CATEGORY_LABELS

_Value = TypeVar("_Value")


class Faults:
    """What is wrong, in the order in which it was found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, where: str, message: str, remedy: str) -> None:
        self.found.append(Problem(f"{where}: {message}", remedy))

    def is_known(self, category: str) -> bool:
        """Whether there is such a category; noted where there is none."""
        if category not in CATEGORY_LABELS:
            self.add(category, "There is no such category.", f"Choose one of: {', '.join(CATEGORY_LABELS)}.")
        return category in CATEGORY_LABELS

    def check_names(self, where: str, given: Collection[str], known: Collection[str]) -> None:
        """Notes each name that is none of the known ones."""
        for name in sorted(set(given) - set(known)):
            self.add(where, f"There is no rule '{name}'.", f"Choose one of: {', '.join(known)}.")

    def tried(self, where: str, make: Callable[..., _Value], *given: Any) -> _Value | None:
        """What `make` makes of it; None, and the fault noted, where it refuses."""
        try:
            return make(*given)
        except PlannerError as error:
            self.add(where, error.message, error.remedy)
            return None
