"""The roadmap as a board: quarters side by side, initiatives as cards that are moved by mouse, touch or keyboard."""

from __future__ import annotations

from datetime import date

import streamlit as st

from planner.actions.initiatives import Initiative, is_movable, landings, move_initiative
from planner.actions.roadmaps import Roadmap
from planner.errors import PlannerError
from planner.sharing.people import Actor
from web.board import UNSCHEDULED, BoardCard, BoardColumn, board, checked_drop
from web.context import Focus, store
from web.markup import note
from web.telling import show_error
from web.wording import count, money


def show_board(actor: Actor, focus: Focus, roadmap: Roadmap, lanes: list[str], statuses: list[str]) -> None:
    """The board, and what a drop does: it moves the devices, the budget and every report."""
    columns, cards = board_columns(roadmap), board_cards(roadmap, lanes, statuses)
    st.html(
        note(
            "Drag a card, or choose it with Tab, pick it up with Space, move it with the arrows and put it down with "
            "Space. Its devices, the budget and every report move with it."
        )
    )
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
    cap = roadmap.levelled.limits.quarter_cap_minor if roadmap.levelled else None
    first = roadmap.first_buyable
    stake = sum(one.amount_minor for one in roadmap.parked)
    columns = [BoardColumn(UNSCHEDULED, "Unscheduled", "in no total", _shown(roadmap, stake), "", False, False)]
    for quarter, amount in zip(roadmap.quarters, roadmap.budget.planned(), strict=True):
        columns.append(
            BoardColumn(
                quarter.starts_on.isoformat(), quarter.label, quarter.months_label, _shown(roadmap, amount),
                f"of {_shown(roadmap, cap)}" if cap is not None else "", cap is not None and amount > cap,
                quarter.ends_on < first,
            )
        )  # fmt: skip
    return columns


def board_cards(roadmap: Roadmap, lanes: list[str], statuses: list[str]) -> list[BoardCard]:
    """Every initiative that the filters let through, the dearest of a quarter first."""
    every = (*roadmap.initiatives, *roadmap.parked)
    chosen = [
        one for one in every if (not lanes or one.lane in lanes) and (not statuses or one.status in statuses)
    ]  # fmt: skip
    chosen.sort(key=lambda one: (one.quarter_starts_on, -one.amount_minor, one.key))
    landed = landings(roadmap)
    return [_card(one, roadmap, is_movable(one, roadmap, landed)) for one in chosen]


def _card(one: Initiative, roadmap: Roadmap, can_move: bool) -> BoardCard:
    column = UNSCHEDULED if one in roadmap.parked else one.quarter_starts_on.isoformat()
    badges = (*(("held",) if one.is_held else ()), *((one.owner,) if one.owner else ()))
    return BoardCard(
        one.key, one.title, one.why, one.lane, one.lane, one.priority, one.status, _shown(roadmap, one.amount_minor),
        count(one.devices, "device") if one.devices else "", column, can_move, badges,
    )  # fmt: skip


def _shown(roadmap: Roadmap, minor: int) -> str:
    return money(minor, roadmap.currency, roadmap.assumptions.locale)
