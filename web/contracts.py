"""The pieces of Contracts: its answer in words, the calendar of renewals, ending one on purpose, what was changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import streamlit as st

from planner.actions.contract_views import differences
from planner.actions.contracts import (
    ENDED,
    IMPORTED,
    UNDONE,
    ClientContracts,
    Contract,
    ContractEntry,
    Renewal,
    end_contract,
)
from planner.calendar import add_months
from planner.charts.renewals import renewal_calendar
from planner.sharing.people import Actor
from web.context import Focus, store
from web.drawing import CONFIG
from web.markup import NOTHING, Change, Column, Row, Titled, note, table
from web.telling import plain, told
from web.wording import count, day, money

NEAR_MONTHS: Final = 24
MOST_ROWS: Final = 8


def contracts_answer(seen: ClientContracts) -> str:
    """'6 contracts cost $48,200 in the next twelve months; decide about Office suite by 2 May 2027.'"""
    if not seen.contracts:
        return f"{seen.client} has no contracts yet."
    running = count(len(seen.running), "contract")
    costs = "costs" if len(seen.running) == 1 else "cost"
    billed = money(seen.next_year_minor, seen.currency, seen.locale)
    first = f"{running} {costs} {billed if seen.next_year_minor else 'nothing'} in the next twelve months, before tax"
    ahead = [row for row in seen.renewals if row.then_minor is not None and row.decide_by >= seen.as_of]
    if not ahead:
        return f"{first}; nothing is left to decide within the horizon."
    row = ahead[0]
    price = f"at {_yearly(row, row.then_minor, seen)} a year"
    then = (
        f"{price}, as now" if row.then_minor == row.now_minor else f"{price}, now {_yearly(row, row.now_minor, seen)}"
    )
    when = f"by {day(row.decide_by)}: it renews {day(row.renews_on)}"
    return f"{first}; decide first about {row.contract.label} {when} {then}."


def passed_words(seen: ClientContracts) -> str:
    """What can no longer be stopped by a notice, and what is in no total; '' where there is neither."""
    late = [row.contract.label for row in seen.renewals if row.then_minor is not None and row.decide_by < seen.as_of]
    told_late = f"The notice has passed for {', '.join(late)}: ask the vendor before it renews." if late else ""
    names = ", ".join(contract.label for contract in seen.foreign)
    told_foreign = f"Not in any total, because its price is not in {seen.currency}: {names}." if names else ""
    return " ".join(part for part in (told_late, told_foreign) if part)


def show_calendar(seen: ClientContracts) -> None:
    """The next two years as a picture, then every renewal in rows."""
    if not seen.renewals:
        return
    st.subheader("What renews when", anchor=False)
    near = [row for row in seen.renewals if row.renews_on <= add_months(seen.as_of, NEAR_MONTHS)]
    if near:
        figure = renewal_calendar(near, seen.as_of, seen.locale)
        st.plotly_chart(figure, config=CONFIG, alt=contracts_answer(seen), key="renewals")
        st.html(
            note("The next two years. A bar is the time of notice before a renewal; the dotted line is the as-of day.")
        )
    st.html(renewal_table(seen, seen.renewals[:MOST_ROWS]))
    if rest := seen.renewals[MOST_ROWS:]:
        with st.expander(f"{count(len(rest), 'later renewal')}"):
            st.html(renewal_table(seen, rest))


def renewal_table(seen: ClientContracts, renewals: Sequence[Renewal]) -> str:
    """By when to decide, and a year's price of all seats before and after."""
    rows: list[Row] = [
        (
            Titled(day(row.decide_by), "notice has passed") if _is_late(row, seen) else day(row.decide_by),
            row.contract.label,
            day(row.renews_on) if row.then_minor is not None else f"ends {day(row.decide_by)}",
            _yearly(row, row.now_minor, seen),
            NOTHING if row.then_minor is None else Change("", _yearly(row, row.then_minor, seen)),
        )
        for row in renewals
    ]
    columns = [
        Column("Decide by", is_short=True), Column("Contract"), Column("Renews", is_short=True),
        Column("A year now", is_number=True, is_extra=True), Column("A year then", is_number=True),
    ]  # fmt: skip
    return table(columns, rows)


def _is_late(row: Renewal, seen: ClientContracts) -> bool:
    return row.then_minor is not None and row.decide_by < seen.as_of


def _yearly(row: Renewal, minor: int | None, seen: ClientContracts) -> str:
    return money(minor, row.contract.currency, seen.locale)


def show_ending(actor: Actor, focus: Focus, seen: ClientContracts) -> None:
    """Ends one contract on its last day, with the reason; or lets an ended one renew again."""
    by_id = {contract.contract_id: contract for contract in seen.contracts}
    with st.expander("End a contract on purpose", icon=":material/event_busy:"):
        chosen = st.selectbox(
            "Contract", list(by_id), index=None, format_func=lambda key: by_id[key].label, key="end_which",
            placeholder="Choose a contract",
        )  # fmt: skip
        if chosen is not None:
            _ask_end(actor, focus, seen, by_id[chosen])


def _ask_end(actor: Actor, focus: Focus, seen: ClientContracts, contract: Contract) -> None:
    if contract.ended_on is not None:
        st.html(note(f"It ends {day(contract.ended_on)}: {contract.ended_why}"))
        if st.button("Let it renew again", key="renew_again"):
            _end(actor, focus, contract, None, "")
        return
    ends = [row.renews_on - timedelta(days=1) for row in seen.renewals if row.contract == contract]
    usual = next(iter(ends), max(contract.ends_on, focus.as_of))
    on = st.date_input("Its last day", value=usual, format="YYYY-MM-DD", key=f"end_on_{contract.contract_id}")
    reason = st.text_input("Why it ends", key=f"end_why_{contract.contract_id}", max_chars=400)
    st.html(note("What is billed up to that day stays in the budget; nothing after it."))
    if st.button("End it", type="primary", key="end_contract", disabled=on is None):
        _end(actor, focus, contract, on, reason)


def _end(actor: Actor, focus: Focus, contract: Contract, on: date | None, reason: str) -> None:
    with told():
        end_contract(store(), actor, focus.client.client_id, contract.contract_id, on, reason)
        words = f"{contract.label} ends {day(on)}." if on else f"{contract.label} renews again."
        st.toast(plain(words), icon=":material/check:")
        st.rerun()


def entry_lines(entry: ContractEntry, locale: str) -> list[str]:
    """One change in words: which contracts, and what of them."""
    verbs = {ENDED: "Ended", IMPORTED: f"From {entry.file}", UNDONE: "Taken back"}
    lines = [verbs[entry.action]] if entry.action in verbs and entry.action != ENDED else []
    for before, after in list(entry.pairs.values())[:MOST_ROWS]:
        if before is None and after is not None:
            lines.append(f"{after.label}: added")
        elif before is not None and after is None:
            lines.append(f"{before.label}: taken out")
        elif after is not None:
            lines.append(f"{after.label}: {differences(before, after, locale)}")
    more = len(entry.pairs) - MOST_ROWS
    return [*lines, f"and {count(more, 'more contract')}"] if more > 0 else lines
