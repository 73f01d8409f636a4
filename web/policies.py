"""The pieces of Policies and prices: its first line, the fields of money and time, and what all edits together say."""

from __future__ import annotations

from typing import Any, Final
from zlib import crc32

import streamlit as st

from planner.actions.rule_change import RuleChange
from planner.actions.rule_history import RuleEntry
from planner.actions.rule_views import ClientRules, PolicyRow
from planner.fields import CATEGORY_LABELS
from web.markup import note
from web.policies_grids import (
    MODE_WORDS,
    PRICE_CELLS,
    edit_lives,
    edit_policies,
    edit_prices,
    edited,
    given_prices,
    life_frame,
    order,
    policy_frame,
    price_frame,
    years,
)
from web.policies_special import edit_special, given_special, special_frame
from web.policies_terms import read_terms
from web.wording import count

ROUND: Final = "rules_round"


def policies_answer(rules: ClientRules) -> str:
    """'Laptops are replaced at 4 years, desktops at 5 years; 2 rules and 1 price are this client's own.'"""
    owned = [row for row in rules.policies if row.units]
    most = sorted(owned, key=lambda row: (row.rule.mode != "scheduled", -row.units))[:3]
    own = (
        sum(bool(row.own) for row in rules.policies),
        sum(row.is_own for row in rules.prices) + len(rules.special_prices),
    )
    departs = "all rules and prices are the defaults"
    if any(own):
        parts = [count(number, word) for number, word in zip(own, ("rule", "price"), strict=True) if number]
        departs = f"{' and '.join(parts)} {'is' if sum(own) == 1 else 'are'} this client's own"
    told = [f"{CATEGORY_LABELS[row.rule.category]} are replaced {_when(row)}" for row in most[:1]]
    told += [f"{CATEGORY_LABELS[row.rule.category].lower().replace('ups', 'UPS')} {_when(row)}" for row in most[1:]]
    return f"{', '.join(told)}; {departs}." if told else f"{departs[0].upper()}{departs[1:]}."


def _when(row: PolicyRow) -> str:
    rule = row.rule
    return f"at {years(rule.plan_months):g} years" if rule.mode == "scheduled" else MODE_WORDS[rule.mode]


def round_key(client_id: int, rules: ClientRules, history: tuple[RuleEntry, ...]) -> str:
    """What the widgets' keys end with: with another client, after a save and when edits are discarded they start
    anew, and no edited row of a grid can mean another category than it showed."""
    shown = [*order(rules), *(str(row.asset_id) for row in rules.lives), *(row.text for row in rules.special_prices)]
    rows = crc32("".join(shown).encode())
    newest = history[0].entry_id if history else 0
    return f"{client_id}_{newest}_{rows:x}_{st.session_state.get(ROUND, 0)}"


def discard() -> None:
    """Leaves all that was edited and not saved."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def read_change(rules: ClientRules, key: str) -> RuleChange:
    """Draws the four tabs of rules, and gives what was edited in them."""
    lives_tab, prices_tab, money_tab, devices_tab = st.tabs(
        ["Useful lives", "Prices", "Money and time", "Single devices"]
    )
    with lives_tab:
        frame = policy_frame(rules)
        policies = edited(frame, edit_policies(frame, f"policies_{key}"), ("plan_years", "limit_years", "mode"))
        st.html(
            note(
                "Ages in years; a plan age that passes the default limit takes the limit along. Whatever the age says, "
                "the maker's end of support, the end of a system that the hardware cannot outgrow and the end of a "
                "lease make a device due where they come first."
            )
        )
    with prices_tab:
        frame = price_frame(rules)
        cells = edited(frame, edit_prices(frame, f"prices_{key}", rules.currency), PRICE_CELLS)
        st.html(
            note(
                "For one device, before growth, contingency and tax; a new price is one of the as-of date unless you "
                "give its own. A trade-in is what the old device brings: a credit without contingency and tax."
            )
        )
        special = special_frame(rules)
        st.subheader("Models and specifications", anchor=False)
        specials = given_special(special, edit_special(special, f"special_{key}", rules.currency))
        st.html(
            note(
                "All words must be in the device's model, or in its processor, memory and disk. A model outranks a "
                "specification, both outrank the category's price; what is stated for a single device outranks all."
            )
        )
    with money_tab:
        terms = read_terms(rules, key)
    with devices_tab:
        lives = read_lives(rules, key)
    return RuleChange(policies, given_prices(cells), terms, lives, specials)


def read_lives(rules: ClientRules, key: str) -> dict[int, Any]:
    """Devices' own useful lives: those that there are, and one more."""
    lives: dict[int, Any] = {}
    if rules.lives:
        frame = life_frame(rules)
        cells = edited(frame, edit_lives(frame, f"lives_{key}"), ("years",))
        lives = {asset_id: own["years"] for asset_id, own in cells.items()}
    else:
        st.html(note("No device has a useful life of its own: each goes by its category's."))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asset_id = st.selectbox(
            "Give a device its own", list(rules.devices), index=None, format_func=rules.devices.__getitem__,
            placeholder="Choose a device", key=f"device_{key}", width=320,
        )  # fmt: skip
        life = st.number_input("Useful life (years)", value=None, key=f"life_{key}", width=180, placeholder="5.5")
    return lives | ({asset_id: life} if asset_id is not None and life is not None else {})
