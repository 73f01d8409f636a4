"""The figures as the screens show them: narrow enough for a phone, without a toolbar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go
import streamlit as st

from planner.actions.roadmaps import Roadmap
from planner.actions.scenarios import ScenarioView
from planner.calendar import FiscalQuarter
from planner.charts.fleet import fleet_by_status
from planner.charts.scenarios import levelled_spend, spend_of_scenarios
from planner.charts.spend import mark_p90, spend_by_quarter
from planner.charts.timeline import timeline

CONFIG: Final = {"displayModeBar": False, "scrollZoom": False}


def draw_fleet(roadmap: Roadmap, words: str) -> None:
    """Devices by category and status. `words` is what a reader without the picture is told."""
    figure = fleet_by_status(roadmap)
    rows = len(figure.data[0].y) if figure.data else 0
    figure.update_layout(
        height=90 + 25 * max(rows, 3),
        bargap=0.12,
        legend={"traceorder": "normal", "y": 1.0, "yanchor": "bottom"},
        uniformtext={"minsize": 10, "mode": "hide"},
    )
    figure.update_traces(textangle=0, insidetextanchor="middle")
    _draw(figure, words)


def draw_spend(roadmap: Roadmap, words: str) -> None:
    """Spend by quarter, with what failures may add."""
    _draw(_on_quarters(mark_p90(spend_by_quarter(roadmap), roadmap), roadmap.quarters), words)


def draw_levelled(levelled: Roadmap, as_due: Roadmap, cap_minor: int | None, words: str) -> None:
    """A levelled plan by quarter, before the same plan as due."""
    _draw(_on_quarters(levelled_spend(levelled, as_due, cap_minor), levelled.quarters), words)


def draw_scenarios(view: ScenarioView, words: str) -> None:
    """The scenarios' spend by quarter, each a line; two that are the same to the cent are one."""
    lines: dict[tuple[int, ...], str] = {}
    for row in view.rows:
        if row.quarters:
            lines[row.quarters] = f"{lines[row.quarters]}, {row.label.lower()}" if row.quarters in lines else row.label
    planned = [(label, amounts) for amounts, label in lines.items()]
    figure = spend_of_scenarios(view.quarters, planned, view.currency, view.locale)
    _draw(_on_quarters(figure, view.quarters), words)


def _on_quarters(figure: go.Figure, quarters: Sequence[FiscalQuarter]) -> go.Figure:
    """Q1 to Q4, and the fiscal year under each first quarter, need no slanted text; pointing at a bar tells its
    months."""
    texts = [
        f"Q{quarter.number}<br>{quarter.year_label}" if _names_year(i, quarter) else f"Q{quarter.number}"
        for i, quarter in enumerate(quarters)
    ]
    figure.update_layout(legend_traceorder="normal")
    return figure.update_xaxes(tickvals=list(range(len(texts))), ticktext=texts, tickangle=0)


def _names_year(position: int, quarter: FiscalQuarter) -> bool:
    """A first year's last quarter or two leave no room for its name beside the next year's."""
    return quarter.number == 1 or (position == 0 and quarter.number == 2)


def draw_timeline(roadmap: Roadmap, words: str) -> None:
    """Initiatives over the quarters."""
    figure = timeline(roadmap)
    figure.update_traces(cliponaxis=False)
    figure.update_layout(margin_r=32)
    _draw(figure, words)


def _draw(figure: go.Figure, words: str) -> None:
    st.plotly_chart(figure, config=CONFIG, alt=words)
