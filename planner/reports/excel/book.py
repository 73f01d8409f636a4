"""What the functions that write one sheet each are given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from planner.money import format_money
from planner.reports.excel.budget_layout import BudgetLayout
from planner.reports.excel.grid import Grid
from planner.reports.excel.page import PageSetup
from planner.reports.excel.styles import Styles
from planner.roadmap.model import Roadmap


@dataclass(frozen=True)
class Book:
    """The workbook in the making. Sheets know each other's cells by layouts, which are worked out before writing.

    `new_chart` is XlsxWriter's `Workbook.add_chart`.
    """

    roadmap: Roadmap
    styles: Styles
    page: PageSetup
    budget: BudgetLayout
    new_chart: Any

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


def counted(count: int, noun: str) -> str:
    """'1 device', '1,240 devices'."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
