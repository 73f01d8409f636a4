"""The calendar of a client: every date is there, another program reads it, and a change updates its event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from planner.actions.clients import find_client
from planner.actions.contracts import ContractEdits, client_contracts, save_contracts
from planner.actions.export_calendar import calendar
from planner.actions.initiatives import movable_keys, move_initiative
from planner.actions.reviews import save_review
from planner.actions.roadmaps import client_roadmap
from planner.reports.calendar_feed import Meeting, calendar_feed, plain
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF
from tests.reports.sample_roadmap import sample_roadmap

FLEET = """Hostname | Serial Number | Type | Purchase Date | Operating System | Make | Model
PC-1 | A1 | Laptop | 2023-02-01 | Windows 11 Pro 25H2 | Lenovo | ThinkPad T14
PC-2 | A2 | Laptop | 2023-03-01 | Windows 11 Pro 25H2 | Lenovo | ThinkPad T14
SRV-1 | A3 | Server | 2026-03-01 | Windows Server 2016 | Dell | PowerEdge R740"""
SUITE = {
    "name": "Office suite", "unit_price": "22", "quantity": 10, "billing": "month", "term_months": 12,
    "starts_on": date(2026, 1, 15), "notice_days": 30, "uplift": "5",
}  # fmt: skip
EVIL = "=cmd|'/c calc'!A0\r\nBEGIN:VEVENT\tSUMMARY:x,;\\ \u202eab \U0001f5a5 Client: ../../x \x00\x1b"


@pytest.fixture
def acme(store: Store, actor: Actor) -> int:
    bring_in(store, actor, FLEET)
    return find_client(store, actor, "Acme").client_id


def events(store: Store, actor: Actor, client_id: int, as_of: date = AS_OF) -> dict[str, tuple[date, str]]:
    """UID → day and title, as another program reads them."""
    found = read(calendar(store, actor, client_id, as_of).data)
    assert len({str(one["uid"]) for one in found}) == len(found), "no two events have one UID"
    return {str(one["uid"]): (one.decoded("dtstart"), str(one["summary"])) for one in found}


def read(data: bytes) -> list[Any]:
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_every_renewal_and_its_last_day_for_notice_is_there(store: Store, actor: Actor, acme: int) -> None:
    save_contracts(store, actor, acme, ContractEdits(added=(SUITE, {**SUITE, "name": "Backup", "notice_days": 0})))
    told = list(events(store, actor, acme).values())
    due = client_contracts(store, actor, acme, AS_OF).renewals
    assert len(due) >= 8
    for row in due:
        assert (row.renews_on, f"{row.contract.label} renews") in told
        if row.notice_on:
            assert (row.notice_on, f"Last day to give notice: {row.contract.label}") in told
    assert (date(2027, 1, 15), "Office suite renews") in told
    assert (date(2026, 12, 15), "Last day to give notice: Office suite") in told


def test_an_end_of_support_is_one_event_with_the_count_of_its_devices(store: Store, actor: Actor, acme: int) -> None:
    found = read(calendar(store, actor, acme, AS_OF).data)
    [end] = [one for one in found if "Windows 11 25H2" in one["summary"]]
    assert end.decoded("dtstart") == date(2027, 10, 12)
    assert str(end["description"]) == "2 devices have it."
    assert any(str(one["summary"]) == "Windows Server 2016: security updates end" for one in found)


def test_every_initiative_stands_on_the_first_day_of_its_quarter_with_its_amount(
    store: Store, actor: Actor, acme: int
) -> None:
    told = set(events(store, actor, acme).values())
    roadmap = client_roadmap(store, actor, acme, AS_OF)
    assert roadmap.initiatives
    assert {(one.quarter_starts_on, f"{one.quarter_label}: {one.title}") for one in roadmap.initiatives} <= told


def test_a_move_an_import_and_a_later_day_keep_the_events(store: Store, actor: Actor, acme: int) -> None:
    save_review(store, actor, acme, AS_OF, {"title": "QBR", "meets_on": date(2027, 1, 20)})
    save_contracts(store, actor, acme, ContractEdits(added=(SUITE,)))
    before = events(store, actor, acme)
    roadmap = client_roadmap(store, actor, acme, AS_OF)
    key = min(one.key for one in roadmap.initiatives if one.key in movable_keys(roadmap))
    move_initiative(store, actor, acme, AS_OF, key, roadmap.quarters[3].starts_on)
    moved = events(store, actor, acme)
    assert set(moved) == set(before)
    assert [uid for uid in moved if moved[uid][0] != before[uid][0]], "an event has another day"
    bring_in(store, actor, FLEET + "\nPC-3 | A4 | Laptop | 2023-03-02 | Windows 11 Pro 25H2 | Lenovo | ThinkPad T14")
    assert set(moved) <= set(events(store, actor, acme))
    renewals = {uid for uid, (_, title) in moved.items() if "Office suite" in title}
    assert renewals <= set(events(store, actor, acme, AS_OF + timedelta(days=7)))


def test_only_the_review_that_was_not_held_is_coming(store: Store, actor: Actor, acme: int) -> None:
    save_review(store, actor, acme, AS_OF, {"title": "QBR winter", "meets_on": date(2027, 1, 20)})
    assert (date(2027, 1, 20), "Review: QBR winter") in events(store, actor, acme).values()


def test_equal_inputs_make_equal_bytes_and_no_clock_is_read(store: Store, actor: Actor, acme: int) -> None:
    first, second = (calendar(store, actor, acme, AS_OF) for _ in range(2))
    assert first == second
    assert first.file_name == "Acme calendar.ics"
    assert first.media_type == "text/calendar"
    assert {one.decoded("dtstamp").date() for one in read(first.data)} == {AS_OF}


def test_hostile_words_stay_words(store: Store, actor: Actor, acme: int) -> None:
    data = feed(EVIL)
    [event] = read(data)
    assert str(event["summary"]) == f"Review: {plain(EVIL)}"
    assert not any(byte < 32 and byte not in (10, 13) for byte in data)
    assert str(read(feed("x" * 32_767))[0]["summary"]).endswith("…")


def feed(title: str) -> bytes:
    whole = sample_roadmap()
    bare = replace(whole, client=title, initiatives=(), schedule=whole.schedule.iloc[:0])
    return calendar_feed(bare, (), [Meeting(1, title, AS_OF)], AS_OF)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_whatever_a_title_is_another_program_reads_it_back(title: str) -> None:
    [event] = read(feed(title))
    assert str(event["summary"]) == plain(f"Review: {title}")
    assert event.decoded("dtstart") == AS_OF
