"""Who changed which of a client's rules, and taking a change back: what was changed again since stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from planner.actions.edits import drop_correction, put_correction, remerge_assets
from planner.actions.policies import CHANGED, LIFE
from planner.actions.special_prices import special_price_of
from planner.actions.stored_rules import OwnPolicy, OwnPrice, StoredRules, read_rules, write_rules
from planner.actions.trail import trail
from planner.errors import PlannerError
from planner.sharing.audit import acting
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import live_corrections

UNDONE: Final = "rules.undo"
_PARTS: Final = ("policies", "prices", "special_prices", "terms", "lives")


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One change of a client's rules. `details`: part (`_PARTS`) → what → {before, after};
    `undoes` is the entry that it took back, `can_undo` whether it may still be taken back."""

    entry_id: int
    made_at: datetime
    actor: str
    details: dict[str, dict[str, Any]]
    undoes: int | None
    can_undo: bool


def rules_history(store: Store, actor: Actor, client_id: int) -> tuple[RuleEntry, ...]:
    """The newest first."""
    return tuple(
        RuleEntry(
            one.entry_id, one.made_at, one.actor, {part: one.details.get(part, {}) for part in _PARTS}, one.undoes,
            one.can_undo,
        )
        for one in trail(store, actor, client_id, (CHANGED, UNDONE), UNDONE)
    )  # fmt: skip


def undo_rules(store: Store, actor: Actor, client_id: int, entry_id: int) -> None:
    """Puts back what this change found, wherever its own values still stand. Raises PlannerError where there is no
    such change of this client, it was taken back before, or all of it was changed again since."""
    entry = next((entry for entry in rules_history(store, actor, client_id) if entry.entry_id == entry_id), None)
    if entry is None:
        raise PlannerError(
            f"There is no change {entry_id} of this client's rules.", "Look at the history of the rules."
        )
    if not entry.can_undo:
        raise PlannerError(
            f"Change {entry_id} cannot be taken back, or was before.", "Look at the history of the rules."
        )
    with acting(store, actor, UNDONE, client_id) as action:
        stored = read_rules(action.session, client_id)
        put_back, told = _put_back(stored, entry.details)
        told["lives"] = _lives_back(action.session, actor, client_id, entry.details["lives"])
        if not any(told.values()):
            raise PlannerError("All of this was changed again since.", "Change the rules as you want them.")
        write_rules(action.session, client_id, stored, put_back)
        action.details.update(told, undoes=entry_id)


def _put_back(stored: StoredRules, details: Mapping[str, Any]) -> tuple[StoredRules, dict[str, Any]]:
    """The rules with what still stands of the change taken back, and what that is."""
    policies, prices, client = dict(stored.policies), dict(stored.prices), dict(stored.client)
    special = dict(stored.special_prices)
    told: dict[str, Any] = {"policies": {}, "prices": {}, "special_prices": {}, "terms": {}}
    for category, was in details["policies"].items():
        if policies.get(category) == _own_policy(was["after"]):
            _set(policies, category, _own_policy(was["before"]))
            told["policies"][category] = _reversed(was)
    for category, was in details["prices"].items():
        if prices.get(category) == _own_price(was["after"]):
            _set(prices, category, _own_price(was["before"]))
            told["prices"][category] = _reversed(was)
    for key, was in details["special_prices"].items():
        if special.get(key) == special_price_of(was["after"]):
            _set(special, key, special_price_of(was["before"]))
            told["special_prices"][key] = _reversed(was)
    for name, was in details["terms"].items():
        if client[name] == was["after"]:
            client[name] = was["before"]
            told["terms"][name] = _reversed(was)
    return replace(stored, client=client, policies=policies, prices=prices, special_prices=special), told


def _set(values: dict[str, Any], key: str, value: object) -> None:
    """`value` in its place; None takes the entry out."""
    values.pop(key, None)
    if value is not None:
        values[key] = value


def _reversed(was: Mapping[str, Any]) -> dict[str, Any]:
    return {"before": was["after"], "after": was["before"]}


def _own_policy(told: Mapping[str, Any] | None) -> OwnPolicy | None:
    return None if told is None else OwnPolicy(**told)


def _own_price(told: Mapping[str, Any] | None) -> OwnPrice | None:
    return None if told is None else OwnPrice(**{**told, "priced_on": date.fromisoformat(told["priced_on"])})


def _lives_back(session: Session, actor: Actor, client_id: int, lives: Mapping[str, Any]) -> dict[str, Any]:
    """Puts back what people had said of these devices' useful lives before, or nothing where they had not."""
    corrected = live_corrections(session, [client_id]) if lives else {}
    told: dict[str, Any] = {}
    for asset_id, was in lives.items():
        own = corrected.get(int(asset_id), {})
        if LIFE not in own or own[LIFE] != was["after"][LIFE]:
            continue
        if was["before"] is None:
            drop_correction(session, actor, int(asset_id), LIFE)
        else:
            put_correction(session, actor, int(asset_id), LIFE, was["before"][LIFE], "A change was taken back")
        told[asset_id] = _reversed(was)
    remerge_assets(session, [int(asset_id) for asset_id in told])
    return told
