"""Ids of one place → those of another: columns, keys that hold an id ('project:12'), and ids inside stored JSON.

A moved client's file has numbers of its own, 1 for the first row of a table, whatever the installation's ids are; so
two exports of the same client are the same, and reading a file can never point at another client's rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from planner.budget.frozen_plan import sha256_of
from planner.records import Baseline, DecisionRound, HeldInitiative, LevelledPlan, Project, PublishedRoadmap, Review
from planner.store.bulk import table_of

_KEYS: Final = (
    (re.compile(r"(project:)(\d+)()"), "project"),
    (re.compile(r"(held:)(\d+)()"), "held_initiative"),
    (re.compile(r"((?:licence|contract):)(\d+)(:\d{4})"), "contract"),
)
"""Keys of initiatives and proposals that hold an id, and of which table."""
Values = dict[str, Any]


class Ids:
    """`maps`: table → old id → new id."""

    def __init__(self, maps: Mapping[str, Mapping[int, int]]) -> None:
        self._maps = maps

    def of(self, table: str, old: int | None) -> int | None:
        """None where the row is not moved."""
        return None if old is None else self._maps.get(table, {}).get(old)

    def told(self, table: str, old: int) -> int:
        """As `of`, for what was frozen: what is not moved gets a number below 0, which nothing ever has."""
        return self._maps.get(table, {}).get(old, -abs(old))

    def key(self, key: str) -> str:
        """An initiative's or proposal's key."""
        for pattern, table in _KEYS:
            if found := pattern.fullmatch(key):
                return f"{found[1]}{self.told(table, int(found[2]))}{found[3]}"
        return key

    def asset(self, old: int) -> int:
        return self.told("asset", old)


def remapped(table: str, row: Values, ids: Ids) -> Values:
    """The row with the ids inside its texts mapped; its columns are the caller's."""
    change = _INSIDE.get(table)
    return {**row, **change(row, ids)} if change else row


def _depends_on(row: Values, ids: Ids) -> Values:
    return {"depends_on": json.dumps([ids.key(key) for key in json.loads(row["depends_on"])])}


def _project(row: Values, ids: Ids) -> Values:
    return {**_depends_on(row, ids), "source": None if row["source"] is None else ids.key(row["source"])}


def _levelled(row: Values, ids: Ids) -> Values:
    answer = json.loads(row["answer"])
    placed = {}
    for item, day in answer["placed"].items():
        asset, _, generation = item.partition(":")
        placed[f"{ids.asset(int(asset))}:{generation}"] = day
    moves = [{**move, "asset_id": ids.asset(move["asset_id"])} for move in answer.get("moves", ())]
    return {"answer": json.dumps({**answer, "placed": placed, "moves": moves})}


def _baseline(row: Values, ids: Ids) -> Values:
    """Its digest is made anew, unless it did not fit before: what was altered stays altered."""
    plan = json.loads(row["document"])
    plan["items"] = [{**item, "asset_id": ids.asset(item["asset_id"])} for item in plan["items"]]
    plan["fleet"] = sorted(ids.asset(asset) for asset in plan["fleet"])
    document = json.dumps(plan, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    was_whole = sha256_of(row["document"]) == row["sha256"]
    return {"document": document, "sha256": sha256_of(document) if was_whole else row["sha256"]}


def _review(row: Values, ids: Ids) -> Values:
    if not row["figures"]:
        return {}
    figures = json.loads(row["figures"])
    figures["assets"] = {str(ids.asset(int(asset))): units for asset, units in figures["assets"].items()}
    figures["initiatives"] = {ids.key(key): told for key, told in figures["initiatives"].items()}
    return {"figures": json.dumps(figures, sort_keys=True)}


def _published(row: Values, ids: Ids) -> Values:
    """The document itself stays as it was published, to the byte: see `moved_keys`."""
    profile = json.loads(row["profile"])
    profile["left_out"] = sorted(ids.key(key) for key in profile["left_out"])
    return {"profile": json.dumps(profile, sort_keys=True)}


def _line(row: Values, ids: Ids) -> Values:
    return {"line_key": ids.key(row["line_key"])}


def _round(row: Values, ids: Ids) -> Values:
    outcome = {ids.key(key): one for key, one in json.loads(row["outcome"]).items()}
    return {"outcome": json.dumps(outcome, sort_keys=True)}


_INSIDE: Final = {
    table_of(Project).name: _project, table_of(HeldInitiative).name: _depends_on,
    table_of(LevelledPlan).name: _levelled, table_of(Baseline).name: _baseline, table_of(Review).name: _review,
    table_of(PublishedRoadmap).name: _published, table_of(DecisionRound).name: _round, "decision": _line,
    "accepted_risk": _line, "procurement_step": _line,
}  # fmt: skip
