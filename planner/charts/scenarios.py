"""Scenarios as pictures: spend by quarter of several beside each other, and a levelled plan before its *as due*."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from planner.calendar import FiscalQuarter
from planner.charts.spend import spend_by_quarter
from planner.charts.theme import INK, SERIES, STATUS_COLOURS, styled
from planner.money import format_money, to_decimal
from planner.roadmap.model import Roadmap

AS_DUE: Final = "As due, without levelling"
_HEIGHT: Final = 340


def spend_of_scenarios(
    quarters: Sequence[FiscalQuarter], planned: Sequence[tuple[str, Sequence[int]]], currency: str, locale: str
) -> go.Figure:
    """One stepped line per scenario over the quarters. `planned`: (label, minor units of `currency` by quarter)."""
    figure = go.Figure()
    for number, (label, amounts) in enumerate(planned):
        figure.add_scatter(
            name=label, x=_labels(quarters), y=_major(amounts, currency), customdata=_told(amounts, currency, locale),
            mode="lines", line={"shape": "hvh", "width": 2.5, "color": SERIES[number % len(SERIES)]},
            hovertemplate=label + ": %{customdata}<extra></extra>",
        )  # fmt: skip
    symbol = format_money(0, currency, locale, whole=True).replace("0", "").strip()
    figure.update_yaxes(tickprefix=symbol, tickformat="~s", rangemode="tozero")
    figure.update_xaxes(type="category")
    figure.update_layout(hovermode="x unified")
    return styled(figure, _HEIGHT)


def levelled_spend(levelled: Roadmap, as_due: Roadmap, cap_minor: int | None) -> go.Figure:
    """The levelled plan's bars, capex and opex, the spend as due as a line before them, and the cap if there is one."""
    figure = spend_by_quarter(levelled, "treatment")
    currency, locale = levelled.currency, levelled.assumptions.locale
    amounts = as_due.budget.planned()
    figure.add_scatter(
        name=AS_DUE, x=list(figure.data[-1].x), y=_major(amounts, currency),
        customdata=_told(amounts, currency, locale), mode="lines",
        line={"shape": "hvh", "width": 1.5, "dash": "dot", "color": STATUS_COLOURS["overdue"]},
        hovertemplate=AS_DUE + ": %{customdata}<extra></extra>",
    )  # fmt: skip
    if cap_minor is not None:
        cap = format_money(cap_minor, currency, locale, whole=True)
        figure.add_hline(
            y=float(to_decimal(cap_minor, currency)), line={"color": INK, "width": 1.5, "dash": "dash"},
            annotation_text=f"cap {cap}", annotation_position="top right",
        )  # fmt: skip
    return figure


def _labels(quarters: Sequence[FiscalQuarter]) -> list[str]:
    return [f"{quarter.label}<br><sub>{quarter.months_label}</sub>" for quarter in quarters]


def _major(amounts: Sequence[int], currency: str) -> list[float]:
    return [float(to_decimal(amount, currency)) for amount in amounts]


def _told(amounts: Sequence[int], currency: str, locale: str) -> list[str]:
    return [format_money(amount, currency, locale, whole=True) for amount in amounts]
