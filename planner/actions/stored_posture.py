"""A client's assessments, its own terms for the services, its goals and its tickets, as they are stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, select
from sqlmodel import Session

from planner.records import Assessment as AssessmentRecord
from planner.records import AssessmentAnswer, Client, ServiceTerm
from planner.records import Ticket as TicketRecord
from planner.roadmap.posture import Answer, Assessment
from planner.roadmap.posture_tickets import Ticket
from planner.roadmap.proposals_posture import PostureFacts
from planner.sharing.people import Actor
from planner.store.bulk import chunks, insert_rows, table_of

_TICKET: Final = tuple(field.name for field in fields(Ticket))
_AT_ONCE: Final = 10_000


def read_assessments(session: Session, client_id: int, as_of: date) -> tuple[Assessment, ...]:
    """Those up to and with that day which were not taken back, the oldest first."""
    table, answer = table_of(AssessmentRecord), table_of(AssessmentAnswer)
    own = (table.c.client_id == client_id) & table.c.withdrawn_at.is_(None) & (table.c.as_of <= as_of)
    answers: dict[int, dict[str, Answer]] = defaultdict(dict)
    joined = select(answer).join(table, table.c.id == answer.c.assessment_id).where(own)
    for row in session.execute(joined.order_by(answer.c.id)).mappings():
        told = Answer(row["maturity"], row["is_applicable"], row["evidence"])
        answers[row["assessment_id"]][row["service"]] = told
    rows = session.execute(select(table).where(own).order_by(table.c.as_of, table.c.id)).mappings()
    return tuple(Assessment(row["id"], row["as_of"], row["label"], answers[row["id"]]) for row in rows)


def write_assessment(
    session: Session, actor: Actor, client_id: int, as_of: date, label: str, answers: Mapping[str, Answer]
) -> int:
    """A new assessment inside the caller's transaction; gives its id."""
    record = AssessmentRecord(
        client_id=client_id, as_of=as_of, label=label, actor=actor.name, made_at=actor.acting_at
    )  # fmt: skip
    session.add(record)
    session.flush()
    assessment_id = int(record.id or 0)
    session.add_all(
        AssessmentAnswer(
            assessment_id=assessment_id, service=service, maturity=answer.maturity,
            is_applicable=answer.is_applicable, evidence=answer.evidence,
        )
        for service, answer in answers.items()
    )  # fmt: skip
    session.flush()
    return assessment_id


def is_assessment_there(session: Session, client_id: int, assessment_id: int) -> bool:
    """Whether the client has it and it was not taken back."""
    record = session.get(AssessmentRecord, assessment_id)
    return record is not None and record.client_id == client_id and record.withdrawn_at is None


def withdraw_assessment(session: Session, assessment_id: int, at: datetime) -> None:
    session.get_one(AssessmentRecord, assessment_id).withdrawn_at = at
    session.flush()


@dataclass(frozen=True, slots=True)
class Term:
    """A client's own weight of a service, and its price per user and month in minor units; None keeps the table's."""

    weight: int | None = None
    per_user_month_minor: int | None = None


def read_terms(session: Session, client_id: int) -> dict[str, Term]:
    """Service key → the client's own term."""
    table = table_of(ServiceTerm)
    rows = session.execute(select(table).where(table.c.client_id == client_id).order_by(table.c.service)).mappings()
    return {row["service"]: Term(row["weight"], row["per_user_month_minor"]) for row in rows}


def read_posture_facts(session: Session, client_id: int) -> PostureFacts:
    """What proposals are made of: every assessment, own weights and prices, and the users that were entered."""
    terms = read_terms(session, client_id)
    return PostureFacts(
        read_assessments(session, client_id, date.max),
        {key: term.weight for key, term in terms.items() if term.weight is not None},
        {key: term.per_user_month_minor for key, term in terms.items() if term.per_user_month_minor is not None},
        session.get_one(Client, client_id).users,
    )


def write_term(session: Session, client_id: int, service: str, term: Term) -> None:
    """Puts the term in the place of what was there; an empty one leaves none."""
    table = table_of(ServiceTerm)
    session.execute(delete(table).where(table.c.client_id == client_id, table.c.service == service))
    if term != Term():
        session.add(
            ServiceTerm(
                client_id=client_id, service=service, weight=term.weight,
                per_user_month_minor=term.per_user_month_minor,
            )
        )  # fmt: skip
    session.flush()


@dataclass(frozen=True, slots=True)
class StoredTicket:
    """A ticket that is stored, and the entry that added it."""

    ticket_id: int
    ticket: Ticket
    entry: str


def read_tickets(session: Session, client_id: int) -> tuple[StoredTicket, ...]:
    """All that were not taken back, by the day they were opened."""
    table = table_of(TicketRecord)
    columns = [table.c[name] for name in _TICKET]
    chosen = select(table.c.id, table.c.entry, *columns).where(
        table.c.client_id == client_id, table.c.withdrawn_at.is_(None)
    )
    rows = session.execute(chosen.order_by(table.c.opened_on, table.c.id))
    return tuple(StoredTicket(row[0], Ticket(*row[2:]), row[1]) for row in rows)


def write_tickets(session: Session, client_id: int, entry: str, tickets: Sequence[tuple[Ticket, str]]) -> None:
    """Adds tickets, each with the place it was read from, inside the caller's transaction."""
    for start in range(0, len(tickets), _AT_ONCE):
        rows = [
            {"client_id": client_id, "entry": entry, "source": source}
            | {name: getattr(ticket, name) for name in _TICKET}
            for ticket, source in tickets[start : start + _AT_ONCE]
        ]
        insert_rows(session, TicketRecord, rows)


def withdraw_tickets(session: Session, client_id: int, entry: str, at: datetime) -> int:
    """Takes back what one entry added and still stands; gives how many tickets that were."""
    table = table_of(TicketRecord)
    own = (table.c.client_id == client_id) & (table.c.entry == entry) & table.c.withdrawn_at.is_(None)
    return int(session.connection().execute(table.update().where(own).values(withdrawn_at=at)).rowcount)


def withdraw_ticket_ids(session: Session, client_id: int, ticket_ids: Sequence[int], at: datetime) -> None:
    """Takes these tickets back: a newer sheet tells them anew."""
    _set_withdrawn(session, client_id, ticket_ids, at)


def restore_tickets(session: Session, client_id: int, ticket_ids: Sequence[int]) -> None:
    """Brings back tickets that were taken back."""
    _set_withdrawn(session, client_id, ticket_ids, None)


def _set_withdrawn(session: Session, client_id: int, ticket_ids: Sequence[int], at: datetime | None) -> None:
    table = table_of(TicketRecord)
    for piece in chunks(ticket_ids):
        own = (table.c.client_id == client_id) & table.c.id.in_(piece)
        session.execute(table.update().where(own).values(withdrawn_at=at))
