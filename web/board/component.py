"""The board as a component of Streamlit's second kind: plain modules and a style sheet, nothing built, no frame.

The script is served from this server and not given inline: Streamlit starts inline scripts from a blob, which the
page's content security policy refuses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from planner.charts.theme import LANE_COLOURS
from web.board.model import BoardCard, BoardColumn, Drop, drop_of

_HERE: Final = Path(__file__).parent
_PACKAGE: Final = "evergreen"
_NAME: Final = f"{_PACKAGE}.board"
_NO_LANE: Final = "#8D99AE"


def board(columns: Sequence[BoardColumn], cards: Sequence[BoardCard], key: str) -> Drop | None:
    """Draws the board, and returns the card that was just dropped: once, in the run that the drop causes.

    The drop is untrusted: pass it to `checked_drop`. The board shows the card as being saved until the next run,
    so end every drop with `st.rerun()`, a refused one too: only then does the card go back. Cards keep the order in
    which they are given.

    Raises PlannerError where what came back is no drop.
    """
    settled = f"{key}: last drop"
    result = _mount(
        key,
        {
            "columns": [asdict(column) for column in columns],
            "cards": [asdict(card) | {"colour": LANE_COLOURS.get(card.lane, _NO_LANE)} for card in cards],
            "settled": st.session_state.get(settled, ""),
        },
    )
    if result.moved is None:
        return None
    drop = drop_of(result.moved)
    if drop.nonce == st.session_state.get(settled):
        return None
    st.session_state[settled] = drop.nonce
    return drop


def _mount(key: str, data: dict[str, Any]) -> Any:
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(_NAME) is None:
        manifest = ComponentManifest(_PACKAGE, "1", [ComponentConfig("board", "assets")])
        manager.register_from_manifest(manifest, _HERE)
    component = st.components.v2.component(_NAME, css=_style(), js="board.js")
    return component(key=key, data=data, on_moved_change=_nothing)


@cache
def _style() -> str:
    return (_HERE / "assets" / "board.css").read_text(encoding="utf-8")


def _nothing() -> None:
    """Streamlit hands over what a component triggers only where a callback is named for it."""
