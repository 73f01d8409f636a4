"""Spend by fiscal quarter, stacked by what it is spent on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, Literal

import plotly.graph_objects as go

from planner.budget.model import Budget, BudgetLine
from planner.charts.theme import SERIES, STATUS_COLOURS, styled
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.money import format_money, to_decimal
from planner.roadmap.model import Roadmap

Stack = Literal["category", "treatment"]
_HEIGHT: Final = 380
_REST: Final = "Contingency and tax"
_AGREED: Final = {"recurring": "Recurring", "project": "Projects"}
_MOST_SERIES: Final = 9


def spend_by_quarter(roadmap: Roadmap, stack: Stack = "category") -> go.Figure:
    """One bar per quarter of the horizon, stacked by category or by capex and opex; amounts of `budget.currency`.

    Beyond nine categories the smallest are drawn together as 'Others'."""
    budget, locale = roadmap.budget, roadmap.assumptions.locale
    labels = _labels(budget)
    figure = go.Figure()
    stacked = _by_category(budget.lines) if stack == "category" else _by_treatment(budget)
    for number, (name, amounts) in enumerate(stacked):
        shown = [format_money(amount, budget.currency, locale, whole=True) for amount in amounts]
        figure.add_bar(
            name=name,
            x=labels,
            y=[float(to_decimal(amount, budget.currency)) for amount in amounts],
            customdata=shown,
            hovertemplate="%{x}<br>" + name + ": %{customdata}<extra></extra>",
            marker_color=SERIES[number % len(SERIES)],
            marker_line_width=0,
        )
    totals = [format_money(amount, budget.currency, locale, whole=True) for amount in budget.planned()]
    figure.add_scatter(
        x=labels,
        y=[float(to_decimal(amount, budget.currency)) for amount in budget.planned()],
        customdata=totals,
        mode="markers",
        marker={"color": "rgba(0,0,0,0)", "size": 1},
        showlegend=False,
        hovertemplate="%{x}<br><b>Total: %{customdata}</b><extra></extra>",
    )
    figure.update_layout(barmode="stack", hovermode="x")
    figure.update_yaxes(tickprefix=_symbol(budget.currency, locale), tickformat="~s", rangemode="tozero")
    figure.update_xaxes(tickangle=-60 if len(labels) > 12 else 0, type="category")
    return styled(figure, _HEIGHT)


def mark_p90(figure: go.Figure, roadmap: Roadmap) -> go.Figure:
    """The same with a mark over each bar: what the quarter costs where failures come on top of the plan, an amount that
    is not exceeded nine times in ten."""
    currency, locale = roadmap.budget.currency, roadmap.assumptions.locale
    up_to = [one + two for one, two in zip(roadmap.budget.planned(), roadmap.risk.p90, strict=True)]
    name = "With failures, nine times in ten at most"
    figure.add_scatter(
        name=name,
        x=_labels(roadmap.budget),
        y=[float(to_decimal(amount, currency)) for amount in up_to],
        customdata=[format_money(amount, currency, locale, whole=True) for amount in up_to],
        mode="markers",
        marker={"symbol": "line-ew", "size": 14, "line": {"width": 2, "color": STATUS_COLOURS["unknown"]}},
        hovertemplate="%{x}<br>" + name + " %{customdata}<extra></extra>",
    )
    return figure.update_xaxes(range=[-0.6, len(up_to) - 0.4])


def _labels(budget: Budget) -> list[str]:
    return [f"{quarter.label}<br><sub>{quarter.months_label}</sub>" for quarter in budget.quarters]


def _by_category(lines: Sequence[BudgetLine]) -> list[tuple[str, list[int]]]:
    sums: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        name = CATEGORY_LABELS[line.category] if line.category else _AGREED.get(line.kind, _REST)
        sums[name] = [sum(pair) for pair in zip(sums[name] or [0] * len(line.amounts), line.amounts, strict=True)]
    order = [CATEGORY_LABELS[category] for category in CATEGORIES]
    named = sorted((name for name in sums if name in order), key=order.index)
    large = sorted(named, key=lambda name: -sum(sums[name]))[:_MOST_SERIES]
    small = [name for name in named if name not in large]
    stacked = [(name, sums[name]) for name in named if name in large]
    if small:
        stacked.append(("Others", [sum(column) for column in zip(*(sums[name] for name in small), strict=True)]))
    stacked += [(name, sums[name]) for name in (*_AGREED.values(), _REST) if name in sums]
    return stacked


def _by_treatment(budget: Budget) -> list[tuple[str, list[int]]]:
    return [("Capex", list(budget.of_treatment("capex"))), ("Opex", list(budget.of_treatment("opex")))]


def _symbol(currency: str, locale: str) -> str:
    """The currency as the axis shows it: '£', 'US$', 'CHF '."""
    shown = format_money(0, currency, locale, whole=True)
    symbol = shown.replace("0", "").strip()
    return f"{symbol} " if symbol[-1:].isalpha() else symbol
