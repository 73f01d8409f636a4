"""A published document → its page: one answer to one request, nothing to fetch besides, and it works without scripts.

The same template makes the page of a share link (with a reader) and the self-contained web page (without).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from planner.charts.theme import LANE_COLOURS
from planner.fields import STATUS_LABELS
from planner.money import decimal_string, format_money
from planner.reports.page.budget import budget_rows, years_of
from planner.reports.page.colours import accent_rules
from planner.reports.page.drawing import figures
from planner.reports.page.view import LineShown, Reader, Said
from planner.reports.texts import KINDS, LANGUAGE, OUTCOMES, SAID, STATUSES, TEXTS
from planner.roadmap.document import Document, DocumentLine, DocumentQuarter
from planner.roadmap.sentences import say, shown_value

_FOLDER: Final = Path(__file__).parent
_DECIDE: Final = ("in_budget", "purchase", "board", "defer", "decline")
_SPEAK: Final = ("ask", "comment")


@dataclass(frozen=True, slots=True)
class QuarterShown:
    """A quarter with its lines; the last one may be of what is in no quarter."""

    label: str
    months: str
    lines: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class YearShown:
    """A fiscal year with those of its quarters that have lines."""

    year: str
    anchor: str
    quarters: tuple[QuarterShown, ...]


def render_page(document: Document, states: Mapping[str, LineShown] | None = None, reader: Reader | None = None) -> str:
    """The whole page as HTML. `states`: line's key → where it stands; without a reader nothing can be decided."""
    shown = {line.key: LineShown() for line in document.lines} | dict(states or {})
    words = _Words(document)
    return _environment().get_template("page.html.j2").render(
        d=document, t=TEXTS, language=LANGUAGE, style=Markup(style(document.accent)), reader=reader, states=shown,  # noqa: S704 - our own file and a checked colour
        groups=_groups(document), lanes=[lane for lane in LANE_COLOURS if any(
            line.lane == lane for line in document.lines)],
        figures={name: Markup(drawn) for name, drawn in figures(document).items()},  # noqa: S704 - escaped where drawn
        kinds=lambda line: _kinds(document, line, reader), options=_options(document),
        kind_words=KINDS, outcomes=OUTCOMES, statuses=STATUSES, anchor=anchor, years=years_of(document),
        rows=budget_rows(document), total=sum(row.total for row in budget_rows(document)),
        statuses_shown=[(name, STATUS_LABELS[name], units) for name, units in document.statuses if units],
        say=words.say, value=words.value, money=words.money, day=words.day, count=words.count, percent=words.percent,
        devices=words.devices, said=words.said, amount=words.amount,
    )  # fmt: skip


def render_notice(title: str, words: str, *, action: str = "", csrf: str = "", fault: str = "") -> str:
    """A page of a few words; with an action it asks for the passphrase."""
    template = _environment().get_template("notice.html.j2")
    return template.render(
        t=TEXTS, language=LANGUAGE, style=Markup(style(None)), title=title, words=words, action=action, csrf=csrf,  # noqa: S704 - our own file
        fault=fault,
    )  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


@cache
def style(accent: str | None) -> str:
    """The style sheet, with the brand's colour where it can be read on both grounds."""
    text = (_FOLDER / "style.css").read_text(encoding="utf-8")
    return re.sub(r"\s*\n\s*", " ", text + accent_rules(accent)).strip()


def style_digest(accent: str | None) -> str:
    """The style's SHA-256 in base64, for a policy that allows this one style and no other."""
    return b64encode(sha256(style(accent).encode()).digest()).decode()


def anchor(key: str) -> str:
    """A line's place on the page: made of its key, whatever that holds."""
    return f"l{sha256(key.encode()).hexdigest()[:12]}"


def _groups(document: Document) -> list[YearShown]:
    """Lines by quarter, quarters by fiscal year; what is in no quarter last."""
    found: dict[str, list[QuarterShown]] = {}
    for quarter in document.quarters:
        lines = tuple(line for line in document.lines if line.quarter_starts_on == quarter.starts_on)
        if lines:
            found.setdefault(quarter.label.split(" ")[0], []).append(QuarterShown(quarter.label, quarter.months, lines))
    if out := tuple(line for line in document.lines if line.quarter_starts_on is None):
        found[TEXTS["unscheduled"]] = [QuarterShown(TEXTS["unscheduled"], "", out)]
    return [YearShown(year, f"y{at}", tuple(quarters)) for at, (year, quarters) in enumerate(found.items())]


def _kinds(document: Document, line: DocumentLine, reader: Reader | None) -> tuple[str, ...]:
    """What this reader may say of the line."""
    if reader is None or reader.role != "decider":
        return _SPEAK
    wanted = {"purchase": document.shows_costs, "defer": bool(_later(document, line))}
    return tuple(kind for kind in (*_DECIDE, *_SPEAK) if wanted.get(kind, True))


def _later(document: Document, line: DocumentLine) -> tuple[DocumentQuarter, ...]:
    """The quarters to which it can be deferred."""
    first = line.quarter_starts_on
    return tuple(quarter for quarter in document.quarters if first is None or quarter.starts_on > first)


def _options(document: Document) -> Callable[[DocumentLine, str], Markup]:
    """The choice of later quarters for a line, one of which may be chosen already. Written out once: every line has the
    tail of the same list."""
    written = {
        quarter.starts_on: (f'<option value="{quarter.starts_on}"', f">{quarter.label} ({quarter.months})</option>")
        for quarter in document.quarters
    }

    def options(line: DocumentLine, chosen: str) -> Markup:
        later = (quarter.starts_on for quarter in _later(document, line))
        return Markup("".join((" selected" if str(day) == chosen else "").join(written[day]) for day in later))  # noqa: S704 - labels of our calendar

    return options


class _Words:
    """Values as the document's locale writes them."""

    def __init__(self, document: Document) -> None:
        self.locale, self.currency = document.locale, document.currency

    def say(self, sentence: Any) -> str:
        return say(sentence, self.locale, self.currency)

    def value(self, one: Any) -> str:
        return shown_value(one, self.locale, self.currency)

    def money(self, minor: int) -> str:
        return format_money(minor, str(self.currency), self.locale, whole=True)

    def amount(self, minor: int | None) -> str:
        return "" if minor is None else decimal_string(minor, str(self.currency))

    def day(self, day: Any) -> str:
        return str(format_date(day, "medium", locale=self.locale))

    def count(self, number: int) -> str:
        return str(format_decimal(number, locale=self.locale))

    def percent(self, score: int) -> str:
        return str(format_percent(score / 100, locale=self.locale))

    def devices(self, number: int) -> str:
        return TEXTS["devices_one"] if number == 1 else TEXTS["devices"].format(count=self.count(number))

    def said(self, one: Said) -> str:
        amount = self.money(one.amount_minor) if one.amount_minor is not None and self.currency else ""
        board = self.day(one.board_on) if one.board_on else ""
        return SAID[one.kind].format(amount=amount, day=board, quarter=one.quarter_label)
