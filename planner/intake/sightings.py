"""Readings → candidates: each asset row with the client it belongs to, ready to be matched and merged."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.errors import PlannerError, Problem
from planner.intake.merge import MONEY_FIELDS, currency_code, minor_units
from planner.intake.model import Reading, Row, Table
from planner.records.names import folded_name

DEFAULT_CURRENCY: Final = "USD"
MOST_UNITS: Final = 100_000
_ARCHIVED: Final = frozenset(
    {"archived", "isarchived", "retired", "isretired", "decommissioned", "disposed", "deleted"}
)
_YES: Final = frozenset({"true", "yes", "y", "1", "x", "ja", "oui", "sí", "si", "sim", "wahr", "vrai"})
_NO_DEVICE: Final = re.compile(
    r"\b(software|saas|subscriptions?|licen[cs]es?|lizenz(en)?|abonnements?|licenci?as?|domains?|ssl certificates?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row that describes an asset. `client` is the name as the sheet or the person says it, or None."""

    reading: int
    file: str
    sheet: str | None
    row: int
    client: str | None
    currency: str
    values: Mapping[str, Any]
    extras: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ClientNames:
    """How client names in sheets are resolved: folded name → (client id, name, currency)."""

    known: Mapping[str, tuple[int, str, str]]

    def find(self, name: str) -> tuple[int, str, str] | None:
        return self.known.get(folded_name(name))


def candidates(
    readings: Sequence[Reading], given_client: str | None, names: ClientNames
) -> tuple[list[Candidate], list[Problem]]:
    """All asset rows of all readings, in order, and the amounts that no currency can hold."""
    placed = [
        (number, reading.file_name, table, row, _client_of(row, hint, given_client))
        for number, reading in enumerate(readings)
        for table, hint in _tables_with_hints(reading, given_client)
        for row in table.rows
    ]
    currencies = _currencies((client, row) for _, _, _, row, client in placed)
    tables = {id(table): table for reading in readings for table in reading.tables}
    archiving = {key for key, table in tables.items() if _status_says_archived(table)}
    exported = {key: exported_on_of(table.rows) for key, table in tables.items()}
    rows: list[Candidate] = []
    problems: list[Problem] = []
    for number, file, table, row, client in placed:
        found = names.find(client) if client else None
        currency = found[2] if found else currencies.get(client, DEFAULT_CURRENCY)
        values, faults = _settled(row, file, table.sheet, currency, exported[id(table)])
        if table.kind_hint:
            values.setdefault("category", table.kind_hint)
        if id(table) in archiving and "status" in values:
            values["status"] = "Archived" if str(values["status"]).casefold() in _YES else "In use"
        problems += faults
        rows.append(Candidate(number, file, table.sheet, row.row, client, currency, values, row.extras))
    return rows, problems


def _currencies(rows: Iterable[tuple[str | None, Row]]) -> dict[str | None, str]:
    """Each client's currency as its rows state it most often: what a new client is created with."""
    counts: dict[str | None, Counter[str]] = defaultdict(Counter)
    for client, row in rows:
        if stated := row.values.get("currency"):
            counts[client][currency_code(str(stated), DEFAULT_CURRENCY)] += 1
    return {client: max(sorted(counter), key=counter.__getitem__) for client, counter in counts.items()}


def _tables_with_hints(reading: Reading, given: str | None) -> list[tuple[Table, str | None]]:
    tables = [table for table in reading.tables if table.verdict == "assets"]
    return list(zip(tables, _used_hints(tables, given), strict=True))


def _used_hints(tables: Sequence[Table], given: str | None) -> list[str | None]:
    """A sheet's or title's hint counts where no client was given, or where a workbook has several: a single sheet's
    name must not outrank what the person said, and what is known by now must not change how a file is read."""
    distinct = {folded_name(table.client_hint) for table in tables if table.client_hint}
    return [table.client_hint if given is None or len(distinct) > 1 else None for table in tables]


def _client_of(row: Row, hint: str | None, given: str | None) -> str | None:
    stated = row.values.get("client")
    return str(stated).strip() if stated else (hint or given)


def exported_on_of(rows: Iterable[Row]) -> str | None:
    """When a tool made its export, as far as the rows show: the day of the newest last contact, ISO."""
    seen = [str(row.values["last_seen_on"])[:10] for row in rows if row.values.get("last_seen_on")]
    full = [text for text in seen if len(text) == 10]
    return max(full) if len(full) > 1 else None


def _settled(
    row: Row, file: str, sheet: str | None, currency: str, exported_on: str | None
) -> tuple[dict[str, Any], list[Problem]]:
    """The row's values as they are stored: plain JSON values, without amounts that no currency can hold."""
    values: dict[str, Any] = {
        name: (value if isinstance(value, int) else str(value))
        for name, value in row.values.items()
        if value is not None and name != "client"
    }
    faults = []
    for name in MONEY_FIELDS:
        if name in values:
            try:
                minor_units(values[name], currency_code(values.get("currency"), currency))
            except PlannerError as error:
                said = str(values.pop(name))
                faults.append(Problem(error.message, error.remedy, file, sheet, f"row {row.row}", said))
    if "quantity" in values and not 1 <= int(values["quantity"]) <= MOST_UNITS:
        said = str(values.pop("quantity"))
        remedy = f"Enter a number from 1 to {MOST_UNITS:,}; it counts as 1 until then."
        faults.append(Problem("A row stands for one device or more.", remedy, file, sheet, f"row {row.row}", said))
    if any(_flag(header) in _ARCHIVED and text.strip().casefold() in _YES for header, text in row.extras.items()):
        values["status"] = "Archived"
    if exported_on and "last_seen_on" in values:
        values["_exported_on"] = exported_on
    return values, faults


def _status_says_archived(table: Table) -> bool:
    """Whether the column that was taken for the status is one of yes and no: 'Archived', 'Retired'."""
    return any(column.field == "status" and _flag(column.header or "") in _ARCHIVED for column in table.columns)


def _flag(header: str) -> str:
    return re.sub(r"[\W_]", "", header).casefold()


def names_no_device(candidate: Candidate) -> bool:
    """Whether a row of an asset list is a licence or subscription: its stated kind says so, and it has no serial."""
    kind = str(candidate.values.get("category") or "")
    return bool(_NO_DEVICE.search(kind)) and "serial_number" not in candidate.values


def by_client(rows: Iterable[Candidate]) -> Iterator[tuple[str | None, list[Candidate]]]:
    """Candidates by client as written, each group in order of appearance."""
    groups: dict[str | None, list[Candidate]] = {}
    for row in rows:
        groups.setdefault(folded_name(row.client) if row.client else None, []).append(row)
    yield from groups.items()
