"""The roadmap on a line of time: each initiative in its fiscal quarter, by lane."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import plotly.graph_objects as go

from planner.charts.theme import LANE_COLOURS, styled
from planner.money import format_money
from planner.roadmap.model import Initiative, Roadmap

_ROW: Final = 26
_MOST_LABELS: Final = 12
_DAY_MS: Final = 86_400_000


def timeline(roadmap: Roadmap) -> go.Figure:
    """One bar per initiative over the quarter it is planned in, a row each, lanes together; hover says why. A proposal
    is hatched."""
    quarters = roadmap.quarters
    figure = go.Figure()
    lanes = list(LANE_COLOURS)
    cards = (*roadmap.initiatives, *roadmap.proposed)
    ordered = sorted(cards, key=lambda item: (lanes.index(item.lane), item.quarter_starts_on, item.key))
    rows = _row_names(ordered)
    for lane in lanes:
        own = [(row, item) for row, item in zip(rows, ordered, strict=True) if item.lane == lane]
        if own:
            _add_lane(figure, lane, own, roadmap)
    figure.update_layout(barmode="overlay", uniformtext={"minsize": 9, "mode": "show"})
    figure.update_yaxes(categoryorder="array", categoryarray=rows[::-1], title=None, tickfont={"size": 11})
    shown = quarters if len(quarters) <= _MOST_LABELS else quarters[::2]
    figure.update_xaxes(
        type="date",
        range=[quarters[0].starts_on.isoformat(), (quarters[-1].ends_on + timedelta(days=1)).isoformat()],
        tickvals=[quarter.starts_on.isoformat() for quarter in shown],
        ticktext=[quarter.label for quarter in shown],
        tickangle=-60,
        showgrid=True,
        gridcolor="rgba(120,130,135,0.22)",
        side="top",
    )
    styled(figure, 120 + _ROW * max(4, len(ordered)))
    bar = min(1.0, len(ordered) / 4)
    return figure.update_layout(bargap=1 - 0.8 * bar, legend={"y": -0.04})


def _add_lane(figure: go.Figure, lane: str, own: Sequence[tuple[str, Initiative]], roadmap: Roadmap) -> None:
    """The bars of one lane: (row, initiative) pairs."""
    ends = {quarter.starts_on: quarter.ends_on for quarter in roadmap.quarters}
    locale = roadmap.assumptions.locale
    figure.add_bar(
        name=lane,
        orientation="h",
        y=[row for row, _ in own],
        base=[item.quarter_starts_on.isoformat() for _, item in own],
        x=[((ends[item.quarter_starts_on] - item.quarter_starts_on).days + 1) * _DAY_MS for _, item in own],
        text=[_amount(item, roadmap.currency, locale) for _, item in own],
        textposition="auto",
        insidetextanchor="middle",
        customdata=[
            (item.title, item.quarter_label, f"{item.why}<br>{item.proposal}" if item.proposal else item.why)
            for _, item in own
        ],
        hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}, %{text}<br>%{customdata[2]}<extra></extra>",
        marker_color=LANE_COLOURS[lane],
        marker_line_width=0,
        marker_pattern={
            "shape": ["/" if item.proposal else "" for _, item in own],
            "fillmode": "overlay",
            "fgcolor": "white",
            "fgopacity": 0.3,
            "solidity": 0.15,
        },
    )


def _amount(item: Initiative, currency: str, locale: str) -> str:
    """'£2,520'; of a proposal '≈ £2,520', or that it is one where it adds nothing or no price is known."""
    if not item.proposal:
        return format_money(item.amount_minor, currency, locale, whole=True)
    if not item.proposed_minor:
        return "proposal"
    return f"≈ {format_money(item.proposed_minor, currency, locale, whole=True)}"


def _row_names(items: Sequence[Initiative]) -> list[str]:
    """Titles; one that occurs again gets its quarter behind it, so that each initiative has its own row."""
    uses = Counter(item.title for item in items)
    named = [f"{item.title} ({item.quarter_label})" if uses[item.title] > 1 else item.title for item in items]
    again: Counter[str] = Counter()
    rows = []
    for name in named:
        again[name] += 1
        rows.append(name if again[name] == 1 else f"{name} · {again[name]}")
    return rows
