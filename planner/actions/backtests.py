"""Testing the failure model on a history of units: a file in, scores by as-of date out; nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from planner.errors import Problem
from planner.lifecycle.backtest import Backtest, Group, Scores, backtest
from planner.lifecycle.history import read_history

__all__ = ["Backtest", "Group", "Scores", "backtests_json", "run_backtest"]


def run_backtest(path: Path, dates: Sequence[date], horizon: int) -> tuple[tuple[Backtest, ...], tuple[Problem, ...]]:
    """One backtest for each as-of date, in their order, and a problem for each row that could not be used.

    Raises PlannerError where the file cannot be used, or nothing was under observation on one of the dates.
    """
    history, problems = read_history(path)
    return tuple(backtest(history, as_of, horizon) for as_of in sorted(set(dates))), problems


def backtests_json(tests: Sequence[Backtest]) -> list[dict[str, Any]]:
    """One object for each as-of date: the scores, the same of each baseline, and the details behind them."""
    return [
        {
            **asdict(test.scores),
            "baselines": {name: asdict(scores) for name, scores in test.baselines.items()},
            "withdrawn": test.withdrawn,
            "without_withdrawn": asdict(test.without_withdrawn),
            "quarters": [asdict(quarter) for quarter in test.quarters],
            "age_bands": [asdict(group) for group in test.age_bands],
            "calibration": [asdict(group) for group in test.calibration],
        }
        for test in tests
    ]
