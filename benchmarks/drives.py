"""One row per drive → the history that `python -m planner backtest` reads.

    python -m benchmarks.drives SOURCE.csv TARGET.csv

SOURCE has the columns `drive_id, model, first_date, last_date, min_hours, failed`. Its clock is the power-on time:
it went into service as many hours before it was first seen as it had then run. Prints how many rows were written.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd


def convert(source: Path, target: Path) -> int:
    drives = pd.read_csv(source, parse_dates=["first_date", "last_date"])
    started = drives["first_date"] - pd.to_timedelta(drives["min_hours"] // 24, unit="D")
    history = pd.DataFrame({
        "unit": drives["drive_id"], "category": "drive", "model": drives["model"], "in_service_on": started.dt.date,
        "observed_from": drives["first_date"].dt.date, "observed_to": drives["last_date"].dt.date,
        "failed": drives["failed"],
    })  # fmt: skip
    history.to_csv(target, index=False)
    return len(history)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("python -m benchmarks.drives SOURCE.csv TARGET.csv")
    print(f"{convert(Path(sys.argv[1]), Path(sys.argv[2])):,} drives")
