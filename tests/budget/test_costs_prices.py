"""Which price counts for a device, and what other currencies cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from planner.budget.contracts import Contract, foreign, recurring
from planner.budget.exchange import Rate, exchange
from planner.budget.model import Price, SpecialPrice
from planner.budget.prices import unit_prices
from planner.frames import ASSET_COLUMNS, series
from tests.budget.fleets import assumptions
from tests.conftest import AS_OF

BOOK = {"laptop": Price("laptop", 100_000, 90, date(2026, 7, 1), "price book", 8_000, 1_000, 2_000, 5_000, 400)}
EURO = Rate("EUR", "USD", date(2026, 7, 1), Decimal("1.08"), "ECB")


def assets(*devices: dict[str, Any]) -> pd.DataFrame:
    rows = [{"asset_id": number, "category": "laptop", **device} for number, device in enumerate(devices, start=1)]
    return pd.DataFrame({name: series((row.get(name) for row in rows), kind) for name, kind in ASSET_COLUMNS.items()})


def special(kind: str, text: str, hardware: int, minutes: int | None = None) -> SpecialPrice:
    return SpecialPrice("laptop", kind, text, hardware, minutes, date(2026, 9, 1))  # type: ignore[arg-type]


def prices(device: dict[str, Any], *specials: SpecialPrice, rates: tuple[Rate, ...] = ()) -> dict[str, Any]:
    return dict(unit_prices(assets(device), BOOK, "USD", AS_OF, specials, rates).iloc[0])


STATED = {"replacement_cost_minor": 150_000, "currency": "USD"}
T14 = {"model": "ThinkPad T14 Gen 2", "manufacturer": "LENOVO", "cpu": "Intel Core i7-1185G7", "ram": "2x16GB"}
MODEL, SPEC = special("model", "thinkpad t14", 130_000, 60), special("spec", "i7", 120_000)


@pytest.mark.parametrize(("device", "specials", "hardware", "minutes", "source"), [
    (T14 | STATED, [MODEL, SPEC], 150_000, 60, "stated for this device"),
    (T14, [MODEL, SPEC], 130_000, 60, "the client's own price of the model 'thinkpad t14'"),
    (T14, [SPEC], 120_000, 90, "the client's own price of the specification 'i7'"),
    (T14, [], 100_000, 90, "price book"),
    (T14 | {"category": "dock"}, [MODEL, SPEC], pd.NA, 0, None),
])  # fmt: skip
def test_a_stated_price_outranks_the_models_then_the_specifications_then_the_categorys(
    device: dict[str, Any], specials: list[SpecialPrice], hardware: int, minutes: int, source: str | None
) -> None:
    found = prices(device, *specials)
    assert found["unit_hardware_minor"] is hardware or found["unit_hardware_minor"] == hardware
    assert found["unit_labour_minutes"] == minutes
    assert found["price_source"] == source or source is None


def test_the_other_parts_come_from_the_category_whatever_the_hardware_costs() -> None:
    found = prices(T14 | STATED, MODEL)
    parts = [found[f"unit_{part}_minor"] for part in ("accessories", "freight", "disposal", "worth")]
    assert (parts, found["growth_basis_points"]) == ([8_000, 1_000, 2_000, 5_000], 400)


@pytest.mark.parametrize(("kind", "text", "counts"), [
    ("model", "Lenovo ThinkPad", True), ("model", "gen 2 THINKPAD", True), ("model", "T14s", False),
    ("model", "T1", False), ("model", "i7", False), ("spec", "32 GB", True), ("spec", "i7 32gb", True),
    ("spec", "16 GB", False), ("spec", "64 GB", False), ("spec", "1185G7", True), ("spec", "i5", False),
])  # fmt: skip
def test_all_words_of_a_special_price_must_be_the_devices_own(kind: str, text: str, counts: bool) -> None:
    assert (prices(T14, special(kind, text, 77_000))["unit_hardware_minor"] == 77_000) == counts


@pytest.mark.parametrize("ram", ["32 GB", "32768 MB", "31.8 GB", "2x16GB", "32GB DDR5"])
def test_memory_is_known_however_a_sheet_writes_it(ram: str) -> None:
    assert prices({"ram": ram}, special("spec", "32 GB", 77_000))["unit_hardware_minor"] == 77_000


def test_the_longest_text_counts() -> None:
    found = prices(T14, special("model", "ThinkPad", 90_000), special("model", "ThinkPad T14", 95_000))
    assert found["unit_hardware_minor"] == 95_000


def test_a_price_of_nothing_is_a_price() -> None:
    assert prices(T14, special("model", "T14", 0))["unit_hardware_minor"] == 0
    assert prices(T14 | {"replacement_cost_minor": 0, "currency": "USD"})["unit_hardware_minor"] == 0


def test_a_stated_price_in_another_currency_counts_at_the_newest_rate_up_to_the_day() -> None:
    device = {"replacement_cost_minor": 100_050, "currency": "EUR"}
    older, later = (Rate("EUR", "USD", day, Decimal(2), "") for day in (date(2025, 1, 1), date(2026, 12, 1)))
    found = prices(device, rates=(older, EURO, later))
    assert found["unit_hardware_minor"] == 108_054
    assert found["price_source"] == "stated for this device, at 1 EUR = 1.08 USD of 2026-07-01, ECB"
    assert prices(device)["unit_hardware_minor"] == 100_000  # without a rate the price book's


@pytest.mark.parametrize(("minor", "pair", "converted"), [
    (10_000, ("EUR", "USD"), 10_800), (10_000, ("USD", "EUR"), 9_259), (5, ("EUR", "USD"), 5),
    (10_000, ("USD", "JPY"), 15_050), (15_050, ("JPY", "USD"), 10_000),
])  # fmt: skip
def test_a_rate_counts_both_ways_and_minor_units_are_each_currencys_own(
    minor: int, pair: tuple[str, str], converted: int
) -> None:
    found = exchange((EURO, Rate("USD", "JPY", date(2026, 7, 1), Decimal("150.5"), "")), *pair, AS_OF)
    assert found is not None
    assert found.converted(minor) == converted


def test_the_newer_of_two_directions_counts_and_on_one_day_the_entered_one() -> None:
    back = Rate("USD", "EUR", date(2026, 8, 1), Decimal("0.5"), "")
    newer, same_day = exchange((EURO, back), "EUR", "USD", AS_OF), exchange(
        (EURO, Rate("USD", "EUR", EURO.on, Decimal("0.5"), "")), "EUR", "USD", AS_OF
    )  # fmt: skip
    assert newer is not None
    assert same_day is not None
    assert (newer.converted(100), same_day.converted(100)) == (200, 108)
    assert exchange((EURO,), "GBP", "USD", AS_OF) is None
    assert exchange((EURO,), "EUR", "USD", date(2026, 6, 30)) is None


def test_a_contract_in_another_currency_is_exchanged_for_one_unit_and_then_multiplied() -> None:
    contract = Contract(
        1, "Mail", "Contoso", "subscription", date(2026, 10, 1), date(2027, 9, 30), 12, 0, 0, 10, 1_001, "EUR", "year",
        renews=False, ended_on=None, ended_why=None, treatment="opex",
    )  # fmt: skip
    quarters = assumptions().calendar.quarters(date(2026, 10, 1), 4)
    (line,) = recurring([contract], "USD", quarters, date(2026, 10, 1), (EURO,))
    assert line.amounts == (10 * 1_081, 0, 0, 0)  # 10.01 × 1.08 = 10.8108
    assert foreign([contract], "USD", AS_OF, (EURO,)) == ()
    assert (recurring([contract], "USD", quarters, AS_OF), foreign([contract], "USD")) == ((), (contract,))
