"""Evergreen's own starting values: replacement ages and street prices that every office replaces by its own.

Ages follow what small-business service providers commonly recommend; prices are what a small business pays for a
sensible business model of the category, before tax, on `PRICED_ON`.
"""

from __future__ import annotations

from typing import Final

PRICED_ON: Final = "2026-07-01"
OWN_SOURCE: Final = "Evergreen starting value, to be replaced by your own"

POLICY: Final[dict[str, tuple[int | None, int | None, str, str]]] = {
    "laptop": (48, 60, "scheduled", ""),
    "desktop": (60, 72, "scheduled", ""),
    "workstation": (60, 72, "scheduled", ""),
    "server": (60, 84, "scheduled", ""),
    "virtual_machine": (None, None, "none", ""),
    "storage": (60, 84, "scheduled", ""),
    "backup_appliance": (60, 84, "scheduled", ""),
    "switch": (84, 120, "scheduled", ""),
    "router": (60, 84, "scheduled", ""),
    "firewall": (60, 84, "scheduled", ""),
    "access_point": (60, 72, "scheduled", ""),
    "ups": (96, 120, "scheduled", ""),
    "printer": (60, 84, "on_failure", ""),
    "monitor": (84, 120, "on_failure", ""),
    "phone": (96, 120, "on_failure", ""),
    "mobile_phone": (36, 48, "scheduled", ""),
    "tablet": (48, 60, "scheduled", ""),
    "dock": (60, 84, "follows", "laptop"),
    "camera": (72, 96, "scheduled", ""),
    "recorder": (72, 96, "scheduled", ""),
    "other": (60, 84, "scheduled", ""),
}
"""Category → plan age and limit age in months, mode, and the category that it follows."""

BOUGHT_IN_MONTHS: Final = {
    "laptop": 36, "desktop": 36, "workstation": 36, "server": 60, "storage": 36, "backup_appliance": 36, "switch": 60,
    "router": 36, "firewall": 36, "access_point": 36, "ups": 24, "printer": 12, "monitor": 36, "phone": 12,
    "mobile_phone": 12, "tablet": 12, "dock": 12, "camera": 36, "recorder": 36, "other": 12, "virtual_machine": 0,
}  # fmt: skip
"""Category → the warranty months usually bought with it; used where only a warranty's end is known."""

PRICES_USD: Final[dict[str, tuple[int, int]]] = {
    "laptop": (1300, 180),
    "desktop": (950, 180),
    "workstation": (2600, 240),
    "server": (9500, 960),
    "virtual_machine": (0, 480),
    "storage": (3800, 480),
    "backup_appliance": (4200, 480),
    "switch": (1600, 180),
    "router": (900, 180),
    "firewall": (1700, 360),
    "access_point": (480, 60),
    "ups": (850, 90),
    "printer": (650, 90),
    "monitor": (260, 20),
    "phone": (180, 30),
    "mobile_phone": (750, 60),
    "tablet": (550, 60),
    "dock": (230, 15),
    "camera": (320, 90),
    "recorder": (900, 180),
    "other": (500, 60),
}
"""Category → hardware in whole US dollars, a technician's minutes to order, set up, migrate and dispose."""

STREET_PRICE_PER_USD: Final = {"USD": 1.0, "GBP": 0.82, "EUR": 0.95, "CAD": 1.36, "AUD": 1.52}
"""What one dollar of US street price costs elsewhere before tax: price levels, not exchange rates."""


def policy_rows() -> list[dict[str, object]]:
    return [
        {
            "category": category,
            "plan_months": plan or "",
            "limit_months": limit or "",
            "mode": mode,
            "follows": follows,
            "warranty_months": BOUGHT_IN_MONTHS[category],
            "source": OWN_SOURCE,
            "licence": "own",
            "as_of": PRICED_ON,
        }
        for category, (plan, limit, mode, follows) in POLICY.items()
    ]


def price_rows() -> list[dict[str, object]]:
    """One row per category and currency; prices abroad are rounded to tens."""
    return [
        {
            "category": category,
            "currency": currency,
            "hardware_minor": _rounded(dollars * level, 1 if currency == "USD" else 10) * 100,
            "labour_minutes": minutes,
            "priced_on": PRICED_ON,
            "source": OWN_SOURCE,
            "licence": "own",
            "as_of": PRICED_ON,
        }
        for category, (dollars, minutes) in PRICES_USD.items()
        for currency, level in STREET_PRICE_PER_USD.items()
    ]


def _rounded(amount: float, step: int) -> int:
    return int(amount / step + 0.5) * step
