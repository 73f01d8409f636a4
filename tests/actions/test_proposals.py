"""Proposals in a store: taken up by a touch, never changed by a later forecast, taken back, declined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from planner.actions.clients import find_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.initiatives import (
    edit_initiatives,
    initiative_history,
    initiatives_json,
    move_initiative,
    release_initiative,
    split_initiative,
    undo_initiative,
)
from planner.actions.posture import save_assessment
from planner.actions.posture_initiatives import accept_proposal
from planner.actions.posture_terms import save_users
from planner.actions.projects import client_projects, remove_project
from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_initiatives import read_held
from planner.errors import PlannerError
from planner.records import AuditEntry
from planner.roadmap.model import Initiative, Roadmap
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store, open_store
from planner.store.bulk import table_of
from tests.actions.sheets import bring_in
from tests.actions.test_initiative_laws import agree
from tests.conftest import AS_OF

FLEET = """Hostname | Serial Number | Type | Purchase Date | Operating System | CPU
PC-1 | S0000001 | Laptop | 2025-02-01 | Windows 10 Pro | Intel Core i5-1335U
PC-2 | S0000002 | Laptop | 2025-02-01 | Windows 10 Pro | Intel Core i5-1335U
PC-3 | S0000003 | Laptop | 2021-02-01 | Windows 10 Pro | Intel Core i5-1335U
DC-1 | S0000004 | Virtual machine | | Windows Server 2019 |"""
WINDOWS, SERVER, MFA = "os:windows_10:2025", "os:windows_server_2019", "posture:mfa"
See = Callable[..., Roadmap]


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, FLEET)
    return find_client(any_store, actor, "Acme").client_id


@pytest.fixture
def see(any_store: Store, actor: Actor, acme: int) -> See:
    """The roadmap on a day, its figures checked against each other."""

    def seen(day: date = AS_OF) -> Roadmap:
        roadmap = client_roadmap(any_store, actor, acme, day)
        with looking(any_store, actor) as session:
            agree(roadmap, read_held(session, acme))
        return roadmap

    return seen


def keys(roadmap: Roadmap) -> set[str]:
    return {one.key for one in roadmap.proposed}


def card(roadmap: Roadmap, title: str) -> Initiative:
    return next(one for one in roadmap.initiatives if one.title == title)


def entries(store: Store) -> int:
    with store.reading() as session:
        return session.execute(select(func.count()).select_from(table_of(AuditEntry))).scalar_one()


def test_moving_a_proposal_makes_it_a_project_in_one_entry_and_undo_brings_it_back(
    any_store: Store, actor: Actor, acme: int, see: See
) -> None:
    before = see()
    assert keys(before) == {WINDOWS, SERVER}
    asked = next(one for one in before.proposed if one.key == SERVER)
    written, to = entries(any_store), before.quarters[5]
    move_initiative(any_store, actor, acme, AS_OF, SERVER, to.starts_on)
    assert entries(any_store) == written + 1
    after = see()
    [project] = client_projects(any_store, actor, acme)
    assert (project.source, project.starts_on, project.status) == (SERVER, to.starts_on, "proposed")
    assert [line.unit_price_minor for line in project.lines] == [110_000, 180_000]
    assert card(after, asked.title).quarter_label == to.label
    assert after.budget.total - before.budget.total == asked.proposed_minor == 304_500
    assert keys(after) == {WINDOWS}
    undo_initiative(any_store, actor, acme, initiative_history(any_store, actor, acme)[0].entry_id)
    assert (see().budget, see().proposed) == (before.budget, before.proposed)
    assert client_projects(any_store, actor, acme) == ()


def test_what_a_person_changed_stays_whatever_the_forecast_says_later(
    any_store: Store, actor: Actor, acme: int, see: See
) -> None:
    change = {"title": "Windows, at last", "owner": "Ines", "why": "They asked for it.", "priority": "low"}
    edit_initiatives(any_store, actor, acme, AS_OF, {WINDOWS: change})
    before = client_projects(any_store, actor, acme)
    bring_in(any_store, actor, f"{FLEET}\nPC-4 | S0000005 | Laptop | 2025-03-01 | Windows 10 Pro | Intel Core i5-1335U")
    for day in (AS_OF, date(2027, 6, 1), date(2028, 6, 1)):
        roadmap = see(day)
        assert WINDOWS not in keys(roadmap), "it is not proposed again"
        assert client_projects(any_store, actor, acme) == before
    kept = card(see(), "Windows, at last")
    assert (kept.owner, kept.why.startswith("They asked"), kept.priority) == ("Ines", True, "low")


def test_an_untouched_proposal_follows_the_forecast(any_store: Store, actor: Actor, see: See) -> None:
    assert [one.devices for one in see().proposed] == [2, 1]
    bring_in(any_store, actor, f"{FLEET}\nPC-4 | S0000005 | Laptop | 2025-03-01 | Windows 10 Pro | Intel Core i5-1335U")
    assert [one.devices for one in see().proposed] == [3, 1]
    assert WINDOWS not in keys(see(date(2028, 12, 1))), "the plan replaces them soon enough by then"


def test_a_declined_proposal_stays_declined_until_that_is_taken_back(
    any_store: Store, actor: Actor, acme: int, see: See
) -> None:
    before = see()
    edit_initiatives(any_store, actor, acme, AS_OF, {SERVER: {"status": "declined"}})
    assert (keys(see()), see().budget) == ({WINDOWS}, before.budget)
    [project] = client_projects(any_store, actor, acme)
    assert (project.source, project.status) == (SERVER, "declined")
    remove_project(any_store, actor, acme, project.project_id)
    assert see().proposed == before.proposed


def test_several_at_once_are_one_change(any_store: Store, actor: Actor, acme: int, see: See) -> None:
    before = see()
    replaced = before.initiatives[0].key
    change = {"owner": "Ines"}
    edit_initiatives(any_store, actor, acme, AS_OF, {WINDOWS: change, SERVER: change, replaced: change})
    assert sum(one.owner == "Ines" for one in see().initiatives) == 3
    undo_initiative(any_store, actor, acme, initiative_history(any_store, actor, acme)[0].entry_id)
    assert (see().initiatives, see().proposed) == (before.initiatives, before.proposed)


@pytest.mark.parametrize(
    "change", [{"quarter": None}, {"quarter": date(2026, 10, 1)}, {"status": "soon"}, {"title": ""}, {"colour": "red"}]
)
def test_a_change_that_is_refused_takes_nothing_up(
    store: Store, actor: Actor, change: dict[str, object]
) -> None:  # fmt: skip
    bring_in(store, actor, FLEET)
    acme = find_client(store, actor, "Acme").client_id
    with pytest.raises(PlannerError):
        edit_initiatives(store, actor, acme, AS_OF, {SERVER: change})
    assert client_projects(store, actor, acme) == ()


def test_a_proposal_is_neither_split_nor_given_back_and_taken_up_only_once(
    any_store: Store, actor: Actor, acme: int
) -> None:
    with pytest.raises(PlannerError, match="cannot be split"):
        split_initiative(any_store, actor, acme, AS_OF, WINDOWS, [1], None)
    with pytest.raises(PlannerError, match="Nobody has changed"):
        release_initiative(any_store, actor, acme, WINDOWS)
    edit_initiatives(any_store, actor, acme, AS_OF, {WINDOWS: {"owner": "Ines"}})
    with pytest.raises(PlannerError, match="no initiative"):
        edit_initiatives(any_store, actor, acme, AS_OF, {WINDOWS: {"owner": "Ines"}})


def test_a_gap_that_is_accepted_is_found_again_by_its_source_whatever_its_title(
    any_store: Store, actor: Actor, acme: int, see: See
) -> None:
    save_assessment(any_store, actor, acme, AS_OF, {"mfa": {"maturity": 0}})
    save_users(any_store, actor, acme, 10)
    before = see()
    asked = next(one for one in before.proposed if one.key == MFA)
    project_id = accept_proposal(any_store, actor, acme, AS_OF, "mfa")
    assert see().budget.total - before.budget.total == asked.proposed_minor
    assert MFA not in keys(see())
    edit_initiatives(any_store, actor, acme, AS_OF, {f"project:{project_id}": {"title": "Second factor"}})
    with pytest.raises(PlannerError, match="is on the roadmap"):
        accept_proposal(any_store, actor, acme, AS_OF, "mfa")
    remove_project(any_store, actor, acme, project_id)
    assert MFA in keys(see())


def test_a_contract_to_decide_costs_nothing_twice_and_stays_on_its_day(
    any_store: Store, actor: Actor, acme: int
) -> None:
    given = {
        "name": "Line", "kind": "connection", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
        "term_months": 12, "notice_days": 10, "unit_price": "100", "billing": "month",
    }  # fmt: skip

    def see() -> Roadmap:
        return client_roadmap(any_store, actor, acme, AS_OF)

    save_contracts(any_store, actor, acme, ContractEdits(added=(given,)))
    key, before = "contract:1:2027", see()
    asked = next(one for one in before.proposed if one.key == key)
    assert (asked.amount_minor, asked.proposed_minor, asked.quarter_starts_on) == (0, 0, date(2026, 10, 1))
    assert asked.proposal == "proposal: $1,200 a year is in the budget already"
    edit_initiatives(any_store, actor, acme, AS_OF, {key: {"owner": "Ines"}})
    assert see().budget == before.budget
    assert card(see(), "Decide on Line").quarter_starts_on == date(2026, 10, 1), "deciding needs no lead time"


ACTS = st.lists(
    st.tuples(st.sampled_from(["edit", "move", "decline", "undo", "import"]), st.integers(0, 40)), max_size=7
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_in_any_order_all_agree_and_nothing_is_proposed_that_was_taken_up(
    acts: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory, actor: Actor
) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('proposals') / 'e.db'}")
    bring_in(store, actor, FLEET)
    acme = find_client(store, actor, "Acme").client_id
    for what, which in acts:
        roadmap = client_roadmap(store, actor, acme, AS_OF)
        before = client_projects(store, actor, acme)
        cards = [*roadmap.proposed, *(one for one in roadmap.initiatives if one.key.startswith("project:"))]
        key, to = cards[which % len(cards)].key if cards else "", roadmap.quarters[1 + which % 9].starts_on
        change = {"edit": {"owner": f"P{which}"}, "move": {"quarter": to}, "decline": {"status": "declined"}}
        entries = [one for one in initiative_history(store, actor, acme) if one.can_undo]
        try:
            if what == "import":
                row = f"PC-9 | S9 | Laptop | 2025-0{1 + which % 9}-01 | Windows 10 Pro | Intel Core i5-1335U"
                bring_in(store, actor, f"{FLEET}\n{row}")
                assert client_projects(store, actor, acme) == before
            elif what == "undo" and entries:
                undo_initiative(store, actor, acme, entries[which % len(entries)].entry_id)
            elif what != "undo" and key:
                edit_initiatives(store, actor, acme, AS_OF, {key: change[what]})
        except PlannerError:
            assert client_projects(store, actor, acme) == before, "what is refused changes nothing"
        after = client_roadmap(store, actor, acme, AS_OF)
        agree(after, ())
        sources = [one.source for one in client_projects(store, actor, acme)]
        assert sorted([*sources, *keys(after)]) == sorted([WINDOWS, SERVER]), "each is proposed or taken up, once"
    store.close()


def test_programs_read_what_it_would_cost_and_that_it_is_in_no_total(any_store: Store, actor: Actor, see: See) -> None:
    rows = {row["key"]: row for row in initiatives_json(see())}
    assert rows[SERVER]["proposal"] == "proposal: not in the budget yet, about $3,045"
    assert (rows[SERVER]["proposed"], rows[SERVER]["amount"], rows[SERVER]["is_movable"]) == ("3045.00", "0.00", True)
    planned = [row for key, row in rows.items() if key.startswith("replace:")]
    assert planned
    assert {(row["proposal"], row["proposed"]) for row in planned} == {(None, None)}
