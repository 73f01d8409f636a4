"""What is typed into the grids of Posture → what is stored; rows that say nothing are none."""

from __future__ import annotations

from datetime import date

import pandas as pd

from planner.actions.goals import Goal
from planner.actions.posture import services
from web.posture_goals import goal_frame, read_goals_grid
from web.posture_grid import LEVELS, read_answers


def assessed() -> pd.DataFrame:
    keys = pd.Index(list(services()), name="key")
    return pd.DataFrame({"maturity": None, "evidence": None, "is_applicable": True, "suggested": "3 managed"}, keys)


def test_only_what_was_typed_is_an_answer() -> None:
    before, after = assessed(), assessed()
    assert read_answers(before, after) == {}
    after.loc["mfa", "maturity"], after.loc["mfa", "evidence"] = LEVELS[3], "All of them."
    after.loc["firewall", "is_applicable"] = False
    after.loc["backup", "suggested"] = "forged"
    assert read_answers(before, after) == {
        "mfa": {"maturity": 3, "evidence": "All of them."}, "firewall": {"is_applicable": False},
    }  # fmt: skip
    assert read_answers(after, before)["mfa"] == {"maturity": None, "evidence": None}


def test_a_level_that_is_none_counts_as_no_answer() -> None:
    after = assessed()
    after.loc["mfa", "maturity"] = "9 forged"
    assert read_answers(assessed(), after) == {"mfa": {"maturity": None}}


def test_goals_are_read_as_they_stand_changed_added_and_taken_out() -> None:
    goals = (Goal(4, "Insured", "The insurer asks", date(2027, 3, 31)), Goal(7, "Paperless", status="reached"))
    frame = goal_frame(goals)
    assert read_goals_grid(goals, frame) == goals
    changed = frame.copy()
    changed.loc[1, "status"] = "open"
    changed.loc[2] = ["Second office", None, pd.Timestamp("2027-06-30"), "open"]
    changed.loc[3] = [None, None, None, "open"]
    assert read_goals_grid(goals, changed) == (
        goals[0], Goal(7, "Paperless", status="open"), Goal(0, "Second office", "", date(2027, 6, 30)),
    )  # fmt: skip
    assert read_goals_grid(goals, frame.drop(index=0)) == goals[1:]
    assert read_goals_grid((), goal_frame(())) == ()
