"""The cost sheets: what each planned replacement costs, by formulas over the assumptions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from planner import workbook_format as names
from planner.budget.parts import PARTS, growth_of
from planner.fields import CATEGORY_LABELS
from planner.reports.excel.book import Book, counted
from planner.reports.excel.cost_rows import SHORTEST_LIFE, CostRow
from planner.reports.excel.cost_table import COLUMNS, FIRST_ROW, HEAD_ROW, column, letter
from planner.reports.excel.formulas import Rounding, growth_factor, landed, months_grown
from planner.reports.excel.grid import Grid, span
from planner.reports.excel.plan import Plan
from planner.reports.excel.price_names import (
    ACCESSORIES,
    DISPOSAL,
    FREIGHT,
    GROWTH,
    TRADE_IN,
    USEFUL_LIFE,
    named,
)  # fmt: skip

_EPOCH: Final = date(1899, 12, 30)
_TOLD: Final = {
    False: ("Quarter as made", "Day as made", "Planned quarter"),
    True: ("In service", "Ends anyway", "Due"),
}
"""The three columns in which a plan by quarters and one by due dates differ."""


def serial(day: date | None) -> int | str:
    """A date as a formula's value."""
    return "" if day is None else (day - _EPOCH).days


def write_costs(book: Book, plan: Plan, sheet: Worksheet) -> None:
    grid = book.grid(sheet)
    widths = {name: width for name, (_, width) in COLUMNS.items()}
    money = book.money_width(max((row.total for row in plan.rows), default=0))
    grid.widths({column(name): max(widths[name], money if name in (*PARTS, "total") else 0) for name in COLUMNS})
    grid.heading(book.roadmap.client, plan.costs, _lead(plan), column("total"), first_col=1)
    _write_heads(book, plan, grid)
    if not plan.rows:
        grid.text(FIRST_ROW, 1, "No replacement is planned.", book.styles.note())
    writer = _RowWriter(book, plan, grid)
    for at, row in enumerate(plan.rows):
        writer.write(at, row)
    _name_columns(book, plan)
    last_row = FIRST_ROW + max(len(plan.rows), 1) - 1
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.repeat_rows(HEAD_ROW)
    book.page.apply(sheet, plan.costs, last_row, column("total"))


def _lead(plan: Plan) -> str:
    within = sum(1 for row in plan.rows if row.quarter is not None)
    moved = (
        f"Due dates follow the useful lives on {names.ASSUMPTIONS}, of {SHORTEST_LIFE} months or more"
        if plan.is_due
        else f"Quarters follow the column Planned quarter on {names.ASSETS}"
    )
    return (
        f"{counted(within, 'replacement')} in the plan, each before contingency and tax. {moved}; prices follow "
        f"{names.ASSUMPTIONS}. Rows without a quarter lie outside the plan and cost nothing in it."
    )


def _write_heads(book: Book, plan: Plan, grid: Grid) -> None:
    told = dict(zip(("first", "second", "third"), _TOLD[plan.is_due], strict=True))
    figures = {"units", "own_price", "life", "months", "factor", *PARTS, "total"}
    for name, (heading, _) in COLUMNS.items():
        style = book.styles.head(align="right") if name in figures else book.styles.head(indent=1)
        grid.text(HEAD_ROW, column(name), told.get(name, heading), style)
    grid.sheet.set_row(HEAD_ROW, 30)


def _name_columns(book: Book, plan: Plan) -> None:
    last_row = FIRST_ROW + max(len(plan.rows), 1) - 1
    for name in ("category", "quarter", "type", *PARTS):
        where = span(FIRST_ROW, column(name), last_row, column(name), sheet=plan.costs)
        book.define_name(plan.range_name(name), where)


class _RowWriter:
    """Writes rows; formats and texts that are alike are looked up once, since there may be tens of thousands."""

    def __init__(self, book: Book, plan: Plan, grid: Grid) -> None:
        styles = book.styles
        self._plan, self._grid = plan, grid
        self._assumptions = plan.roadmap.assumptions
        self._rounding = Rounding(book.digits)
        self._waits = names.WAITS if self._assumptions.blackout_months else None
        self._labels = [quarter.label for quarter in plan.roadmap.quarters]
        self._words, self._money = styles.body(indent=1), styles.money()
        self._figure = styles.body(num_format="#,##0", align="right")
        self._factor = styles.body(num_format="0.0000", align="right")
        self._day = styles.body(num_format=styles.day, align="left", indent=1)

    def write(self, at: int, row: CostRow) -> None:
        r = FIRST_ROW + at
        device, grid = row.device, self._grid
        grid.number(r, column("asset_id"), device["asset_id"], self._figure)
        grid.text(r, column("device"), row.name, self._words)
        grid.text(r, column("category"), CATEGORY_LABELS[device["category"]], self._words)
        grid.number(r, column("nth"), row.generation + 1, self._figure)
        grid.number(r, column("units"), device["quantity"], self._figure)
        self._write_own_price(r, row)
        self._write_life(r, row)
        if row.generation == 0:
            (self._write_due if self._plan.is_due else self._write_chosen)(r, row)
        self._write_day(r, row)
        self._write_amounts(r, row)

    def _write_own_price(self, r: int, row: CostRow) -> None:
        """The price that the assets' sheet names for this device alone, '' where it names none."""
        own = row.prices.own_minor
        found = f"INDEX({names.ASSET_PRICES},MATCH($A{r + 1},{names.ASSET_IDS},0))"
        formula = (
            f'IFERROR(IF(ISNUMBER({found}),{found},""),"")' if row.generation == 0 else f"${letter('own_price')}{r}"
        )
        if own is None:
            self._formula(r, "own_price", formula, "", self._words)
        else:
            self._grid.money_formula(r, column("own_price"), formula, own, self._money)

    def _formula(self, r: int, name: str, formula: str, value: float | str, style: Any) -> None:
        self._grid.formula(r, column(name), formula, value, style)

    def _write_life(self, r: int, row: CostRow) -> None:
        """Months from one replacement to the next; of a plan by due dates the category's, unless the device has its
        own or its kind a shorter one."""
        months, category = row.dated["plan_months"], row.dated["category"]
        workings = self._plan.roadmap.workings
        usual = workings.policy.of(category).plan_months if workings else None
        leader, life = self._leader_cell(row, "life"), named(USEFUL_LIFE, category)
        if not self._plan.is_due or (leader is None and not _by_category(row.dated, usual)):
            self._grid.number(r, column("life"), months, self._figure)
        else:
            formula = leader or (life if months == usual else f"MIN({life},{months})")
            self._formula(r, "life", formula, months, self._figure)

    def _leader_cell(self, row: CostRow, name: str) -> str | None:
        return None if row.leader_row is None else f"${letter(name)}${FIRST_ROW + row.leader_row + 1}"

    def _write_due(self, r: int, row: CostRow) -> None:
        device, cell = row.dated, r + 1
        started, ends = device["in_service_est_on"], _fixed_end(device)
        by_life = _has_life(device)
        self._grid.day(r, column("first"), started if by_life else None, self._day)
        self._grid.day(r, column("second"), ends, self._day)
        of_age = f"EDATE(${letter('first')}{cell},${letter('life')}{cell})"
        end = f"${letter('second')}{cell}"
        due = self._leader_cell(row, "third") or (
            f"MIN({of_age},{end})" if by_life and ends else of_age if by_life else end
        )
        self._formula(r, "third", due, serial(row.device["due_on"]), self._day)

    def _write_chosen(self, r: int, row: CostRow) -> None:
        """The quarter that the assets' sheet names; a follower goes with its device unless it is moved itself."""
        cell = r + 1
        label = "" if row.quarter is None else self._labels[row.quarter]
        self._grid.text(r, column("first"), label, self._words)
        self._grid.day(r, column("second"), row.lands_on, self._day)
        chosen = f'IFERROR(INDEX({names.ASSET_QUARTERS},MATCH(${letter("asset_id")}{cell},{names.ASSET_IDS},0))&"","")'
        leader, as_made = self._leader_cell(row, "third"), self._leader_cell(row, "first")
        if leader and as_made:
            own = f"${letter('first')}{cell}"
            chosen = f'IF(AND({chosen}={own}&"",{leader}<>{as_made}&""),{leader},{chosen})'
        self._formula(r, "third", chosen, label, self._words)

    def _write_day(self, r: int, row: CostRow) -> None:
        cell = r + 1
        if row.generation == 0 and self._plan.is_due:
            formula = landed(f"MAX(${letter('third')}{cell},{names.FIRST_BUYABLE})", self._waits)
        elif row.generation == 0:
            chosen, first = f"${letter('third')}{cell}", f"${letter('first')}{cell}"
            moved = f'IFERROR(INDEX({names.QUARTER_LANDS},MATCH({chosen},{names.QUARTER_LABELS},0)),"")'
            formula = f'IF({chosen}="","",IF({chosen}={first},${letter("second")}{cell},{moved}))'
        elif row.base is not None:
            formula = self._write_placed(r, row, row.base)
        else:
            before = f"${letter('lands_on')}{cell - 1}"
            formula = f'IF({before}="","",{self._following(before, cell)})'
        self._formula(r, "lands_on", formula, serial(row.lands_on), self._day)
        label = "" if row.quarter is None else self._labels[row.quarter]
        self._formula(r, "quarter", _quarter_of(f"${letter('lands_on')}{cell}"), label, self._words)

    def _following(self, before: str, cell: int) -> str:
        """A useful life after the day in another cell."""
        return landed(f"EDATE({before},${letter('life')}{cell})", self._waits)

    def _write_placed(self, r: int, row: CostRow, base: tuple[date, date]) -> str:
        """A levelled plan's successor: when it would land unlevelled, and where it was placed instead. Gives the
        formula of its day: the placed one, unless the other is in the same quarter or outside the plan."""
        cell, before, own = r + 1, *base
        third, placed = f"${letter('third')}{cell}", f"${letter('second')}{cell}"
        if row.generation == 1:
            self._grid.day(r, column("first"), before, self._day)
            first, above = f"${letter('first')}{cell}", cell - 1
            is_moved = f"${letter('third')}{above}<>${letter('first')}{above}"
            lands_on = f"${letter('lands_on')}{above}"
            start = f"IF({is_moved},{lands_on},{first})"
            formula = f'IF({lands_on}="","",{self._following(start, cell)})'
        else:
            above_third = f"${letter('third')}{cell - 1}"
            formula = f'IF({above_third}="","",{self._following(above_third, cell)})'
        self._grid.day(r, column("second"), row.placed_on, self._day)
        self._formula(r, "third", formula, "" if row.lands_on is None else serial(own), self._day)
        stays = f'OR({placed}="",{_quarter_of(third)}="",{_quarter_of(third)}={_quarter_of(placed)})'
        return f'IF({third}="","",IF({stays},{third},{placed}))'

    def _write_amounts(self, r: int, row: CostRow) -> None:
        cell, prices = r + 1, row.prices
        day, months, factor, units = (f"${letter(name)}{cell}" for name in ("lands_on", "months", "factor", "units"))
        nothing, own = f'${letter("quarter")}{cell}=""', f"${letter('own_price')}{cell}"
        growth = prices.of(GROWTH)
        rate = growth_of(row.device["growth_basis_points"], self._assumptions)
        months_formula = f"IF({nothing},0,{months_grown(prices.priced_on(own), day)})"
        self._formula(r, "months", months_formula, row.months, self._figure)
        grows = f"IF(OR({months}=0,{growth}=0),1,{growth_factor(growth, months)})"
        self._formula(r, "factor", grows, float(1 + rate) ** (row.months / 12) if rate else 1, self._factor)
        rounding = self._rounding
        delivered = (f"IF(ISNUMBER({own}),{own},{prices.hardware})", prices.of(ACCESSORIES), prices.of(FREIGHT))
        work = f"SUM(${letter('hardware')}{cell}:${letter('disposal')}{cell})"
        formulas = (
            *(rounding.grown(price, factor, units) if self._plan.buys else "0" for price in delivered),
            rounding.labour(prices.minutes, names.LABOUR_RATE, units),
            rounding.clean(f"{units}*{prices.of(DISPOSAL)}"),
            f"-{rounding.clean(f'MIN({units}*{prices.of(TRADE_IN)},{work})')}",
        )
        for part, formula, minor in zip(PARTS, formulas, row.parts, strict=True):
            self._grid.money_formula(r, column(part), f"IF({nothing},0,{formula})", minor, self._money)
        self._write_type(r, row)
        whole = rounding.clean(f"SUM(${letter(PARTS[0])}{cell}:${letter(PARTS[-1])}{cell})")
        self._grid.money_formula(r, column("total"), whole, row.total, self._money)

    def _write_type(self, r: int, row: CostRow) -> None:
        """What is delivered of a unit is capitalised at or above the threshold."""
        cell = r + 1
        delivered = self._rounding.clean(f"SUM(${letter('hardware')}{cell}:${letter('freight')}{cell})")
        least = self._rounding.clean(f"{names.CAPITALISE_FROM}*${letter('units')}{cell}")
        threshold = self._assumptions.capitalisation_threshold_minor * row.device["quantity"]
        told = "Capex" if sum(row.parts[:3]) >= threshold else "Opex"
        self._formula(r, "type", f'IF({delivered}>={least},"Capex","Opex")', told, self._words)


def _quarter_of(day: str) -> str:
    """The label of the plan's quarter that holds a day, '' where none does."""
    return f'IFERROR(INDEX({names.PLAN_QUARTERS},MATCH({day},{names.QUARTER_STARTS},1))&"","")'


def _by_category(device: Mapping[str, Any], usual: int | None) -> bool:
    """Whether its useful life is its category's, or a shorter one of its kind, a small UPS's or a battery's."""
    return device["useful_life_months"] is None and usual is not None and device["plan_months"] <= usual


def _ends(device: Mapping[str, Any]) -> dict[str, date]:
    """Clock → when it makes the device due."""
    found = {one["rule"]: date.fromisoformat(one["date"]) for one in json.loads(device["runner_ups"] or "[]")}
    return {**found, device["limiting_factor"]: device["due_on"]}


def _has_life(device: Mapping[str, Any]) -> bool:
    return "useful_life" in _ends(device) and device["in_service_est_on"] is not None


def _fixed_end(device: Mapping[str, Any]) -> date | None:
    """The first end that no useful life moves."""
    return min((day for clock, day in _ends(device).items() if clock != "useful_life"), default=None)
