"""Documents to print: a small firm's, and the same with something odd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.roadmap.document import (
    Document,
    DocumentArea,
    DocumentBudgetRow,
    DocumentFigure,
    DocumentLine,
    DocumentQuarter,
    DocumentRisk,
    Parameter,
)
from tests.reports.documents import said

HOSTILE = (
    "=1+1", '#panic("x") $x$ *b* _i_ `c` @ref <lab> \\u{41} // c', "\x00\x01\x1b[0m tab\there\rcr", "Client: ../../x",
    "\U0001f680\U0001f469\u200d\U0001f467 emoji \u6771\u4eac", "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631",
    "<script>alert(1)</script>", "\ud800 \ue000 \ufeff \uffff", "\u00e9" * 50 + "\u0301" * 3000, "", "   ",
    '#include "../../../../etc/passwd"', "a\u2028b\u2029c\nnew line\n\n\nmore", "W" * 8_000, "word " * 1_500,
)  # fmt: skip


def line(number: int, title: str, quarter: DocumentQuarter | None = None, amount: int | None = 123_400) -> DocumentLine:
    return DocumentLine(
        key=f"line:{number}", title=said(title), why=said("It reaches the end of its life."), lane="Run",
        priority="high", status="proposed", quarter_starts_on=quarter.starts_on if quarter else None, devices=number,
        digest="", amount_minor=amount,
    )  # fmt: skip


def document(currency: str | None = "GBP", locale: str = "en_GB", lines: int = 6, years: int = 2) -> Document:
    """A document whose budget has two rows that are its quarters' totals: 1,000 a quarter more each, and 250 each."""
    count = 4 * years
    rising, steady = tuple(100_000 * n for n in range(1, count + 1)), (25_000,) * count
    quarters = tuple(
        DocumentQuarter(
            date(2026 + at // 4, 1 + 3 * (at % 4), 1), f"FY{26 + at // 4} Q{1 + at % 4}", "Jan–Mar 2026",
            rising[at] + steady[at] if currency else None, 500_000 if currency else None,
        )
        for at in range(count)
    )  # fmt: skip
    money = Parameter("near", "money", 4_321_00) if currency else Parameter("due", "count", 3)
    return Document(
        client="Harbour & Lane", prepared_by="Northwind", title="Technology roadmap of Harbour & Lane",
        as_of=date(2026, 10, 1), version=3, locale=locale, currency=currency, answer=said("14 devices are overdue."),
        note="The laptops come first.\nThe rest follows.",
        figures=(DocumentFigure(said("in the next four quarters"), money),
                 DocumentFigure(said("devices overdue"), Parameter("overdue", "count", 14))),
        quarters=quarters,
        lines=tuple(line(n, f"Line number {n} of the plan", quarters[n % count], 123_400 if currency else None)
                    for n in range(1, lines + 1)),
        budget=(DocumentBudgetRow("Laptops", "hardware", "capex", rising),
                DocumentBudgetRow("Care", "service", "opex", steady)) if currency else (),
        risks=(DocumentRisk("age", said("Devices past their limit"), said("65 of them."), 4, 3, "Jane Doe"),),
        statuses=(("healthy", 119), ("due_soon", 0), ("overdue", 65)), areas=(DocumentArea("Backup", 85),),
        goals=("Open in Leeds",), changes=(said("New: Replace 1 router."),), footer="Registered in England",
        contact="Jane Doe\njane@northwind.example", accent="#1D4ED8",
    )  # fmt: skip


def hostile(words: Sequence[str] = HOSTILE) -> Document:
    """Every text of it is odd, one after the other."""
    plain = document()
    short = [one[:600] for one in words]
    return replace(
        plain, client=words[4] + words[1], title=words[1] + words[5], prepared_by=words[5], note="\n".join(short),
        footer=words[1] + words[2], contact="\n".join(short),
        lines=tuple(replace(line(n, one, plain.quarters[0]), why=said(short[n]), goal=short[n])
                    for n, one in enumerate(words)),
        risks=tuple(replace(plain.risks[0], title=said(one), why=said(one), owner=one[:80]) for one in short),
        areas=tuple(DocumentArea(one, 50) for one in short), goals=tuple(short),
        changes=tuple(said(one) for one in short),
        budget=(*(replace(plain.budget[0], label=one) for one in short), plain.budget[1]),
        logo="data:image/png;base64,iVBORw0KGgpydWJiaXNo",
    )  # fmt: skip
