"""The five signs that a business has outgrown break/fix, each answered from data with the figures behind it.

The thresholds are assumptions of this planner, said with each figure; a sign without data is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from planner.money import format_money
from planner.roadmap.model import Roadmap
from planner.roadmap.posture import Answer
from planner.roadmap.posture_fleet import Fleet, Share
from planner.roadmap.posture_services import IN_PLACE, services
from planner.roadmap.posture_tickets import MONTHS, REPEATED, TicketYear

Verdict = Literal["yes", "no", "not known"]
RECURRING_SHARE: Final = 0.25
"""Share of tickets that recur: from a quarter on, the same faults are mended again instead of removed."""
UNSAFE_SHARE: Final = 0.05
"""Share of devices without security updates: one in twenty is more than devices about to be replaced."""
UNSAFE_SERVICES: Final = 2
"""Protective services that are not in place: the loss of one is made up for by the others, that of two is not."""
UNPLANNED_SHARE: Final = 0.15
"""Unplanned spend against planned spend: above it, the usual contingency of five to ten percent does not hold."""
PEAK_RATIO: Final = 2.0
"""The dearest quarter against the mean one: twice as much is a bill that somebody has to be asked about."""
OVERDUE_SHARE: Final = 0.20
"""Share of devices that are overdue, or past their limit age: with lives of five years a fifth of the fleet is one
whole year of replacements left out."""
OWNER_SHARE: Final = 0.25
"""Share of requests by one person: from a quarter on, he is the firm's own help desk."""
OWNER_HOURS: Final = 4.0
"""Hours a month spent on one person's requests: half a working day."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure behind a sign: what it is, its value in words, and from where on it is a sign. `is_sign` is None
    where it is not known or only explains."""

    label: str
    value: str
    threshold: str
    is_sign: bool | None


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign. `sentence` says why it holds, does not, or is not known."""

    key: str
    title: str
    verdict: Verdict
    sentence: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class SignData:
    """What signs are read from. `actual`: (unplanned, all) of what was bought since the plan was frozen, minor units
    before tax; None where none was or nothing was bought."""

    roadmap: Roadmap
    answers: Mapping[str, Answer]
    tickets: TicketYear
    actual: tuple[int, int] | None = None

    @cached_property
    def fleet(self) -> Fleet:
        return Fleet(self.roadmap)


def signs(data: SignData) -> tuple[Sign, ...]:
    """The five, in the order in which they are told."""
    return tuple(make(data) for make in (_recurring, _security, _spending, _outdated, _owner))


def _sign(key: str, title: str, figures: Sequence[Figure], unknown: str) -> Sign:
    """Yes where any figure is past its threshold; no where all known ones keep it; not known where none is known."""
    known = [one for one in figures if one.is_sign is not None]
    over = [one for one in known if one.is_sign]
    if not known:
        return Sign(key, title, "not known", unknown, tuple(figures))
    told = "; ".join(f"{one.label}: {one.value}, a sign from {one.threshold}" for one in over or known)
    return Sign(key, title, "yes" if over else "no", f"{told[:1].upper()}{told[1:]}.", tuple(figures))


def _share(label: str, share: Share, most: float) -> Figure:
    """A share that is not known where there is nothing to share."""
    known = share.whole > 0
    return Figure(label, share.text if known else "not known", _percent(most), share.value >= most if known else None)


def _recurring(data: SignData) -> Sign:
    year = data.tickets
    figures = [
        _share(f"tickets of {MONTHS} months that recur", Share(year.recurring_tickets, year.tickets), RECURRING_SHARE),
        *(Figure(f"'{one.name}'", f"{one.tickets} tickets", f"{REPEATED} tickets", None) for one in year.recurring[:3]),
    ]  # fmt: skip
    return _sign("recurring", "Recurring problems", figures, "No ticket of the last year is known: import a sheet.")


def _security(data: SignData) -> Sign:
    figures = (
        _share("devices whose system has no security updates", data.fleet.systems_out, UNSAFE_SHARE),
        _share("network and server hardware past its maker's support", data.fleet.maker_out, UNSAFE_SHARE),
        _protection(data),
    )
    return _sign("security", "Security worry", figures, "No system, support end or whole assessment is known.")


def _protection(data: SignData) -> Figure:
    """Protective services that are not in place. Too few of them are told only where all are answered."""
    protective = [service.key for service in services().values() if service.lane == "Protect"]
    answers = [answer for key in protective if (answer := data.answers.get(key, Answer())).is_applicable]
    levels = [answer.maturity for answer in answers if answer.maturity is not None]
    missing = Share(sum(level < IN_PLACE for level in levels), len(levels))
    is_whole = bool(levels) and len(levels) == len(answers)
    is_sign = True if missing.part >= UNSAFE_SERVICES else False if is_whole else None
    told = missing.text if is_whole else f"{missing.text}, {len(answers) - len(levels)} not answered"
    return Figure("protective services not in place", told, str(UNSAFE_SERVICES), is_sign)


def _spending(data: SignData) -> Sign:
    roadmap = data.roadmap
    planned = roadmap.budget.planned()
    sum_planned, unplanned = sum(planned), sum(roadmap.risk.expected)
    money = _money(roadmap)
    figures = []
    if sum_planned:
        ratio = roadmap.budget.peak * len(planned) / sum_planned
        share = unplanned / sum_planned
        figures = [
            Figure("unplanned spend expected against the plan",
                   f"{money(unplanned)} against {money(sum_planned)} ({_percent(share)})",
                   _percent(UNPLANNED_SHARE), share >= UNPLANNED_SHARE),
            Figure("the dearest quarter against the mean one",
                   f"{money(roadmap.budget.peak)}, {ratio:.1f} times the mean of {money(sum_planned // len(planned))}",
                   f"{PEAK_RATIO:g} times", ratio >= PEAK_RATIO),
        ]  # fmt: skip
    if data.actual and data.actual[1] > 0:
        out, spent = data.actual
        words = f"{money(out)} of {money(spent)} ({_percent(out / spent)})"
        most = _percent(UNPLANNED_SHARE)
        figures.append(Figure("bought without a plan, of all bought", words, most, out / spent >= UNPLANNED_SHARE))
    return _sign("spending", "Unpredictable spending", figures, "Nothing is planned and nothing was bought.")


def _outdated(data: SignData) -> Sign:
    figures = (
        _share("devices overdue", data.fleet.overdue, OVERDUE_SHARE),
        _share("devices past their limit age", data.fleet.past_limit, OVERDUE_SHARE),
    )
    return _sign("outdated", "Outdated technology", figures, "No device with a known age is there: import a sheet.")


def _owner(data: SignData) -> Sign:
    year = data.tickets
    name = year.top_requester or "one person"
    asked = _share(f"requests of {MONTHS} months by {name}", Share(year.top_tickets, year.requested), OWNER_SHARE)
    hours = None if year.top_minutes is None else year.top_minutes / 60 / MONTHS
    told = "not known" if hours is None else f"{hours:.1f} hours a month"
    spent = Figure(f"time on requests by {name}", told, f"{OWNER_HOURS:g} hours a month",
                   None if hours is None else hours >= OWNER_HOURS)  # fmt: skip
    unknown = "No ticket with a requester is known: import a sheet of tickets that names who asked."
    return _sign("owner_time", "Owner's time spent on IT", (asked, spent), unknown)


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _money(roadmap: Roadmap) -> Callable[[int], str]:
    return lambda minor: format_money(minor, roadmap.currency, roadmap.assumptions.locale, whole=True)
