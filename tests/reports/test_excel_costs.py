"""The budget sheet holds every part of a price: each line of the budget, and a total that is the budget's."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl

from planner import workbook_format as names
from planner.actions.exports import workbook
from planner.actions.policies import save_rules
from planner.actions.roadmaps import client_roadmap
from planner.actions.rule_change import RuleChange
from planner.money import to_minor
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.rules import acme

AS_OF = date(2026, 11, 23)
PARTS = {"accessories": "80", "freight": "12.50", "disposal": "15", "trade_in": "60.10"}


def test_accessories_freight_disposal_and_the_trade_ins_credit_are_on_the_budget_sheet(
    store: Store, actor: Actor
) -> None:
    client_id = acme(store, actor)
    save_rules(store, actor, client_id, RuleChange(prices={"laptop": PARTS}, terms={"tax": "8"}), AS_OF)
    budget = client_roadmap(store, actor, client_id, AS_OF).budget
    sheet = openpyxl.load_workbook(BytesIO(workbook(store, actor, client_id, AS_OF).data), data_only=True)[names.BUDGET]
    rows = {
        row[0].value: [cell.value for cell in row if isinstance(cell.value, int | float)] for row in sheet.iter_rows()
    }
    shown = {line.line: to_minor(rows[line.line][-1], "GBP") for line in budget.lines}
    assert shown == {line.line: line.total for line in budget.lines}
    assert shown["Laptops: trade-in"] == -3 * 6_010
    assert to_minor(rows["Total"][-1], "GBP") == budget.total == sum(shown.values())
    assert [kind for kind in ("Accessories", "Freight", "Disposal", "Trade-in") if kind not in rows] == []


def test_the_workbook_says_what_becomes_of_tax(store: Store, actor: Actor) -> None:
    client_id = acme(store, actor)
    told = []
    for treatment in ("added", "recoverable", "excluded"):
        save_rules(store, actor, client_id, RuleChange(terms={"tax": 8, "tax_treatment": treatment}), AS_OF)
        about = openpyxl.load_workbook(BytesIO(workbook(store, actor, client_id, AS_OF).data))[names.ABOUT]
        told += [row[1].value for row in about.iter_rows() if row[0].value == "Tax"]
    assert told == ["8 %", "8 %, recoverable: not in the amounts", "not included: all amounts are before tax"]
