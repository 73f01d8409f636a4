"""Invoice lines and frozen plans as they are stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.actions.invoice_rows import InvoiceDraft
from planner.budget.frozen_plan import FrozenPlan, from_document
from planner.errors import PlannerError
from planner.records import Baseline, InvoiceLine
from planner.sharing.people import Actor
from planner.store.bulk import insert_rows, table_of

_COLUMNS: Final = tuple(field.name for field in fields(InvoiceDraft) if field.name != "remark")
_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class StoredLine:
    """A line of an invoice that is stored, and the entry that added it."""

    line_id: int
    line: InvoiceDraft
    entry: str


def read_lines(session: Session, client_id: int) -> tuple[StoredLine, ...]:
    """All that were not taken back, by date."""
    table = table_of(InvoiceLine)
    columns = [table.c[name] for name in _COLUMNS]
    query = (
        select(table.c.id, table.c.entry, *columns)
        .where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None))
        .order_by(table.c.invoiced_on, table.c.id)
    )
    return tuple(StoredLine(row[0], InvoiceDraft(*row[2:]), row[1]) for row in session.execute(query))


def write_lines(session: Session, client_id: int, entry: str, lines: Sequence[InvoiceDraft]) -> None:
    """Adds lines inside the caller's transaction."""
    for start in range(0, len(lines), _AT_ONCE):
        rows = [
            {"client_id": client_id, "entry": entry, **{name: getattr(line, name) for name in _COLUMNS}}
            for line in lines[start : start + _AT_ONCE]
        ]
        insert_rows(session, InvoiceLine, rows)


def withdraw_lines(session: Session, client_id: int, entry: str, at: datetime) -> None:
    """Takes back what one entry added."""
    table = table_of(InvoiceLine)
    own = (table.c.client_id == client_id) & (table.c.entry == entry) & table.c.withdrawn_at.is_(None)
    session.execute(table.update().where(own).values(withdrawn_at=at))


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """A frozen plan by its facts, without its document."""

    baseline_id: int
    label: str
    as_of: date
    sha256: str
    actor: str
    made_at: datetime


def read_baselines(session: Session, client_id: int) -> tuple[BaselineRow, ...]:
    """Those that were not taken back, the first one first."""
    table = table_of(Baseline)
    columns = [table.c[name] for name in ("id", "label", "as_of", "sha256", "actor", "made_at")]
    chosen = select(*columns).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None))
    rows: Any = session.execute(chosen.order_by(table.c.as_of, table.c.id))
    return tuple(BaselineRow(*row) for row in rows)


def add_baseline(session: Session, actor: Actor, client_id: int, label: str, as_of: date, told: tuple[str, str]) -> int:
    """Stores a frozen plan; `told` is its document and its hash. Gives its id."""
    record = Baseline(
        client_id=client_id, label=label, as_of=as_of, document=told[0], sha256=told[1], actor=actor.name,
        made_at=actor.acting_at,
    )  # fmt: skip
    session.add(record)
    session.flush()
    return record.id or 0


def read_plan(session: Session, client_id: int, baseline_id: int) -> FrozenPlan:
    """A frozen plan of the client. Raises PlannerError where there is none with this id, or it was altered."""
    record = session.get(Baseline, baseline_id)
    if record is None or record.client_id != client_id or record.withdrawn_at is not None:
        raise PlannerError(
            f"There is no frozen plan {baseline_id} of this client.", "Look at the list of frozen plans."
        )
    return from_document(record.document, record.sha256)


def withdraw_baseline(session: Session, client_id: int, baseline_id: int, at: datetime) -> None:
    table = table_of(Baseline)
    session.execute(
        table.update().where(table.c.id == baseline_id, table.c.client_id == client_id).values(withdrawn_at=at)
    )
