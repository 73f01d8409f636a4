"""One device's life on a line of time: how sure its first day and its due date are, where today stands, what else ends.

A date with P10, P50 and P90 is drawn as the two-piece normal through them, half of the mass on each side of P50:
spread (P50 - P10) / 1.2816 below and (P90 - P50) / 1.2816 above. Its height is no scale: both shapes are as high.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import Final

import plotly.graph_objects as go

from planner.calendar import MONTHS
from planner.charts.theme import SERIES, styled

Z_P90: Final = 1.2816
_REACH: Final = 2.6
"""Standard deviations that are drawn on each side."""
_POINTS: Final = 40
_HEIGHT: Final = 250
_SERVICE, _DUE = SERIES[1], SERIES[5]
"""Both read on a light and on a dark ground."""
_TODAY: Final = "#8D99AE"
_END: Final = "#C8553D"


@dataclass(frozen=True, slots=True)
class Spread:
    """A date with its P10 and P90; all three are equal where it is exact."""

    p10: date
    p50: date
    p90: date

    @property
    def is_exact(self) -> bool:
        return self.p10 == self.p90

    def shape(self) -> list[tuple[date, float]]:
        """Days and heights (1 at P50), from the lower end of what is drawn to the upper."""
        low, high = ((self.p50 - self.p10).days / Z_P90, (self.p90 - self.p50).days / Z_P90)
        points = []
        for step in range(-_POINTS, _POINTS + 1):
            z = _REACH * step / _POINTS
            days = round(z * (low if z < 0 else high))
            points.append((self.p50 + timedelta(days=days), exp(-z * z / 2)))
        return [point for point in points if point[0] != self.p50 or point[1] == 1.0]


def life_picture(
    in_service: Spread | None, due: Spread | None, today: date, ends: Sequence[tuple[str, date]] = ()
) -> go.Figure:
    """`ends`: (what ends, when), the runner-ups; drawn as marks on the line."""
    figure = go.Figure()
    for name, spread, colour in (("In service", in_service, _SERVICE), ("Due", due, _DUE)):
        if spread is not None:
            _add_spread(figure, name, spread, colour)
    if ends:
        figure.add_scatter(
            x=[day.isoformat() for _, day in ends], y=[0.0] * len(ends), mode="markers", name="Also ends",
            marker={"symbol": "diamond", "size": 10, "color": _END},
            text=[f"{what}: {_day(day)}" for what, day in ends], hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    _add_line(figure, "Today", today, _TODAY, "dash", 1.32)
    if due is not None:
        _add_line(figure, f"Due {_day(due.p50)}", due.p50, _DUE, "solid", 1.14)
    figure.update_yaxes(visible=False, range=[-0.08, 1.45])
    figure.update_xaxes(type="date", showgrid=False, showline=True, linecolor="rgba(120,130,135,0.6)")
    styled(figure, _HEIGHT)
    return figure.update_layout(legend={"y": -0.14}, margin_r=24, margin_l=24)


def _add_spread(figure: go.Figure, name: str, spread: Spread, colour: str) -> None:
    said = _day(spread.p50) if spread.is_exact else f"{_day(spread.p50)}, 80 % {_day(spread.p10)} to {_day(spread.p90)}"
    hover = f"{name}: {said}<extra></extra>"
    if spread.is_exact:
        figure.add_scatter(
            x=[spread.p50.isoformat()] * 2, y=[0.0, 1.0], mode="lines+markers", name=name, line={"color": colour},
            marker={"size": [0, 9]}, hovertemplate=hover,
        )  # fmt: skip
        return
    shape = spread.shape()
    figure.add_scatter(
        x=[day.isoformat() for day, _ in shape], y=[height for _, height in shape], mode="lines", name=name,
        line={"color": colour, "width": 2}, hovertemplate=hover,
    )  # fmt: skip
    sure = [(day, height) for day, height in shape if spread.p10 <= day <= spread.p90]
    figure.add_scatter(
        x=[day.isoformat() for day, _ in sure], y=[height for _, height in sure], mode="lines", fill="tozeroy",
        line={"width": 0, "color": colour}, opacity=0.5, name=f"{name}: 80 % likely", showlegend=False,
        hovertemplate=hover,
    )  # fmt: skip


def _add_line(figure: go.Figure, text: str, day: date, colour: str, dash: str, height: float) -> None:
    """An upright line with its words at the top, where there is room for them."""
    figure.add_scatter(
        x=[day.isoformat()] * 2, y=[0.0, height], mode="lines+text", text=["", text], showlegend=False,
        textposition="top center", line={"color": colour, "dash": dash, "width": 1.5}, hoverinfo="skip",
        cliponaxis=False,
    )  # fmt: skip


def _day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
