"""The grid of a client's contracts: a row each, changed, added and taken out in place."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from zlib import crc32

import pandas as pd
import streamlit as st

from planner.actions.contract_change import BILLINGS, KINDS, TREATMENTS
from planner.actions.contracts import ClientContracts, Contract, ContractEdits, ContractEntry
from planner.money import minor_digits
from web.policies_grids import edited
from web.wording import day

BILLED: Final = {"month": "each month", "quarter": "each quarter", "year": "each year", "term": "each term"}
EDITED: Final = (
    "name", "vendor", "quantity", "unit_price", "billing", "starts_on", "ends_on", "term_months", "notice_days",
    "uplift", "renews", "treatment", "kind", "notes",
)  # fmt: skip
EMPTIED: Final = {"quantity": 1, "notice_days": 0, "uplift": 0, "renews": True}
"""What an emptied cell means where it cannot be nothing."""
_NEW: Final = {"quantity": 1, "billing": "year", "renews": True, "treatment": "opex", "kind": "subscription"}
_MOST_ROWS: Final = 12
ROUND: Final = "contracts_grid_round"


def contract_frame(seen: ClientContracts) -> pd.DataFrame:
    """One row per contract, indexed by its place in `seen.contracts`; prices in whole currency units."""
    rows = seen.contracts
    return pd.DataFrame(
        {
            "name": _text([one.name for one in rows]),
            "vendor": _text([one.vendor for one in rows]),
            "quantity": pd.Series([one.quantity for one in rows], dtype="Int64"),
            "unit_price": pd.Series(
                [one.unit_price_minor / 10 ** minor_digits(one.currency) for one in rows], dtype="float64"
            ),
            "billing": _text([one.billing for one in rows]),
            "starts_on": _days([one.starts_on for one in rows]),
            "ends_on": _days([one.ends_on for one in rows]),
            "term_months": pd.Series([one.term_months for one in rows], dtype="Int64"),
            "notice_days": pd.Series([one.notice_days for one in rows], dtype="Int64"),
            "uplift": pd.Series([one.uplift_basis_points / 100 for one in rows], dtype="float64"),
            "renews": pd.Series([one.renews for one in rows], dtype="boolean"),
            "treatment": _text([one.treatment for one in rows]),
            "kind": _text([one.kind for one in rows]),
            "notes": _text([one.notes for one in rows]),
            "state": _text([_state(one, seen) for one in rows]),
        }
    )


def _text(values: list[str | None]) -> pd.Series[Any]:
    return pd.Series(values, dtype="object")


def _days(values: list[date]) -> pd.Series[Any]:
    """Typed even where there is no row: what is typed into a new one is a day then, not a text."""
    return pd.Series(pd.array([value.isoformat() for value in values], dtype="datetime64[s]"))


def _state(contract: Contract, seen: ClientContracts) -> str:
    if contract.currency != seen.currency:
        return f"in {contract.currency}: not in the total"
    if contract.ended_on is None:
        return "" if contract.renews else "ends with its term"
    return f"{'ends' if contract.ended_on >= seen.as_of else 'ended'} {day(contract.ended_on)}: {contract.ended_why}"


def grid_key(client_id: int, seen: ClientContracts, history: tuple[ContractEntry, ...]) -> str:
    """After each change and with another client the grid starts anew: no edited row can mean another contract."""
    rows = crc32(",".join(str(one.contract_id) for one in seen.contracts).encode())
    newest = history[0].entry_id if history else 0
    return f"contracts_{client_id}_{newest}_{rows:x}_{st.session_state.get(ROUND, 0)}"


def discard() -> None:
    """Leaves all that was typed and not saved."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def edit_contracts(frame: pd.DataFrame, key: str, currency: str) -> pd.DataFrame:
    number, text, days = st.column_config.NumberColumn, st.column_config.TextColumn, st.column_config.DateColumn
    select = st.column_config.SelectboxColumn
    return st.data_editor(
        frame, key=key, hide_index=True, num_rows="dynamic", width="stretch", placeholder="–",
        height=38 + 35 * min(_MOST_ROWS, max(4, len(frame) + 2)),
        column_config={
            "name": text("Contract", pinned=True, width=180),
            "vendor": text("Vendor", width=120),
            "quantity": number("Seats", help="Seats or devices.", width=80, default=_NEW["quantity"]),
            "unit_price": number(f"Price ({currency})", format="localized", width=100,
                                 help="Of one seat or device for one billing period, before tax."),
            "billing": select("Billed", options=list(BILLINGS), format_func=BILLED.__getitem__, width=110,
                              default=_NEW["billing"]),
            "starts_on": days("From", format="D MMM YYYY", width=105, help="First day of the term with this price."),
            "ends_on": days("To", format="D MMM YYYY", width=105, help="That term's last day."),
            "term_months": number("Term (months)", width=125, help="How long each renewal lasts."),
            "notice_days": number("Notice (days)", width=120, help="Before the term's last day."),
            "uplift": number("Uplift (%)", width=105, help="At each renewal, on the price before."),
            "renews": st.column_config.CheckboxColumn("Renews", width=90, default=_NEW["renews"],
                                                      help="Whether it renews by itself."),
            "treatment": select("Type", options=list(TREATMENTS), width=90, default=_NEW["treatment"]),
            "kind": select("Kind", options=list(KINDS), width=110, default=_NEW["kind"]),
            "notes": text("Notes", width=160),
            "state": text("State", disabled=True, width=160),
        },
    )  # fmt: skip


def read_edits(seen: ClientContracts, before: pd.DataFrame, after: pd.DataFrame) -> ContractEdits:
    """What was changed, added and taken out. An added row in which nothing but defaults stands is none yet."""
    kept = [place for place in before.index if place in after.index]
    cells = edited(before.loc[kept], after.loc[kept], EDITED)
    changed = {
        seen.contracts[place].contract_id: {name: _meant(name, value) for name, value in own.items()}
        for place, own in cells.items()
    }
    added = []
    for place in after.index.difference(before.index):
        own = {name: _plain(after.at[place, name]) for name in EDITED}
        given = {name: value for name, value in own.items() if value is not None}
        if any(_NEW.get(name) != value for name, value in given.items()):
            added.append(given)
    removed = frozenset(seen.contracts[place].contract_id for place in before.index if place not in after.index)
    return ContractEdits(changed, tuple(added), removed)


def _meant(name: str, value: Any) -> Any:
    return EMPTIED.get(name) if value is None else value


def _plain(value: Any) -> Any:
    if value is None or pd.isna(value) or (isinstance(value, str) and not value.strip()):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
