"""A list of licences or subscriptions as contracts: what would change, and applying it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from sqlmodel import Session

from planner.actions.contract_change import settled
from planner.actions.contract_sheet import ContractList, SheetRow, read_contract_list
from planner.actions.contracts import IMPORTED, put
from planner.actions.stored_contracts import read_contracts
from planner.actions.stored_rules import read_rules
from planner.actions.uploads import Upload
from planner.budget.contracts import Contract
from planner.errors import PlannerError, Problem
from planner.records.names import folded_name
from planner.sharing.audit import acting, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.clients import client_names

Outcome = Literal["added", "changed", "unchanged", "skipped", "rejected"]
OUTCOMES: Final = ("added", "changed", "unchanged", "skipped", "rejected")


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What becomes of one row; `why` says it of a skipped or rejected one, and names the fields of a changed one."""

    where: str
    row: int
    outcome: Outcome
    why: str
    before: Contract | None
    after: Contract | None
    problems: tuple[Problem, ...] = ()

    @property
    def label(self) -> str:
        contract = self.after or self.before
        return contract.label if contract else ""


@dataclass(frozen=True)
class ContractPreview:
    """`rows` are all rows that were read; `absent` are contracts that the list does not name: they stay as they are."""

    client_id: int
    currency: str
    locale: str
    read: ContractList
    rows: tuple[RowOutcome, ...]
    absent: tuple[Contract, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows read and, adding up to them, rows by outcome."""
        by_outcome = Counter(row.outcome for row in self.rows)
        return {"read": len(self.rows), **{outcome: by_outcome[outcome] for outcome in OUTCOMES}}

    @property
    def is_empty(self) -> bool:
        return not (self.counts["added"] or self.counts["changed"])


def preview_contracts(store: Store, actor: Actor, client_id: int, upload: Upload, as_of: date) -> ContractPreview:
    """What the list would add and change. Stores nothing. Raises PlannerError where there is no such client, the file
    cannot be read, or no table of it lists contracts."""
    with looking(store, actor) as session:
        rules = read_rules(session, client_id)
        names = frozenset(name for name, (owner, _, _) in client_names(session).items() if owner == client_id)
        contracts = read_contracts(session, client_id)
    locale = str(rules.client["locale"])
    read = read_contract_list(upload, names, locale, as_of)
    rows = _compared(read.rows, contracts, rules.currency)
    named = {row.before.contract_id for row in rows if row.before}
    absent = tuple(contract for contract in contracts if contract.contract_id not in named)
    return ContractPreview(client_id, rules.currency, locale, read, rows, absent)


def apply_contracts(store: Store, actor: Actor, preview: ContractPreview) -> dict[str, int]:
    """Stores what the preview shows, and gives its counts. Raises PlannerError where the contracts were changed since,
    or nothing would be stored; then nothing is."""
    with acting(store, actor, IMPORTED, preview.client_id) as action:
        if _now(action.session, preview) != preview.rows:
            raise PlannerError("The contracts were changed since this list was read.", "Drop the list again.")
        pairs = [(row.before, row.after) for row in preview.rows if row.outcome in ("added", "changed")]
        put(action.session, actor, preview.client_id, pairs, action.details)
        action.details.update(file=preview.read.file_name, counts=preview.counts)
    return preview.counts


def _now(session: Session, preview: ContractPreview) -> tuple[RowOutcome, ...]:
    contracts = read_contracts(session, preview.client_id)
    return _compared(preview.read.rows, contracts, read_rules(session, preview.client_id).currency)


def _compared(rows: Sequence[SheetRow], contracts: Sequence[Contract], currency: str) -> tuple[RowOutcome, ...]:
    """Each row against the contract that it names; no contract is taken twice."""
    free: dict[str, list[Contract]] = defaultdict(list)
    for contract in contracts:
        free[folded_name(contract.name)].append(contract)
    seen: list[Mapping[str, Any]] = []
    found = []
    for row in rows:
        if row.problem or row.why:
            problems = (row.problem,) if row.problem else ()
            found.append(RowOutcome(row.where, row.row, "rejected" if row.problem else "skipped", row.why, None, None,
                                    problems))  # fmt: skip
        elif row.given in seen:
            found.append(RowOutcome(row.where, row.row, "skipped", "The same row stands above.", None, None))
        else:
            seen.append(row.given)
            found.append(_outcome(row, free, currency))
    return tuple(found)


def _outcome(row: SheetRow, free: dict[str, list[Contract]], currency: str) -> RowOutcome:
    candidates = free[folded_name(str(row.given.get("name") or ""))]
    before = _named(row.given, candidates)
    made, problems = settled(row.given, before, currency)
    if made is None:
        addressed = tuple(replace(problem, file=row.where, cell=f"row {row.row}") for problem in problems)
        why = " ".join(f"{problem.message} {problem.remedy}" for problem in problems)
        return RowOutcome(row.where, row.row, "rejected", why, None, None, addressed)
    if before is None:
        return RowOutcome(row.where, row.row, "added", "", None, made)
    candidates.remove(before)
    made = replace(made, source=before.source) if replace(made, source=before.source) == before else made
    names = [name for name in Contract.__dataclass_fields__ if getattr(made, name) != getattr(before, name)]
    changed = ", ".join(name for name in names if name != "source")
    return RowOutcome(row.where, row.row, "changed" if names else "unchanged", changed, before, made)


def _named(given: Mapping[str, Any], candidates: Sequence[Contract]) -> Contract | None:
    """The contract of that name that a row is about: of the same vendor where both tell it, by its dates where there
    are several."""
    vendor = folded_name(str(given.get("vendor") or ""))
    own = [one for one in candidates if not vendor or not one.vendor or folded_name(one.vendor) == vendor]
    by_dates = [
        one for one in own
        if given.get("starts_on") in (None, one.starts_on) and given.get("ends_on") in (None, one.ends_on)
    ]  # fmt: skip
    return next(iter([*by_dates, *own]), None)
