"""Clients of every kind, made from a seed: what `build_roadmap` takes, and changes of it as a person would make them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from planner.budget.contracts import Contract
from planner.budget.exchange import Rate
from planner.budget.model import Assumptions, Price, SpecialPrice
from planner.budget.projects import Project, ProjectLine
from planner.calendar import FiscalCalendar
from planner.frames import ASSET_COLUMNS, to_frame
from planner.lifecycle.policy import default_policy
from planner.reference import load_reference

AS_OF: Final = date(2026, 11, 23)
KINDS: Final = (
    ("laptop", "Lenovo", "ThinkPad T14 Gen 3"), ("laptop", "Dell", "Latitude 5440"), ("desktop", "HP", "EliteDesk 800"),
    ("server", "Dell", "PowerEdge R640"), ("switch", "Cisco", "C9200L-24P-4G"), ("firewall", "Fortinet", "FortiGate 60F"),
    ("monitor", "Dell", "P2422H"), ("printer", "Brother", "HL-L6400DW"), ("dock", "Dell", "WD19S"),
    ("ups", "APC", "Smart-UPS 1500"), ("ups", "APC", "Back-UPS 650"), ("access_point", "Ubiquiti", "U6-Pro"),
    ("virtual_machine", "VMware", "Virtual Platform"), ("phone", "Yealink", "T46U"), ("tablet", "Apple", "iPad 9"),
)  # fmt: skip
CURRENCIES: Final = (("USD", "en_US"), ("JPY", "ja_JP"), ("EUR", "de_DE"), ("GBP", "en_GB"), ("BHD", "en_GB"))


def client(seed: int) -> dict[str, Any]:
    """The arguments of `build_roadmap`."""
    draw = random.Random(seed)
    currency, locale = CURRENCIES[seed % len(CURRENCIES)]
    assumptions = _assumptions(draw, currency, locale)
    rows = [_device(draw, number, currency) for number in range(1, draw.choice((1, 12, 40, 90)) + 1)]
    quarters = assumptions.calendar.quarters(AS_OF, assumptions.horizon_quarters)
    pins = {row["asset_id"]: draw.choice(quarters[1:]).starts_on for row in rows if draw.random() < 0.1}
    return {
        "client": f"Client {seed}", "client_id": seed, "policy": default_policy(), "reference": load_reference(),
        "assets": to_frame([[row.get(name) for name in ASSET_COLUMNS] for row in rows], ASSET_COLUMNS),
        "assumptions": assumptions, "pins": pins, "as_of": AS_OF,
        "contracts": tuple(_contract(draw, number, currency) for number in range(1, draw.randrange(1, 5))),
        "projects": tuple(_project(draw, number, rows) for number in range(1, draw.randrange(1, 4))),
    }  # fmt: skip


def _assumptions(draw: random.Random, currency: str, locale: str) -> Assumptions:
    def share(most: int) -> Decimal:
        return Decimal(draw.choice((0, draw.randrange(most)))) / 10_000

    prices = {
        category: Price(
            category, draw.randrange(20_000, 400_000), draw.randrange(0, 300), _day(draw), "the client's own",
            draw.choice((0, 7_995)), draw.choice((0, 1_250)), draw.choice((0, 1_515)), draw.choice((0, 6_010, 900_000)),
            draw.choice((None, 0, 725)),
        )
        for category, _, _ in draw.sample(KINDS, 4)
    }  # fmt: skip
    specials = (SpecialPrice("laptop", "model", "ThinkPad T14", 150_050, draw.choice((None, 45)), _day(draw)),)
    return Assumptions(
        currency=currency, locale=locale, calendar=FiscalCalendar(draw.randrange(1, 13), "both"),
        horizon_quarters=draw.choice((4, 12, 20, 40)), labour_rate_minor=draw.randrange(5_000, 20_000),
        price_growth_per_year=share(800), contingency=share(1_500), tax=share(2_500),
        approval_and_lead_days=draw.choice((0, 45, 120)), capitalisation_threshold_minor=draw.choice((0, 100_000)),
        prices=prices, special_prices=draw.choice((specials, ())),
        tax_treatment=draw.choice(("added", "recoverable", "excluded")),
        blackout_months=draw.choice((frozenset(), frozenset({12}), frozenset({7, 8, 9}))),
        rates=(Rate("CHF", currency, date(2026, 1, 1), Decimal("1.0837"), "a bank"),),
    )  # fmt: skip


def _day(draw: random.Random) -> date:
    return date(2024, 1, 1) + timedelta(days=draw.randrange(1_000))


def _device(draw: random.Random, number: int, currency: str) -> dict[str, Any]:
    category, maker, model = draw.choice(KINDS)
    has_price = draw.random() < 0.2
    return {
        "asset_id": number, "client_id": 1, "client": "x", "name": f"D{number:03d}", "category": category,
        "manufacturer": maker, "model": model, "quantity": draw.choice((1, 1, 1, 7)),
        "ownership": draw.choice(("client",) * 9 + ("leased",)), "is_virtual": category == "virtual_machine",
        "is_retired": draw.random() < 0.05, "is_unconfirmed": draw.random() < 0.05,
        "in_service_on": None if draw.random() < 0.1 else date(2016, 1, 1) + timedelta(days=draw.randrange(3_900)),
        "lease_ends_on": date(2028, 3, 31), "site": draw.choice((None, "Pier 4", "Head office")),
        "department": draw.choice((None, "Sales")), "assigned_to": draw.choice((None, "Dana", "Priya")),
        "operating_system": draw.choice((None, "Windows 10 Pro")) if category in ("laptop", "desktop") else None,
        "replacement_cost_minor": draw.randrange(10_000, 900_000) if has_price else None,
        "currency": draw.choice((currency, "CHF")) if has_price else None,
        "useful_life_months": draw.choice((None,) * 9 + (30,)), "precisions": "{}",
    }  # fmt: skip


def _contract(draw: random.Random, number: int, currency: str) -> Contract:
    starts_on = date(2025, 1, 1) + timedelta(days=draw.randrange(600))
    return Contract(
        number, "Backup service", draw.choice((None, "Datto")), "subscription", starts_on,
        starts_on + timedelta(days=364), 12, 30, draw.randrange(0, 900), draw.randrange(1, 40),
        draw.randrange(100, 9_000), draw.choice((currency, "CHF")), draw.choice(("month", "quarter", "year", "term")),
        draw.random() < 0.8, None, None, "opex",
    )  # fmt: skip


def _project(draw: random.Random, number: int, rows: list[dict[str, Any]]) -> Project:
    lines = (
        ProjectLine("Migration", "one_time", draw.choice(("capex", "opex")), 3, 33_333, draw.randrange(0, 9)),
        ProjectLine("Licences", "recurring", "opex", 20, 1_299, 1, "month", draw.choice((None, 24))),
    )
    return Project(
        number, "Move to the cloud", "Files open anywhere.", "Transform", "medium", "proposed", None,
        AS_OF + timedelta(days=draw.randrange(700)), draw.choice(("budgetary", "quoted")), None, None, lines,
        tuple((row["asset_id"], "migrate") for row in draw.sample(rows, min(2, len(rows)))),
    )  # fmt: skip


def changed_terms(assumptions: Assumptions) -> Assumptions:
    """Other growth, contingency, labour, tax and threshold, and another price of each category that has its own."""
    prices = {name: replace(price, hardware_minor=price.hardware_minor + 12_345)
              for name, price in assumptions.prices.items()}  # fmt: skip
    return replace(
        assumptions, price_growth_per_year=Decimal("0.0525"), contingency=Decimal("0.075"), labour_rate_minor=11_135,
        tax=Decimal("0.0775"), tax_treatment="added", capitalisation_threshold_minor=80_000, prices=prices,
    )  # fmt: skip
