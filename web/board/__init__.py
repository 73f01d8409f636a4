"""The roadmap board: quarters side by side, cards moved by mouse, touch or keyboard."""

from web.board.component import board
from web.board.model import UNSCHEDULED, BoardCard, BoardColumn, Drop, checked_drop

__all__ = ["UNSCHEDULED", "BoardCard", "BoardColumn", "Drop", "board", "checked_drop"]
