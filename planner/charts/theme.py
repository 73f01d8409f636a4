"""Colours and the common form of all figures."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go

ACCENT: Final = "#0B6E4F"
INK: Final = "#1B2A2F"
PAPER: Final = "#FBFAF7"
STATUS_COLOURS: Final = {
    "healthy": "#2A9D8F", "due_soon": "#E9C46A", "due": "#F4A261", "overdue": "#C8553D", "unknown": "#8D99AE",
}  # fmt: skip
LANE_COLOURS: Final = {"Run": "#0B6E4F", "Protect": "#C8553D", "Grow": "#3D6FA5", "Transform": "#7A5195"}
SERIES: Final = (
    "#0B6E4F", "#3D6FA5", "#E9A23B", "#7A5195", "#C8553D", "#5BA58C", "#8FB3D9", "#F2CC8F", "#B392AC", "#E08E79",
    "#44647A", "#9A8F4E", "#2F4858",
)  # fmt: skip
"""Thirteen colours that differ in lightness as well as hue; a stack of more repeats them from the start."""


def styled(figure: go.Figure, height: int) -> go.Figure:
    """The figure in Evergreen's form: no title, no toolbar margin, transparent ground so that dark mode works."""
    figure.update_layout(
        height=height,
        margin={"t": 20, "r": 8, "b": 8, "l": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"align": "left"},
        legend={"orientation": "h", "yanchor": "top", "y": -0.22, "x": 0, "title": None},
        bargap=0.25,
    )
    figure.update_xaxes(automargin=True, fixedrange=True)
    figure.update_yaxes(automargin=True, fixedrange=True, gridcolor="rgba(120,130,135,0.22)", zeroline=False)
    return figure
