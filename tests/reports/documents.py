"""Documents to make slides of: an ordinary one, and the odd ones that clients bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.calendar import FiscalCalendar
from planner.roadmap.document import (
    Document,
    DocumentArea,
    DocumentBudgetRow,
    DocumentFigure,
    DocumentLine,
    DocumentQuarter,
    DocumentRisk,
    Parameter,
    Sentence,
)

HOSTILE = "=cmd|' /C calc'!A0 \x07<b>&amp;</b> \u202eevil 🦊 Client: ../../x\t+1 @x"
LOGO = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAECAIAAAA8r+mnAAAAE0lEQVR4nGPgyvPHihiGlgQA2ZEtAd8yB9oAAAAASUVORK5C"
    "YII="
)


def said(text: str) -> Sentence:
    return Sentence("text", (Parameter("text", "text", text),))


def line(number: int, quarter: date | None, text: str = "", amount: int | None = 150_000) -> DocumentLine:
    lane = ("Run", "Protect", "Grow", "Transform")[number % 4]
    return DocumentLine(
        f"line:{number}", said(text or f"Replace part {number} of the fleet"), said("It reaches the end of its life."),
        lane, "high", "proposed", quarter, number, "d", amount, 0,
    )  # fmt: skip


def document(
    *, client: str = "Harbour Architects", currency: str | None = "GBP", lines: int = 9, quarters: int = 12,
    text: str = "", cap: int | None = 5_000_00, costs: bool = True,
) -> Document:  # fmt: skip
    """Hardware 1,000.00 to 12,000.00 by quarter, labour a tenth of it, a trade-in of 5.00 in each."""
    spans = FiscalCalendar(4).quarters(date(2026, 10, 1), quarters)
    hardware = tuple(100_000 * (at + 1) for at in range(quarters))
    labour, trade_in = tuple(one // 10 for one in hardware), (-500,) * quarters
    planned = [sum(parts) for parts in zip(hardware, labour, trade_in, strict=True)]
    rows = (
        DocumentBudgetRow(text or "Laptops: hardware", "hardware", "capex", hardware),
        DocumentBudgetRow("Laptops: installation", "labour", "opex", labour),
        DocumentBudgetRow("Laptops: trade-in", "trade_in", "capex", trade_in),
    )
    starts = [*(span.starts_on for span in spans), None]
    return Document(
        client=client, prepared_by="Redstone IT", title=f"Technology roadmap of {client}", as_of=date(2026, 10, 1),
        version=3, locale="en_GB", currency=currency if costs else None,
        answer=said(text or "14 devices are overdue and 9 more fall due within a year."), note=text or "A calm year.",
        figures=(DocumentFigure(said("overdue"), Parameter("overdue", "count", 14)),),
        quarters=tuple(
            DocumentQuarter(span.starts_on, span.label, span.months_label, amount if costs else None,
                            cap if costs else None)
            for span, amount in zip(spans, planned, strict=True)
        ),
        lines=tuple(
            line(number, starts[number % len(starts)], text, 150_000 + number if costs else None)
            for number in range(lines)
        ),
        budget=rows if costs else (), statuses=(("healthy", 30), ("due_soon", 9), ("due", 0), ("overdue", 14)),
        risks=(DocumentRisk("r", said(text or "Old servers"), said(text or "They fail."), 4, 5),),
        areas=(DocumentArea("Backup", 40), DocumentArea("Identity", 80), DocumentArea("Network", None)),
        goals=("Open a second studio", text or "Fewer interruptions"), changes=(said("New: Replace 2 servers."),),
        footer="", contact="help@redstone.test", accent="#7A1F3D", logo=LOGO,
    )  # fmt: skip


def empty() -> Document:
    """A client without devices."""
    plain = document(lines=0)
    nothing = tuple(DocumentQuarter(one.starts_on, one.label, one.months, 0, None) for one in plain.quarters)
    return replace(plain, budget=(), risks=(), areas=(), goals=(), changes=(), quarters=nothing,
                   statuses=tuple((name, 0) for name, _ in plain.statuses), logo=None, accent=None)  # fmt: skip
