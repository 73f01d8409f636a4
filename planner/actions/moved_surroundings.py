"""What a client's figures rest on that is the installation's and does not move: rates of exchange, own tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from planner.actions.exchange_rates import read_rates
from planner.actions.stored_references import own_tables
from planner.budget.exchange import Exchange


def surroundings(session: Session, currencies: Collection[str]) -> dict[str, list[str]]:
    """The rates between these currencies in words, and 'table digest' of each own reference table."""
    return {
        "rates": [
            Exchange(rate, is_inverse=False).words
            for rate in read_rates(session)
            if {rate.from_currency, rate.to_currency} <= set(currencies)
        ],
        "tables": [
            f"{one.table} {sha256(f'{one.mode} {one.content}'.encode()).hexdigest()}" for one in own_tables(session)
        ],
    }


def currencies_of(rows: Mapping[str, list[dict[str, Any]]]) -> set[str]:
    """Those in which the client, his contracts and his invoices are."""
    return {str(row.get("currency")) for table in ("client", "contract", "invoice_line") for row in rows[table]}


def missing_here(told: Mapping[str, list[str]], here: Mapping[str, list[str]]) -> tuple[str, ...]:
    """What the figures rested on there and do not here, a sentence each."""
    notes = []
    if rates := sorted(set(told["rates"]) - set(here["rates"])):
        notes.append(f"Enter these rates of exchange; until then figures differ: {'; '.join(rates)}.")
    if tables := sorted({one.split(" ")[0] for one in set(told["tables"]) - set(here["tables"])}):
        notes.append(f"Own reference tables are not here, so that dates may differ: {', '.join(tables)}.")
    return tuple(notes)
