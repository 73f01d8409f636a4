"""Each gap as a proposed initiative: why, its lane, what it costs per user and month and for all users."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.roadmap.model import Lane
from planner.roadmap.posture_services import MATURITIES, Service

MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """One gap's proposal. `per_user_month_minor` is None where no price is known in the client's currency, `users`
    where nobody knows how many there are; then the totals are None too. `is_own_price`: the client's, not the
    starting value."""

    service: str
    title: str
    why: str
    lane: Lane
    safeguards: tuple[str, ...]
    now: str
    per_user_month_minor: int | None
    is_own_price: bool
    users: int | None

    @property
    def month_minor(self) -> int | None:
        """All users, one month, before tax."""
        if self.per_user_month_minor is None or self.users is None:
            return None
        return self.per_user_month_minor * self.users

    @property
    def year_minor(self) -> int | None:
        """All users, twelve months, before tax."""
        return None if self.month_minor is None else self.month_minor * MONTHS_A_YEAR


def price_of(service: Service, currency: str, own: Mapping[str, int]) -> int | None:
    """The client's own price per user and month, else the table's starting price in that currency."""
    return own.get(service.key, service.per_user_month.get(currency))


def proposals(
    gaps: Sequence[Service], maturities: Mapping[str, int], currency: str, own_prices: Mapping[str, int],
    users: int | None,
) -> tuple[Proposal, ...]:  # fmt: skip
    """One per gap, in their order. `maturities`: service key → maturity that was answered."""
    return tuple(
        Proposal(
            gap.key, gap.title, f"{gap.why} Now: {_start_lower(gap.levels[maturities[gap.key]])}", gap.lane,
            gap.safeguards, MATURITIES[maturities[gap.key]], price_of(gap, currency, own_prices),
            gap.key in own_prices, users,
        )
        for gap in gaps
    )  # fmt: skip


def _start_lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
