"""What the board shows, what comes back from it, and the check without which nothing that comes back is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.errors import PlannerError

UNSCHEDULED: Final = "unscheduled"
_LONGEST: Final = 200
"""Characters; keys and nonces of ours are far shorter."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One fiscal quarter, or what is not scheduled yet. `key` is the quarter's first day as YYYY-MM-DD or
    UNSCHEDULED; `total` and after it `cap` are shown as given ('$31,900', 'of $40,000'), `cap` is '' where there is
    none; nothing may be dropped where `is_closed`."""

    key: str
    title: str
    subtitle: str
    total: str
    cap: str
    is_over: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One initiative in the column whose key is `column`. `lane` is a key of LANE_COLOURS, `lane_label` its word."""

    key: str
    title: str
    why: str
    lane: str
    lane_label: str
    priority: str
    status: str
    amount: str
    devices: str
    column: str
    is_movable: bool
    badges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drop:
    """A card let go over a column, as a browser says; untrusted until `checked_drop` has let it pass."""

    card_key: str
    column_key: str
    nonce: str


def drop_of(sent: object) -> Drop:
    """The drop in what a browser sent.

    Raises PlannerError where it is no drop at all.
    """
    named = sent if isinstance(sent, Mapping) else {}
    card, column, nonce = (named.get(name) for name in ("card", "column", "nonce"))
    if not (_is_name(card) and _is_name(column) and _is_name(nonce)):
        raise PlannerError("The board sent something that is not a move.", "Load the page again, then move the card.")
    return Drop(str(card), str(column), str(nonce))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST


def checked_drop(drop: Drop, columns: Sequence[BoardColumn], cards: Sequence[BoardCard]) -> Drop | None:
    """The drop where this board allows it; None where the card is in that column already.

    `columns` and `cards` are those of the client in focus, read by the server, so that another client's card is
    unknown here. Raises PlannerError for an unknown card, a card that may not be moved, and an unknown or closed
    column.
    """
    card = next((card for card in cards if card.key == drop.card_key), None)
    if card is None:
        raise PlannerError("There is no such card on this board.", "Load the page again; somebody may have removed it.")
    column = next((column for column in columns if column.key == drop.column_key), None)
    if column is None:
        raise PlannerError(
            f"“{card.title}” cannot be moved to a quarter that is not on this board.", "Choose one that is shown."
        )
    if card.column == column.key:
        return None
    if not card.is_movable:
        raise PlannerError(f"“{card.title}” cannot be moved ({card.status}).", "Change its status first.")
    if column.is_closed:
        raise PlannerError(f"{column.title} is closed; nothing can be moved into it.", "Choose a later quarter.")
    return drop
