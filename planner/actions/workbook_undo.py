"""Taking back what was taken over from an edited workbook."""

from __future__ import annotations

from typing import Final

from planner.actions.initiative_history import put_back
from planner.actions.stored_pins import restore_pins
from planner.actions.trail import TrailEntry, trail
from planner.actions.workbook_corrections import take_back_values
from planner.actions.workbook_edits import APPLIED
from planner.errors import PlannerError
from planner.records import PinnedQuarter
from planner.sharing.audit import acting
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.bulk import table_of

UNDONE: Final = "workbook.undo"


def workbook_history(store: Store, actor: Actor, client_id: int) -> tuple[TrailEntry, ...]:
    """The workbooks whose edits were taken over or taken back, the newest first; `details['file']` and `['cells']`
    tell which."""
    return trail(store, actor, client_id, (APPLIED, UNDONE), UNDONE)


def undo_workbook(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Puts back what the edits found; what people changed since stays. Raises PlannerError where there is no such
    entry of this client, it was taken back before, or one of its initiatives was changed again since."""
    entry = next((one for one in workbook_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(f"There is no workbook {entry_id} that can be taken back.", "Look at the history.")
    with acting(store, actor, UNDONE, client_id) as action:
        put_back(action, actor, client_id, entry.details)
        pin = table_of(PinnedQuarter)
        mine = pin.c.id.in_(entry.details["own_pins"]) & pin.c.withdrawn_at.is_(None)
        action.session.execute(pin.update().where(mine).values(withdrawn_at=actor.acting_at))
        restore_pins(action.session, entry.details["pins"])
        take_back_values(action.session, actor, entry.details["corrections"])
        action.details.update(undoes=entry_id, file=entry.details["file"], cells=entry.details["cells"])
