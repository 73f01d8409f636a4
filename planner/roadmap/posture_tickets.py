"""What a year's service tickets tell: what repeats, who asks, and how much time it takes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.calendar import add_months

MONTHS: Final = 12
"""The months before the as-of date whose tickets count: one year, so that no season weighs twice."""
REPEATED: Final = 3
"""Tickets about one device, or of one subject, in that year from which they are one recurring problem: once is chance,
twice a coincidence."""
_NUMBERS: Final = re.compile(r"[\W\d_]+")
_REPLY: Final = re.compile(r"^(?:(?:re|fw|fwd|aw|wg)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket. `device` as the sheet names it; `asset_id`: the device it was matched to; `minutes`: a technician's
    time on it."""

    opened_on: date
    closed_on: date | None
    number: str | None
    subject: str
    category: str | None
    priority: str | None
    requester: str | None
    device: str | None
    asset_id: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A device or a subject with at least `REPEATED` tickets."""

    name: str
    tickets: int


@dataclass(frozen=True)
class TicketYear:
    """The tickets of the twelve months up to a day. `recurring_tickets`: those that belong to any recurring problem,
    each counted once. `top_requester` asks most, `top_minutes` is the time on what he asks; None where no ticket names
    a requester or a time."""

    tickets: int
    recurring: tuple[Recurring, ...]
    recurring_tickets: int
    requested: int
    top_requester: str | None
    top_tickets: int
    top_minutes: int | None
    minutes: int | None


def ticket_year(tickets: Sequence[Ticket], as_of: date) -> TicketYear:
    """Tickets opened in the twelve months up to and with `as_of`."""
    since = add_months(as_of, -MONTHS)
    own = [one for one in tickets if since < one.opened_on <= as_of]
    recurring, repeated = _recurring(own)
    asked = Counter(_folded(one.requester) for one in own if one.requester)
    top = min(asked, key=lambda name: (-asked[name], name)) if asked else None
    of_top = [one for one in own if one.requester and _folded(one.requester) == top]
    return TicketYear(
        len(own), recurring, repeated, sum(asked.values()), of_top[0].requester if of_top else None, len(of_top),
        _minutes(of_top), _minutes(own),
    )  # fmt: skip


def _recurring(tickets: Sequence[Ticket]) -> tuple[tuple[Recurring, ...], int]:
    """The recurring problems, those with most tickets first, and how many tickets belong to any."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    for at, one in enumerate(tickets):
        device = str(one.asset_id) if one.asset_id is not None else _folded(one.device or "")
        for kind, key, name in (("device", device, one.device or ""), ("subject", _subject(one.subject), one.subject)):
            if key:
                groups[kind, key].append(at)
                names.setdefault((kind, key), name)
    often = {key: members for key, members in groups.items() if len(members) >= REPEATED}
    found = [Recurring(names[key], len(members)) for key, members in often.items()]
    found.sort(key=lambda one: (-one.tickets, one.name))
    return tuple(found), len({at for members in often.values() for at in members})


def _subject(text: str) -> str:
    """'RE: Printer 2 offline!' as 'printer offline'."""
    return " ".join(_NUMBERS.sub(" ", _REPLY.sub("", text).casefold()).split())


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _minutes(tickets: Sequence[Ticket]) -> int | None:
    known = [one.minutes for one in tickets if one.minutes is not None]
    return sum(known) if known else None
