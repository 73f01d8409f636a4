"""Levelling: any list of items with windows and costs, spread over quarters within limits, with a proven gap."""

from planner.budget.levelling.give import alone, give
from planner.budget.levelling.level import level
from planner.budget.levelling.model import Clash, Horizon, Item, Levelled, Limits, Move

__all__ = ["Clash", "Horizon", "Item", "Levelled", "Limits", "Move", "alone", "give", "level"]
