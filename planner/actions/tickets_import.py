"""A sheet of tickets: what it would add or change, and applying it. A ticket that is stored already stays one."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final, Literal

from planner.actions.stored_posture import StoredTicket, read_tickets, withdraw_ticket_ids, write_tickets
from planner.actions.stored_rules import read_rules
from planner.actions.tickets_rows import DeviceNames
from planner.actions.tickets_sheet import TicketFile, TicketRow, read_ticket_file
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.frames import to_records
from planner.roadmap.posture_tickets import Ticket
from planner.sharing.audit import acting, data_version, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame
from planner.store.bulk import collector_paused
from planner.store.clients import client_names

IMPORTED: Final = "tickets.import"
Outcome = Literal["added", "changed", "unchanged", "skipped", "rejected"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("added", "changed", "unchanged", "skipped", "rejected")


@dataclass(frozen=True, slots=True)
class TicketOutcome:
    """What becomes of one row; `why` says it of a skipped or rejected one, and what differs of a changed one.
    `replaces`: the stored ticket that it tells anew, 0 where none."""

    row: TicketRow
    outcome: Outcome
    why: str
    replaces: int = 0


@dataclass(frozen=True)
class TicketPreview:
    """`rows` are all rows that were read."""

    client_id: int
    read: TicketFile
    rows: tuple[TicketOutcome, ...]
    sha256: str

    @property
    def counts(self) -> dict[str, int]:
        """Rows read and, adding up to them, rows by outcome."""
        by_outcome = Counter(row.outcome for row in self.rows)
        return {"read": len(self.rows), **{outcome: by_outcome[outcome] for outcome in OUTCOMES}}

    @property
    def is_empty(self) -> bool:
        return not (self.counts["added"] or self.counts["changed"])

    @property
    def matched(self) -> int:
        """How many of the tickets are about a device of this client."""
        return sum(row.row.ticket is not None and row.row.ticket.asset_id is not None for row in self.rows)


def preview_tickets(store: Store, actor: Actor, client_id: int, upload: Upload) -> TicketPreview:
    """What the sheet would add. Stores nothing. Raises PlannerError where there is no such client, the file cannot be
    read, or no table of it lists tickets."""
    with looking(store, actor) as session:
        rules = read_rules(session, client_id)
        names = frozenset(name for name, (owner, _, _) in client_names(session).items() if owner == client_id)
        stored = read_tickets(session, client_id)
        assets = asset_frame(session, client_id)
    devices = DeviceNames(to_records(assets[["asset_id", "name", "serial_number", "asset_tag"]]))
    with collector_paused():
        read = read_ticket_file(upload, names, str(rules.client["locale"]), devices)
        rows = _compared(read.rows, stored)
    return TicketPreview(client_id, read, rows, hashlib.sha256(upload.data).hexdigest())


def apply_tickets(store: Store, actor: Actor, preview: TicketPreview) -> dict[str, int]:
    """Stores what the preview shows, and gives its counts. Raises PlannerError where tickets were stored or taken back
    since, or nothing would be added or changed; then nothing is."""
    if preview.is_empty:
        raise PlannerError("Nothing of this sheet is new.", "Drop a sheet with further tickets.")
    with collector_paused(), acting(store, actor, IMPORTED, preview.client_id) as action:
        if _compared(preview.read.rows, read_tickets(action.session, preview.client_id)) != preview.rows:
            raise PlannerError("The tickets were changed since this sheet was read.", "Drop the sheet again.")
        told = (preview.client_id, data_version(action.session), actor.name, actor.acting_at, preview.sha256)
        entry = hashlib.sha256(repr(told).encode()).hexdigest()
        taken = [one for one in preview.rows if one.outcome in ("added", "changed")]
        replaced = sorted(one.replaces for one in taken if one.replaces)
        withdraw_ticket_ids(action.session, preview.client_id, replaced, actor.acting_at)
        new = [(one.row.ticket, f"{one.row.where}, row {one.row.row}") for one in taken if one.row.ticket is not None]
        write_tickets(action.session, preview.client_id, entry, new)
        action.details.update(
            entry=entry, replaced=replaced, file=preview.read.file_name, sha256=preview.sha256, counts=preview.counts
        )
    return preview.counts


def _compared(rows: Sequence[TicketRow], stored: Sequence[StoredTicket]) -> tuple[TicketOutcome, ...]:
    """A ticket with a number is known by it; one without by all that it says."""
    there: dict[object, list[StoredTicket]] = defaultdict(list)
    for one in stored:
        there[_identity(one.ticket)].append(one)
    seen: Counter[object] = Counter()
    found = []
    for row in rows:
        if row.ticket is None:
            found.append(TicketOutcome(row, "rejected" if row.problem else "skipped", row.why))
            continue
        identity = _identity(row.ticket)
        at, known = seen[identity], there[identity]
        seen[identity] += 1
        if row.ticket.number and at:
            found.append(TicketOutcome(row, "skipped", f"Ticket {row.ticket.number} stands above."))
        elif at >= len(known):
            found.append(TicketOutcome(row, "added", ""))
        else:
            changed = _differences(known[at].ticket, row.ticket)
            found.append(TicketOutcome(row, "changed" if changed else "unchanged", changed,
                                       known[at].ticket_id if changed else 0))  # fmt: skip
    return tuple(found)


def _identity(ticket: Ticket) -> object:
    return ticket.number or (ticket.opened_on, ticket.subject, ticket.requester, ticket.device)


def _differences(before: Ticket, after: Ticket) -> str:
    names = [field.name for field in fields(Ticket) if getattr(before, field.name) != getattr(after, field.name)]
    return ", ".join("device" if name == "asset_id" else name.replace("_on", "") for name in dict.fromkeys(names))
