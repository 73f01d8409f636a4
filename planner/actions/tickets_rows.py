"""One row of a sheet of tickets → the ticket, matched to a device, or why it is none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from planner.actions import contract_cells as cells_of
from planner.actions.tickets_headers import Unit
from planner.errors import PlannerError
from planner.intake.amounts import DecimalMark, amount_of
from planner.intake.dates import Order
from planner.intake.grid import Cell, text_of
from planner.records.names import folded_name
from planner.roadmap.posture_tickets import Ticket

_YEARS: Final = range(1990, 2100)
_LIMITS: Final = {"number": 100, "category": 100, "priority": 40, "requester": 200, "device": 200}
_LONGEST_SUBJECT: Final = 1_000
_MOST_MINUTES: Final = 60 * 24 * 366
_CLOCK: Final = re.compile(r"(\d{1,4}):(\d{2})(?::\d{2})?")
_PARTS: Final = re.compile(
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|std|stunden?)\b\.?)?\s*"
    r"(?:(\d+(?:[.,]\d+)?)\s*(?:m|mins?|minutes?|minuten)\b\.?)?",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[\w-]{4,}")


class DeviceNames:
    """The client's devices by name, serial number and asset tag; a name that two devices bear matches neither."""

    def __init__(self, assets: Sequence[Mapping[str, Any]]) -> None:
        owners: dict[str, set[int]] = {}
        for asset in assets:
            for field in ("name", "serial_number", "asset_tag"):
                if asset[field]:
                    owners.setdefault(asset[field].strip().casefold(), set()).add(asset["asset_id"])
        self._by_name = {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}

    def find(self, device: str, subject: str) -> int | None:
        """The device that the cell names, whole or by one of its words; without one, that which the subject names by a
        word with a digit in it."""
        if device:
            words = (device, *_WORD.findall(device))
        else:
            words = tuple(word for word in _WORD.findall(subject) if any(mark.isdigit() for mark in word))
        found = {self._by_name[name] for word in words if (name := word.strip().casefold()) in self._by_name}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Rules:
    """How ambiguous cells are read: `names` are the client's, folded; `unit` is that of the header of times."""

    names: frozenset[str]
    order: Order
    mark: DecimalMark
    unit: Unit | None
    devices: DeviceNames


class TicketReader:
    """Reads the rows of one table. `fields`: field → column."""

    def __init__(self, fields: Mapping[str, int], rules: Rules) -> None:
        self._fields, self._rules = fields, rules

    def read(self, row: Sequence[Cell]) -> tuple[Ticket | None, str]:
        """The ticket, or why the row is skipped. Raises PlannerError where a cell cannot be read."""
        cells = {name: row[at] for name, at in self._fields.items() if not cells_of.is_nothing(text_of(row[at]))}
        if (client := text_of(cells.get("client", ""))) and folded_name(client) not in self._rules.names:
            return None, f"It is {client}'s. If that is this client, add it as another name of his."
        if "subject" not in cells and "number" not in cells:
            return None, "It has neither a number nor a subject."
        if "opened_on" not in cells:
            raise PlannerError("It has no date.", "Add the day it was opened in a column 'Opened'.")
        opened = self._day(cells["opened_on"])
        closed = self._day(cells["closed_on"]) if "closed_on" in cells else None
        if closed is not None and closed < opened:
            raise PlannerError(f"It was closed on {closed}, before it was opened on {opened}.", "Mend one of the two.")
        texts = {name: text_of(cells[name])[:most] if name in cells else None for name, most in _LIMITS.items()}
        subject = " ".join(text_of(cells.get("subject", "")).split())[:_LONGEST_SUBJECT]
        minutes = self._minutes(cells["minutes"]) if "minutes" in cells else None
        asset_id = self._rules.devices.find(texts["device"] or "", subject)
        return Ticket(opened, closed, subject=subject, asset_id=asset_id, minutes=minutes, **texts), ""

    def _day(self, cell: Cell) -> date:
        day = cells_of.day_of(cell, self._rules.order, "first")
        if day.year not in _YEARS:
            raise PlannerError(f"'{day}' is no date of a ticket.", "Write it as 2026-05-31.")
        return day

    def _minutes(self, cell: Cell) -> int:
        """Minutes, half up: a clock time is hours and minutes; a bare number has the header's unit, without one minutes
        where it is whole and hours where it is not."""
        found = _told_minutes(cell)
        if found is None:
            number = amount_of(text_of(cell), self._rules.mark)
            if number is None:
                raise PlannerError(f"'{text_of(cell)}' is no time.", "Write minutes as 45, or hours as 1:30.")
            unit = self._rules.unit or ("minutes" if number == round(number) else "hours")
            found = float(number) * (60 if unit == "hours" else 1)
        if not 0 <= found <= _MOST_MINUTES:
            raise PlannerError(f"'{text_of(cell)}' is no time spent on a ticket.", "Check it.")
        return int(found + 0.5)


def _told_minutes(cell: Cell) -> float | None:
    """Minutes of a cell that says by itself what it is: a time, '1:30', '1 h 30 min'; None for any other."""
    if isinstance(cell, timedelta):
        return cell.total_seconds() / 60
    if isinstance(cell, datetime | time):
        return cell.hour * 60.0 + cell.minute
    text = text_of(cell)
    if clock := _CLOCK.fullmatch(text):
        return int(clock[1]) * 60.0 + int(clock[2])
    parts = _PARTS.fullmatch(text)
    if parts is None or not (parts[1] or parts[2]):
        return None
    hours, minutes = (float((part or "0").replace(",", ".")) for part in parts.groups())
    return hours * 60 + minutes
