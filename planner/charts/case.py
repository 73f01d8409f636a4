"""What waiting costs beside the plan: both cumulated, expected and in a bad case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from planner.budget.case import Case, Side
from planner.charts.theme import ACCENT, STATUS_COLOURS, styled
from planner.money import format_money, to_decimal

WAITING: Final = "Waiting until devices fail"
PROACTIVE: Final = "Planned replacement"
_COLOURS: Final = {WAITING: STATUS_COLOURS["overdue"], PROACTIVE: ACCENT}
_BANDS: Final = {WAITING: "rgba(200,85,61,0.14)", PROACTIVE: "rgba(11,110,79,0.14)"}
_HEIGHT: Final = 400


def cumulated(case: Case, currency: str, locale: str) -> go.Figure:
    """Two curves over the quarters, each with the band from its expectation up to its P90; the quarter from which the
    plan costs no more than waiting is marked."""
    labels = [quarter.label for quarter in case.quarters]
    figure = go.Figure()
    for name, side in ((WAITING, case.waiting), (PROACTIVE, case.proactive)):
        _add_side(figure, name, side, labels, currency, locale)
    if case.pays_back_in is not None:
        at = case.quarters.index(case.pays_back_in)
        figure.add_vline(x=at, line={"color": ACCENT, "width": 1, "dash": "dash"})
        figure.add_annotation(
            x=at, y=1, yref="paper", text=f"pays back in {case.pays_back_in.label}", showarrow=False,
            xanchor="left" if at <= len(labels) / 2 else "right", yanchor="bottom",
        )  # fmt: skip
    texts = [f"Q{q.number}<br>{q.year_label}" if q.number == 1 else f"Q{q.number}" for q in case.quarters]
    symbol = format_money(0, currency, locale, whole=True).replace("0", "").strip()
    figure.update_yaxes(tickprefix=symbol, tickformat="~s", rangemode="tozero")
    figure.update_xaxes(type="category", tickvals=list(range(len(texts))), ticktext=texts, tickangle=0)
    figure.update_layout(hovermode="x unified")
    return styled(figure, _HEIGHT)


def _add_side(figure: go.Figure, name: str, side: Side, labels: Sequence[str], currency: str, locale: str) -> None:
    told = [format_money(amount, currency, locale, whole=True) for amount in side.cumulated]
    worst = [format_money(amount, currency, locale, whole=True) for amount in side.p90]
    colour = _COLOURS[name]
    figure.add_scatter(
        name=name, x=labels, y=_major(side.cumulated, currency), customdata=told, mode="lines",
        line={"color": colour, "width": 3}, legendgroup=name,
        hovertemplate=name + ": %{customdata}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        name="in one case of ten or fewer, more than this", x=labels, y=_major(side.p90, currency), customdata=worst,
        mode="lines", line={"color": colour, "width": 1, "dash": "dot"}, fill="tonexty", fillcolor=_BANDS[name],
        legendgroup=name, showlegend=False, hovertemplate="in one case of ten: %{customdata} or more<extra></extra>",
    )  # fmt: skip


def _major(amounts: Sequence[int], currency: str) -> list[float]:
    return [float(to_decimal(amount, currency)) for amount in amounts]
