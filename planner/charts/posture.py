"""The score by area, with the assessment before beside it, and the total over all assessments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from planner.calendar import MONTHS
from planner.charts.theme import ACCENT, STATUS_COLOURS, styled
from planner.roadmap.posture import WELL_RUN, Score, TrendPoint

_ROW: Final = 44
_BEFORE: Final = "#8D99AE"
_MOST_POINTS: Final = 12


def score_by_area(areas: Sequence[Score], before: TrendPoint | None) -> go.Figure:
    """A bar per area, green where it is well run; a diamond where it stood at the assessment before. The value stands
    beside the area's name, where no mark covers it."""
    names = [area.name for area in areas]
    figure = go.Figure()
    kinds = ((True, "Well run", ACCENT), (False, "Not well run yet", STATUS_COLOURS["due"]))
    for is_well, title, colour in kinds:
        own = [area for area in areas if area.score is not None and area.is_well_run == is_well]
        if own:
            figure.add_bar(
                name=title, orientation="h", y=[area.name for area in own], x=[area.score for area in own],
                marker_color=colour, marker_line_width=0, hovertemplate="%{y}: %{x:.0%}<extra></extra>",
            )  # fmt: skip
    if before is not None:
        past = [area for area in before.areas if area.score is not None]
        figure.add_scatter(
            name="Assessment before", mode="markers", y=[area.name for area in past], x=[area.score for area in past],
            marker={"symbol": "diamond-open", "size": 12, "color": _BEFORE, "line": {"width": 2}},
            hovertemplate="%{y}, before: %{x:.0%}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=WELL_RUN, line={"color": _BEFORE, "width": 1, "dash": "dot"})
    labels = [f"{area.name}<br><b>{_percent(area.score)}</b> " for area in areas]
    figure.update_yaxes(categoryorder="array", categoryarray=names[::-1], tickvals=names, ticktext=labels)
    figure.update_xaxes(range=[0, 1.02], tickvals=[0, WELL_RUN, 1], ticktext=["0", "in place", "100 %"], showgrid=False)
    styled(figure, 90 + _ROW * len(names))
    figure.update_yaxes(showgrid=False, range=[-0.5, len(names) - 0.5])
    return figure.update_layout(legend={"y": -0.14}, showlegend=True, margin_r=24)


def _percent(score: float | None) -> str:
    return "not answered" if score is None else f"{score * 100:.0f} %"


def score_over_time(points: Sequence[TrendPoint]) -> go.Figure:
    """The total of each assessment, at most the last twelve. The days are equally far apart: what counts is their
    order."""
    shown = [point for point in points if point.total is not None][-_MOST_POINTS:]
    figure = go.Figure()
    figure.add_scatter(
        name="All areas", mode="lines+markers+text", x=[_day(point) for point in shown],
        y=[point.total for point in shown], text=[_percent(point.total) for point in shown],
        textposition="top center", line={"color": ACCENT, "width": 2.5}, marker={"size": 9}, cliponaxis=False,
        customdata=[point.label or "Assessment" for point in shown],
        hovertemplate="%{customdata}, %{x}: %{text}<extra></extra>",
    )  # fmt: skip
    figure.update_yaxes(range=[0, 1.08], tickvals=[0, WELL_RUN, 1], ticktext=["0", "in place", "100 %"])
    figure.update_xaxes(type="category")
    return styled(figure, 310).update_layout(showlegend=False, margin_t=28)


def _day(point: TrendPoint) -> str:
    return f"{point.as_of.day} {MONTHS[point.as_of.month - 1]} {point.as_of.year}"
