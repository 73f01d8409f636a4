"""The reading measured on real sheets, where they lie beside the project."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

from planner.intake.reading import read_file
from planner.intake.report import inspect_report
from tests.intake.sheets import AS_OF
from tests.needs import needs

SHEETS = Path(__file__).parents[3] / "shared" / "sheets"


def test_real_sheets_are_read_right():
    needs((SHEETS / "score.py").exists(), "the folder of shared sheets")
    spec = importlib.util.spec_from_file_location("sheet_scorer", SHEETS / "score.py")
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    total: Counter[str] = Counter()
    for path in sorted(SHEETS.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        report = inspect_report(read_file(SHEETS / truth["file"], AS_OF), rows=True)
        result = scorer.score_file(truth, json.loads(json.dumps(report)), None, 0.0)
        total.update({key: result[key] for key in scorer.TALLIES})
    assert total["right"] >= 0.97 * total["true"]
    assert total["values"] >= 0.97 * total["values_of"]
    assert (total["verdicts"], total["headers"], total["counts"]) == (
        total["verdicts_of"], total["headers_of"], total["counts_of"],
    )  # fmt: skip
    assert total["invented"] == 0
