"""The sheets that come with a roadmap whose figures are known to the bottom: assumptions, ledger, contracts and so on."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import cycle
from typing import Any

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from planner import workbook_format as names
from planner.budget.ledger import ledger
from planner.budget.levelled_plan import LevelledPlan, PlanLimits
from planner.budget.model import SpecialPrice
from planner.budget.scenarios import Scenario
from planner.calendar import add_months
from planner.money import to_minor
from planner.reports.excel import workbook
from planner.reports.excel.grid import clean_text
from planner.roadmap.build import build_roadmap
from planner.roadmap.document_build import BrandShown
from planner.roadmap.model import Roadmap
from planner.roadmap.scenario_figures import ScenarioRow, figures_of
from tests.reports.documents import LOGO
from tests.reports.generated_clients import AS_OF, client
from tests.reports.test_excel_workbook import HOSTILE

SEED = 3
MORE_HOSTILE = (*HOSTILE, "😀" * 20_000, "\u202eשלום =1+1", "../../x", "a'b\"c")


@cache
def made() -> tuple[Roadmap, bytes]:
    shown, due = (build_roadmap(**client(SEED), scenario=Scenario(name)) for name in ("as_decided", "as_due"))
    rows = (figures_of("as_due", due), figures_of("as_decided", shown), ScenarioRow("levelled", "Levelled", note="No."))
    return shown, workbook(shown, due, rows)


def opened(data: bytes, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data), data_only=values)


def test_the_sheets_to_read_stand_before_those_that_are_worked_out() -> None:
    assert opened(made()[1]).sheetnames == [
        "Summary", "Roadmap", "Initiatives", "Budget", "Assets", "Contracts", "Scenarios", "Assumptions",
        "Data quality", "About", "Costs", "As due", "As due costs", "Failures", "Ledger", "evergreen",
        "evergreen as made",
    ]  # fmt: skip


def test_every_assumption_is_a_named_cell_that_holds_it() -> None:
    shown, data = made()
    book = opened(data)

    def value(name: str) -> Any:
        ((sheet, cell),) = book.defined_names[name].destinations
        return book[sheet][cell.replace("$", "")].value

    rules = shown.assumptions
    assert value(names.PRICE_GROWTH) == float(rules.price_growth_per_year)
    assert value(names.CONTINGENCY) == float(rules.contingency)
    assert (value(names.TAX_RATE), value(names.TAX_TREATMENT)) == (float(rules.tax), rules.tax_treatment)
    assert to_minor(value(names.LABOUR_RATE), "GBP") == rules.labour_rate_minor
    assert value("useful_life_laptop") == 48
    for category, price in rules.prices.items():
        if f"price_{category}" in book.defined_names:
            assert to_minor(value(f"price_{category}"), "GBP") == price.hardware_minor
            assert to_minor(value(f"trade_in_{category}"), "GBP") == price.trade_in_minor


def test_planned_quarters_are_chosen_from_a_list_of_the_plans_quarters() -> None:
    shown, data = made()
    sheet = opened(data)[names.ASSETS]
    lists = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert [rule.formula1 for rule in lists] == [names.QUARTER_LABELS, names.CATEGORY_NAMES]
    assert len(sheet.tables) == 1
    assert sheet.freeze_panes == "C6"
    assert len(next(iter(sheet.conditional_formatting)).rules) == 5
    assert {cell.value for cell in sheet["N"][5:]} - {None} <= {quarter.label for quarter in shown.quarters}


def test_the_ledger_sheet_adds_up_to_the_budget() -> None:
    shown, data = made()
    sheet = opened(data)[names.LEDGER]
    rows = [row for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]]
    assert sum(to_minor(row[11], "GBP") for row in rows) == shown.budget.total == to_minor(sheet["L4"].value, "GBP")
    assert {row[2] for row in rows} == {shown.client}
    assert {row[8] for row in rows} == {"Capex", "Opex"}


@settings(max_examples=8)
@given(st.integers(min_value=0, max_value=60))
def test_a_ledger_is_the_budget_line_by_line_and_quarter_by_quarter(seed: int) -> None:
    shown = build_roadmap(**client(seed))
    assert shown.workings is not None
    rows = ledger(shown.budget, shown.actions, shown.schedule, shown.workings, shown.assumptions, shown.as_of)
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for row in rows:
        quarter = next(at for at, quarter in enumerate(shown.quarters) if quarter.contains(row.month))
        sums[row.line, quarter] += row.amount_minor
    for line in shown.budget.lines:
        assert [sums[line.line, at] for at in range(len(shown.quarters))] == list(line.amounts), line.line
    assert sum(row.amount_minor for row in rows) == shown.budget.total


def test_what_is_nothing_now_is_folded_away_and_still_in_the_total() -> None:
    sheet = opened(made()[1], values=False)[names.BUDGET]
    row = next(row for row in range(7, sheet.max_row + 1) if sheet.cell(row, 1).value == "Further lines, nothing now")
    assert sheet.row_dimensions[row + 1].hidden
    assert not sheet.row_dimensions[row].hidden
    total = next(cell.value for cell in sheet["D"] if str(sheet.cell(cell.row, 1).value) == "Total")
    assert f"$D${row}" in total


def test_contracts_stand_with_their_next_renewal_and_what_the_plan_holds_of_them() -> None:
    given_client = client(SEED + 1)
    shown = build_roadmap(**given_client)
    sheet = opened(workbook(shown))[names.CONTRACTS]
    rows = [row for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]]
    assert len(rows) == len(given_client["contracts"])
    planned = sum(to_minor(row[13], shown.currency) for row in rows)
    agreed = [line for line in shown.budget.lines if line.line.startswith("Backup service")]
    assert planned == sum(line.total for line in agreed) > 0
    assert all(row[6] is None or row[6].date() >= add_months(date(2026, 11, 23), -1) for row in rows)


def hostile() -> dict[str, Any]:
    """The client with a text of each kind wherever data has a text."""
    plain = client(SEED)
    assets = plain["assets"].copy()
    for number, text in enumerate(MORE_HOSTILE):
        for column in ("name", "model", "site", "department", "assigned_to", "serial_number"):
            assets[column] = assets[column].mask(assets.index == number, text)
    texts = cycle(MORE_HOSTILE)
    contracts = tuple(replace(client(SEED + 1)["contracts"][0], contract_id=number, name=text, vendor=text, notes=text)
                      for number, text in enumerate(MORE_HOSTILE, start=1))  # fmt: skip
    projects = tuple(replace(one, title=next(texts), why=next(texts)) for one in plain["projects"])
    rules = plain["assumptions"]
    prices = {name: replace(price, source=next(texts)) for name, price in rules.prices.items()}
    specials = tuple(SpecialPrice("laptop", "model", text, 1, None, AS_OF) for text in MORE_HOSTILE)
    return plain | {
        "client": "=1+1 \u202eשלום", "assets": assets, "contracts": contracts, "projects": projects,
        "assumptions": replace(rules, prices=prices, special_prices=specials),
    }  # fmt: skip


def test_a_text_of_whatever_kind_stays_text_and_is_in_no_formula_and_no_name() -> None:
    book = opened(workbook(build_roadmap(**hostile())), values=False)
    plain = opened(made()[1], values=False)
    assert set(book.sheetnames) == set(plain.sheetnames) - {"Scenarios", "As due", "As due costs"}
    marks = ("cmd", "SUM(A1)", "1+1", "-2+3", "x.example", "😀", "שלום", "../", "a'b")
    texts: set[str] = set()
    for cell in (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row):
        if cell.data_type == "f":
            assert not any(mark in cell.value for mark in marks if mark != "1+1"), cell.coordinate
            assert not cell.value.startswith(("=1+1", "=+", "=-2", "=@")), cell.coordinate
        elif cell.data_type == "s":
            texts.add(cell.value)
    assert {clean_text(text) for text in MORE_HOSTILE} <= texts
    assert not any(mark in name for mark in marks for name in book.defined_names)
    assert all(cell.value is None or isinstance(cell.value, str) for cell in book[names.LEDGER]["H"])


def test_a_name_of_nothing_but_emoji_still_has_a_page_header() -> None:
    book = opened(workbook(build_roadmap(**(client(8) | {"client": "😀" * 200}))))
    assert all(
        "😀" in str(sheet.oddHeader.left.text) + str(sheet.oddHeader.right.text) for sheet in book.worksheets[:-2]
    )


def test_a_brands_name_colour_words_and_logo_are_on_it() -> None:
    brand = BrandShown("Redstone IT", "#7A1F3D", LOGO, "Registered in England", "help@redstone.test")
    book = opened(workbook(build_roadmap(**client(6)), brand=brand))
    summary = book[names.SUMMARY]
    assert summary["A2"].font.color.rgb == "FF7A1F3D"
    assert "Redstone IT" in str(summary.oddFooter.left.text)
    assert len(summary._images) == 1
    told = {cell.value for row in book[names.ABOUT].iter_rows() for cell in row}
    assert {"Redstone IT", "Registered in England", "help@redstone.test"} <= told
    assert book.properties.creator == "Redstone IT"


def test_a_levelled_plans_cap_stands_beside_each_quarter_and_as_a_line_in_the_chart() -> None:
    shown = made()[0]
    level = LevelledPlan(shown.as_of, "optimal", 0, 0, 0.0, PlanLimits(quarter_cap_minor=1_234_500), {}, ())
    data = workbook(replace(shown, levelled=level))
    sheet = opened(data)[names.SUMMARY]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Cap")
    caps = [sheet.cell(head.row + 1 + at, head.column).value for at in range(len(shown.quarters))]
    assert {to_minor(cap, shown.currency) for cap in caps} == {1_234_500}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert b"<c:lineChart>" in archive.read("xl/charts/chart1.xml")
