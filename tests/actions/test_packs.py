"""Review packs: of the clients that are due, on several processes, each client's failure its own."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO
from multiprocessing import active_children

from sqlalchemy import text

from planner.actions.clients import create_client
from planner.actions.packs import all_clients, clients_due, folder_of, make_packs, packs_zip
from planner.actions.reviews import save_review
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = "Hostname | Serial Number | Type | Purchase Date\nLT-01 | PF3K9QX1 | Laptop | 2022-03-02"


def test_the_clients_with_a_review_this_month_are_due_and_no_other(store: Store, actor: Actor) -> None:
    for name, day in (("Acme", date(2026, 11, 30)), ("Bolt", date(2026, 11, 2)), ("Coil", date(2026, 12, 1))):
        bring_in(store, actor, FLEET, client=name)
        found = next(one for one in all_clients(store, actor) if one.client == name)
        save_review(store, actor, found.client_id, AS_OF, {"title": "QBR", "meets_on": day})
    due = clients_due(store, actor, AS_OF)
    assert [(one.client, one.meets_on) for one in due] == [("Bolt", date(2026, 11, 2)), ("Acme", date(2026, 11, 30))]
    assert [one.client for one in all_clients(store, actor)] == ["Acme", "Bolt", "Coil"]


def test_what_fails_of_one_client_is_told_with_his_name_and_stops_no_other(store: Store, actor: Actor) -> None:
    for name in ("Acme", "../../Bolt", "Empty"):
        create_client(store, actor, name)
        if name != "Empty":
            bring_in(store, actor, FLEET, client=name)
    with store.writing() as session:
        session.execute(text("UPDATE client SET horizon_quarters = 0 WHERE name = 'Acme'"))
    packs = {pack.client: pack for pack in make_packs(store, actor, all_clients(store, actor), AS_OF, 2)}
    assert len(packs) == 3
    assert packs["Acme"].files == ()
    assert "could not be made" in packs["Acme"].problem
    assert len(packs["Empty"].files) == len(packs["../../Bolt"].files) == 4
    with zipfile.ZipFile(BytesIO(packs_zip(list(packs.values())))) as archive:
        names = archive.namelist()
        assert archive.read("not made.txt").decode().startswith("Acme: ")
    assert all(".." not in name and not name.startswith("/") for name in names)
    assert {name.split("/")[0] for name in names} == {
        folder_of(packs["Empty"]), folder_of(packs["../../Bolt"]), "not made.txt",
    }  # fmt: skip


def test_a_process_that_ends_takes_no_other_clients_pack_with_it(store: Store, actor: Actor) -> None:
    for name in ("Acme", "Bolt", "Coil"):
        create_client(store, actor, name)
    packs = []
    for pack in make_packs(store, actor, all_clients(store, actor), AS_OF, 1):
        packs.append(pack)
        if len(packs) == 1:
            for process in active_children():
                process.kill()
    assert sorted(pack.client for pack in packs) == ["Acme", "Bolt", "Coil"]
    assert [pack.problem for pack in packs] == ["", "", ""]
