"""What each gap in the data is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from planner.charts.theme import SERIES, styled
from planner.money import format_money, to_decimal

_ROW: Final = 34
_MOST: Final = 8


def worth_by_gap(values: Sequence[tuple[str, int, bool]], currency: str, locale: str) -> go.Figure:
    """A bar per gap, the largest on top, at most eight. `values`: (title, minor units, whether it is the width of a
    year's spend that dates would narrow, and not money at stake)."""
    shown = [value for value in values if value[1] > 0][:_MOST]
    figure = go.Figure()
    kinds = ((False, "At stake at today's prices", SERIES[0]), (True, "A year's spend narrowed by dates", SERIES[1]))
    for is_width, name, colour in kinds:
        own = [(title, minor) for title, minor, of_width in shown if of_width == is_width]
        if own:
            figure.add_bar(
                name=name, orientation="h", y=[title for title, _ in own],
                x=[float(to_decimal(minor, currency)) for _, minor in own],
                text=[format_money(minor, currency, locale, whole=True) for _, minor in own],
                textposition="auto", cliponaxis=False, marker_color=colour, marker_line_width=0,
                hovertemplate="%{y}: %{text}<extra></extra>",
            )  # fmt: skip
    figure.update_yaxes(categoryorder="array", categoryarray=[title for title, _, _ in reversed(shown)], ticksuffix=" ")
    figure.update_xaxes(visible=False)
    styled(figure, 70 + _ROW * max(2, len(shown)))
    figure.update_yaxes(showgrid=False)
    return figure.update_layout(legend={"y": -0.02}, margin_r=48, showlegend=True)
