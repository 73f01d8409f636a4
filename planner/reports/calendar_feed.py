"""A client's dates as an iCalendar feed (RFC 5545): renewals, last days for notice, ends of support, planned quarters,
the next review. All events last all day and leave it free.

An event's UID is made of what it is about, not of its day or words, so that a calendar that subscribes, or takes the
file in again, updates the event. There are no alarms: of a feed that several people subscribe to, each sets his own.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from babel.dates import format_date
from icalendar import Calendar, Event

from planner.budget.contracts import Renewal, terms
from planner.frames import to_records
from planner.money import format_money
from planner.reports.texts import CALENDAR, CALENDAR_CATEGORIES
from planner.roadmap.model import Initiative, Roadmap

NETWORK: Final = frozenset({"switch", "router", "firewall", "access_point", "ups", "printer", "storage"})
"""Categories whose system people call firmware."""
_LONGEST: Final = 2000
_ENDS: Final = ("os_product", "os_cycle", "os_support_ends_on", "manufacturer", "model", "maker_support_ends_on",
                "category", "quantity", "is_retired")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meeting:
    """A review that is planned. `number` tells it from the client's others, whatever becomes of its day and title."""

    number: int
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class Dated:
    """One event: `about` tells it from the client's others; `kind` is a key of CALENDAR_CATEGORIES."""

    about: str
    on: date
    kind: str
    title: str
    why: str


def calendar_feed(roadmap: Roadmap, renewals: Sequence[Renewal], meetings: Sequence[Meeting], as_of: date) -> bytes:
    """The feed, its lines in CRLF; equal inputs make equal bytes. Each event is stamped with the as-of date."""
    feed = Calendar()
    feed.add("prodid", "-//Evergreen//Technology roadmap//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", plain(CALENDAR["name"].format(client=roadmap.client)))
    feed.add("x-wr-caldesc", CALENDAR["about"].format(day=_day(as_of, roadmap)))
    feed.add("x-published-ttl", "P1D")
    found = [*_renewals(renewals, roadmap), *_ends(roadmap, as_of), *_planned(roadmap), *_meetings(meetings)]
    for one in sorted(found, key=lambda one: (one.on, one.kind, one.about)):
        feed.add_component(_event(one, roadmap.client_id, as_of))
    written: bytes = feed.to_ical()
    return written


def _event(one: Dated, client_id: int, as_of: date) -> Event:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"evergreen:client:{client_id}:{one.about}")))
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", plain(one.title))
    if one.why:
        event.add("description", plain(one.why))
    event.add("categories", [CALENDAR_CATEGORIES[one.kind]])
    event.add("transp", "TRANSPARENT")
    return event


def plain(text: str) -> str:
    """One line without control characters, which the format forbids; what is longer than calendars show ends in '…'."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in text)
    line = " ".join(kept.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _renewals(renewals: Sequence[Renewal], roadmap: Roadmap) -> Iterator[Dated]:
    for row in renewals:
        contract = row.contract
        number = sum(1 for _ in terms(contract, row.renews_on - timedelta(days=1)))
        about = f"contract:{contract.contract_id}:{number}"
        now, then = (
            "" if minor is None else format_money(minor, contract.currency, roadmap.assumptions.locale)
            for minor in (row.now_minor, row.then_minor)
        )
        what = "renews" if then else "ends"
        yield Dated(
            f"{about}:renewal", row.renews_on, "renewal", CALENDAR[what].format(contract=contract.label),
            CALENDAR[f"{what}_why"].format(now=now, then=then),
        )  # fmt: skip
        if row.notice_on is not None:
            yield Dated(
                f"{about}:notice", row.notice_on, "notice", CALENDAR["notice"].format(contract=contract.label),
                CALENDAR["notice_why"].format(day=_day(row.renews_on, roadmap), then=then),
            )  # fmt: skip


def _ends(roadmap: Roadmap, as_of: date) -> Iterator[Dated]:
    """One per product or model and day, of devices in use, from the as-of date on."""
    units: dict[tuple[str, str, date], int] = defaultdict(int)
    for row in to_records(roadmap.schedule[list(_ENDS)]):
        if row["is_retired"]:
            continue
        system = " ".join(part for part in (row["os_product"], row["os_cycle"]) if part)
        model = " ".join(part for part in (row["manufacturer"], row["model"]) if part)
        kind = "firmware" if row["category"] in NETWORK else "os"
        for key in ((kind, system, row["os_support_ends_on"]), ("hardware", model, row["maker_support_ends_on"])):
            if key[1] and key[2] is not None and key[2] >= as_of:
                units[key] += row["quantity"]
    for (kind, what, day), count in units.items():
        why = CALENDAR["units_one"] if count == 1 else CALENDAR["units"].format(count=f"{count:,}")
        yield Dated(f"{kind}:{what}:{day}", day, "support", CALENDAR[kind].format(what=what), why)


def _planned(roadmap: Roadmap) -> Iterator[Dated]:
    seen: dict[str, int] = defaultdict(int)
    for one in sorted(roadmap.initiatives, key=lambda one: (one.quarter_starts_on, one.key)):
        anchor = _anchor(one)
        seen[anchor] += 1
        amount = format_money(one.amount_minor, roadmap.currency, roadmap.assumptions.locale)
        yield Dated(
            f"{anchor}:{seen[anchor]}", one.quarter_starts_on, "planned",
            CALENDAR["planned"].format(quarter=one.quarter_label, title=one.title),
            f"{CALENDAR['planned_amount'].format(amount=amount)} {one.why}",
        )  # fmt: skip


def _anchor(one: Initiative) -> str:
    """What an initiative keeps when a person moves it or an import adds a device: its oldest device, or itself."""
    if one.category and one.asset_ids:
        return f"replace:{one.category}:{min(one.asset_ids)}"
    return one.key


def _meetings(meetings: Sequence[Meeting]) -> Iterator[Dated]:
    for one in meetings:
        yield Dated(f"review:{one.number}", one.on, "review", CALENDAR["review"].format(title=one.title), "")


def _day(day: date, roadmap: Roadmap) -> str:
    return format_date(day, "long", locale=roadmap.assumptions.locale)
