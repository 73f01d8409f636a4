"""All clients: the answer in words, the picture, the table sorted by need, and the search."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planner.actions.portfolio import Portfolio, PortfolioRow, refresh_portfolio
from planner.actions.searching import search_all
from planner.charts.portfolio import spend_by_client
from planner.sharing.people import Actor
from web.context import store
from web.drawing import CONFIG
from web.markup import NOTHING, Column, Row, Titled, note, table
from web.wording import count, day, money

STEP_SECONDS = 1.5
"""How long summaries are calculated before the page is drawn again with what is new."""


def portfolio_answer(seen: Portfolio) -> str:
    """'30 clients; Harbour & Lane needs you first: 75 of 215 devices overdue.'"""
    if not seen.rows:
        return "There is no client yet."
    first = seen.rows[0]
    why = f": {first.need.why}" if first.need.why else ""
    return f"{count(len(seen.rows), 'client')}; {first.client.name} needs you first{why}."


def totals_words(seen: Portfolio) -> str:
    """What is overdue and what the next four quarters cost, by currency."""
    parts = [
        f"{money(overdue, currency, 'en_US')} of hardware is overdue and {money(near, currency, 'en_US')} is planned "
        "in the next four quarters"
        for currency, (overdue, near) in seen.totals().items()
    ]
    return f"{'; '.join(parts)}." if parts else ""


def draw_spend(seen: Portfolio) -> None:
    """One picture for each currency, the largest first; at most three."""
    for currency in list(seen.totals())[:3]:
        own = [row for row in seen.rows if row.figures and row.figures.currency == currency]
        labels = next(row.figures.near_labels for row in own if row.figures)
        alike = [row for row in own if row.figures and row.figures.near_labels == labels]
        clients = [(row.client.name, row.figures.near_minor) for row in alike if row.figures]
        st.plotly_chart(
            spend_by_client(labels, clients, currency, alike[0].client.locale), config=CONFIG, width="stretch"
        )
        if len(alike) < len(own):
            st.html(note(f"{count(len(own) - len(alike), 'client')} with other fiscal quarters are in the table only."))


def clients_table(seen: Portfolio) -> str:
    """One row per client, the neediest first."""
    rows: list[Row] = [_row(row) for row in seen.rows]
    columns = [
        Column("Client, and why"), Column("Need", is_number=True), Column("Overdue", is_number=True),
        Column("Next four quarters", is_number=True), Column("Unplanned", is_number=True, is_extra=True),
        Column("Undated", is_number=True, is_extra=True), Column("Next review", is_short=True, is_extra=True),
        Column("Renewals", is_number=True, is_extra=True),
    ]  # fmt: skip
    return table(columns, rows, sticky=True)


def _row(row: PortfolioRow) -> Row:
    made = row.figures
    aged = f" As of {day(row.as_of)}." if row.is_stale and row.as_of else ""
    titled = Titled(row.client.name, f"{row.need.why}.{aged}" if row.need.why else aged.strip())
    if made is None:
        return (titled, f"{row.need.score}", *[NOTHING] * 6)

    def shown(minor: int) -> str:
        return money(minor, made.currency, row.client.locale)

    return (
        titled, f"{row.need.score}", shown(made.overdue_minor), shown(sum(made.near_minor)),
        shown(made.unplanned_minor), f"{made.undated_share:.0%}",
        day(made.next_review_on) if made.next_review_on else NOTHING,
        f"{made.renewals:,}" if made.renewals else NOTHING,
    )  # fmt: skip


def bring_up_to_date(actor: Actor, seen: Portfolio, as_of: date) -> None:
    """Calculates what is old in steps, with progress, until it is done or stopped."""
    waiting = len(seen.stale)
    if not waiting:
        st.session_state.pop("portfolio_stopped", None)
        return
    if st.session_state.get("portfolio_stopped"):
        st.html(note(f"{count(waiting, 'client')} not brought up to date."))
        if st.button("Go on", key="portfolio_go_on"):
            del st.session_state["portfolio_stopped"]
            st.rerun()
        return
    st.progress(1 - waiting / len(seen.rows), f"Bringing {count(waiting, 'client')} up to date …")
    if st.button("Stop", key="portfolio_stop"):
        st.session_state.portfolio_stopped = True
        st.rerun()
    refresh_portfolio(store(), actor, as_of, seconds=STEP_SECONDS)
    st.rerun()


def search_box(actor: Actor) -> None:
    """Finds anything in all clients and leads to it."""
    words = st.text_input(
        "Search all clients", placeholder="A serial number, name, person, project, contract …", key="search_all"
    )
    if not words.strip():
        return
    found = search_all(store(), actor, words, 20)
    if not found:
        st.html(note("Nothing holds all of these words."))
    for number, one in enumerate(found):
        label = f"{one.title} · {one.client} · {one.kind}" if one.kind != "client" else f"{one.title} · client"
        if st.button(label, key=f"found_{number}", help=one.detail or None, type="tertiary"):
            st.session_state.next_client_id = one.client_id
            asked = {"asset": str(one.asset_id)} if one.asset_id is not None else None
            pages = {"device": "pages/assets.py", "contract": "pages/contracts.py", "project": "pages/roadmap.py"}
            st.switch_page(f"../{pages.get(one.kind, 'pages/overview.py')}", query_params=asked)
