"""The workbook's formulas: LibreOffice comes to Evergreen's figures, as they were made and after somebody changed them.

The expectations are Evergreen's own budgets under the same assumptions, in whole minor units: to the cent.
"""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from planner import workbook_format as names
from planner.actions.client_levelling import level_client
from planner.actions.clients import find_client
from planner.actions.demo import open_demo
from planner.actions.exports import workbook
from planner.actions.policies import save_rules
from planner.actions.roadmaps import budget_json, client_roadmap, roadmap_inputs, roadmap_of
from planner.actions.rule_change import RuleChange
from planner.budget.levelled_plan import PlanLimits
from planner.money import decimal_string, to_minor
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store
from tests.actions.sheets import bring_in
from tests.conftest import AS_OF
from tests.reports.generated_clients import client
from tests.reports.live_workbook import calculated_totals, edited, live, put, shown_totals, with_quarter
from tests.reports.office import assert_calculates_to_its_values, recalculated_all

pytestmark = pytest.mark.office
IN_EVERY_RUN = (6, 8, 9)


def assert_live(seeds: tuple[int, ...], folder: Path) -> None:
    """Of each client: every formula has its value, and the changed file comes to what Evergreen comes to."""
    clients = [live(client(seed)) for seed in seeds]
    fresh = recalculated_all([data for one in clients for data in (one.made, one.changed)], folder)
    for seed, one, made, changed in zip(seeds, clients, fresh[::2], fresh[1::2], strict=True):
        assert_calculates_to_its_values(one.made, made)
        told = f"client {seed}"
        assert shown_totals(made, names.BUDGET, one.budget) == calculated_totals(one.budget), told
        assert shown_totals(made, names.AS_DUE, one.due) == calculated_totals(one.due), told
        assert shown_totals(changed, names.BUDGET, one.changed_budget) == calculated_totals(one.changed_budget), told
        assert shown_totals(changed, names.AS_DUE, one.changed_due) == calculated_totals(one.changed_due), told
        assert one.budget.total != one.changed_budget.total


def test_a_changed_workbook_comes_to_the_cent_that_evergreen_comes_to(tmp_path: Path) -> None:
    assert_live(IN_EVERY_RUN, tmp_path)


@pytest.mark.long
def test_twenty_clients_of_every_kind_come_to_the_cent_in_the_file_and_in_evergreen(tmp_path: Path) -> None:
    assert_live(tuple(range(20)), tmp_path)


def test_the_demo_clients_workbook_is_the_budget_and_stays_it_when_its_assumptions_change(
    store: Store, actor: Actor, tmp_path: Path
) -> None:
    client_id = open_demo(store, actor, AS_OF)
    made = workbook(store, actor, client_id, AS_OF).data
    shown = client_roadmap(store, actor, client_id, AS_OF)
    changed = edited(made, {
        names.PRICE_GROWTH: 0.0425, names.CONTINGENCY: 0.08, names.LABOUR_RATE: 97.35, names.TAX_RATE: 0.2,
        "useful_life_laptop": 54,
    })  # fmt: skip
    fresh_made, fresh = recalculated_all([made, changed], tmp_path)
    assert assert_calculates_to_its_values(made, fresh_made) > 10_000
    told = budget_json(shown)
    totals = shown_totals(fresh_made, names.BUDGET, shown.budget)
    assert [decimal_string(minor, "GBP") for minor in totals["total", ""]] == [
        *(quarter["planned"] for quarter in told["quarters"]), told["total"],
    ]  # fmt: skip
    terms = {"price_growth": "4.25", "contingency": 8, "labour_rate": "97.35", "tax": 20}
    save_rules(store, actor, client_id, RuleChange(terms=terms), AS_OF)
    expected = client_roadmap(store, actor, client_id, AS_OF).budget
    assert shown_totals(fresh, names.BUDGET, expected) == calculated_totals(expected)
    save_rules(store, actor, client_id, RuleChange(policies={"laptop": {"plan_years": "4.5"}}), AS_OF)
    due = client_roadmap(store, actor, client_id, AS_OF, "as_due").budget
    assert shown_totals(fresh, names.AS_DUE, due) == calculated_totals(due)
    assert expected.total != shown.budget.total != due.total


def test_the_file_says_that_it_was_changed_and_recoverable_tax_stands_beside_the_totals(tmp_path: Path) -> None:
    given = client(8)
    one = live(given)
    recoverable = edited(
        one.made,
        {names.TAX_TREATMENT: "recoverable", names.TAX_RATE: 0.19, names.CONTINGENCY: 0, names.PRICE_GROWTH: 0.2},
    )
    (fresh,) = recalculated_all([recoverable], tmp_path)
    book = openpyxl.load_workbook(BytesIO(fresh), data_only=True)
    sheet = book[names.BUDGET]
    rows = {
        sheet.cell(row, 1).value: sheet.cell(row, sheet.max_column - 1).value for row in range(7, sheet.max_row + 1)
    }
    assert rows["Tax"] == 0
    assert to_minor(rows["Recoverable tax, in no total"], one.currency) > 0
    assert "changed" in {cell.value for cell in book[names.ASSUMPTIONS]["C"]}
    untouched = openpyxl.load_workbook(BytesIO(one.made), data_only=True)[names.ASSUMPTIONS]
    assert "as it was made" in {cell.value for cell in untouched["C"]}


def test_a_sorted_list_of_assets_keeps_each_devices_quarter(tmp_path: Path) -> None:
    one = live(client(8))
    book = openpyxl.load_workbook(BytesIO(one.made))
    sheet = book[names.ASSETS]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    for at, values in enumerate(reversed(rows), start=6):
        for col, value in enumerate(values, start=1):
            sheet.cell(at, col).value = value
    out = BytesIO()
    book.save(out)
    (fresh,) = recalculated_all([out.getvalue()], tmp_path)
    assert shown_totals(fresh, names.BUDGET, one.budget) == calculated_totals(one.budget)


def test_a_device_without_a_quarter_is_out_of_the_plan(tmp_path: Path) -> None:
    one = live(client(8))
    book = openpyxl.load_workbook(BytesIO(one.made))
    sheet = book[names.ASSETS]
    col = list(names.ASSET_HEADINGS).index("planned_quarter") + 1
    for row in range(6, sheet.max_row + 1):
        sheet.cell(row, col).value = None
    put(book, names.CONTINGENCY, 0)
    out = BytesIO()
    book.save(out)
    (fresh,) = recalculated_all([out.getvalue()], tmp_path)
    bought = {key for key in shown_totals(fresh, names.BUDGET, one.budget) if "hardware" in key[0]}
    assert bought == set()


def test_a_levelled_plans_quarters_are_inputs_and_a_chosen_one_outranks_them(
    store: Store, actor: Actor, tmp_path: Path
) -> None:
    """Thirty laptops due in one month; one is moved to another quarter of the levelled plan, and growth is changed."""
    rows = [f"PC-{number} | S{number:07d} | Laptop | 2022-05-{number % 28 + 1:02d}" for number in range(30)]
    bring_in(store, actor, "Hostname | Serial Number | Type | Purchase Date\n" + "\n".join(rows))
    client_id = find_client(store, actor, "Acme").client_id
    level_client(store, actor, client_id, AS_OF, PlanLimits(), choose=True, seconds=0.5)
    made = workbook(store, actor, client_id, AS_OF).data
    shown = client_roadmap(store, actor, client_id, AS_OF)
    assert shown.levelled is not None
    asset_id, to = shown.schedule["asset_id"].tolist()[0], shown.quarters[9]
    changed = edited(with_quarter(made, {asset_id: to.label}), {names.PRICE_GROWTH: 0.06, names.TAX_RATE: 0.1})
    fresh_made, fresh = recalculated_all([made, changed], tmp_path)
    assert shown_totals(fresh_made, names.BUDGET, shown.budget) == calculated_totals(shown.budget)
    save_rules(store, actor, client_id, RuleChange(terms={"price_growth": 6, "tax": 10}), AS_OF)
    with looking(store, actor) as session:
        inputs = roadmap_inputs(session, client_id)
    expected = roadmap_of(replace(inputs, pins={**inputs.pins, asset_id: to.starts_on}), AS_OF).budget
    assert shown_totals(fresh, names.BUDGET, expected) == calculated_totals(expected)
    assert expected.planned() != shown.budget.planned()
