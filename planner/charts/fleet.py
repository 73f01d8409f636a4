"""The fleet: how many devices of each category are in which status."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go

from planner.charts.theme import STATUS_COLOURS, styled
from planner.fields import CATEGORIES, CATEGORY_LABELS, STATUS_LABELS
from planner.roadmap.model import Roadmap

_ROW: Final = 30


def fleet_by_status(roadmap: Roadmap) -> go.Figure:
    """A bar per category, stacked by status; each part says its number. Counts are units, not rows."""
    fleet = roadmap.schedule[roadmap.schedule["group"].notna()]
    counts = fleet.groupby(["category", "lifecycle_status"])["quantity"].sum().unstack(fill_value=0)
    categories = [category for category in CATEGORIES if category in counts.index]
    figure = go.Figure()
    for status, colour in STATUS_COLOURS.items():
        if status not in counts.columns:
            continue
        units = [int(count) for count in counts[status].reindex(categories)]
        figure.add_bar(
            name=STATUS_LABELS[status],
            orientation="h",
            y=[CATEGORY_LABELS[category] for category in categories],
            x=units,
            text=[str(count) if count else "" for count in units],
            textposition="inside",
            hovertemplate="%{y}: %{x} " + STATUS_LABELS[status].lower() + "<extra></extra>",
            marker_color=colour,
            marker_line_width=0,
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed", title=None)
    figure.update_xaxes(title=None, showgrid=True, gridcolor="rgba(120,130,135,0.22)")
    return styled(figure, 110 + _ROW * max(3, len(categories)))
