"""The portfolio from stored summaries: anew only where something changed, each client's failure its own."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.clients import find_client, update_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.portfolio import portfolio, refresh_portfolio
from planner.actions.projects import save_project
from planner.actions.roadmaps import client_roadmap
from planner.actions.searching import search_all
from planner.sharing.audit import data_version
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = """Client | Hostname | Serial Number | Type | Purchase Date | Assigned To
Acme | ACM-1 | S0000001 | Laptop | 2018-03-02 | Ada Lovelace
Acme | ACM-2 | S0000002 | Laptop | 2026-03-05 |
Bolt | BLT-1 | S0000003 | Server | 2026-03-05 |
Cove | CVE-1 | S0000004 | Laptop | 2026-03-05 | Ada Byron"""


@pytest.fixture
def three(any_store: Store, actor: Actor) -> None:
    bring_in(any_store, actor, FLEET)


def test_each_client_stands_with_what_its_roadmap_says_the_neediest_first(
    any_store: Store, actor: Actor, three: None
) -> None:
    assert [row.is_stale for row in portfolio(any_store, actor, AS_OF).rows] == [True] * 3
    assert refresh_portfolio(any_store, actor, AS_OF) == 3
    seen = portfolio(any_store, actor, AS_OF)
    assert [row.client.name for row in seen.rows] == ["Acme", "Bolt", "Cove"]
    assert seen.stale == ()
    acme = seen.rows[0].figures
    roadmap = client_roadmap(any_store, actor, seen.rows[0].client.client_id, AS_OF)
    assert acme is not None
    assert (acme.devices, acme.overdue) == (2, 1)
    assert acme.near_minor == roadmap.budget.planned()[:4]
    assert "1 of 2 devices overdue" in seen.rows[0].need.why
    totals = seen.totals()
    assert totals["USD"][1] == sum(sum(row.figures.near_minor) for row in seen.rows if row.figures)


def test_only_what_changed_is_calculated_again_and_that_is_no_action(
    any_store: Store, actor: Actor, three: None
) -> None:
    refresh_portfolio(any_store, actor, AS_OF)
    with any_store.reading() as session:
        before = data_version(session)
    assert refresh_portfolio(any_store, actor, AS_OF) == 0
    bolt = find_client(any_store, actor, "Bolt").client_id
    line = {"name": "Work", "unit_price": "900"}
    save_project(any_store, actor, bolt, {"title": "Move", "starts_on": date(2027, 3, 1), "lines": [line]})
    assert [row.client.name for row in portfolio(any_store, actor, AS_OF).stale] == ["Bolt"]
    assert refresh_portfolio(any_store, actor, AS_OF) == 1
    with any_store.reading() as session:
        assert data_version(session) == before + 1
    later = portfolio(any_store, actor, date(2026, 11, 24))
    assert len(later.stale) == 3
    assert all(row.figures for row in later.rows), "yesterday's figures are shown until there are new ones"


def test_currencies_are_never_added_up(any_store: Store, actor: Actor, three: None) -> None:
    update_client(any_store, actor, find_client(any_store, actor, "Cove").client_id, currency="GBP")
    refresh_portfolio(any_store, actor, AS_OF)
    assert set(portfolio(any_store, actor, AS_OF).totals()) == {"USD", "GBP"}


def test_the_work_can_be_ended_at_any_client(any_store: Store, actor: Actor, three: None) -> None:
    assert refresh_portfolio(any_store, actor, AS_OF, lambda done, _: done < 2) == 2
    assert len(portfolio(any_store, actor, AS_OF).stale) == 1


def test_everything_is_found_over_all_clients_and_just_that_serial_first(
    any_store: Store, actor: Actor, three: None
) -> None:
    bolt = find_client(any_store, actor, "Bolt").client_id
    save_project(any_store, actor, bolt, {"title": "Move S0000003 away", "starts_on": date(2027, 3, 1)})
    contract = {"name": "Office suite", "unit_price": "22", "starts_on": date(2026, 1, 15), "term_months": 12}
    save_contracts(any_store, actor, bolt, ContractEdits(added=(contract,)))
    assert [(one.kind, one.client) for one in search_all(any_store, actor, "s0000003")] == [
        ("device", "Bolt"), ("project", "Bolt"),
    ]  # fmt: skip
    assert [one.title for one in search_all(any_store, actor, "ada laptop")] == []
    assert [one.title for one in search_all(any_store, actor, "ADA")] == ["ACM-1", "CVE-1"]
    assert [one.kind for one in search_all(any_store, actor, "bolt")] == ["client"]
    assert [one.title for one in search_all(any_store, actor, "office suite")] == ["Office suite"]
    assert search_all(any_store, actor, "%") == ()
    assert search_all(any_store, actor, "%%") == ()
