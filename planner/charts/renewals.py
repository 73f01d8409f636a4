"""The renewal calendar: a row for each contract, a bar for the notice that runs before each of its renewals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Final

import plotly.graph_objects as go

from planner.budget.contracts import Renewal
from planner.calendar import MONTHS, add_months
from planner.charts.theme import STATUS_COLOURS, styled
from planner.money import format_money

MOST_CONTRACTS: Final = 20
"""Those that have to be decided first are drawn; the table has all."""
_ROW: Final = 34
_RENEWS, _LATE, _ENDS = (STATUS_COLOURS[status] for status in ("healthy", "overdue", "unknown"))
_LABEL: Final = 26


def renewal_calendar(rows: Sequence[Renewal], as_of: date, locale: str) -> go.Figure:
    """Diamonds are renewals, one with a line before it has a notice running from there; 'ends' is what does not renew.
    A renewal whose notice has passed is drawn in the colour of what is overdue. `rows` in the calendar's order."""
    labels = list(dict.fromkeys(row.contract.contract_id for row in rows))[:MOST_CONTRACTS]
    drawn = [row for row in rows if row.contract.contract_id in labels]
    names = {row.contract.contract_id: _short(row.contract.name) for row in drawn}
    if len(set(names.values())) < len(names):
        names = {key: f"{name} no. {key}" for key, name in names.items()}
    figure = go.Figure()
    for row in drawn:
        if row.notice_on and row.notice_on < row.renews_on:
            figure.add_scatter(
                x=[row.notice_on, row.renews_on], y=[names[row.contract.contract_id]] * 2, mode="lines",
                line={"color": _colour(row, as_of), "width": 6}, opacity=0.45, showlegend=False, hoverinfo="skip",
            )  # fmt: skip
    for label, colour, symbol in (
        ("Renews", _RENEWS, "diamond"), ("Renews, notice has passed", _LATE, "diamond"), ("Ends", _ENDS, "x"),
    ):  # fmt: skip
        own = [row for row in drawn if _colour(row, as_of) == colour]
        if not own:
            continue
        figure.add_scatter(
            name=label, x=[row.renews_on for row in own], y=[names[row.contract.contract_id] for row in own],
            mode="markers", marker={"color": colour, "symbol": symbol, "size": 13},
            customdata=[_words(row, locale) for row in own], hovertemplate="%{y}<br>%{customdata}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=as_of.isoformat(), line={"color": "rgba(120,130,135,0.9)", "width": 1, "dash": "dot"})
    figure.update_yaxes(
        categoryorder="array", categoryarray=[names[key] for key in labels], autorange="reversed", title=None
    )
    last = max((row.renews_on for row in drawn), default=as_of)
    figure.update_xaxes(range=[add_months(as_of, -1), add_months(last, 1)])
    figure.update_xaxes(showgrid=True, gridcolor="rgba(120,130,135,0.22)", tickformat="%b<br>%Y", nticks=8)
    figure = styled(figure, 110 + _ROW * max(2, len(labels)))
    figure.update_layout(legend={"y": 1.0, "yanchor": "bottom"}, margin={"t": 40})
    return figure


def _colour(row: Renewal, as_of: date) -> str:
    if row.then_minor is None:
        return _ENDS
    return _LATE if row.decide_by < as_of else _RENEWS


def _words(row: Renewal, locale: str) -> str:
    """'Renews 1 Jul 2027, decide by 2 May 2027<br>$9,600 → $10,080 a year'."""
    currency = row.contract.currency
    now = format_money(row.now_minor, currency, locale, whole=True)
    if row.then_minor is None:
        return f"Ends {_day(row.decide_by)}<br>{now} a year until then"
    then = format_money(row.then_minor, currency, locale, whole=True)
    return f"Renews {_day(row.renews_on)}, decide by {_day(row.decide_by)}<br>{now} → {then} a year"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _short(label: str) -> str:
    return escape(label if len(label) <= _LABEL else f"{label[: _LABEL - 1]}…", quote=False)
