"""Publishing: what was presented is frozen, holds nothing that may not be seen, and says what changed."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from sqlalchemy import text

from planner.actions.brands import set_brand
from planner.actions.clients import find_client
from planner.actions.goals import Goal, save_goals
from planner.actions.initiatives import edit_initiatives, move_initiative
from planner.actions.projects import save_project
from planner.actions.publishing import (
    Profile,
    Publication,
    difference,
    preview_document,
    publish_roadmap,
    published_versions,
    read_published,
    republish,
)
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.roadmap.document_build import Profile as DocumentProfile
from planner.roadmap.document_json import document_from_json, document_to_json
from planner.roadmap.sentences import say
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = """Hostname | Serial Number | Asset Tag | Type | Purchase Date | Assigned To | IP Address | Operating System
ACM-LT-01 | PF3K9QX1 | TAG-7001 | Laptop | 2019-03-02 | Ada Lovelace | 10.20.0.7 | Windows 10 Pro
ACM-LT-02 | PF3K9QX2 | TAG-7002 | Laptop | 2023-03-05 | bob@acme.test | 10.20.0.8 | Windows 11 Pro
ACM-SRV-1 | JT7WQ931 | TAG-7003 | Server | 2021-03-01 | | 10.20.0.9 | Windows Server 2019"""
SECRETS = ("ACM-LT", "ACM-SRV", "PF3K9QX", "JT7WQ931", "TAG-70", "Lovelace", "bob@", "10.20.0.")


@pytest.fixture
def acme(any_store: Store, actor: Actor) -> int:
    bring_in(any_store, actor, FLEET)
    acme = find_client(any_store, actor, "Acme").client_id
    line = {"name": "Work for ACM-SRV-1", "unit_price": "4321"}
    given = {
        "title": "Retire ACM-SRV-1", "why": "Ada Lovelace says £4,321 is fine; see 10.20.0.9.",
        "starts_on": date(2027, 3, 1), "lines": [line, {"name": "Care", "unit_price": "77", "kind": "recurring"}],
    }  # fmt: skip
    save_project(any_store, actor, acme, given)
    save_goals(any_store, actor, acme, [Goal(0, "No box under Ada Lovelace's desk")])
    return acme


def test_a_version_says_what_the_roadmap_said_and_stays_the_same_to_the_byte(
    any_store: Store, actor: Actor, acme: int
) -> None:
    roadmap = client_roadmap(any_store, actor, acme, AS_OF)
    made = publish_roadmap(any_store, actor, acme, AS_OF, Publication(note="A calm year."))
    told, document = read_published(any_store, actor, acme)
    frozen = document_to_json(document)
    assert (made.version, told.sha256, document.note) == (1, made.sha256, "A calm year.")
    told = {line.key: line.amount_minor for line in document.lines if line.is_in_budget}
    assert told == {one.key: one.amount_minor for one in roadmap.initiatives}
    assert [row.planned_minor for row in document.quarters] == list(roadmap.budget.planned())
    assert [sum(row) for row in zip(*(one.amounts_minor for one in document.budget), strict=True)] == list(
        roadmap.budget.planned()
    )
    assert say(document.answer, document.locale, document.currency) == roadmap.answer
    assert document_from_json(frozen) == document
    move_initiative(any_store, actor, acme, AS_OF, roadmap.initiatives[0].key, roadmap.quarters[8].starts_on)
    bring_in(any_store, actor, FLEET.replace("2021-03-01", "2026-03-01"))
    publish_roadmap(any_store, actor, acme, AS_OF)
    assert document_to_json(read_published(any_store, actor, acme, 1)[1]) == frozen


@pytest.mark.parametrize("costs", [True, False])
def test_no_byte_of_a_version_names_a_device_or_a_person(
    any_store: Store, actor: Actor, acme: int, costs: bool
) -> None:
    note = "Tell Bob (bob@acme.test) about tag-7002."
    given = Publication(note=note, profile=Profile(costs=costs))
    publish_roadmap(any_store, actor, acme, AS_OF, given)
    stored = document_to_json(read_published(any_store, actor, acme)[1]).casefold()
    assert [secret for secret in SECRETS if secret.casefold() in stored] == []
    found = preview_document(any_store, actor, acme, AS_OF, given).removed
    assert {"ACM-SRV-1", "Ada Lovelace", "tag-7002"} <= {one.words for one in found}


def test_without_costs_no_byte_is_a_price(any_store: Store, actor: Actor, acme: int) -> None:
    roadmap = client_roadmap(any_store, actor, acme, AS_OF)
    publish_roadmap(any_store, actor, acme, AS_OF, Publication(profile=Profile(costs=False)))
    document = read_published(any_store, actor, acme)[1]
    stored = document_to_json(document)
    amounts = {one.amount_minor for one in roadmap.initiatives} | set(roadmap.budget.planned()) | {432_100, 7_700}
    written = {str(value) for minor in amounts if minor for value in (minor, minor // 100, f"{minor // 100:,}")}
    assert {word for word in written if re.search(rf"(?<!\w){word}(?!\w)", stored)} == set()
    assert not any(sign in stored for sign in ("$", "£", "USD", "money"))
    assert document.budget == ()
    assert {line.amount_minor for line in document.lines} == {None}


def test_what_changed_is_said_and_an_old_version_can_count_again(any_store: Store, actor: Actor, acme: int) -> None:
    publish_roadmap(any_store, actor, acme, AS_OF)
    roadmap = client_roadmap(any_store, actor, acme, AS_OF)
    project = next(one for one in roadmap.initiatives if one.key.startswith("project:"))
    to = roadmap.quarters[6]
    edit_initiatives(any_store, actor, acme, AS_OF, {project.key: {"quarter": to.starts_on, "status": "approved"}})
    publish_roadmap(any_store, actor, acme, AS_OF)
    document = read_published(any_store, actor, acme)[1]
    told = [say(one, document.locale, document.currency) for one in document.changes]
    assert f"Retire [removed]: {project.quarter_label} before, {to.label} now." in told
    assert "Retire [removed]: proposed before, approved now." in told
    kinds = {one.kind for one in difference(any_store, actor, acme, 1, 2)[2] if one.key == project.key}
    assert {"moved", "status_changed"} <= kinds
    assert republish(any_store, actor, acme, 1).version == 3
    again, first = (read_published(any_store, actor, acme, version)[1] for version in (3, 1))
    assert again.lines == first.lines
    assert len(published_versions(any_store, actor, acme)) == 3


def test_a_version_without_costs_compared_with_one_with_them_tells_no_amount(
    any_store: Store, actor: Actor, acme: int
) -> None:
    publish_roadmap(any_store, actor, acme, AS_OF)
    publish_roadmap(any_store, actor, acme, AS_OF, Publication(profile=Profile(costs=False)))
    changes = read_published(any_store, actor, acme)[1].changes
    assert [one.key for one in changes] == ["reworded"], "the amount in a person's words went"
    assert not any(part.kind == "money" for one in changes for part in one.parameters)


def test_a_line_is_left_out_and_one_that_is_not_there_is_refused(any_store: Store, actor: Actor, acme: int) -> None:
    key = client_roadmap(any_store, actor, acme, AS_OF).initiatives[0].key
    left_out = DocumentProfile(left_out=frozenset({key}))
    publish_roadmap(any_store, actor, acme, AS_OF, Publication(profile=left_out))
    assert key not in {line.key for line in read_published(any_store, actor, acme)[1].lines}
    with pytest.raises(PlannerError, match="to leave out"):
        preview_document(any_store, actor, acme, AS_OF, Publication(profile=Profile(left_out=frozenset({"x"}))))


def test_a_version_that_somebody_changed_in_the_store_is_not_shown(any_store: Store, actor: Actor, acme: int) -> None:
    publish_roadmap(any_store, actor, acme, AS_OF)
    with any_store.writing() as session:
        session.execute(text("UPDATE published_roadmap SET document = replace(document, 'proposed', 'approved')"))
    with pytest.raises(PlannerError, match="not what was published"):
        read_published(any_store, actor, acme)


def test_the_document_bears_the_brand_and_a_script_is_no_logo(any_store: Store, actor: Actor, acme: int) -> None:
    logo = b"\x89PNG\r\n\x1a\n" + bytes(20)
    set_brand(any_store, actor, {"name": "Redstone IT", "accent": "#123456", "contact": "hello@redstone.test"}, logo=logo)
    set_brand(any_store, actor, {"accent": "#654321"}, acme)
    document = preview_document(any_store, actor, acme, AS_OF).document
    assert (document.prepared_by, document.accent, document.contact) == ("Redstone IT", "#654321", "hello@redstone.test")
    assert document.logo is not None
    assert document.logo.startswith("data:image/png;base64,")
    with pytest.raises(PlannerError) as refused:
        set_brand(any_store, actor, {"accent": "red"}, logo=b"<svg onload=alert(1)>")
    assert "no colour" in refused.value.message
    assert "no PNG" in refused.value.message


def test_the_stored_text_is_canonical(any_store: Store, actor: Actor, acme: int) -> None:
    publish_roadmap(any_store, actor, acme, AS_OF)
    with any_store.reading() as session:
        stored = session.execute(text("SELECT document FROM published_roadmap")).scalar_one()
    assert stored == json.dumps(json.loads(stored), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
