"""A document's values in the words of its deck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.dates import format_date

from planner.money import format_money, minor_digits
from planner.reports.texts import SLIDES, SPEND
from planner.roadmap.document import Document, DocumentLine, Parameter, Sentence
from planner.roadmap.sentences import say, shown_value

_GROUP_OF: Final[Mapping[str, str]] = {
    "hardware": "devices", "accessories": "devices", "freight": "devices", "trade_in": "devices", "labour": "work",
    "disposal": "work", "project": "projects", "recurring": "agreed", "allowance": "unplanned",
    "contingency": "unplanned", "tax": "tax",
}  # fmt: skip
"""Kind of a budget's line → the part of the chart that it belongs to."""


@dataclass(frozen=True)
class Words:
    """Says what a document holds in its locale and currency."""

    document: Document

    def say(self, sentence: Sentence) -> str:
        return say(sentence, self.document.locale, self.document.currency)

    def say_value(self, value: Parameter) -> str:
        return shown_value(value, self.document.locale, self.document.currency)

    def money(self, minor: int) -> str:
        return format_money(minor, str(self.document.currency), self.document.locale, whole=True)

    def day(self, day: date) -> str:
        return str(format_date(day, "long", locale=self.document.locale))

    def amount(self, line: DocumentLine) -> str:
        """What a line costs: its amount, that it has no price yet, or nothing where no costs are shown."""
        if not self.document.shows_costs:
            return ""
        if line.amount_minor is None:
            return SLIDES["no_price"]
        told = self.money(line.amount_minor)
        return told if line.is_in_budget else SLIDES["not_in_budget"].format(amount=told)

    def quarter(self, line: DocumentLine) -> str:
        labels = {quarter.starts_on: quarter.label for quarter in self.document.quarters}
        starts = line.quarter_starts_on
        return SLIDES["unscheduled"] if starts is None else labels.get(starts, self.day(starts))

    def major(self, minor: int) -> float:
        """The number nearest to the exact amount, as cells and charts hold it."""
        return float(minor / 10 ** minor_digits(str(self.document.currency)))


def spend_groups(document: Document) -> dict[str, tuple[int, ...]]:
    """Part of the chart → minor units by quarter; together they are each quarter's planned spend. Parts that are
    nothing throughout are left out."""
    found = {name: [0] * len(document.quarters) for name in SPEND}
    for row in document.budget:
        for at, minor in enumerate(row.amounts_minor):
            found[_GROUP_OF[row.kind]][at] += minor
    return {name: tuple(amounts) for name, amounts in found.items() if any(amounts)}
