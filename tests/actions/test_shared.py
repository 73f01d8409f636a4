"""Share links and what recipients decide by them: by name, bound to the version, each one's newest until the close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from planner.actions.clients import find_client
from planner.actions.decisions import (
    accepted_risks_of,
    carry_out,
    client_decisions,
    close_round,
    record_decisions,
    reply,
    withdraw_risk,
)
from planner.actions.initiatives import edit_initiatives
from planner.actions.projects import save_project
from planner.actions.publishing import Profile, Publication, publish_roadmap
from planner.actions.roadmaps import client_roadmap
from planner.actions.shared import decide, note_view, open_shared, try_passphrase
from planner.actions.shared_views import DecisionAsked, LockedOut, NeedsPassphrase, SharedRoadmap
from planner.actions.shares import Recipient, create_share, revoke_share, shares_of
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = """Client | Hostname | Serial Number | Type | Purchase Date
Acme | PC-1 | S0000001 | Laptop | 2022-03-02
Acme | PC-2 | S0000002 | Laptop | 2024-03-05
Acme | FW-1 | S0000003 | Firewall | 2020-03-05
Bolt | PC-9 | S0000009 | Laptop | 2023-03-05"""
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Share = Callable[..., str]


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, FLEET)
    acme = find_client(any_store, actor, "Acme").client_id
    given = {"title": "Cloud backup", "lane": "Protect", "starts_on": date(2027, 3, 1),
             "lines": [{"name": "Work", "unit_price": "1000"}]}  # fmt: skip
    save_project(any_store, actor, acme, given)
    publish_roadmap(any_store, actor, acme, AS_OF)
    return acme


@pytest.fixture
def share(any_store: Store, actor: Actor, acme: int) -> Share:
    def made(name: str = "Ines", **given: object) -> str:
        return create_share(any_store, replace(actor, acting_at=NOW), acme, Recipient(name, **given)).token

    return made


def shown(store: Store, token: str, now: datetime = NOW) -> SharedRoadmap:
    seen = open_shared(store, token, now)
    assert isinstance(seen, SharedRoadmap)
    return seen


def key_of(store: Store, token: str, lane: str) -> str:
    return next(line.key for line in shown(store, token).document.lines if line.lane == lane)


def test_a_link_opens_its_version_alone_and_its_token_is_nowhere_in_the_store(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    token = share()
    publish_roadmap(any_store, actor, acme, AS_OF, Publication(title="Second"))
    seen = shown(any_store, token)
    assert (seen.document.version, seen.newer_version, seen.link.recipient) == (1, 2, "Ines")
    with any_store.reading() as session:
        for table in ("share_link", "audit_entry", "share_view"):
            rows = session.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            assert token not in repr(rows)


def test_whatever_is_wrong_with_a_token_opens_nothing(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    token, ended = share(), share("Bob")
    [link, _] = shares_of(any_store, actor, acme)
    revoke_share(any_store, actor, acme, link.link_id)
    altered = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in ("", "x", altered, token[:-1], token + "A", token.swapcase(), ended, "'; --", "\x00" * 43, "A" * 43):
        assert open_shared(any_store, wrong, NOW) is None
        with pytest.raises(PlannerError, match="opens nothing"):
            decide(any_store, wrong, [DecisionAsked("x", "in_budget")], NOW)
    assert open_shared(any_store, token, NOW + timedelta(days=30)) is None
    assert open_shared(any_store, token, NOW + timedelta(days=29)) is not None
    with pytest.raises(PlannerError, match="opens nothing"):
        decide(any_store, token, [DecisionAsked("project:1", "in_budget")], NOW + timedelta(days=30))


def test_each_kind_of_decision_is_kept_with_its_version_and_the_newest_of_a_person_counts(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    token = share()
    lines = shown(any_store, token).document.lines
    later = shown(any_store, token).document.quarters[9].starts_on
    kinds = (
        DecisionAsked(lines[0].key, "in_budget"), DecisionAsked(lines[0].key, "purchase", amount_minor=200_000),
        DecisionAsked(lines[0].key, "board", board_on=date(2026, 12, 1)),
        DecisionAsked(lines[0].key, "defer", quarter_starts_on=later, comment="Next year"),
    )  # fmt: skip
    for minutes, one in enumerate(kinds):
        decide(any_store, token, [one], NOW + timedelta(minutes=minutes))
    state = shown(any_store, token).states[lines[0].key]
    assert [one.kind for one in state.decisions] == ["defer"]
    assert [one.kind for one in state.history] == ["defer", "board", "purchase", "in_budget"]
    assert state.outcome == "deferred"
    assert {one.version for one in state.history} == {1}
    assert state.decisions[0].is_own


def test_every_fault_of_a_decision_is_told_and_none_is_stored(any_store: Store, acme: int, share: Share) -> None:
    token = share(limit_minor=50_000)
    key, first = key_of(any_store, token, "Protect"), shown(any_store, token).document.quarters[0].starts_on
    with pytest.raises(PlannerError) as refused:
        decide(
            any_store, token,
            [
                DecisionAsked(key, "purchase", amount_minor=50_001), DecisionAsked(key, "decline"),
                DecisionAsked(key, "defer", quarter_starts_on=first), DecisionAsked("other", "in_budget"),
                DecisionAsked(key, "board", board_on=date(2026, 11, 22)), DecisionAsked(key, "approve"),
                DecisionAsked(key, "in_budget", comment="x" * 2001),
            ], NOW,
        )  # fmt: skip
    for word in ("up to $500.00", "It says nothing", "later quarter", "not on this roadmap", "board's day", "longer"):
        assert word in refused.value.message
    assert shown(any_store, token).states[key].history == ()


def test_a_commenter_asks_and_the_vcio_answers_but_he_decides_nothing(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    token = share("Carl", role="commenter")
    key = key_of(any_store, token, "Protect")
    for kind in ("in_budget", "decline"):
        with pytest.raises(PlannerError, match="not decide"):
            decide(any_store, token, [DecisionAsked(key, kind, comment="No")], NOW)
    decide(any_store, token, [DecisionAsked(key, "ask", comment="Why so much?")], NOW)
    [question] = client_decisions(any_store, actor, acme, AS_OF).questions
    reply(any_store, actor, acme, question.decision_id, "It holds ten years of drawings.")
    assert client_decisions(any_store, actor, acme, AS_OF).questions == ()
    assert [one.text for one in shown(any_store, token).states[key].history[0].replies] == [
        "It holds ten years of drawings."
    ]


def test_a_declined_protection_is_an_accepted_risk_until_it_is_decided_otherwise(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    token = share()
    key = "project:1"
    decide(any_store, token, [DecisionAsked(key, "decline", comment="We copy by hand.")], NOW)
    [risk] = accepted_risks_of(any_store, actor, acme)
    assert (risk.title, risk.reason, risk.accepted_by) == ("Cloud backup", "We copy by hand.", "Ines")
    assert risk.review_on == date(2027, 11, 23)
    decide(any_store, token, [DecisionAsked(key, "in_budget")], NOW + timedelta(minutes=1))
    assert accepted_risks_of(any_store, actor, acme) == ()
    decide(any_store, token, [DecisionAsked(key, "decline", comment="No.")], NOW + timedelta(minutes=2))
    [risk] = accepted_risks_of(any_store, actor, acme)
    withdraw_risk(any_store, actor, acme, risk.risk_id)
    assert accepted_risks_of(any_store, actor, acme) == ()


def test_two_deciders_who_disagree_are_shown_so_until_the_round_is_closed(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    ines, bob = share("Ines"), share("Bob")
    decide(any_store, ines, [DecisionAsked("project:1", "in_budget")], NOW)
    decide(any_store, bob, [DecisionAsked("project:1", "decline", comment="Too dear")], NOW)
    state = shown(any_store, ines).states["project:1"]
    assert (state.disagree, state.outcome) == (True, "disputed")
    with pytest.raises(PlannerError, match="deciders disagree"):
        carry_out(any_store, actor, acme, AS_OF)
    assert close_round(any_store, actor, acme) == 1
    state = shown(any_store, bob).states["project:1"]
    assert (state.decisions, len(state.history)) == ((), 2)
    decide(any_store, bob, [DecisionAsked("project:1", "in_budget")], NOW + timedelta(minutes=1))
    assert shown(any_store, bob).states["project:1"].outcome == "approved"


def test_an_approved_line_that_changes_is_marked_on_both_sides_and_asks_again(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    ines = share()
    decide(any_store, ines, [DecisionAsked("project:1", "purchase", amount_minor=200_000)], NOW)
    assert not client_decisions(any_store, actor, acme, AS_OF).states["project:1"].changed_since_approved
    save_project(any_store, actor, acme, {"lines": [{"name": "Work", "unit_price": "1049"}]}, 1)
    assert not client_decisions(any_store, actor, acme, AS_OF).states["project:1"].changed_since_approved, "within 5 %"
    save_project(any_store, actor, acme, {"lines": [{"name": "Work", "unit_price": "1060"}]}, 1)
    assert client_decisions(any_store, actor, acme, AS_OF).states["project:1"].changed_since_approved
    assert not shown(any_store, ines).states["project:1"].changed_since_approved, "nothing else is published yet"
    publish_roadmap(any_store, actor, acme, AS_OF)
    assert shown(any_store, ines).states["project:1"].changed_since_approved
    again = share()
    state = shown(any_store, again).states["project:1"]
    assert (state.changed_since_approved, state.decisions[0].version) == (True, 1)
    decide(any_store, again, [DecisionAsked("project:1", "in_budget")], NOW + timedelta(minutes=1))
    state = client_decisions(any_store, actor, acme, AS_OF).states["project:1"]
    assert (state.changed_since_approved, state.decisions[0].version) == (False, 2)


def test_what_was_agreed_is_carried_out_on_the_roadmap(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    ines = share()
    lines = shown(any_store, ines).document.lines
    laptops = next(line for line in lines if line.lane == "Run" and line.devices)
    to = shown(any_store, ines).document.quarters[10].starts_on
    decide(
        any_store, ines,
        [DecisionAsked("project:1", "in_budget"), DecisionAsked(laptops.key, "defer", quarter_starts_on=to)], NOW,
    )  # fmt: skip
    assert carry_out(any_store, actor, acme, AS_OF) == ()
    roadmap = client_roadmap(any_store, actor, acme, AS_OF)
    assert next(one.status for one in roadmap.initiatives if one.key == "project:1") == "approved"
    assert to in {one.quarter_starts_on for one in roadmap.initiatives if one.is_held}


def test_what_was_said_in_the_meeting_is_recorded_by_name(any_store: Store, actor: Actor, acme: int) -> None:
    record_decisions(any_store, actor, acme, "Ines", [DecisionAsked("project:1", "in_budget", comment="At the table")])
    state = client_decisions(any_store, actor, acme, AS_OF).states["project:1"]
    assert [(one.recipient, one.kind) for one in state.decisions] == [("Ines", "in_budget")]
    edit_initiatives(any_store, actor, acme, AS_OF, {"project:1": {"quarter": date(2028, 1, 1)}})
    assert client_decisions(any_store, actor, acme, AS_OF).states["project:1"].changed_since_approved


def test_a_passphrase_is_asked_and_five_wrong_ones_lock_the_link(
    any_store: Store, share: Share
) -> None:
    token = share(passphrase="correct horse")
    assert isinstance(open_shared(any_store, token, NOW), NeedsPassphrase)
    kept = try_passphrase(any_store, token, "correct horse", NOW)
    assert isinstance(kept, str)
    assert isinstance(open_shared(any_store, token, NOW, kept), SharedRoadmap)
    assert isinstance(open_shared(any_store, token, NOW + timedelta(hours=12), kept), NeedsPassphrase)
    for forged in ("", "1", f"9{kept}", kept[:-1], kept.replace(kept[0], "9", 1)):
        assert isinstance(open_shared(any_store, token, NOW, forged), NeedsPassphrase)
        with pytest.raises(PlannerError, match="opens nothing"):
            decide(any_store, token, [DecisionAsked("project:1", "in_budget")], NOW, forged)
    for _ in range(5):
        assert try_passphrase(any_store, token, "wrong horse", NOW) is None
    assert isinstance(try_passphrase(any_store, token, "correct horse", NOW), LockedOut)
    assert isinstance(try_passphrase(any_store, token, "correct horse", NOW + timedelta(minutes=15)), str)


def test_another_clients_link_and_lines_are_out_of_reach(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    share()
    bolt = find_client(any_store, actor, "Bolt").client_id
    publish_roadmap(any_store, actor, bolt, AS_OF)
    [link] = shares_of(any_store, actor, acme)
    with pytest.raises(PlannerError, match="no link"):
        revoke_share(any_store, actor, bolt, link.link_id)
    theirs = create_share(any_store, replace(actor, acting_at=NOW), bolt, Recipient("Otto")).token
    with pytest.raises(PlannerError, match="not on this roadmap"):
        decide(any_store, theirs, [DecisionAsked("project:1", "in_budget")], NOW)
    assert shares_of(any_store, actor, bolt)[0].recipient == "Otto"


def test_views_are_logged_once_a_minute_and_faults_of_a_recipient_are_told_together(
    any_store: Store, actor: Actor, acme: int, share: Share
) -> None:
    token = share()
    for seconds in (0, 30, 61):
        note_view(any_store, token, "page", NOW + timedelta(seconds=seconds))
    [link] = shares_of(any_store, actor, acme)
    assert (link.views, link.seen_at) == (2, NOW + timedelta(seconds=61))
    with pytest.raises(PlannerError) as refused:
        create_share(any_store, actor, acme, Recipient(" ", "boss", -1, 0, passphrase="short", downloads=("exe",)))
    assert all(word in refused.value.message for word in ("name", "boss", "below", "days", "short", "exe"))


def test_in_a_version_without_costs_nothing_is_purchased(any_store: Store, actor: Actor, acme: int) -> None:
    publish_roadmap(any_store, actor, acme, AS_OF, Publication(profile=Profile(costs=False)))
    token = create_share(any_store, replace(actor, acting_at=NOW), acme, Recipient("Ines")).token
    with pytest.raises(PlannerError, match="shows no costs"):
        decide(any_store, token, [DecisionAsked("project:1", "purchase", amount_minor=5)], NOW)
