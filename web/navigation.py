"""The staff's app: who runs it, the client and the day in focus, and which page runs.

This script alone decides that. It lies apart from `pages/`, because Streamlit serves a folder of that name beside
its main script directly, without running this.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import streamlit as st

from planner.actions.clients import ClientSummary, list_clients
from planner.sharing.people import Actor
from web.context import require_staff, store, today
from web.style import style
from web.telling import told

HERE = Path(__file__).parent


def pages(has_clients: bool) -> dict[str, list[st.Page]]:
    """Every screen under its section; the first page is the overview, or the welcome while there is no client."""
    start = [] if has_clients else [st.Page("../pages/start.py", title="Welcome", icon=":material/eco:", default=True)]
    return {
        "": start,
        "All clients": [st.Page("../pages/portfolio.py", title="Portfolio", icon=":material/grid_view:")]
        if has_clients
        else [],
        "Client": [
            st.Page("../pages/overview.py", title="Overview", icon=":material/dashboard:", default=has_clients),
            st.Page("../pages/import_.py", title="Import", icon=":material/upload_file:", url_path="import"),
            st.Page("../pages/assets.py", title="Assets", icon=":material/devices:"),
            st.Page("../pages/data_quality.py", title="Data quality", icon=":material/fact_check:"),
        ],
        "Money": [
            st.Page("../pages/budget.py", title="Budget", icon=":material/bar_chart:"),
            st.Page("../pages/case.py", title="Case", icon=":material/balance:"),
            st.Page("../pages/contracts.py", title="Contracts", icon=":material/event_repeat:"),
            st.Page("../pages/actuals.py", title="Actuals", icon=":material/receipt_long:"),
        ],
        "Roadmap": [
            st.Page("../pages/roadmap.py", title="Roadmap", icon=":material/map:"),
            st.Page("../pages/posture.py", title="Posture", icon=":material/health_and_safety:"),
            st.Page("../pages/review.py", title="Review", icon=":material/groups:"),
        ],
        "Set-up": [st.Page("../pages/policies.py", title="Policies and prices", icon=":material/rule:")],
    }


def choose(clients: tuple[ClientSummary, ...]) -> None:
    """The client and the as-of date, from the address at first and from the sidebar after that."""
    names = {client.client_id: client.name for client in clients}
    state = st.session_state
    wanted = state.pop("next_client_id", None) or state.get("client_id") or _asked_client()
    state.client_id = wanted if wanted in names else next(iter(names), 0)
    state.as_of = state.get("as_of") or _asked_day() or today()
    with st.sidebar:
        if names:
            st.selectbox("Client", list(names), format_func=names.__getitem__, key="client_id")
        st.date_input("As of", key="as_of", format="YYYY-MM-DD")
    if names:
        st.query_params["client"] = str(state.client_id)
    st.query_params["as_of"] = state.as_of.isoformat()


def _asked_client() -> int:
    asked = st.query_params.get("client", "")
    return int(asked) if asked.isdecimal() and len(asked) < 19 else 0


def _asked_day() -> date | None:
    try:
        return date.fromisoformat(st.query_params.get("as_of", ""))
    except ValueError:
        return None


def main() -> None:
    st.set_page_config("Evergreen", page_icon=str(HERE / "icon.png"), layout="wide")
    actor: Actor = require_staff()
    clients = list_clients(store(), actor)
    listed = {name: screens for name, screens in pages(bool(clients)).items() if screens}
    page = st.navigation(listed, expanded=True)
    st.html(style(st.get_option(f"theme.{st.context.theme.type or 'light'}.backgroundColor")))
    st.logo(HERE / "logo.svg", size="large")
    choose(clients)
    with told():
        page.run()


main()
