"""What an import would do, before anything is written: each row's outcome and each device's old and new values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from planner.fields import CATEGORIES, FIELDS, money_column
from planner.intake.conflicts import Conflict, Source, disagreements
from planner.intake.fillers import names_match, normal_name
from planner.intake.identity import AssetIndex, Keys, keys_of_rows, raw_keys
from planner.intake.merge import asset_columns, data_age, merged_values
from planner.intake.sightings import Candidate
from planner.store.assets import ImportedRows
from planner.workbook_format import FILL_IN_ID

Outcome = Literal["added", "changed", "unchanged", "skipped", "rejected"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("added", "changed", "unchanged", "skipped", "rejected")
_COMPARED: Final = tuple(
    (name, money_column(name) if kind == "money" else name) for name, kind in FIELDS.items() if name != "client"
)


@dataclass(frozen=True)
class ClientState:
    """What the store knows of one client; `client_id` is None for one that the import would create."""

    client_id: int | None
    name: str
    currency: str
    assets: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    sightings: Mapping[int, list[ImportedRows]] = field(default_factory=dict)
    corrections: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    sources: Mapping[int, Source] = field(default_factory=dict)
    """import id → its source key and file name."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's value before and after, as the asset row holds them."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """How one data row of a sheet ends. `note` says what a person should know ('replaces the device …')."""

    file: str
    sheet: str | None
    row: int
    outcome: Outcome
    client: str | None = None
    device: str | None = None
    changes: tuple[FieldChange, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AssetDraft:
    """One device as the import would leave it; `asset_id` is None for a new one."""

    asset_id: int | None
    row_key: str | None
    columns: Mapping[str, Any]
    is_changed: bool
    rows: tuple[tuple[Candidate, Outcome], ...]


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """All devices of one client that the import touches."""

    state: ClientState
    assets: tuple[AssetDraft, ...]
    outcomes: tuple[RowOutcome, ...]
    replaced: Mapping[int, str] = field(default_factory=dict)
    """asset id → the label of a new device that bears its name with another serial number."""


def client_draft(state: ClientState, rows: Sequence[Candidate], as_of: date) -> ClientDraft:
    """Matches one client's candidates to its assets and merges them, in the order of the rows."""
    index = AssetIndex()
    for asset_id, columns in sorted(state.assets.items()):
        own = raw_keys(columns)
        index.add(asset_id, Keys(own.serial, own.tag, own.name, columns.get("row_key")))
    groups: dict[int, list[Candidate]] = {}
    keys_of: dict[int, Keys] = {}
    notes: dict[int, str] = {}
    replaced: dict[int, str] = {}
    for keys, candidate in zip(_keys(rows), rows, strict=True):
        ref = _told_id(state, candidate) or index.find(keys)
        if ref is None:
            ref = -1 - len(keys_of)
            keys_of[ref] = keys
            if old := index.replaced_by(keys):
                notes[ref] = _replacement_note(state, groups, old)
                if old > 0 and state.assets[old]["state"] == "active" and not state.assets[old]["is_retired"]:
                    replaced[old] = device_label({**candidate.values, "name": None})
        index.add(ref, keys)
        groups.setdefault(ref, []).append(candidate)
    drafts, outcomes = [], []
    for ref, members in groups.items():
        draft, said = _asset_draft(state, ref, keys_of.get(ref), members, as_of, notes.get(ref))
        drafts.append(draft)
        outcomes += said
    return ClientDraft(state, tuple(drafts), tuple(outcomes), replaced)


def _told_id(state: ClientState, candidate: Candidate) -> int | None:
    """The device that a row of our own fill-in sheet is about, where it is this client's."""
    told = candidate.extras.get(FILL_IN_ID, "")
    return int(told) if told.isdecimal() and int(told) in state.assets else None


def _keys(rows: Sequence[Candidate]) -> list[Keys]:
    """Keys are judged within one file: what is shared there identifies nothing."""
    keys: list[Keys] = []
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end].reading != rows[start].reading:
            keys += keys_of_rows(row.values for row in rows[start:end])
            start = end
    return keys


def _replacement_note(state: ClientState, groups: Mapping[int, list[Candidate]], replaced: int) -> str:
    old = state.assets[replaced] if replaced >= 0 else groups[replaced][0].values
    return f"Bears the name of {device_label(old)}, whose serial number differs: probably its replacement."


def _asset_draft(
    state: ClientState, ref: int, keys: Keys | None, members: list[Candidate], as_of: date, note: str | None
) -> tuple[AssetDraft, list[RowOutcome]]:
    """Merges a device's rows one after the other, so that each row's own effect shows."""
    before = state.assets.get(ref)
    stored = before if before is not None and before.get("state") == "active" else None
    steps = _steps(state, ref, stored, members, as_of)
    outcomes = []
    current = stored
    for member, columns in zip(members, steps, strict=True):
        changes = () if current is None or columns is current else field_changes(current, columns)
        outcome: Outcome = "added" if current is None else "changed" if changes else "unchanged"
        outcomes.append(
            RowOutcome(
                member.file, member.sheet, member.row, outcome, state.name, device_label(columns), changes,
                note if outcome == "added" else _renamed_note(member, members),
            )
        )  # fmt: skip
        current = columns
    draft = AssetDraft(
        asset_id=ref if ref >= 0 else None,
        row_key=before.get("row_key") if before is not None else (keys.row_key if keys else None),
        columns=steps[-1],
        is_changed=steps[-1] is not stored,
        rows=tuple((member, outcome.outcome) for member, outcome in zip(members, outcomes, strict=True)),
    )
    return draft, outcomes


def _renamed_note(member: Candidate, members: Sequence[Candidate]) -> str | None:
    """Two rows of one file with one serial number and two names: enrolled twice, or a serial number typed twice."""
    first = members[0]
    if member is first or member.reading != first.reading:
        return None
    one, other = str(first.values.get("name") or ""), str(member.values.get("name") or "")
    if not one or not other or names_match(normal_name(one), normal_name(other)):
        return None
    return f"Has the serial number of {one} (row {first.row}): taken for the same device under another name."


def _steps(
    state: ClientState, ref: int, stored: Mapping[str, Any] | None, members: list[Candidate], as_of: date
) -> list[Mapping[str, Any]]:
    """The device's columns after each of its rows; what is stored, as often, where all of them together change
    nothing."""
    history = state.sightings.get(ref, [])
    if stored is not None and history and len(members) == 1 and history[-1][2] == [dict(members[0].values)]:
        return [stored]
    corrections = state.corrections.get(ref, {})
    steps: list[Mapping[str, Any]] = [
        _merged([*history, *as_imports(members[:count], as_of)], corrections, state.currency)
        for count in range(1, len(members) + 1)
    ]
    if stored is not None and all(stored.get(name) == value for name, value in steps[-1].items()):
        return [stored] * len(members)
    return steps


def conflicts_of(draft: ClientDraft, own: Sequence[Source], as_of: date) -> list[Conflict]:
    """What the sources of each touched device disagree on; `own`: the source of each reading."""
    state = draft.state
    sources = {**state.sources, **{NEWEST + number: source for number, source in enumerate(own)}}
    found = []
    for asset in draft.assets:
        ref = asset.asset_id or 0
        imports = [*state.sightings.get(ref, []), *as_imports([row for row, _ in asset.rows], as_of)]
        for said in disagreements(imports, sources, state.corrections.get(ref, {})):
            device = device_label(asset.columns)
            found.append(Conflict(said.field, said.value, said.source, said.others, state.name, device))
    return found


def as_imports(members: Sequence[Candidate], as_of: date) -> list[ImportedRows]:
    """The rows as they will be stored: each file is an import of its own, later than all before it."""
    files: dict[int, list[Mapping[str, Any]]] = {}
    for member in members:
        files.setdefault(member.reading, []).append(member.values)
    return [(as_of, NEWEST + reading, rows) for reading, rows in sorted(files.items())]


_RECOGNISED: Final = ("category", "manufacturer", "model", "ownership")
"""What recognition normalises: a person's own word for these stands as it is."""
NEWEST: Final = 2**62
"""Stands for the id of an import that is being previewed: later than all others of its as-of date."""


def _merged(imports: Sequence[ImportedRows], corrections: Mapping[str, Any], currency: str) -> dict[str, Any]:
    ordered = sorted(imports, key=lambda item: data_age(*item))
    columns = asset_columns(merged_values([item[2] for item in ordered], corrections), currency)
    said = {name: value for name, value in corrections.items() if name in _RECOGNISED and value}
    if said.get("category", columns["category"]) not in CATEGORIES:
        del said["category"]
    return columns | said


def remerged(history: Sequence[ImportedRows], corrections: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """An asset's columns from what is stored alone: after an undo or a correction."""
    return _merged(history, corrections, currency)


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields whose stored values differ, in the order of `fields.FIELDS`."""
    return tuple(
        FieldChange(name, old.get(column), new.get(column))
        for name, column in _COMPARED
        if old.get(column) != new.get(column)
    )


def device_label(values: Mapping[str, Any]) -> str:
    """How a person recognises the device: its name, else model and serial number, else what kind it is."""
    parts = [values.get("manufacturer"), values.get("model"), values.get("serial_number") or values.get("asset_tag")]
    described = " ".join(str(part) for part in parts if part)
    return str(values.get("name") or described or values.get("category") or "a device")


def counts_of(outcomes: Iterable[RowOutcome]) -> dict[str, int]:
    """Rows read and how they ended: `read` is the sum of the five others (law 1)."""
    counts: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
    for outcome in outcomes:
        counts[outcome.outcome] += 1
    return {"read": sum(counts.values()), **counts}
