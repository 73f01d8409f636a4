"""Planned spend of the next four quarters, stacked by client."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from planner.charts.theme import SERIES, styled
from planner.money import format_money, to_decimal

MOST_CLIENTS: Final = 8


def spend_by_client(
    labels: Sequence[str], clients: Sequence[tuple[str, Sequence[int]]], currency: str, locale: str
) -> go.Figure:
    """One bar per quarter; `clients`: (name, amount by quarter in minor units), of which the dearest are drawn each and
    the others together."""
    ordered = sorted(clients, key=lambda one: (-sum(one[1]), one[0]))
    shown = list(ordered[:MOST_CLIENTS])
    if rest := ordered[MOST_CLIENTS:]:
        sums = [sum(amounts) for amounts in zip(*(amounts for _, amounts in rest), strict=True)]
        shown.append((f"{len(rest):,} others", sums))
    figure = go.Figure()
    for number, (name, amounts) in enumerate(shown):
        figure.add_bar(
            name=name, x=list(labels), y=[float(to_decimal(amount, currency)) for amount in amounts],
            customdata=[format_money(amount, currency, locale, whole=True) for amount in amounts],
            hovertemplate="%{x}<br>%{fullData.name}: %{customdata}<extra></extra>",
            marker_color=SERIES[number % len(SERIES)],
        )  # fmt: skip
    figure.update_layout(barmode="stack", yaxis_title=currency)
    return styled(figure, 340)
