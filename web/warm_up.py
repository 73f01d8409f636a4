"""What a first visitor would otherwise wait for."""

from __future__ import annotations

from importlib import import_module
from typing import Final

MODULES: Final = (
    "pandas", "plotly.graph_objects", "planner.actions.assets", "planner.actions.clients", "planner.actions.demo",
    "planner.actions.edits", "planner.actions.exports", "planner.actions.imports", "planner.actions.roadmaps",
    "planner.charts.fleet", "planner.charts.spend", "planner.charts.timeline",
)  # fmt: skip


def load_all() -> None:
    """Imports what the pages use."""
    for module in MODULES:
        import_module(module)
