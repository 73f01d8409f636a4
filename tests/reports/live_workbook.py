"""A workbook whose assumptions somebody changes: what the file comes to, and what Evergreen comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.workbook import Workbook

from planner import workbook_format as names
from planner.budget.model import Assumptions, Budget
from planner.budget.scenarios import Scenario
from planner.money import minor_digits, to_minor
from planner.reports.excel import workbook
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Roadmap
from planner.roadmap.scenario_figures import figures_of
from tests.reports.generated_clients import changed_terms

OTHER_LIFE = 51
OWN_PRICE_MINOR = 123_457


@dataclass(frozen=True)
class Live:
    """One client: the workbook as it was made and as it was changed, and the budgets that Evergreen calculates."""

    currency: str
    made: bytes
    budget: Budget
    due: Budget
    changed: bytes
    changed_budget: Budget
    changed_due: Budget


def live(given: dict[str, Any]) -> Live:
    """`given`: the arguments of `build_roadmap`. One device is moved to the plan's last quarter."""
    shown, due = build_roadmap(**given), build_roadmap(**given, scenario=Scenario("as_due"))
    made = workbook(shown, due, [figures_of("as_decided", shown), figures_of("as_due", due)])
    terms = changed_terms(given["assumptions"])
    moved = _moved(shown)
    pins = given["pins"] | dict.fromkeys(moved, shown.quarters[-1].starts_on)
    priced = _last(shown)
    changed = given | {"assumptions": terms, "assets": _with_price(given["assets"], priced, shown.currency)}
    lives = changed | {"policy": given["policy"].changed("laptop", plan_months=OTHER_LIFE)}
    return Live(
        shown.currency, made, shown.budget, due.budget,
        with_own_price(_edited(made, shown, terms, moved), priced, shown.currency),
        build_roadmap(**(changed | {"pins": pins})).budget,
        build_roadmap(**lives, scenario=Scenario("as_due")).budget,
    )  # fmt: skip


def _moved(shown: Roadmap) -> list[int]:
    """The first device of the plan, if there is one."""
    first = shown.actions[shown.actions["generation"] == 0]["asset_id"].tolist()
    return first[:1]


def _last(shown: Roadmap) -> list[int]:
    """The last device of the plan, if there is one."""
    own: list[int] = shown.actions[shown.actions["generation"] == 0]["asset_id"].tolist()
    return own[-1:]


def _with_price(assets: pd.DataFrame, priced: list[int], currency: str) -> pd.DataFrame:
    chosen = assets["asset_id"].isin(priced)
    prices = assets["replacement_cost_minor"].mask(chosen, OWN_PRICE_MINOR)
    return assets.assign(replacement_cost_minor=prices, currency=assets["currency"].mask(chosen, currency))


def with_own_price(made: bytes, priced: list[int], currency: str) -> bytes:
    """The workbook in which somebody typed a price for these devices alone."""
    return with_cells(made, "own_price_minor", dict.fromkeys(priced, OWN_PRICE_MINOR / 10 ** minor_digits(currency)))


def _edited(made: bytes, shown: Roadmap, terms: Assumptions, moved: list[int]) -> bytes:
    book = openpyxl.load_workbook(BytesIO(made))
    scale = 10 ** minor_digits(shown.currency)
    put(book, names.PRICE_GROWTH, float(terms.price_growth_per_year))
    put(book, names.CONTINGENCY, float(terms.contingency))
    put(book, names.LABOUR_RATE, terms.labour_rate_minor / scale)
    put(book, names.TAX_RATE, float(terms.tax))
    put(book, names.TAX_TREATMENT, terms.tax_treatment)
    put(book, names.CAPITALISE_FROM, terms.capitalisation_threshold_minor / scale)
    for category, price in terms.prices.items():
        if f"price_{category}" in book.defined_names:
            put(book, f"price_{category}", price.hardware_minor / scale)
    if "useful_life_laptop" in book.defined_names:
        put(book, "useful_life_laptop", OTHER_LIFE)
    return with_quarter(_saved(book), dict.fromkeys(moved, shown.quarters[-1].label))


def with_quarter(made: bytes, chosen: Mapping[int, str]) -> bytes:
    """The workbook in which somebody chose other quarters: asset id → label."""
    return with_cells(made, "planned_quarter", chosen)


def with_cells(made: bytes, field: str, chosen: Mapping[int, Any]) -> bytes:
    """The workbook with other values in one column of the assets: asset id → value."""
    book = openpyxl.load_workbook(BytesIO(made))
    sheet = book[names.ASSETS]
    col = list(names.ASSET_HEADINGS).index(field) + 1
    for row in range(6, sheet.max_row + 1):
        if sheet.cell(row, 1).value in chosen:
            sheet.cell(row, col).value = chosen[sheet.cell(row, 1).value]
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def edited(made: bytes, values: Mapping[str, float | str]) -> bytes:
    """The workbook with other values in the cells of these names."""
    book = openpyxl.load_workbook(BytesIO(made))
    for name, value in values.items():
        put(book, name, value)
    return _saved(book)


def put(book: Workbook, name: str, value: float | str | date) -> None:
    """Types a value into the cell of that name."""
    ((sheet, cell),) = book.defined_names[name].destinations
    book[sheet][cell.replace("$", "")].value = value


Totals = dict[tuple[str, str], list[int]]
"""(label, type) → minor units by quarter, and in all; what is nothing throughout is left out."""


def shown_totals(data: bytes, sheet: str, budget: Budget) -> Totals:
    """The total, capex, opex and every line of a budget sheet."""
    found = openpyxl.load_workbook(BytesIO(data), data_only=True)[sheet]
    columns = {cell.value: cell.column for cell in found[5]}
    wanted = [columns[quarter.label] for quarter in budget.quarters] + [columns["Total"]]
    rows: Totals = {}
    for row in range(7, found.max_row + 1):
        label, treatment = found.cell(row, 1).value, found.cell(row, 3).value
        if treatment or label == "Total" or str(label).startswith("of which"):
            amounts = [to_minor(found.cell(row, col).value, budget.currency) for col in wanted]
            rows[_plain(label), treatment or ""] = amounts
    return {key: amounts for key, amounts in rows.items() if any(amounts)}


def calculated_totals(budget: Budget) -> Totals:
    """The same as Evergreen calculates it."""
    rows = {("total", ""): budget.planned(), ("of which capex", ""): budget.of_treatment("capex"),
            ("of which opex", ""): budget.of_treatment("opex"),
            **{(_plain(line.line), line.treatment.capitalize()): line.amounts for line in budget.lines}}  # fmt: skip
    return {key: [*amounts, sum(amounts)] for key, amounts in rows.items() if any(amounts)}


def _plain(label: str) -> str:
    """A line's name says its type only where the budget has both."""
    return label.removesuffix(" (capex)").removesuffix(" (opex)").lower()
