"""A client's service tickets: the list of them, who imported what, and taking an import back."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from planner.actions.stored_posture import StoredTicket, read_tickets, restore_tickets, withdraw_tickets
from planner.actions.stored_rules import read_rules
from planner.actions.tickets_import import IMPORTED, TicketOutcome
from planner.actions.trail import TrailEntry, trail
from planner.errors import PlannerError
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

UNDONE: Final = "tickets.undo"


def client_tickets(store: Store, actor: Actor, client_id: int) -> tuple[StoredTicket, ...]:
    """All of a client's tickets by the day they were opened. Raises PlannerError where there is no such client."""
    with looking(store, actor) as session:
        read_rules(session, client_id)
        return read_tickets(session, client_id)


def ticket_history(store: Store, actor: Actor, client_id: int) -> tuple[TrailEntry, ...]:
    """Imports of tickets, and which of them were taken back; the newest first."""
    return trail(store, actor, client_id, (IMPORTED, UNDONE), UNDONE)


def undo_tickets(store: Store, actor: Actor, client_id: int, entry_id: int) -> TrailEntry:
    """Takes an import of tickets back: what it added goes, what it told anew stands as before. Raises PlannerError
    where there is no such import of this client, it was taken back before, or a later one told its tickets anew."""
    entry = next((one for one in ticket_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(f"There is no import of tickets {entry_id} to take back.", "Look at `tickets list`.")
    with acting(store, actor, UNDONE, client_id) as action:
        taken = entry.details["counts"]["added"] + entry.details["counts"]["changed"]
        if withdraw_tickets(action.session, client_id, entry.details["entry"], actor.acting_at) != taken:
            raise PlannerError("A later sheet told some of these tickets anew.", "Take that one back first.")
        restore_tickets(action.session, client_id, entry.details["replaced"])
        action.details.update(undoes=entry_id, file=entry.details["file"])
    return entry


def ticket_json(stored: StoredTicket) -> dict[str, Any]:
    """A ticket for programs."""
    ticket = stored.ticket
    return {
        "ticket_id": stored.ticket_id, "number": ticket.number, "opened_on": _iso(ticket.opened_on),
        "closed_on": _iso(ticket.closed_on), "subject": ticket.subject, "category": ticket.category,
        "priority": ticket.priority, "requester": ticket.requester, "device": ticket.device,
        "asset_id": ticket.asset_id, "minutes": ticket.minutes,
    }  # fmt: skip


def outcome_json(one: TicketOutcome) -> dict[str, Any]:
    """What becomes of one row, for programs."""
    ticket = one.row.ticket
    return {
        "where": one.row.where, "row": one.row.row, "outcome": one.outcome, "why": one.why,
        "number": ticket and ticket.number, "subject": ticket and ticket.subject,
        "asset_id": ticket and ticket.asset_id,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
