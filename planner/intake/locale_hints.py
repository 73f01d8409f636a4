"""How a table writes dates and numbers, found in all of its columns together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from planner.fields import FIELDS
from planner.intake.amounts import DecimalMark, currency_in, decimal_mark
from planner.intake.dates import Order, iso_date, order_votes
from planner.intake.header_text import normalised, words_of

_PAST: Final = ("purchased_on", "in_service_on", "manufactured_on", "last_seen_on", "warranty_starts_on")
_MONTH_FIRST_CURRENCIES: Final = frozenset({"USD", "$"})


def date_orders(
    columns: Mapping[str, Sequence[str]], default: Order | None, as_of: date
) -> tuple[dict[str, Order], frozenset[str]]:
    """`columns`: field → its distinct texts. A column's own days above 12 decide; else its siblings'; else which
    order puts fewer past dates after `as_of`; else `default`; else month first is assumed, and the fields of which it
    is assumed come second: those with texts that both orders can read."""
    votes = {name: order_votes(texts) for name, texts in columns.items()}
    assumed: frozenset[str] = frozenset()
    day_first, month_first = (sum(vote[at] for vote in votes.values()) for at in (0, 1))
    if day_first != month_first:
        common: Order = "dmy" if day_first > month_first else "mdy"
    else:
        known = _fewer_in_the_future(columns, as_of) or default
        common = known or "mdy"
        if known is None:
            assumed = frozenset(name for name, (day, month, either) in votes.items() if either and day == month)
    orders: dict[str, Order] = {}
    for name, (day, month, _) in votes.items():
        orders[name] = common if day == month else "dmy" if day > month else "mdy"
    return orders, assumed


def _fewer_in_the_future(columns: Mapping[str, Sequence[str]], as_of: date) -> Order | None:
    late: dict[Order, int] = {"dmy": 0, "mdy": 0}
    today = as_of.isoformat()
    for name in _PAST:
        for text in columns.get(name, ()):
            for order in late:
                late[order] += (iso_date(text, order) or "") > today
    if late["dmy"] == late["mdy"]:
        return None
    return "dmy" if late["dmy"] < late["mdy"] else "mdy"


def default_order(headers: Sequence[str], marks: DecimalMark | None, currencies: Sequence[str]) -> Order | None:
    """What the table's currency, decimal mark and spelling say about its dates."""
    if marks == ",":
        return "dmy"
    if currencies:
        return "mdy" if all(code in _MONTH_FIRST_CURRENCIES for code in currencies) else "dmy"
    words = {word for header in headers for word in normalised(header).split()}
    is_foreign = not "".join(headers).isascii() or not words.isdisjoint(words_of("day_first"))
    return "dmy" if is_foreign else None


def table_mark(columns: Mapping[str, Sequence[str]]) -> DecimalMark | None:
    """The decimal mark of all money columns together."""
    return decimal_mark(text for name, texts in columns.items() if FIELDS[name] == "money" for text in texts)


def stated_currencies(headers: Sequence[str], titles: Sequence[str], money: Sequence[Sequence[str]]) -> list[str]:
    """Currencies that headers, titles or the first cells with an amount name."""
    texts = [*headers, *titles, *(text for column in money for text in column[:20])]
    return sorted({code for text in texts if (code := currency_in(text))})
