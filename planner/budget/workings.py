"""What the budget's figures were worked out from, kept beside the finished roadmap.

A report that hands over live formulas needs the terms of each line, not its sum alone: prices and useful lives by
category, the expected failures behind an allowance, and the contracts and projects behind the recurring lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.budget.allowance import FailingUnits
from planner.budget.contracts import Contract
from planner.budget.model import BudgetLine, Price
from planner.budget.projects import Project
from planner.lifecycle.policy import Policy


@dataclass(frozen=True)
class Workings:
    """`prices`: category → the price that counts for it. `agreed`: the lines that bear tax but no contingency;
    `foreseen`: those of projects that bear both. `contracts` in whatever currency they were made."""

    policy: Policy
    prices: Mapping[str, Price]
    failing: tuple[FailingUnits, ...] = ()
    agreed: tuple[BudgetLine, ...] = ()
    foreseen: tuple[BudgetLine, ...] = ()
    contracts: tuple[Contract, ...] = ()
    projects: tuple[Project, ...] = ()
