"""What has to come first: only what keeps its key can be waited for, and nothing waits for itself by any detour."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlmodel import Session

from planner.actions.faults import Faults
from planner.actions.stored_initiatives import read_held
from planner.actions.stored_projects import read_projects
from planner.roadmap.held import HELD
from planner.roadmap.project_cards import PROJECT

STABLE: Final = (HELD, PROJECT)
"""How the keys begin of initiatives that stay the same when the forecast moves."""


def check_stored(session: Session, client_id: int, key: str, where: str, wanted: Sequence[str], faults: Faults) -> None:
    """Notes what is wrong with making the project of that key ('' for a new one) wait for these."""
    projects = {f"{PROJECT}{one.project_id}": one for one in read_projects(session, client_id)}
    held = {one.key: one for one in read_held(session, client_id)}
    graph = {name: one.depends_on for name, one in projects.items()}
    graph |= {name: one.depends_on for name, one in held.items()}
    for other in sorted(wanted):
        if other not in graph:
            faults.add(where, f"There is no initiative {other} to wait for.", "Choose a project, or one that is held.")
        elif key and waits_for(graph, other, key):
            faults.add(where, f"{other} waits for it already.", "Choose another one.")


def waits_for(graph: Mapping[str, Collection[str]], key: str, target: str) -> bool:
    """Whether `key` is the target or has to wait for it. `graph`: key → the keys of what has to come before it."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        at = waiting.pop()
        if at == target:
            return True
        if at not in seen:
            seen.add(at)
            waiting += graph.get(at, ())
    return False
