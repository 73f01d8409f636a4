"""Who acts, on which store, for which client and on which day: what every page starts from."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

import streamlit as st

from planner.actions.clients import ClientSummary, list_clients
from planner.actions.roadmaps import Roadmap, client_roadmap
from planner.actions.sessions import actor_of_token
from planner.sharing.people import Actor
from planner.store import Store, open_store
from web.locality import cookie_name
from web.markup import answer


def store() -> Store:
    """The open store, one for the process: the guard looks sessions up in it before any script runs, so it is no
    cached resource of Streamlit's, which any browser could clear."""
    return _opened(os.environ.get("EVERGREEN_DATABASE_URL"))


@cache
def _opened(url: str | None) -> Store:
    return open_store(url)


def require_staff() -> Actor:
    """The person whose session this run belongs to; nothing of the page runs without one."""
    token = st.context.cookies.get(cookie_name(st.context.headers.get("Host")))
    actor = actor_of_token(store(), token, datetime.now(UTC))
    if actor is None:
        st.error("Your session has ended. Reload the page to go on.", icon=":material/lock:")
        st.stop()
    return actor


def today() -> date:
    """The day it is where the server stands."""
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class Focus:
    """The client and the as-of date that were chosen in the sidebar."""

    client: ClientSummary
    as_of: date


def in_focus(actor: Actor) -> Focus:
    """What is chosen; where there is no client yet, the page says what to do and ends here."""
    clients = {client.client_id: client for client in list_clients(store(), actor)}
    client = clients.get(st.session_state.get("client_id", 0))
    if client is None:
        st.html(answer("There is no client yet.", "Import an asset sheet, or open the demo client."))
        st.page_link("../pages/import_.py", label="Import a sheet", icon=":material/arrow_forward:")
        st.stop()
    return Focus(client, st.session_state.as_of)


def focus_on(client_id: int) -> None:
    """Chooses this client from the next run on."""
    st.session_state.next_client_id = client_id


def roadmap_in_focus(actor: Actor, focus: Focus) -> Roadmap:
    """The client's roadmap. It is kept by the action, by client and version of the data; here nothing is cached,
    so nothing of one client can be shown to another."""
    with st.spinner("Calculating the roadmap …"):
        return client_roadmap(store(), actor, focus.client.client_id, focus.as_of)
