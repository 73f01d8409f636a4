"""The client's door in this process, over a store with one published roadmap."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from planner.actions.clients import find_client
from planner.actions.projects import save_project
from planner.actions.publishing import publish_roadmap
from planner.actions.shares import Recipient, create_share
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF
from web.shares.app import not_found, share_routes

FLEET = """Client | Hostname | Serial Number | Type | Purchase Date
Acme | PC-1 | S0000001 | Laptop | 2022-03-02
Acme | FW-1 | S0000003 | Firewall | 2020-03-05"""
Share = Callable[..., str]


@pytest.fixture
def acme(store: Store, actor: Actor) -> int:
    bring_in(store, actor, FLEET)
    acme = find_client(store, actor, "Acme").client_id
    given = {"title": "Cloud backup", "lane": "Protect", "starts_on": date(2027, 3, 1),
             "lines": [{"name": "Work", "unit_price": "1000"}]}  # fmt: skip
    save_project(store, actor, acme, given)
    publish_roadmap(store, actor, acme, AS_OF)
    return acme


@pytest.fixture
def share(store: Store, actor: Actor, acme: int) -> Share:
    """Makes a link and gives its token."""

    def made(name: str = "Ines", **given: object) -> str:
        now = replace(actor, acting_at=datetime.now(UTC))
        return create_share(store, now, acme, Recipient(name, **given)).token

    return made


@pytest.fixture
def client(store: Store) -> TestClient:
    """A browser of the door, on https so that it keeps secure cookies."""
    app = Starlette(routes=share_routes(lambda: store), exception_handlers={404: not_found, 405: not_found})
    return TestClient(app, base_url="https://roadmap.example", follow_redirects=False)
