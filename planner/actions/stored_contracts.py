"""A client's contracts as they are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.budget.contracts import Contract
from planner.records import Contract as ContractRecord
from planner.sharing.people import Actor
from planner.store.bulk import table_of

COLUMNS: Final = tuple(field.name for field in fields(Contract) if field.name != "contract_id")
"""The stored columns of a contract's own values."""
_DAYS: Final = ("starts_on", "ends_on", "ended_on")


def read_contracts(session: Session, client_id: int) -> tuple[Contract, ...]:
    """All of the client's contracts, ended ones too, by name; without those whose adding was taken back."""
    table = table_of(ContractRecord)
    rows = session.execute(
        select(table).where(table.c.client_id == client_id, table.c.withdrawn_at.is_(None)).order_by(table.c.id)
    ).mappings()
    found = [Contract(row["id"], **{name: row[name] for name in COLUMNS}) for row in rows]
    return tuple(sorted(found, key=lambda contract: (contract.label.casefold(), contract.contract_id)))


def values_of(contract: Contract) -> dict[str, Any]:
    """Its columns as plain JSON values, for the store's audit trail."""
    values = {name: getattr(contract, name) for name in COLUMNS}
    return values | {name: values[name] and values[name].isoformat() for name in _DAYS}


def contract_of(contract_id: int, values: Mapping[str, Any]) -> Contract:
    """The reverse of `values_of`."""
    days = {name: date.fromisoformat(values[name]) if values[name] else None for name in _DAYS}
    return Contract(contract_id, **{name: values[name] for name in COLUMNS} | days)


def write_contracts(
    session: Session, actor: Actor, client_id: int, pairs: Sequence[tuple[Contract | None, Contract | None]]
) -> list[int]:
    """Writes (before, after) inside the caller's transaction and gives the ids in order. Without an after it is
    withdrawn; one with an id and no before is there again; one without an id is new."""
    written = []
    for before, after in pairs:
        known = next(one.contract_id for one in (before, after) if one)
        values = {name: getattr(after, name) for name in COLUMNS} if after else {}
        if known:
            record = session.get_one(ContractRecord, known)
            record.withdrawn_at = None if after else actor.acting_at
            record.sqlmodel_update(values)
        else:
            record = ContractRecord(client_id=client_id, **values)
        session.add(record)
        session.flush()
        written.append(record.id or 0)
    return written
