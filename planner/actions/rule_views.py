"""One client's rules as they stand, beside the defaults: what the page's grids and `policy show` tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from planner.actions.rule_change import TERM_FIELDS
from planner.actions.stored_references import stored_reference
from planner.actions.stored_rules import StoredRules, read_rules
from planner.budget.model import SpecialPrice
from planner.budget.prices import price_book
from planner.fields import CATEGORIES
from planner.frames import to_records
from planner.intake.difference import device_label
from planner.lifecycle.policy import CategoryPolicy, starting_policy
from planner.sharing.audit import looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One category's rule. `own` names the fields that are the client's own; `units` are his devices of it."""

    rule: CategoryPolicy
    default: CategoryPolicy
    own: tuple[str, ...]
    units: int


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One category's price, before growth, in the client's currency; None where none is known."""

    category: str
    hardware_minor: int | None
    labour_minutes: int | None
    priced_on: date | None
    source: str
    is_own: bool
    units: int
    accessories_minor: int = 0
    freight_minor: int = 0
    disposal_minor: int = 0
    trade_in_minor: int = 0
    growth_basis_points: int | None = None


@dataclass(frozen=True, slots=True)
class LifeRow:
    """A device that has a useful life of its own, in months, from its sheet or a person."""

    asset_id: int
    device: str
    category: str
    months: int


@dataclass(frozen=True)
class ClientRules:
    """`terms`: the client's field → its value (minor units, basis points, days, month, months as '11,12', hours or
    None for no limit). `special_prices`: by category, kind and text. `devices`: asset id → name, of
    those whose category is replaced by age. Categories in the order of `fields.CATEGORIES`."""

    client: str
    currency: str
    locale: str
    policies: tuple[PolicyRow, ...]
    prices: tuple[PriceRow, ...]
    terms: dict[str, Any]
    lives: tuple[LifeRow, ...]
    devices: dict[int, str]
    special_prices: tuple[SpecialPrice, ...] = ()


def client_rules(store: Store, actor: Actor, client_id: int) -> ClientRules:
    """Raises PlannerError where there is no such client."""
    with looking(store, actor) as session:
        stored = read_rules(session, client_id)
        assets = asset_frame(session, client_id)
    assets = assets[~assets["is_retired"].fillna(False).to_numpy(bool)]
    units = {str(name): int(count) for name, count in assets.groupby("category")["quantity"].sum().items()}
    return ClientRules(
        str(stored.client["name"]), stored.currency, str(stored.client["locale"]), _policies(stored, units),
        _prices(stored, units), {name: stored.client[name] for name in TERM_FIELDS.values()}, _lives(assets),
        _devices(assets, stored), stored.assumptions().special_prices,
    )  # fmt: skip


def default_rules(store: Store, actor: Actor) -> tuple[CategoryPolicy, ...]:
    """The rules that every client of this installation starts with."""
    with looking(store, actor) as session:
        policy = starting_policy(stored_reference(session))
    return tuple(policy.of(category) for category in CATEGORIES)


def _policies(stored: StoredRules, units: dict[str, int]) -> tuple[PolicyRow, ...]:
    policy, default = stored.policy(), starting_policy(stored.reference)
    rows = []
    for category in CATEGORIES:
        own = stored.policies.get(category)
        names = ("plan_months", "limit_months", "mode")
        stated = tuple(name for name in names if own is not None and getattr(own, name) is not None)
        rows.append(PolicyRow(policy.of(category), default.of(category), stated, units.get(category, 0)))
    return tuple(rows)


def _prices(stored: StoredRules, units: dict[str, int]) -> tuple[PriceRow, ...]:
    book = price_book(stored.reference, stored.assumptions())
    rows = []
    for category in CATEGORIES:
        price, count = book.get(category), units.get(category, 0)
        if price is None:
            rows.append(PriceRow(category, None, None, None, "", is_own=False, units=count))
            continue
        rows.append(
            PriceRow(
                category, price.hardware_minor, price.labour_minutes, price.priced_on, price.source,
                category in stored.prices, count, price.accessories_minor, price.freight_minor, price.disposal_minor,
                price.trade_in_minor, price.growth_basis_points,
            )
        )  # fmt: skip
    return tuple(rows)


def _lives(assets: pd.DataFrame) -> tuple[LifeRow, ...]:
    own = assets[assets["useful_life_months"].notna()]
    rows = [
        LifeRow(row["asset_id"], device_label(row), row["category"], row["useful_life_months"]) for row in _named(own)
    ]
    return tuple(sorted(rows, key=lambda row: (row.device, row.asset_id)))


def _devices(assets: pd.DataFrame, stored: StoredRules) -> dict[int, str]:
    policy = stored.policy()
    dated = {category for category in CATEGORIES if policy.of(category).mode == "scheduled"}
    rows = _named(assets[assets["category"].isin(dated)])
    return {
        row["asset_id"]: device_label(row) for row in sorted(rows, key=lambda row: (device_label(row), row["asset_id"]))
    }


def _named(assets: pd.DataFrame) -> list[dict[str, Any]]:
    told = ["asset_id", "category", "name", "serial_number", "asset_tag", "manufacturer", "model", "useful_life_months"]
    return to_records(assets[told])
