"""A stored client's roadmap in the MSP's own workbook."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from planner.actions.clients import find_client
from planner.actions.export_template import filled_template
from planner.actions.roadmaps import client_roadmap
from planner.errors import PlannerError
from planner.money import to_minor
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF

FLEET = """Hostname | Type | Purchase Date
ACM-LT-01 | Laptop | 2019-03-02
ACM-SRV-1 | Server | 2021-03-01"""


def template(*names: str) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("Plan")
    for row, name in enumerate(names, start=1):
        book.define_name(name, f"=Plan!$A${row}")
    book.close()
    return out.getvalue()


def test_the_file_is_named_after_client_and_day_and_holds_his_figures(store: Store, actor: Actor) -> None:
    bring_in(store, actor, FLEET)
    client_id = find_client(store, actor, "Acme").client_id
    export = filled_template(store, actor, client_id, AS_OF, template("evergreen_client", "evergreen_total"))
    roadmap = client_roadmap(store, actor, client_id, AS_OF)
    sheet = openpyxl.load_workbook(BytesIO(export.data))["Plan"]
    assert export.file_name == f"{roadmap.client} roadmap 2026-11-23.xlsx"
    assert (sheet["A1"].value, to_minor(sheet["A2"].value, roadmap.currency)) == (roadmap.client, roadmap.budget.total)
    assert roadmap.budget.total > 0


def test_a_client_that_is_not_there_is_told(store: Store, actor: Actor) -> None:
    with pytest.raises(PlannerError, match="client"):
        filled_template(store, actor, 99, AS_OF, template("evergreen_client"))
