"""Clients by the names that sheets give them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session

from planner.records import Client, ClientAlias
from planner.records.names import folded_name
from planner.store.bulk import table_of


def client_names(session: Session) -> dict[str, tuple[int, str, str]]:
    """folded name or alias → (client id, name, currency)."""
    client, alias = table_of(Client), table_of(ClientAlias)
    own = session.execute(select(client.c.name, client.c.id, client.c.name, client.c.currency).order_by(client.c.id))
    also = session.execute(
        select(alias.c.folded, client.c.id, client.c.name, client.c.currency).join(
            client, client.c.id == alias.c.client_id
        )
    )
    names: dict[str, tuple[int, str, str]] = {}
    for folded, *found in [*also, *((folded_name(row[0]), *row[1:]) for row in own)]:
        names.setdefault(folded, (found[0], found[1], found[2]))
    return names


def named_client(session: Session, name_or_id: str | None) -> str | None:
    """The client's own name where an id was given and no client bears that name; else the name as it is."""
    if name_or_id is None or not name_or_id.isdecimal() or folded_name(name_or_id) in client_names(session):
        return name_or_id
    client = session.get(Client, int(name_or_id))
    return client.name if client else name_or_id


def create_clients(session: Session, named: Sequence[tuple[str, str]]) -> list[int]:
    """New clients of these (name, currency), in order; gives their ids. Prices that are defaults of another
    currency's size (labour rate, threshold) keep their amounts: the client's page shows them to be set."""
    rows = [Client(name=name, currency=currency, locale=LOCALES.get(currency, "en_US")) for name, currency in named]
    for row in rows:
        session.add(row)
        session.flush()
    return [row.id for row in rows if row.id is not None]


LOCALES = {"GBP": "en_GB", "EUR": "en_IE", "CAD": "en_CA", "AUD": "en_AU", "NZD": "en_NZ", "INR": "en_IN"}
