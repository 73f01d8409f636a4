"""The installation's rates of exchange: entered by people, dated, with where they are from. Nothing is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session

from planner.budget.exchange import Rate
from planner.errors import PlannerError
from planner.money import check_currency
from planner.records import ExchangeRate
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

SET: Final = "rate.set"
REMOVED: Final = "rate.remove"
_LEAST, _MOST = Decimal("0.000001"), Decimal(1000000)


@dataclass(frozen=True, slots=True)
class RateRow:
    """One entered rate, and who entered it."""

    rate_id: int
    rate: Rate
    actor: str


def read_rates(session: Session) -> tuple[Rate, ...]:
    """All rates that stand, in the order in which they were entered."""
    return tuple(row.rate for row in _rows(session))


def list_rates(store: Store, actor: Actor) -> tuple[RateRow, ...]:
    """All rates that stand, by currencies, the newest first."""
    with looking(store, actor) as session:
        rows = _rows(session)
    newest_first = sorted(rows, key=lambda row: (row.rate.on, row.rate_id), reverse=True)
    return tuple(sorted(newest_first, key=lambda row: (row.rate.from_currency, row.rate.to_currency)))


def set_rate(store: Store, actor: Actor, pair: tuple[str, str], rate: Any, on: date, source: str, today: date) -> int:
    """Enters what one unit of the first currency costs of the second on a day; gives its id. One of the same pair and
    day takes its place. Raises PlannerError for an unknown currency, a rate that is none, or a day after `today`."""
    from_currency, to_currency = map(check_currency, pair)
    if from_currency == to_currency:
        raise PlannerError(f"{from_currency} and {to_currency} are one currency.", "Name two currencies.")
    if on > today:
        raise PlannerError(f"The rate's date {on} lies after {today}.", "Give a day on which the rate was known.")
    number = _rate(rate)
    with acting(store, actor, SET) as action:
        replaced = [
            row.rate_id
            for row in _rows(action.session)
            if (row.rate.from_currency, row.rate.to_currency, row.rate.on) == (from_currency, to_currency, on)
        ]
        for rate_id in replaced:
            action.session.get_one(ExchangeRate, rate_id).withdrawn_at = actor.acting_at
        record = ExchangeRate(
            from_currency=from_currency, to_currency=to_currency, on=on, rate=f"{number:f}", source=source.strip(),
            actor=actor.name, made_at=actor.acting_at,
        )  # fmt: skip
        action.session.add(record)
        action.session.flush()
        action.details.update(
            rate_id=record.id, pair=f"{from_currency}/{to_currency}", rate=record.rate, on=on, source=record.source,
            replaced=replaced,
        )  # fmt: skip
        return int(record.id or 0)


def remove_rate(store: Store, actor: Actor, rate_id: int) -> None:
    """Takes a rate out. Raises PlannerError where there is none of this id."""
    with acting(store, actor, REMOVED) as action:
        record = action.session.get(ExchangeRate, rate_id)
        if record is None or record.withdrawn_at is not None:
            raise PlannerError(f"There is no rate {rate_id}.", "Look at the list of rates.")
        record.withdrawn_at = actor.acting_at
        action.session.add(record)
        action.details.update(rate_id=rate_id, pair=f"{record.from_currency}/{record.to_currency}", rate=record.rate)


def _rate(value: Any) -> Decimal:
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation as error:
        raise PlannerError(f"'{value}' is no rate.", "Enter a number such as 1.08.") from error
    if not (number.is_finite() and _LEAST <= number <= _MOST):
        raise PlannerError(f"A rate of {value} is out of range.", "Enter what one unit costs, such as 1.08.")
    return number.normalize()


def _rows(session: Session) -> list[RateRow]:
    table = table_of(ExchangeRate)
    rows = session.execute(select(table).where(table.c.withdrawn_at.is_(None)).order_by(table.c.id)).mappings()
    return [
        RateRow(
            row["id"],
            Rate(row["from_currency"], row["to_currency"], row["on"], Decimal(row["rate"]), row["source"]),
            row["actor"],
        )
        for row in rows
    ]
