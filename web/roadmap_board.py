"""The roadmap as a board: quarters side by side, initiatives as cards that are moved by mouse, touch or keyboard."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from planner.actions.initiatives import (
    LANES,
    STATUSES,
    Initiative,
    goals_of_client,
    movable_keys,
    move_initiative,
    open_quarters_of,
)
from planner.actions.roadmap_views import Filters, price_words
from planner.actions.roadmaps import Roadmap
from planner.errors import PlannerError
from planner.sharing.people import Actor
from web.board import UNSCHEDULED, BoardCard, BoardColumn, board, checked_drop
from web.context import Focus, store
from web.markup import note
from web.proposals import about, badge, why_of
from web.telling import show_error
from web.wording import count, money

_HELP: Final = (
    "Drag a card, or choose it with Tab, pick it up with Space, move it with the arrows and put it down with Space. "
    "Its devices, the budget and every report move with it."
)
_OF_PROPOSALS: Final = " A proposal that is moved becomes a project, in the budget from then on."


def ask_filters(actor: Actor, focus: Focus) -> Filters:
    """The filters, side by side; that of goals only where the client has any."""
    goals = goals_of_client(store(), actor, focus.client.client_id)
    with st.container(horizontal=True):
        lanes = st.multiselect("Lanes", LANES, key="board_lanes", placeholder="All", width=320)
        statuses = st.multiselect("Status", STATUSES, key="board_statuses", placeholder="All", width=320)
        key = f"board_goals_{focus.client.client_id}"
        chosen = (
            st.multiselect("Goals", list(goals), format_func=goals.__getitem__, key=key, placeholder="All", width=320)
            if goals
            else []
        )
    return Filters(lanes, statuses, chosen)


def show_board(actor: Actor, focus: Focus, roadmap: Roadmap, filters: Filters) -> None:
    """The board, and what a drop does: it moves the devices, the budget and every report."""
    columns, cards = board_columns(roadmap), board_cards(roadmap, filters)
    st.html(note(_HELP + (_OF_PROPOSALS if roadmap.proposed else "")))
    key = f"board_{focus.client.client_id}"
    if (refused := st.session_state.pop(f"{key}: refused", None)) is not None:
        show_error(refused)
    try:
        drop = board(columns, cards, key)
        if drop is None:
            return
        checked = checked_drop(drop, columns, cards)
        if checked is not None:
            to = None if checked.column_key == UNSCHEDULED else date.fromisoformat(checked.column_key)
            move_initiative(store(), actor, focus.client.client_id, focus.as_of, checked.card_key, to)
            st.toast("Moved.", icon=":material/check:")
    except PlannerError as error:
        st.session_state[f"{key}: refused"] = error
    st.rerun()


def board_columns(roadmap: Roadmap) -> list[BoardColumn]:
    """What is in no quarter, then each quarter with its whole planned spend and the cap, where the plan has one."""
    cap = roadmap.quarter_cap_minor
    may = open_quarters_of(roadmap)
    stake = sum(one.amount_minor for one in roadmap.parked)
    columns = [BoardColumn(UNSCHEDULED, "Unscheduled", "in no total", _shown(roadmap, stake), "", False, False)]
    for quarter, amount in zip(roadmap.quarters, roadmap.budget.planned(), strict=True):
        columns.append(
            BoardColumn(
                quarter.starts_on.isoformat(), quarter.label, quarter.months_label, _shown(roadmap, amount),
                f"of {_shown(roadmap, cap)}" if cap is not None else "", cap is not None and amount > cap,
                quarter.starts_on not in may,
            )
        )  # fmt: skip
    return columns


def board_cards(roadmap: Roadmap, filters: Filters) -> list[BoardCard]:
    """Every initiative that the filters let through: of a quarter its proposals, then the dearest first."""
    chosen = [one for one in (*roadmap.initiatives, *roadmap.proposed, *roadmap.parked) if filters.passes(one)]
    chosen.sort(key=lambda one: (one.quarter_starts_on, not one.proposal, -one.amount_minor, one.key))
    movable = movable_keys(roadmap)
    return [_card(one, roadmap, one.key in movable) for one in chosen]


def _card(one: Initiative, roadmap: Roadmap, is_movable: bool) -> BoardCard:
    column = UNSCHEDULED if one.quarter_starts_on == date.max else one.quarter_starts_on.isoformat()
    amount = about(one, roadmap) if one.proposal else _shown(roadmap, one.amount_minor)
    price = price_words(one, roadmap.as_of)
    said = (
        badge(one) if one.proposal else "", "held" if one.is_held else "", one.owner or "",
        price if price != "budgetary" else "",
    )  # fmt: skip
    return BoardCard(
        one.key, one.title, why_of(one), one.lane, one.lane, one.priority, one.status, amount,
        count(one.devices, "device") if one.devices else "", column, is_movable, tuple(filter(None, said)),
    )  # fmt: skip


def _shown(roadmap: Roadmap, minor: int) -> str:
    return money(minor, roadmap.currency, roadmap.assumptions.locale)
