"""Writes docs/tables.md from the tables' declarations: `.venv/bin/python docs/tables.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from planner.reports.tables import documentation  # noqa: E402

(ROOT / "docs" / "tables.md").write_text(documentation(), encoding="utf-8")
