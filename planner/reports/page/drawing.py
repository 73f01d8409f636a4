"""The document's figures: the roadmap by quarter, the spend by quarter, the fleet."""

from __future__ import annotations

from planner.charts.svg import Bar, Row, fleet_svg, roadmap_svg, spend_svg
from planner.charts.theme import LANE_COLOURS
from planner.fields import STATUS_LABELS
from planner.money import format_money
from planner.reports.texts import TEXTS
from planner.roadmap.document import Document, DocumentLine


def figures(document: Document) -> dict[str, str]:
    """'roadmap', 'spend' and 'fleet' as SVG; 'spend' is '' without costs."""
    words = [f"{STATUS_LABELS[name]} {units:,}" for name, units in document.statuses if units]
    statuses = [(name, STATUS_LABELS[name], units) for name, units in document.statuses]
    return {
        "roadmap": roadmap_svg(_rows(document), TEXTS["roadmap"], f"{len(document.lines)} lines"),
        "spend": _spend(document) if document.shows_costs else "",
        "fleet": fleet_svg(statuses, TEXTS["fleet"], ", ".join(words)),
    }


def _money(document: Document, minor: int) -> str:
    return format_money(minor, str(document.currency), document.locale, whole=True)


def _rows(document: Document) -> list[Row]:
    """The quarters that have lines, by lane; their amounts, or without costs their number."""
    rows = []
    for quarter in document.quarters:
        lines = [line for line in document.lines if line.quarter_starts_on == quarter.starts_on]
        if lines:
            values = [sum(_weight(line, document) for line in lines if line.lane == lane) for lane in LANE_COLOURS]
            whole = sum(values)
            shown = _shown(document, whole, len(lines))
            rows.append(Row(quarter.label, tuple(zip(LANE_COLOURS, values, strict=True)), shown))
    return rows


def _shown(document: Document, whole: int, lines: int) -> str:
    """What stands behind a bar: the amount, or how many lines; a quarter of proposals alone says so."""
    if not document.shows_costs:
        return _counted(lines)
    return _money(document, whole) if whole else TEXTS["not_in_budget"]


def _weight(line: DocumentLine, document: Document) -> int:
    if not document.shows_costs:
        return 1
    return (line.amount_minor or 0) if line.is_in_budget else 0


def _counted(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines} lines"


def _spend(document: Document) -> str:
    bars = [
        Bar(quarter.label, quarter.label.split(" ")[0], quarter.planned_minor or 0,
            _money(document, quarter.planned_minor or 0))
        for quarter in document.quarters
    ]  # fmt: skip
    cap = next((quarter.cap_minor for quarter in document.quarters if quarter.cap_minor is not None), None)
    words = TEXTS["cap"].format(amount=_money(document, cap)) if cap is not None else ""
    told = "; ".join(f"{bar.label} {bar.shown}" for bar in bars)
    return spend_svg(bars, cap, words, TEXTS["budget"], told)
