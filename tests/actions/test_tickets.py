"""Tickets from any sheet: every row accounted for, matched to devices, the same again nothing new, taken back."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.actions.clients import find_client
from planner.actions.tickets import client_tickets, ticket_history, undo_tickets
from planner.actions.tickets_import import apply_tickets, preview_tickets
from planner.actions.uploads import Upload
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in, sheet

ASSETS = """Hostname | Serial Number | Type
PC-10 | PF3K9QX1 | Laptop
PC-11 | PF3K9QX2 | Laptop
TWIN | QQ71AA55 | Laptop
TWIN | ZX81QL64 | Desktop"""
TICKETS = """Ticket # | Created | Resolved | Summary | Contact | Asset | Hours | Company
1 | 03/04/2026 | 25/04/2026 | Slow | Ada | pc-10 | 0.5 | Acme
2 | 14/04/2026 | | PC-11 does not start | Bo | | 1:15 | Acme
3 | 2 May 2026 | | Printer | Bo | PF3K9QX1 (ThinkPad) | 45 min | acme
4 | soon | | Printer | Bo | | 1 | Acme
5 | 01/06/2026 | 01/05/2026 | Printer | Bo | | 1 | Acme
6 | 01/06/2026 | | Printer | Bo | | a while | Acme
7 | 01/06/2026 | | Printer | Bo | | 1 | Birch
1 | 03/04/2026 | 25/04/2026 | Slow | Ada | pc-10 | 0.5 | Acme
 | 01/06/2026 | | | Bo | TWIN | 1 | Acme
Total | | | | | | 9 |"""


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, ASSETS)
    return find_client(any_store, actor, "Acme").client_id


def brought(store: Store, actor: Actor, client_id: int, text: str) -> dict[str, int]:
    return apply_tickets(store, actor, preview_tickets(store, actor, client_id, sheet(text, "tickets.csv")))


def test_every_row_ends_as_something_with_a_reason(any_store: Store, actor: Actor, acme: int) -> None:
    preview = preview_tickets(any_store, actor, acme, sheet(TICKETS, "tickets.csv"))
    assert preview.counts == {"read": 10, "added": 3, "changed": 0, "unchanged": 0, "skipped": 4, "rejected": 3}
    by_row = {one.row.row: (one.outcome, one.why) for one in preview.rows}
    assert by_row[5] == ("rejected", "'soon' is no date. Write it as 2026-05-31.")
    assert "before it was opened" in by_row[6][1]
    assert by_row[7] == ("rejected", "'a while' is no time. Write minutes as 45, or hours as 1:30.")
    assert by_row[8] == ("skipped", "It is Birch's. If that is this client, add it as another name of his.")
    assert by_row[9] == ("skipped", "Ticket 1 stands above.")
    assert by_row[10] == ("skipped", "It has neither a number nor a subject.")


def test_days_times_and_devices_are_read_as_the_sheet_means_them(any_store: Store, actor: Actor, acme: int) -> None:
    brought(any_store, actor, acme, TICKETS)
    first, second, third = (one.ticket for one in client_tickets(any_store, actor, acme))
    assert (first.opened_on, first.closed_on) == (date(2026, 4, 3), date(2026, 4, 25)), "the 25th is no month"
    assert [one.minutes for one in (first, second, third)] == [30, 75, 45]
    assert first.asset_id == third.asset_id, "by its name and by its serial number"
    assert second.asset_id not in (None, first.asset_id), "named in the subject"
    assert (first.requester, first.number, third.device) == ("Ada", "1", "PF3K9QX1 (ThinkPad)")


def test_a_name_that_two_devices_bear_matches_neither(any_store: Store, actor: Actor, acme: int) -> None:
    text = "Ticket number | Date | Subject | Device\n8 | 2026-05-01 | Off | TWIN\n9 | 2026-05-01 | Off | ZX81QL64"
    brought(any_store, actor, acme, text)
    twin, desktop = (one.ticket.asset_id for one in client_tickets(any_store, actor, acme))
    assert twin is None
    assert desktop is not None


def test_imported_again_nothing_is_new(any_store: Store, actor: Actor, acme: int) -> None:
    brought(any_store, actor, acme, TICKETS)
    again = preview_tickets(any_store, actor, acme, sheet(TICKETS, "again.csv"))
    assert (again.counts["unchanged"], again.counts["added"], again.is_empty) == (3, 0, True)
    with pytest.raises(PlannerError, match="Nothing of this sheet is new"):
        apply_tickets(any_store, actor, again)


def test_tickets_without_numbers_are_counted_not_lost(any_store: Store, actor: Actor, acme: int) -> None:
    two = "Date | Subject | User\n2026-05-01 | Password | Ada\n2026-05-01 | Password | Ada"
    assert brought(any_store, actor, acme, two)["added"] == 2
    assert preview_tickets(any_store, actor, acme, sheet(two)).counts["unchanged"] == 2
    assert brought(any_store, actor, acme, f"{two}\n2026-05-01 | Password | Ada")["added"] == 1


def test_what_a_later_sheet_tells_anew_changes_and_comes_back(any_store: Store, actor: Actor, acme: int) -> None:
    head = "Ticket ID | Opened | Closed | Subject | Requester | Minutes"
    brought(any_store, actor, acme, f"{head}\n1 | 2026-05-01 | | Off | Ada | 10")
    counts = brought(
        any_store, actor, acme, f"{head}\n1 | 2026-05-01 | 2026-05-03 | Off | Ada | 40\n2 | 2026-05-02 | | x | |"
    )
    assert (counts["changed"], counts["added"]) == (1, 1)
    stands = {one.ticket.number: one.ticket.minutes for one in client_tickets(any_store, actor, acme)}
    assert stands == {"1": 40, "2": None}
    later, earlier = ticket_history(any_store, actor, acme)
    with pytest.raises(PlannerError, match="later sheet"):
        undo_tickets(any_store, actor, acme, earlier.entry_id)
    undo_tickets(any_store, actor, acme, later.entry_id)
    assert [one.ticket.minutes for one in client_tickets(any_store, actor, acme)] == [10]
    undo_tickets(any_store, actor, acme, earlier.entry_id)
    assert client_tickets(any_store, actor, acme) == ()
    with pytest.raises(PlannerError):
        undo_tickets(any_store, actor, acme, earlier.entry_id)


def test_a_preview_that_is_overtaken_is_refused(any_store: Store, actor: Actor, acme: int) -> None:
    preview = preview_tickets(any_store, actor, acme, sheet(TICKETS, "tickets.csv"))
    brought(any_store, actor, acme, TICKETS)
    with pytest.raises(PlannerError, match="Drop the sheet again"):
        apply_tickets(any_store, actor, preview)


def test_what_is_no_list_of_tickets_is_refused(any_store: Store, actor: Actor, acme: int) -> None:
    for upload in (sheet(ASSETS), Upload("empty.csv", b""), Upload("noise.xlsx", b"\x00\x01PK")):
        with pytest.raises(PlannerError):
            preview_tickets(any_store, actor, acme, upload)


CELLS = st.sampled_from(
    ("", "7", "T-9", "03/04/2026", "2026-13-45", "0:61", "99:99", "1e400", "-5", "NaN", "12 h", "PC-10", "Total", "n/a",
     "Acme", "Birch", "\u202e\x07", "=1+1", "9" * 400)
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=12))
def test_whatever_stands_in_the_cells_each_row_is_accounted_for(
    store: Store, actor: Actor, rows: list[list[str]]
) -> None:
    client_id = _acme(store, actor)
    out = io.StringIO()
    csv.writer(out).writerows([["Ticket #", "Opened", "Subject", "Device", "Minutes", "Company"], *rows])
    preview = preview_tickets(store, actor, client_id, Upload("tickets.csv", out.getvalue().encode()))
    counts = preview.counts
    assert counts["read"] == sum(number for outcome, number in counts.items() if outcome != "read")
    assert all(one.why for one in preview.rows if one.outcome in ("skipped", "rejected"))
    for one in preview.rows:
        assert one.row.ticket is None or one.row.ticket.minutes is None or one.row.ticket.minutes >= 0


def _acme(store: Store, actor: Actor) -> int:
    try:
        return find_client(store, actor, "Acme").client_id
    except PlannerError:
        bring_in(store, actor, ASSETS)
        return find_client(store, actor, "Acme").client_id
