"""What a year's tickets tell: what repeats, and who asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from planner.roadmap.posture_tickets import Ticket, ticket_year

AS_OF = date(2026, 11, 23)
BLANK: dict[str, Any] = {
    "closed_on": None, "number": None, "subject": "", "category": None, "priority": None, "requester": None,
    "device": None, "asset_id": None, "minutes": None,
}  # fmt: skip


def ticket(opened: date = date(2026, 5, 1), **values: Any) -> Ticket:
    return Ticket(opened, **{**BLANK, **values})


def test_three_tickets_of_one_device_recur_however_they_are_called() -> None:
    year = ticket_year(
        [ticket(subject="Dead", asset_id=7, device="PC-7"), ticket(subject="Slow", asset_id=7, device="pc 7"),
         ticket(subject="Hot", asset_id=7, device="PC-7"), ticket(subject="Hot"), ticket(subject="Cold", asset_id=8)],
        AS_OF,
    )  # fmt: skip
    assert [(one.name, one.tickets) for one in year.recurring] == [("PC-7", 3)]
    assert (year.recurring_tickets, year.tickets) == (3, 5)


def test_a_subject_is_one_with_its_replies_numbers_and_marks() -> None:
    subjects = ("Printer 2 offline", "RE: printer offline!", "Fwd: Re: Printer offline 17")
    year = ticket_year([ticket(subject=subject) for subject in subjects], AS_OF)
    assert [one.tickets for one in year.recurring] == [3]


def test_a_ticket_of_a_recurring_device_and_subject_counts_once() -> None:
    year = ticket_year([ticket(subject="Printer offline", device="PR-1") for _ in range(3)], AS_OF)
    assert len(year.recurring) == 2
    assert year.recurring_tickets == 3


def test_only_the_last_twelve_months_count() -> None:
    days = (date(2025, 11, 23), date(2025, 11, 24), AS_OF, date(2026, 11, 24))
    assert ticket_year([ticket(day) for day in days], AS_OF).tickets == 2


def test_who_asks_most_and_how_long_it_took() -> None:
    year = ticket_year(
        [ticket(requester="Ines Porter", minutes=60), ticket(requester="ines  porter", minutes=None),
         ticket(requester="Sam", minutes=10), ticket(minutes=5)],
        AS_OF,
    )  # fmt: skip
    assert (year.top_requester, year.top_tickets, year.requested) == ("Ines Porter", 2, 3)
    assert (year.top_minutes, year.minutes) == (60, 75)


def test_without_tickets_nothing_is_known() -> None:
    year = ticket_year([], AS_OF)
    assert (year.tickets, year.recurring, year.top_requester, year.minutes) == (0, (), None, None)
