"""One client's rules as they are stored, and the policy and assumptions that they make over the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, cast

from sqlalchemy import delete, select
from sqlmodel import Session

from planner.actions.exchange_rates import read_rates
from planner.actions.special_prices import read_special_prices, write_special_prices
from planner.actions.stored_references import stored_reference
from planner.budget.exchange import Rate
from planner.budget.model import Assumptions, Price, SpecialPrice, TaxTreatment
from planner.calendar import FiscalCalendar
from planner.errors import PlannerError
from planner.lifecycle.policy import Policy, starting_policy
from planner.records import Client, PolicyOverride, PriceOverride
from planner.reference import Reference
from planner.store.bulk import table_of

OWN_PRICE: Final = "the client's own price"


@dataclass(frozen=True, slots=True)
class OwnPolicy:
    """Where a client departs from the default policy of one category; None keeps the default."""

    plan_months: int | None = None
    limit_months: int | None = None
    mode: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == OwnPolicy()


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """A client's own price of one category, in his currency, before growth. `trade_in_minor` is what the old device
    brings, `growth_basis_points` None where prices grow as the client's do."""

    hardware_minor: int
    labour_minutes: int
    priced_on: date
    accessories_minor: int = 0
    freight_minor: int = 0
    disposal_minor: int = 0
    trade_in_minor: int = 0
    growth_basis_points: int | None = None


_PRICE_COLUMNS: Final = tuple(column.name for column in fields(OwnPrice))


@dataclass(frozen=True)
class StoredRules:
    """`client`: the client's own columns by name; `policies` and `prices`: category → what departs from the default;
    `reference`: the tables, with the installation's own rows; `special_prices`: the client's by
    `special_prices.key_of`; `rates`: the installation's rates of exchange."""

    client: Mapping[str, Any]
    policies: Mapping[str, OwnPolicy]
    prices: Mapping[str, OwnPrice]
    reference: Reference
    special_prices: Mapping[str, SpecialPrice] = field(default_factory=dict)
    rates: tuple[Rate, ...] = ()

    @property
    def currency(self) -> str:
        return str(self.client["currency"])

    def policy(self) -> Policy:
        """The default policy with this client's departures. Raises PlannerError where a rule contradicts itself."""
        policy = starting_policy(self.reference)
        for category, own in sorted(self.policies.items()):
            policy = policy.changed(category, own.plan_months, own.limit_months, own.mode)
        return policy

    def assumptions(self) -> Assumptions:
        """What the client's money is calculated with."""
        client = self.client
        calendar = FiscalCalendar(client["fiscal_first_month"], cast("Literal['end']", client["fiscal_year_named_by"]))
        return Assumptions(
            currency=client["currency"],
            locale=client["locale"],
            calendar=calendar,
            horizon_quarters=client["horizon_quarters"],
            labour_rate_minor=client["labour_rate_minor"],
            price_growth_per_year=_share(client["price_growth_basis_points"]),
            contingency=_share(client["contingency_basis_points"]),
            tax=_share(client["tax_basis_points"]),
            approval_and_lead_days=client["approval_and_lead_days"],
            capitalisation_threshold_minor=client["capitalisation_threshold_minor"],
            prices={
                category: Price(
                    category, own.hardware_minor, own.labour_minutes, own.priced_on, OWN_PRICE, own.accessories_minor,
                    own.freight_minor, own.disposal_minor, own.trade_in_minor, own.growth_basis_points,
                )
                for category, own in sorted(self.prices.items())
            },
            special_prices=tuple(price for _, price in sorted(self.special_prices.items())),
            tax_treatment=cast("TaxTreatment", client["tax_treatment"]),
            blackout_months=months_of(client["blackout_months"]),
            technician_hours_per_quarter=client["technician_hours_per_quarter"],
            rates=self.rates,
        )  # fmt: skip


def months_of(text: str) -> frozenset[int]:
    """'11,12' as months."""
    return frozenset(int(month) for month in text.split(",") if month)


def _share(basis_points: int) -> Decimal:
    return Decimal(basis_points) / 10_000


def read_rules(session: Session, client_id: int) -> StoredRules:
    """The client's rules. Raises PlannerError where there is no such client."""
    client = session.get(Client, client_id)
    if client is None:
        raise PlannerError("This client is no longer there.", "Choose another client.")
    policy, price = table_of(PolicyOverride), table_of(PriceOverride)
    policies = session.execute(
        select(policy.c.category, policy.c.plan_months, policy.c.limit_months, policy.c.mode)
        .where(policy.c.client_id == client_id)
        .order_by(policy.c.category)
    )
    prices = session.execute(
        select(price.c.category, *(price.c[name] for name in _PRICE_COLUMNS))
        .where(price.c.client_id == client_id)
        .order_by(price.c.category)
    )
    return StoredRules(
        client.model_dump(),
        {category: OwnPolicy(*values) for category, *values in policies},
        {category: OwnPrice(*values) for category, *values in prices},
        stored_reference(session),
        read_special_prices(session, client_id),
        read_rates(session),
    )


def write_rules(session: Session, client_id: int, before: StoredRules, after: StoredRules) -> None:
    """Makes the store hold `after` where it differs from `before`, inside the caller's transaction."""
    client = session.get_one(Client, client_id)
    for name, value in after.client.items():
        if before.client[name] != value:
            setattr(client, name, value)
    session.add(client)
    policy, price = table_of(PolicyOverride), table_of(PriceOverride)
    for category in _differing(before.policies, after.policies):
        session.execute(delete(policy).where(policy.c.client_id == client_id, policy.c.category == category))
        if (own := after.policies.get(category)) is not None:
            session.add(
                PolicyOverride(
                    client_id=client_id, category=category, plan_months=own.plan_months,
                    limit_months=own.limit_months, mode=own.mode,
                )
            )  # fmt: skip
    for category in _differing(before.prices, after.prices):
        session.execute(delete(price).where(price.c.client_id == client_id, price.c.category == category))
        if (priced := after.prices.get(category)) is not None:
            session.add(
                PriceOverride(
                    client_id=client_id, category=category, **{name: getattr(priced, name) for name in _PRICE_COLUMNS}
                )
            )
    write_special_prices(session, client_id, before.special_prices, after.special_prices)
    session.flush()


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    return sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
