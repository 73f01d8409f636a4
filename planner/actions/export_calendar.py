"""A client's dates as a calendar file."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.actions.contracts import client_contracts
from planner.actions.exports import Export, safe_name
from planner.actions.roadmaps import client_roadmap
from planner.actions.stored_reviews import read_reviews
from planner.reports.calendar_feed import Meeting, calendar_feed
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store

ICS: Final = "text/calendar"


def calendar(store: Store, actor: Actor, client_id: int, as_of: date) -> Export:
    """Renewals and notice within the budget's horizon, ends of support, planned quarters and the next review. Raises
    PlannerError where there is no such client."""
    roadmap = client_roadmap(store, actor, client_id, as_of)
    renewals = client_contracts(store, actor, client_id, as_of).renewals
    with looking(store, actor) as session:
        coming = next((one for one in read_reviews(session, client_id) if one.held_at is None), None)
    meetings = [Meeting(coming.review_id, coming.title, coming.meets_on)] if coming else []
    made = calendar_feed(roadmap, renewals, meetings, as_of)
    return Export(f"{safe_name(roadmap.client)} calendar.ics", ICS, made)
