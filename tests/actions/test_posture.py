"""Assessing a client: one action each, started from the last, taken back; the data suggests and never overwrites."""

from __future__ import annotations

from datetime import date

import pytest

from planner.actions.clients import create_client, find_client
from planner.actions.contracts import ContractEdits, save_contracts
from planner.actions.posture import accept_suggestions, client_posture, save_assessment
from planner.actions.posture_history import posture_history, undo_posture
from planner.actions.posture_initiatives import accept_proposal
from planner.actions.posture_json import posture_json
from planner.actions.posture_terms import save_terms, save_users
from planner.actions.projects import client_projects
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

SHEET = """Hostname | Serial Number | Type | Purchase Date | Operating System | User
PC-1 | A1 | Laptop | 2018-02-01 | Windows 7 | Ada
PC-2 | A2 | Laptop | 2026-01-01 | Windows 11 Pro 25H2 | Bo
PC-3 | A3 | Laptop | 2026-01-01 | Windows 11 Pro 25H2 | ada
SW-1 | A4 | Switch | 2026-03-01 | |"""


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, SHEET)
    return find_client(any_store, actor, "Acme").client_id


def test_an_assessment_starts_from_the_last_ones_answers(any_store: Store, actor: Actor, acme: int) -> None:
    spring = date(2026, 3, 1)
    save_assessment(any_store, actor, acme, spring, {"mfa": {"maturity": 1, "evidence": "Two of five."}}, "Spring")
    save_assessment(any_store, actor, acme, AS_OF, {"backup": {"maturity": 3}})
    seen = client_posture(any_store, actor, acme, AS_OF)
    assert (seen.answers["mfa"].maturity, seen.answers["mfa"].evidence) == (1, "Two of five.")
    assert seen.answers["backup"].maturity == 3
    assert [(point.as_of, point.total) for point in seen.trend] == [(spring, 0.25), (AS_OF, (3 * 1 + 3 * 3) / 24)]
    assert client_posture(any_store, actor, acme, spring).answers["backup"].maturity is None


def test_the_same_again_is_refused_on_the_same_day_and_counts_on_a_later_one(
    any_store: Store, actor: Actor, acme: int
) -> None:
    save_assessment(any_store, actor, acme, date(2026, 3, 1), {"mfa": {"maturity": 1}})
    with pytest.raises(PlannerError, match="stands like that"):
        save_assessment(any_store, actor, acme, date(2026, 3, 1), {"mfa": {"maturity": 1}})
    save_assessment(any_store, actor, acme, AS_OF, {}, "Nothing new")
    assert len(client_posture(any_store, actor, acme, AS_OF).trend) == 2


def test_every_fault_is_told_and_nothing_is_stored(any_store: Store, actor: Actor, acme: int) -> None:
    wrong = {"mfa": {"maturity": 5}, "magic": {"maturity": 1}, "backup": {"colour": "red"}}
    with pytest.raises(PlannerError) as refused:
        save_assessment(any_store, actor, acme, AS_OF, wrong)
    for told in ("out of range", "no such service", "has no 'colour'"):
        assert told in f"{refused.value.message} {refused.value.remedy}"
    assert client_posture(any_store, actor, acme, AS_OF).assessments == ()


def test_the_data_suggests_with_its_evidence(any_store: Store, actor: Actor, acme: int) -> None:
    told = client_posture(any_store, actor, acme, AS_OF).suggestions
    assert told["patching"].maturity == 0
    assert "1 of 3 (33 %)" in told["patching"].evidence
    assert told["hardware_lifecycle"].maturity == 1, "one of four is overdue"
    assert (told["firewall"].maturity, told["firewall"].evidence) == (
        0, "Network devices listed: 1; no firewall among them.",
    )  # fmt: skip
    assert "email_filtering" not in told
    contract = {"name": "Mimecast Email Security", "unit_price": "3", "billing": "month", "term_months": 12,
                "starts_on": date(2026, 1, 1)}  # fmt: skip
    ended = contract | {"name": "KnowBe4", "starts_on": date(2024, 1, 1), "renews": False}
    save_contracts(any_store, actor, acme, ContractEdits(added=(contract, ended)))
    told = client_posture(any_store, actor, acme, AS_OF).suggestions
    assert (told["email_filtering"].maturity, told["email_filtering"].evidence) == (
        2, "Under contract: Mimecast Email Security.",
    )  # fmt: skip
    assert "awareness" not in told, "what has ended serves nobody"


def test_suggestions_are_taken_only_where_nobody_answered(any_store: Store, actor: Actor, acme: int) -> None:
    save_assessment(
        any_store, actor, acme, AS_OF,
        {"patching": {"maturity": 3, "evidence": "Seen."}, "firewall": {"is_applicable": False}},
    )  # fmt: skip
    accept_suggestions(any_store, actor, acme, AS_OF)
    seen = client_posture(any_store, actor, acme, AS_OF)
    assert (seen.answers["patching"].maturity, seen.answers["patching"].evidence) == (3, "Seen.")
    assert seen.answers["firewall"].maturity is None
    assert seen.answers["hardware_lifecycle"].maturity == seen.suggestions["hardware_lifecycle"].maturity
    with pytest.raises(PlannerError, match="Nothing is suggested"):
        accept_suggestions(any_store, actor, acme, AS_OF)


def test_an_assessment_is_taken_back_and_the_one_before_counts(any_store: Store, actor: Actor, acme: int) -> None:
    save_assessment(any_store, actor, acme, AS_OF, {"mfa": {"maturity": 1}})
    save_assessment(any_store, actor, acme, AS_OF, {"mfa": {"maturity": 4}})
    newest = posture_history(any_store, actor, acme)[0]
    assert newest.words == "Assessed as of 23 Nov 2026: Multi-factor authentication"
    undo_posture(any_store, actor, acme, newest.entry_id)
    assert client_posture(any_store, actor, acme, AS_OF).answers["mfa"].maturity == 1
    with pytest.raises(PlannerError):
        undo_posture(any_store, actor, acme, newest.entry_id)


def test_own_weights_prices_and_users_count_and_are_taken_back(any_store: Store, actor: Actor, acme: int) -> None:
    save_assessment(any_store, actor, acme, AS_OF, {"mfa": {"maturity": 1}, "backup": {"maturity": 3}})
    seen = client_posture(any_store, actor, acme, AS_OF)
    assert (seen.users, seen.users_from) == (2, "devices"), "Ada is one person"
    assert seen.proposals[0].year_minor == 12 * 2 * 300
    save_terms(any_store, actor, acme, {"mfa": {"per_user_month": "4.50", "weight": 1}})
    save_users(any_store, actor, acme, 25)
    seen = client_posture(any_store, actor, acme, AS_OF)
    assert seen.proposals[0].year_minor == 12 * 25 * 450
    assert seen.total.score == (1 * 1 + 3 * 3) / (4 * 4)
    users, terms = posture_history(any_store, actor, acme)[:2]
    undo_posture(any_store, actor, acme, terms.entry_id)
    undo_posture(any_store, actor, acme, users.entry_id)
    seen = client_posture(any_store, actor, acme, AS_OF)
    assert (seen.users, seen.proposals[0].per_user_month_minor, seen.weights["mfa"]) == (2, 300, 3)
    for wrong in ({"mfa": {"weight": 11}}, {"mfa": {"per_user_month": "-1"}}, {"magic": {"weight": 1}}):
        with pytest.raises(PlannerError):
            save_terms(any_store, actor, acme, wrong)
    with pytest.raises(PlannerError):
        save_users(any_store, actor, acme, 0)


def test_a_proposal_on_the_roadmap_costs_its_price_each_month(any_store: Store, actor: Actor, acme: int) -> None:
    save_assessment(any_store, actor, acme, AS_OF, {"mfa": {"maturity": 0}})
    save_users(any_store, actor, acme, 10)
    before = client_roadmap(any_store, actor, acme, AS_OF).budget.total
    accept_proposal(any_store, actor, acme, AS_OF, "mfa", date(2027, 1, 1))
    [project] = client_projects(any_store, actor, acme)
    [line] = project.lines
    assert (project.lane, project.status, line.kind, line.billing) == ("Protect", "proposed", "recurring", "month")
    assert (line.quantity, line.unit_price_minor) == (10, 300)
    assert "6.3, 6.4, 6.5 of CIS Controls v8" in project.why
    assert client_roadmap(any_store, actor, acme, AS_OF).budget.total > before
    with pytest.raises(PlannerError, match="is on the roadmap"):
        accept_proposal(any_store, actor, acme, AS_OF, "mfa")
    with pytest.raises(PlannerError, match="no gap"):
        accept_proposal(any_store, actor, acme, AS_OF, "backup")


def test_a_proposal_waits_until_the_users_are_known(any_store: Store, actor: Actor) -> None:
    bring_in(any_store, actor, "Hostname | Serial Number | Type\nX-1 | B1 | Laptop", client="Birch")
    birch = find_client(any_store, actor, "Birch").client_id
    save_assessment(any_store, actor, birch, AS_OF, {"mfa": {"maturity": 0}})
    seen = client_posture(any_store, actor, birch, AS_OF)
    assert (seen.users, seen.proposals[0].year_minor) == (None, None)
    with pytest.raises(PlannerError, match="how many users"):
        accept_proposal(any_store, actor, birch, AS_OF, "mfa")


def test_another_clients_assessment_is_not_touched(any_store: Store, actor: Actor, acme: int) -> None:
    bring_in(any_store, actor, "Hostname | Serial Number | Type\nX-1 | B1 | Laptop", client="Birch")
    birch = find_client(any_store, actor, "Birch").client_id
    save_assessment(any_store, actor, acme, AS_OF, {"mfa": {"maturity": 1}})
    [entry] = posture_history(any_store, actor, acme)
    assert posture_history(any_store, actor, birch) == ()
    with pytest.raises(PlannerError):
        undo_posture(any_store, actor, birch, entry.entry_id)
    assert client_posture(any_store, actor, birch, AS_OF).answers == {}
    for unknown in (client_posture, accept_suggestions):
        with pytest.raises(PlannerError):
            unknown(any_store, actor, 99, AS_OF)


def test_a_client_without_devices_can_be_assessed(any_store: Store, actor: Actor, acme: int) -> None:
    empty = create_client(any_store, actor, "Empty", currency="EUR")
    save_assessment(any_store, actor, empty, AS_OF, {"backup": {"maturity": 0}})
    told = posture_json(client_posture(any_store, actor, empty, AS_OF))
    assert told["answer"] == "Well run in 0 of 1 assessed area; backup and recovery is not in place."
    assert [sign["verdict"] for sign in told["signs"]] == ["not known"] * 5
    assert told["proposals"][0]["per_user_month"] == "7.60"
