"""A client's finished roadmap, calculated from what is stored."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from decimal import Decimal
from threading import Lock
from typing import Any, Final, Literal, cast

from sqlalchemy import select
from sqlmodel import Session

from planner.budget.model import Assumptions, Price
from planner.budget.report import budget_report
from planner.calendar import FiscalCalendar
from planner.errors import PlannerError
from planner.lifecycle.policy import Policy, default_policy
from planner.records import Asset, Client, InitiativeEdit, PinnedQuarter, PolicyOverride, PriceOverride
from planner.reference import load_reference
from planner.roadmap.build import build_roadmap
from planner.roadmap.model import Roadmap
from planner.sharing.audit import data_version, looking
from planner.sharing.people import Actor
from planner.store import Store
from planner.store.assets import asset_frame
from planner.store.bulk import table_of

_KEPT: Final = 8
_Key = tuple[str, int, date, int]
_cache: OrderedDict[_Key, Roadmap] = OrderedDict()
_cache_lock = Lock()


def client_roadmap(store: Store, actor: Actor, client_id: int, as_of: date) -> Roadmap:
    """The client's roadmap on that day. Calculated anew only where an action has changed the store since.

    Raises PlannerError where there is no such client.
    """
    with looking(store, actor) as session:
        key = (str(store.engine.url), client_id, as_of, data_version(session))
        with _cache_lock:
            if key in _cache:
                _cache.move_to_end(key)
                return _cache[key]
        roadmap = _calculated(session, client_id, as_of)
    with _cache_lock:
        _cache[key] = roadmap
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return roadmap


def _calculated(session: Session, client_id: int, as_of: date) -> Roadmap:
    client = session.get(Client, client_id)
    if client is None:
        raise PlannerError("This client is no longer there.", "Choose another client.")
    reference = load_reference()
    return build_roadmap(
        client=client.name,
        client_id=client_id,
        assets=asset_frame(session, client_id),
        policy=_policy(session, client_id),
        reference=reference,
        assumptions=_assumptions(session, client),
        pins=_pins(session, client_id),
        edits=_edits(session, client_id),
        as_of=as_of,
    )


def _policy(session: Session, client_id: int) -> Policy:
    table = table_of(PolicyOverride)
    rows = session.execute(select(table).where(table.c.client_id == client_id).order_by(table.c.category)).mappings()
    policy = default_policy()
    for row in rows:
        policy = policy.changed(row["category"], row["plan_months"], row["limit_months"], row["mode"])
    return policy


def _assumptions(session: Session, client: Client) -> Assumptions:
    table = table_of(PriceOverride)
    rows = session.execute(select(table).where(table.c.client_id == client.id)).mappings()
    prices = {
        row["category"]: Price(
            row["category"], row["hardware_minor"], row["labour_minutes"], row["priced_on"], "the client's own price"
        )
        for row in rows
    }
    return Assumptions(
        currency=client.currency,
        locale=client.locale,
        calendar=FiscalCalendar(client.fiscal_first_month, cast("Literal['end']", client.fiscal_year_named_by)),
        horizon_quarters=client.horizon_quarters,
        labour_rate_minor=client.labour_rate_minor,
        price_growth_per_year=_share(client.price_growth_basis_points),
        contingency=_share(client.contingency_basis_points),
        tax=_share(client.tax_basis_points),
        approval_and_lead_days=client.approval_and_lead_days,
        capitalisation_threshold_minor=client.capitalisation_threshold_minor,
        prices=prices,
    )


def _share(basis_points: int) -> Decimal:
    return Decimal(basis_points) / 10_000


def _pins(session: Session, client_id: int) -> dict[int, date]:
    """asset id → first day of the quarter that a person chose for it."""
    pin, asset = table_of(PinnedQuarter), table_of(Asset)
    query = (
        select(pin.c.asset_id, pin.c.quarter_starts_on)
        .join(asset, asset.c.id == pin.c.asset_id)
        .where(asset.c.client_id == client_id, pin.c.withdrawn_at.is_(None))
        .order_by(pin.c.id)
    )
    return {row.asset_id: row.quarter_starts_on for row in session.execute(query)}


def _edits(session: Session, client_id: int) -> dict[str, dict[str, Any]]:
    """Generated initiative's key → the fields that a person changed."""
    table = table_of(InitiativeEdit)
    rows = session.execute(select(table).where(table.c.client_id == client_id).order_by(table.c.key)).mappings()
    names = ("title", "why", "lane", "priority", "status", "owner")
    return {row["key"]: {name: row[name] for name in names if row[name] is not None} for row in rows}


def budget_json(roadmap: Roadmap) -> dict[str, Any]:
    """The contract of the figures: quarters, lines, totals and the reconciliation, amounts as decimal strings."""
    return budget_report(roadmap.client, roadmap.as_of, roadmap.budget)
