"""Readings and what the store knows → the whole difference, client by client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.errors import Problem
from planner.intake.conflicts import Conflict, source_key
from planner.intake.difference import ClientDraft, ClientState, RowOutcome, client_draft, conflicts_of, counts_of
from planner.intake.model import Reading, Table
from planner.intake.sightings import Candidate, ClientNames, by_client, candidates, names_no_device


@dataclass(frozen=True)
class Difference:
    """What an import would do. `rows`: one per data row of every asset table, in the files' order;
    `counts`: read, added, changed, unchanged, skipped, rejected."""

    rows: tuple[RowOutcome, ...]
    counts: dict[str, int]


@dataclass(frozen=True)
class Prepared:
    """Everything that applying needs. `homeless`: rows that name no client while none was given."""

    drafts: tuple[ClientDraft, ...]
    difference: Difference
    problems: tuple[Problem, ...]
    homeless: int
    conflicts: tuple[Conflict, ...]


_LICENCE: Final = "A licence, subscription or domain, not a device."

StateOf = Callable[[Sequence[tuple[str, str]]], Sequence[ClientState]]
"""From (name as written, currency for a new client) to each client's state, in the same order."""


def prepare(
    readings: Sequence[Reading], given_client: str | None, names: ClientNames, state_of: StateOf, as_of: date
) -> Prepared:
    """Matches and merges all rows of all readings."""
    found, faults = candidates(readings, given_client, names)
    rows = [row for row in found if not names_no_device(row)]
    no_devices = [row for row in found if names_no_device(row)]
    homeless = [row for row in rows if row.client is None]
    groups = [group for folded, group in by_client(rows) if folded is not None]
    states = state_of([(group[0].client or "", _currency(group)) for group in groups])
    drafts = tuple(client_draft(state, group, as_of) for state, group in zip(states, groups, strict=True))
    outcomes = [outcome for draft in drafts for outcome in draft.outcomes]
    outcomes += [_unplaced(row) for row in homeless]
    outcomes += [RowOutcome(row.file, row.sheet, row.row, "skipped", note=_LICENCE) for row in no_devices]
    outcomes += [outcome for reading in readings for table in reading.tables for outcome in _left_out(reading, table)]
    problems = [problem for reading in readings for problem in reading.problems]
    problems += [problem for reading in readings for table in reading.tables for problem in table.problems]
    ordered = sorted(outcomes, key=_place(readings))
    own = [(source_key(reading), reading.file_name) for reading in readings]
    conflicts = tuple(conflict for draft in drafts for conflict in conflicts_of(draft, own, as_of))
    difference = Difference(tuple(ordered), counts_of(ordered))
    return Prepared(drafts, difference, (*problems, *faults), len(homeless), conflicts)


def _currency(group: Sequence[Candidate]) -> str:
    counts = Counter(row.currency for row in group)
    return max(sorted(counts), key=counts.__getitem__)


def _unplaced(row: Candidate) -> RowOutcome:
    return RowOutcome(row.file, row.sheet, row.row, "rejected", note="The row names no client, and none was given.")


def _left_out(reading: Reading, table: Table) -> list[RowOutcome]:
    if table.verdict != "assets":
        return []
    skipped = [RowOutcome(reading.file_name, table.sheet, row.row, "skipped", note=row.why) for row in table.skipped]
    return skipped + [
        RowOutcome(reading.file_name, table.sheet, row.row, "rejected", note=str(row.problem.message))
        for row in table.rejected
    ]


def _place(readings: Sequence[Reading]) -> Callable[[RowOutcome], tuple[int, int, int]]:
    files = {reading.file_name: number for number, reading in enumerate(readings)}
    sheets = {
        (reading.file_name, table.sheet): number
        for reading in readings
        for number, table in reversed(list(enumerate(reading.tables)))
    }
    return lambda row: (files[row.file], sheets.get((row.file, row.sheet), 0), row.row)


def summary(readings: Sequence[Reading], prepared: Prepared) -> str:
    """'3 sheets, 214 assets of 2 clients, 6 columns kept as extras': what was understood, in one line."""
    tables = [table for reading in readings for table in reading.tables if table.verdict == "assets"]
    others = sum(table.verdict != "assets" for reading in readings for table in reading.tables)
    extras = sum(column.field is None and not column.is_secret for table in tables for column in table.columns)
    devices = sum(len(draft.assets) for draft in prepared.drafts) + prepared.homeless
    parts = [
        _counted(len(tables), "table"),
        f"{_counted(devices, 'asset')} of {_counted(len(prepared.drafts), 'client')}"
        if prepared.drafts
        else _counted(devices, "asset"),
    ]
    if extras:
        parts.append(f"{_counted(extras, 'column')} kept as extras")
    if others:
        parts.append(f"{_counted(others, 'table')} without assets left out")
    return ", ".join(parts)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
