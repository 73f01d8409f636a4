"""Values of a document as its locale writes them, for both papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from babel.dates import format_date
from babel.numbers import format_compact_currency, format_decimal, format_percent

from planner.money import format_money, round_half_up, to_decimal
from planner.reports.pdf.clean import clean, is_drawn
from planner.reports.texts import LANGUAGE, PDF, STATUSES, TEXTS
from planner.roadmap.document import Document, DocumentLine, Parameter, Sentence
from planner.roadmap.sentences import say, shown_value

_DRAWN_LOCALE: Final = "en_GB"


def printed(document: Document) -> Document:
    """The document in a locale whose numbers, money and days the shipped fonts can draw: its own, or British English
    where that writes them in signs that would be boxes (Chinese days, Bengali figures)."""
    locale = document.locale
    shown = f"{format_date(document.as_of, 'medium', locale=locale)}{format_decimal(1234567890.5, locale=locale)}"
    if document.currency is not None:
        shown += format_money(-1234567890, document.currency, locale)
    return document if is_drawn(shown) else replace(document, locale=_DRAWN_LOCALE)


class Words:
    """What the document's values are called."""

    def __init__(self, document: Document) -> None:
        self.document, self.locale, self.currency = document, document.locale, document.currency

    def say(self, sentence: Sentence) -> str:
        return say(sentence, self.locale, self.currency)

    def value(self, one: Parameter) -> str:
        return shown_value(one, self.locale, self.currency)

    def money(self, minor: int) -> str:
        """'£1,240'; minor units of the document's currency. Raises ValueError in a document without costs."""
        return format_money(minor, self._shown_currency(), self.locale, whole=True)

    def number(self, minor: int) -> str:
        """'1,240' of whole units, for a column that names its currency; '–' for nothing."""
        if not minor:
            return TEXTS["none"]
        whole = round_half_up(to_decimal(minor, self._shown_currency()))
        return str(format_decimal(whole, locale=self.locale))

    def short_money(self, minor: int) -> str:
        """'£134K', where there is room for no more."""
        currency = self._shown_currency()
        major = to_decimal(minor, currency)
        if abs(major) < 1000:
            return self.money(minor)
        shown = str(format_compact_currency(major, currency, locale=self.locale))
        return shown if is_drawn(shown) else str(format_compact_currency(major, currency, locale=LANGUAGE))

    def _shown_currency(self) -> str:
        if self.currency is None:
            raise ValueError("an amount in a document without costs")
        return self.currency

    def day(self, day: date) -> str:
        return str(format_date(day, "medium", locale=self.locale))

    def count(self, number: int) -> str:
        return str(format_decimal(number, locale=self.locale))

    def percent(self, score: int | None) -> str:
        return TEXTS["none"] if score is None else str(format_percent(score / 100, locale=self.locale))

    def devices(self, number: int) -> str:
        return TEXTS["devices_one"] if number == 1 else TEXTS["devices"].format(count=self.count(number))

    def title(self, line: DocumentLine) -> str:
        """A line's title; '–' for an empty one, which could not be pointed at."""
        return clean(self.say(line.title)).strip() or TEXTS["none"]

    def amount(self, line: DocumentLine) -> str:
        """A line's amount, or that its price is not known; '' in a document without costs."""
        if not self.document.shows_costs:
            return ""
        return TEXTS["no_price"] if line.amount_minor is None else self.money(line.amount_minor)

    def together(self, lines: Sequence[DocumentLine]) -> str:
        """What the lines cost together that are in the budget; '' in a document without costs."""
        if not self.document.shows_costs:
            return ""
        return self.money(sum(line.amount_minor or 0 for line in lines if line.is_in_budget))

    def besides(self, lines: Sequence[DocumentLine]) -> str:
        """What their total does not hold: ' (2 without a price yet; £900 more is not in the budget yet)', or ''."""
        if not self.document.shows_costs:
            return ""
        unknown = sum(line.amount_minor is None for line in lines)
        proposed = sum(line.amount_minor or 0 for line in lines if not line.is_in_budget)
        parts = [PDF["unpriced"].format(count=self.count(unknown))] if unknown else []
        parts += [PDF["proposed"].format(amount=self.money(proposed))] if proposed else []
        return f" ({'; '.join(parts)})" if parts else ""

    def status(self, line: DocumentLine) -> str:
        """Where it stands; of a proposal that it is in no total."""
        if self.document.shows_costs and line.status == "proposed" and not line.is_in_budget:
            return TEXTS["not_in_budget"]
        return STATUSES[line.status]
