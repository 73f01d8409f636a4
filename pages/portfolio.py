"""Portfolio: which client needs me now?"""

from __future__ import annotations

import streamlit as st

from planner.actions.portfolio import portfolio
from planner.sharing.people import Actor
from web.context import require_staff, store, today
from web.markup import answer, note
from web.packs import offer_packs
from web.portfolio import bring_up_to_date, clients_table, draw_spend, portfolio_answer, search_box, totals_words


def main(actor: Actor) -> None:
    as_of = st.session_state.get("as_of") or today()
    seen = portfolio(store(), actor, as_of)
    st.html(answer(portfolio_answer(seen), totals_words(seen)))
    if not seen.rows:
        st.html(note("Import an asset sheet: its client stands here from then on."))
        return
    search_box(actor)
    names = {row.client.client_id: row.client.name for row in seen.rows}
    chosen = st.selectbox(
        "Open a client", list(names), index=None, format_func=names.__getitem__, placeholder="The neediest first",
        key="portfolio_open", width=420,
    )  # fmt: skip
    if chosen is not None:
        st.session_state.next_client_id = chosen
        st.switch_page("../pages/overview.py")
    draw_spend(seen)
    st.html(clients_table(seen))
    bring_up_to_date(actor, seen, as_of)
    offer_packs(actor, as_of)


main(require_staff())
