"""Plan against actual by quarter, and below it what makes the difference."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from planner.budget.variance_model import CAUSE_LABELS, CAUSES, Cause, Variance
from planner.charts.theme import ACCENT, STATUS_COLOURS, styled
from planner.money import format_money, to_decimal

_PLANNED: Final = "#A9BDB4"
_COLOURS: Final[dict[Cause, str]] = {
    "earlier": "#3D6FA5", "later": "#8FB3D9", "open": STATUS_COLOURS["unknown"], "dearer": "#C8553D",
    "cheaper": "#2A9D8F", "unplanned": "#E9A23B", "not_needed": "#7A5195",
}  # fmt: skip
_HEIGHT: Final = 480
_WIDTH: Final = 0.34
"""Of a bar; the distance of two quarters is 1."""


def plan_against_actual(found: Variance, currency: str, locale: str) -> go.Figure:
    """Above, two bars a quarter: planned and actual. Below, the causes stacked upwards where they cost and downwards
    where they save; they add up to the difference of the bars. Amounts of `currency`, before contingency and tax."""
    cells = [found.total(at) for at in range(len(found.quarters))]
    labels = _labels(found)
    figure = make_subplots(rows=2, cols=1, shared_xaxes=True, row_heights=[0.58, 0.42], vertical_spacing=0.06)

    def bar(name: str, amounts: list[int], colour: str, row: int, offset: float, width: float) -> None:
        figure.add_bar(
            name=name, x=labels, y=[float(to_decimal(minor, currency)) for minor in amounts],
            customdata=[format_money(minor, currency, locale, whole=True) for minor in amounts],
            hovertemplate="%{x}<br>" + name + ": %{customdata}<extra></extra>", marker_color=colour,
            marker_line_width=0, offset=offset, offsetgroup=name if row == 1 else "causes", width=width, row=row, col=1,
        )  # fmt: skip

    bar("Planned", [cell.planned_minor for cell in cells], _PLANNED, 1, -_WIDTH, _WIDTH)
    bar("Actual", [cell.actual_minor for cell in cells], ACCENT, 1, 0, _WIDTH)
    for cause in CAUSES:
        amounts = [cell.causes.get(cause, 0) for cell in cells]
        if any(amounts):
            bar(CAUSE_LABELS[cause], amounts, _COLOURS[cause], 2, -_WIDTH / 2, _WIDTH)
    figure.update_layout(barmode="relative", legend_traceorder="normal")
    figure = styled(figure, _HEIGHT)
    figure.update_layout(legend={"y": -0.16})
    figure.update_yaxes(tickprefix=_symbol(currency, locale), tickformat="~s", nticks=5)
    figure.update_yaxes(zeroline=True, zerolinecolor="rgba(120,130,135,0.6)", zerolinewidth=1, row=2, col=1)
    return figure.update_xaxes(type="category", tickangle=0, range=[-0.7, len(labels) - 0.3])


def _labels(found: Variance) -> list[str]:
    """'Q2' over 'FY27', with 'so far' under the quarter that runs."""
    labels = []
    for at, quarter in enumerate(found.quarters):
        so_far = "<br>so far" if found.runs and at == len(found.quarters) - 1 else ""
        labels.append(f"Q{quarter.number}<br>{quarter.year_label}{so_far}")
    return labels


def _symbol(currency: str, locale: str) -> str:
    """The currency as the axis shows it: '£', 'CHF '."""
    symbol = format_money(0, currency, locale, whole=True).replace("0", "").strip()
    return f"{symbol} " if symbol[-1:].isalpha() else symbol
