"""A client's prices for models and specifications: as they are stored, and a person's change of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, select
from sqlmodel import Session

from planner.budget.model import SpecialPrice
from planner.records import SpecialPrice as SpecialPriceRecord
from planner.store.bulk import table_of

KINDS: Final = ("model", "spec")


def key_of(category: str, kind: str, text: str) -> str:
    """What names a special price: 'laptop/model/ThinkPad T14'."""
    return f"{category}/{kind}/{text}"


def keyed(prices: Iterable[SpecialPrice]) -> dict[str, SpecialPrice]:
    return {key_of(price.category, price.kind, price.text): price for price in prices}


def read_special_prices(session: Session, client_id: int) -> dict[str, SpecialPrice]:
    """The client's special prices by key."""
    table = table_of(SpecialPriceRecord)
    rows = session.execute(
        select(
            table.c.category, table.c.kind, table.c.text, table.c.hardware_minor, table.c.labour_minutes,
            table.c.priced_on,
        )
        .where(table.c.client_id == client_id)
        .order_by(table.c.category, table.c.kind, table.c.text)
    )  # fmt: skip
    return keyed(SpecialPrice(*row) for row in rows)


def write_special_prices(
    session: Session, client_id: int, before: Mapping[str, SpecialPrice], after: Mapping[str, SpecialPrice]
) -> None:
    """Makes the store hold `after` where it differs from `before`, inside the caller's transaction."""
    table = table_of(SpecialPriceRecord)
    for key in sorted(key for key in {*before, *after} if before.get(key) != after.get(key)):
        if (old := before.get(key)) is not None:
            session.execute(
                delete(table).where(
                    table.c.client_id == client_id, table.c.category == old.category, table.c.kind == old.kind,
                    table.c.text == old.text,
                )
            )  # fmt: skip
        if (new := after.get(key)) is not None:
            session.add(SpecialPriceRecord(client_id=client_id, **asdict(new)))


def special_price_of(told: Mapping[str, Any] | None) -> SpecialPrice | None:
    """A special price as the audit trail holds it."""
    return None if told is None else SpecialPrice(**{**told, "priced_on": date.fromisoformat(told["priced_on"])})
