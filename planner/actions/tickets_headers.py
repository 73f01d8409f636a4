"""Which column of a sheet of service tickets says what, and in which unit time is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, Literal

from planner.actions.contract_headers import folded

_HEADERS: Final[Mapping[str, str]] = {
    "number": r"(ticket|case|incident|request|job|issue|call|sr|service request|work order)s? ?"
    r"(number|no|num|id|ref|reference|key)|(ticket|case|incident) ?|number|id|key|ref|reference|ticketnummer|vorgang",
    "closed_on": r"(date |time )?(closed|resolved|completed|finished|solved)( on| at| date| time| date time)*|"
    r"(close|resolution|completion|resolve) (date|time|date time)|geschlossen( am)?|erledigt( am)?",
    "opened_on": r"(date |time )?(opened|created|logged|raised|reported|submitted|entered|received|requested)"
    r"( on| at| date| time| date time)*|(open|create|creation|log|report|request|entry) (date|time|date time)|"
    r"date|datum|erstellt( am)?|ge[oö]ffnet( am)?|opened",
    "requester": r"(requester|requestor|requested (by|for)|contact|caller|reported by|raised by|submitted by|"
    r"opened (by|for)|end ?user|user|customer contact|person|employee|melder|anfrager)( name| full name)?",
    "device": r"(affected |related |primary )?(device|asset|configuration( item)?|config|computer|machine|endpoint|"
    r"workstation|host|ci|equipment|ger[aä]t)( name| tag| serial( number)?)?|host ?name|serial( number| no)?",
    "minutes": r"((total|actual|worked|billable|logged|spent|labou?r|resolution|agent) ?)*"
    r"(time|hours?|hrs?|minutes?|mins?|duration|effort)( spent| worked| logged| entry| total| actual)?"
    r"( in)?( (hours?|hrs?|minutes?|mins?|h|m))?|zeit|dauer|stunden|minuten|aufwand",
    "priority": r"priority|severity|urgency|impact|priorit[aä]t",
    "client": r"(end )?(client|customer|company|organi[sz]ation|account|tenant|kunde|firma)( name)?",
    "category": r"(ticket |issue |request |incident )?(category|type|queue|board|service type|class|sub ?type|"
    r"sub ?category|kategorie)",
    "subject": r"(ticket |issue |short |incident |case )?(subject|summary|title|description|issue|problem|details?|"
    r"request|short description|name|betreff|titel|beschreibung|thema)",
}  # fmt: skip
"""Field → the whole header it stands under, in lower case and without marks; tried in this order."""
_MARKS: Final = re.compile(r"[^\w]+")
_JOINED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HOURS: Final = re.compile(r"\b(hours?|hrs?|h|stunden)\b")
_MINUTES: Final = re.compile(r"\b(minutes?|mins?|m|minuten)\b")
_TELLING: Final = frozenset({"requester", "device", "minutes", "closed_on", "priority", "category"})
Unit = Literal["hours", "minutes"]


def ticket_fields(headers: Sequence[str]) -> dict[str, int]:
    """Field → column; the first header that fits has it."""
    words = [_words(header) for header in headers]
    found: dict[str, int] = {}
    for field, pattern in _HEADERS.items():
        for at, text in enumerate(words):
            if text and at not in found.values() and re.fullmatch(pattern, text):
                found[field] = at
                break
    return found


def _words(header: str) -> str:
    """Letters of any language stay, which `contract_headers.folded` leaves out."""
    text = _JOINED.sub(" ", header).replace("#", " number").replace("_", " ")
    if text.isascii():
        return folded(text)
    return " ".join(_MARKS.sub(" ", text.casefold()).split())


def is_ticket_sheet(fields: Mapping[str, int]) -> bool:
    """Whether these columns tell of tickets: when, which or what, and one thing more."""
    found = set(fields)
    return "opened_on" in found and bool(found & {"subject", "number"}) and len(found & _TELLING) >= 1


def time_unit(header: str) -> Unit | None:
    """The unit that a header of times names."""
    text = _words(header)
    return "hours" if _HOURS.search(text) else "minutes" if _MINUTES.search(text) else None
