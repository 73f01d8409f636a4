"""What the functions that write one sheet each are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from planner.budget.workings import Workings
from planner.money import format_money, minor_digits
from planner.reports.excel.budget_layout import BudgetLayout
from planner.reports.excel.grid import Grid
from planner.reports.excel.page import PageSetup
from planner.reports.excel.plan import Plan
from planner.reports.excel.styles import Styles
from planner.roadmap.document_build import BrandShown
from planner.roadmap.model import Roadmap
from planner.roadmap.scenario_figures import ScenarioRow


@dataclass(frozen=True)
class Book:
    """The workbook in the making. Sheets know each other's cells by layouts, which are worked out before writing, and
    by names. `plan` is the scenario that the client is shown, by the name `shown`, `due` the one as due; `scenarios`
    are the figures of all; `brand` says whose workbook it is.

    `new_chart` and `name_range` are XlsxWriter's `Workbook.add_chart` and `Workbook.define_name`.
    """

    roadmap: Roadmap
    styles: Styles
    page: PageSetup
    plan: Plan
    due: Plan | None
    scenarios: tuple[ScenarioRow, ...]
    shown: str
    brand: BrandShown
    new_chart: Any
    name_range: Any

    @property
    def budget(self) -> BudgetLayout:
        return self.plan.layout

    @property
    def digits(self) -> int:
        """Of the client's currency, after the decimal mark."""
        return minor_digits(self.roadmap.currency)

    @property
    def is_live(self) -> bool:
        """Whether the figures are formulas over the assumptions."""
        return self.plan.is_live

    @property
    def workings(self) -> Workings:
        """What the figures come from; only for a book that is live."""
        if self.roadmap.workings is None:
            raise ValueError("only the figures of this roadmap are known")
        return self.roadmap.workings

    def define_name(self, name: str, where: str) -> None:
        """`where` is a cell or range with its sheet (`grid.address`, `grid.span`)."""
        self.name_range(name, f"={where}")

    def grid(self, sheet: Worksheet) -> Grid:
        return Grid(sheet, self.styles, self.roadmap.currency)

    def amount(self, minor: int) -> str:
        """An amount inside a sentence, in whole units."""
        return format_money(minor, self.roadmap.currency, self.roadmap.assumptions.locale, whole=True)

    def money_width(self, minor: int) -> int:
        """The column width that shows an amount and its negative."""
        return max(9, len(self.amount(abs(minor))) + 2)

    def budget_width(self) -> int:
        """The column width that shows every amount and total of the budget."""
        budget = self.roadmap.budget
        amounts = [budget.total, *budget.by_year().values(), *(line.total for line in budget.lines)]
        return self.money_width(max(abs(amount) for amount in amounts))

    def day(self, value: date) -> str:
        """A date inside a sentence: '5 January 2027', or 'January 5, 2027' where the month is said first."""
        if self.styles.day.startswith("mmm"):
            return f"{value:%B} {value.day}, {value.year}"
        return f"{value.day} {value:%B} {value.year}"


def counted(count: int, noun: str, several: str | None = None) -> str:
    """'1 device', '1,240 devices', '2 entries' where `several` says so."""
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"
