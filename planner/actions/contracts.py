"""A client's contracts: what renews when and at what price, changing them, ending one on purpose, taking back.

Each change is one transaction and one audit entry, whose details hold every contract as it was before and is after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from planner.actions.contract_change import Given, settled
from planner.actions.policies import refusal
from planner.actions.stored_contracts import contract_of, read_contracts, values_of, write_contracts
from planner.actions.stored_rules import read_rules
from planner.actions.trail import trail
from planner.budget.contracts import Contract, Renewal, foreign, in_currency, instalments, renewals
from planner.calendar import FiscalCalendar
from planner.errors import PlannerError, Problem
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store

CHANGED: Final = "contracts.change"
IMPORTED: Final = "contracts.import"
ENDED: Final = "contracts.end"
UNDONE: Final = "contracts.undo"
_ACTIONS: Final = (CHANGED, IMPORTED, ENDED, UNDONE)
_YEAR: Final = timedelta(days=365)
Pairs = Mapping[int, tuple[Contract | None, Contract | None]]
"""Contract id → it before and after; None where it is not there."""


@dataclass(frozen=True)
class ClientContracts:
    """`renewals`: those within the budget's horizon; `foreign`: what is priced in another currency and in no total;
    `next_year_minor`: what is billed in the 365 days from the as-of date on, before tax."""

    client: str
    currency: str
    locale: str
    as_of: date
    calendar: FiscalCalendar
    contracts: tuple[Contract, ...]
    renewals: tuple[Renewal, ...]
    foreign: tuple[Contract, ...]
    next_year_minor: int

    @property
    def running(self) -> tuple[Contract, ...]:
        """Those that have not ended."""
        return tuple(one for one in self.contracts if one.last_day is None or one.last_day >= self.as_of)


def client_contracts(store: Store, actor: Actor, client_id: int, as_of: date) -> ClientContracts:
    """All of a client's contracts. Raises PlannerError where there is no such client."""
    with looking(store, actor) as session:
        rules = read_rules(session, client_id)
        contracts = read_contracts(session, client_id)
    assumptions = rules.assumptions()
    until = assumptions.calendar.quarters(as_of, assumptions.horizon_quarters)[-1].ends_on
    exchanged = (in_currency(contract, rules.currency, as_of, rules.rates) for contract in contracts)
    own = [contract for contract in exchanged if contract is not None]
    billed = sum(minor for contract in own for _, minor in instalments(contract, as_of, as_of + _YEAR))
    return ClientContracts(
        rules.client["name"], rules.currency, str(rules.client["locale"]), as_of, assumptions.calendar, contracts,
        renewals(contracts, as_of, until), foreign(contracts, rules.currency, as_of, rules.rates), billed,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContractEdits:
    """What a person changed: contract id → what is given anew; new ones; ids of those entered by mistake."""

    changed: Mapping[int, Given] = field(default_factory=dict)
    added: tuple[Given, ...] = ()
    removed: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.added or self.removed)


def check_contracts(store: Store, actor: Actor, client_id: int, edits: ContractEdits) -> tuple[Problem, ...]:
    """Everything that is wrong with the edits. Stores nothing."""
    with looking(store, actor) as session:
        return _settled(session, client_id, edits)[1]


def save_contracts(store: Store, actor: Actor, client_id: int, edits: ContractEdits) -> int:
    """Stores the edits and gives how many contracts they touched. Raises PlannerError, naming every fault, where
    anything is wrong; then nothing is stored."""
    with acting(store, actor, CHANGED, client_id) as action:
        pairs, problems = _settled(action.session, client_id, edits)
        if problems:
            raise refusal(problems)
        return put(action.session, actor, client_id, pairs, action.details)


def _settled(
    session: Session, client_id: int, edits: ContractEdits
) -> tuple[list[tuple[Contract | None, Contract | None]], tuple[Problem, ...]]:
    """(before, after) of each contract touched, and the faults of all."""
    currency = read_rules(session, client_id).currency
    stored = {contract.contract_id: contract for contract in read_contracts(session, client_id)}
    pairs: list[tuple[Contract | None, Contract | None]] = []
    problems: list[Problem] = []
    asked: list[tuple[int | None, Given | None]] = [
        *edits.changed.items(), *((None, given) for given in edits.added),
        *((contract_id, None) for contract_id in sorted(edits.removed - set(edits.changed))),
    ]  # fmt: skip
    for contract_id, given in asked:
        base = stored.get(contract_id) if contract_id is not None else None
        if contract_id is not None and base is None:
            problems.append(Problem(f"There is no contract {contract_id}.", "Reload the list of contracts."))
        elif given is None:
            pairs.append((base, None))
        else:
            made, faults = settled(given, base, currency)
            problems += faults
            pairs.append((base, made))
    return pairs, tuple(problems)


def put(
    session: Session, actor: Actor, client_id: int, pairs: Iterable[tuple[Contract | None, Contract | None]],
    details: dict[str, Any],
) -> int:  # fmt: skip
    """Writes what differs, and notes it in the audit entry's `details`; gives how many contracts that are. Raises
    PlannerError where nothing differs."""
    differing = [(before, after) for before, after in pairs if before != after]
    if not differing:
        raise PlannerError("These contracts stand like that already.", "Change a value first.")
    written = write_contracts(session, actor, client_id, differing)
    details["contracts"] = {
        contract_id: {"before": before and values_of(before), "after": after and values_of(after)}
        for contract_id, (before, after) in zip(written, differing, strict=True)
    }
    return len(differing)


def end_contract(
    store: Store, actor: Actor, client_id: int, contract_id: int, ended_on: date | None, reason: str
) -> None:
    """Ends a contract on purpose: `ended_on` is its last day; None lets it renew again. Raises PlannerError where there
    is no such contract, it has no reason, or it would end before it starts."""
    with acting(store, actor, ENDED, client_id) as action:
        found = {contract.contract_id: contract for contract in read_contracts(action.session, client_id)}
        contract = found.get(contract_id)
        if contract is None:
            raise PlannerError(f"There is no contract {contract_id} of this client.", "Look at the list of contracts.")
        if ended_on is not None and not reason.strip():
            raise PlannerError(f"{contract.label} is not ended without a reason.", "Say why it ends.")
        if ended_on is not None and ended_on < contract.starts_on:
            raise PlannerError(
                f"{contract.label} would end on {ended_on}, before it starts on {contract.starts_on}.",
                "Give its last day, or take the contract out.",
            )
        after = replace(contract, ended_on=ended_on, ended_why=reason.strip() if ended_on else None)
        put(action.session, actor, client_id, [(contract, after)], action.details)


@dataclass(frozen=True, slots=True)
class ContractEntry:
    """One change of a client's contracts. `action`: CHANGED, IMPORTED, ENDED or UNDONE."""

    entry_id: int
    made_at: datetime
    actor: str
    action: str
    pairs: Pairs
    file: str | None
    undoes: int | None
    can_undo: bool


def contract_history(store: Store, actor: Actor, client_id: int) -> tuple[ContractEntry, ...]:
    """The newest first."""
    return tuple(
        ContractEntry(
            one.entry_id, one.made_at, one.actor, one.action, _pairs(one.details["contracts"]),
            one.details.get("file"), one.undoes, one.can_undo,
        )
        for one in trail(store, actor, client_id, _ACTIONS, UNDONE)
    )  # fmt: skip


def _pairs(told: Mapping[str, Mapping[str, Any]]) -> Pairs:
    return {
        int(key): (
            contract_of(int(key), was["before"]) if was["before"] else None,
            contract_of(int(key), was["after"]) if was["after"] else None,
        )
        for key, was in told.items()
    }


def undo_contracts(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Puts back what a change found, wherever its own values still stand. Raises PlannerError where there is no such
    change of this client, it was taken back before, or all of it was changed again since."""
    entry = next((one for one in contract_history(store, actor, client_id) if one.entry_id == entry_id), None)
    if entry is None or not entry.can_undo:
        raise PlannerError(
            f"There is no change {entry_id} of this client's contracts that can be taken back.",
            "Look at the history of the contracts.",
        )
    with acting(store, actor, UNDONE, client_id) as action:
        stored = {contract.contract_id: contract for contract in read_contracts(action.session, client_id)}
        back = [
            (after, before) for contract_id, (before, after) in entry.pairs.items() if stored.get(contract_id) == after
        ]
        if not back:
            raise PlannerError("All of this was changed again since.", "Change the contracts as you want them.")
        put(action.session, actor, client_id, back, action.details)
        action.details["undoes"] = entry_id
