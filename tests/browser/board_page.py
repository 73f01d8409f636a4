"""A page that holds a board and does what its cards are told: `?cards=200` says how many there are."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from planner.errors import PlannerError
from tests.browser.board_samples import HOSTILE, cards_for, columns_for
from web.board import board, checked_drop

st.set_page_config(page_title="The board", layout="wide")
CARDS = int(st.query_params.get("cards", "3"))
state = st.session_state
cards = state.setdefault("cards", cards_for(CARDS))
columns = columns_for(CARDS)
if "hostile" in st.query_params:
    cards = [replace(card, title=HOSTILE, why=HOSTILE, amount=HOSTILE, badges=(HOSTILE,)) for card in cards]
    columns = [replace(column, title=HOSTILE, total=HOSTILE) for column in columns]
st.title("Roadmap")
st.markdown(f'<p class="eg-answer">{len(cards)} initiatives</p>', unsafe_allow_html=True)
st.text(f"Drops: {state.get('drops', 0)}")
st.text(f"Said: {state.get('said', 'nothing')}")
st.button("Run again")
drop = board(columns, cards, key="board")
if drop is not None:
    state["drops"] = state.get("drops", 0) + 1
    try:
        if "refuse" in st.query_params:
            raise PlannerError("The budget of FY27 Q4 is spent.", "Choose another quarter.")
        checked = checked_drop(drop, columns, cards)
    except PlannerError as error:
        state["said"] = str(error)
    else:
        state["said"] = f"{drop.card_key} to {drop.column_key}"
        state["cards"] = [
            replace(card, column=checked.column_key) if checked and card.key == checked.card_key else card
            for card in cards
        ]
    st.rerun()
