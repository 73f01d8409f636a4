"""Laws of publishing: whatever is done in any order, a version stays as it was and a decision with its version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from planner.actions.clients import find_client
from planner.actions.decisions import client_decisions, close_round
from planner.actions.initiatives import edit_initiatives
from planner.actions.projects import save_project
from planner.actions.publishing import publish_roadmap, published_versions, republish
from planner.actions.roadmaps import client_roadmap
from planner.actions.shared import decide, open_shared
from planner.actions.shared_views import DecisionAsked, SharedRoadmap
from planner.actions.shares import Recipient, create_share
from planner.errors import PlannerError
from planner.sharing.people import Actor
from planner.store import Store, open_store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = """Hostname | Serial Number | Type | Purchase Date
PC-1 | S0000001 | Laptop | 2022-03-02
SRV-1 | S0000002 | Server | 2021-03-02"""
STEPS = ("publish", "again", "approve", "decline", "dearer", "move", "import", "close")


class Client:
    """One client with its links: each step is what a person may do next."""

    def __init__(self, store: Store, actor: Actor) -> None:
        self.store, self.actor = store, actor
        bring_in(store, actor, FLEET)
        self.client_id = find_client(store, actor, "Acme").client_id
        given = {"title": "Backup", "starts_on": date(2027, 3, 1), "lines": [{"name": "Work", "unit_price": "900"}]}
        save_project(store, actor, self.client_id, given)
        self.links: list[tuple[int, str]] = []
        self.made: list[tuple[int, str]] = []
        self.frozen: dict[int, str] = {}
        self.now = datetime(2026, 11, 23, 12, tzinfo=UTC)
        self.publish()

    def publish(self) -> None:
        publish_roadmap(self.store, self.actor, self.client_id, AS_OF)
        self._share()

    def again(self) -> None:
        republish(self.store, self.actor, self.client_id, 1)
        self._share()

    def _share(self) -> None:
        version = published_versions(self.store, self.actor, self.client_id)[0].version
        now = replace(self.actor, acting_at=self.now)
        self.links.append((version, create_share(self.store, now, self.client_id, Recipient("Ines")).token))

    def approve(self) -> None:
        self._decide(DecisionAsked("project:1", "in_budget"))

    def decline(self) -> None:
        self._decide(DecisionAsked("project:1", "decline", comment="No"))

    def _decide(self, asked: DecisionAsked) -> None:
        version, token = self.links[len(self.made) % len(self.links)]
        self.now += timedelta(minutes=1)
        decide(self.store, token, [asked], self.now)
        self.made.append((version, asked.kind))

    def dearer(self) -> None:
        price = str(900 + 100 * (len(self.made) + len(self.links)))
        save_project(self.store, self.actor, self.client_id, {"lines": [{"name": "Work", "unit_price": price}]}, 1)

    def move(self) -> None:
        roadmap = client_roadmap(self.store, self.actor, self.client_id, AS_OF)
        to = roadmap.quarters[3 + len(self.links) % 5].starts_on
        edit_initiatives(self.store, self.actor, self.client_id, AS_OF, {"project:1": {"quarter": to}})

    def bring(self) -> None:
        bring_in(self.store, self.actor, FLEET.replace("2021-03-02", f"20{15 + len(self.links) % 9}-03-02"))

    def close(self) -> None:
        close_round(self.store, self.actor, self.client_id)

    def check(self) -> None:
        with self.store.reading() as session:
            rows = session.execute(text("SELECT version, document FROM published_roadmap")).all()
            said = session.execute(
                text("SELECT p.version, d.kind FROM decision d JOIN published_roadmap p ON p.id = d.published_id ORDER BY d.id")
            ).all()
        for version, document in rows:
            assert self.frozen.setdefault(version, document) == document
        assert [tuple(row) for row in said] == self.made
        for version, token in self.links:
            seen = open_shared(self.store, token, self.now)
            assert isinstance(seen, SharedRoadmap)
            assert seen.document.version == version
        newest = client_decisions(self.store, self.actor, self.client_id, AS_OF).states["project:1"]
        assert [one.kind for one in newest.history] == [kind for _, kind in reversed(self.made)]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=8))
def test_a_version_never_changes_and_each_decision_stays_with_its_own(
    steps: list[str], actor: Actor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder: Path = tmp_path_factory.mktemp("law")
    store = open_store(f"sqlite:///{folder / 'evergreen.db'}")
    client = Client(store, actor)
    does = {step: getattr(client, step) for step in STEPS if step != "import"} | {"import": client.bring}
    for step in steps:
        try:
            does[step]()
        except PlannerError:
            assert step in ("dearer", "move", "close"), "only what stands like that already, or nothing to close"
        client.check()
    store.close()
