"""Money is exact: integers of minor units, rounded half up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import PlannerError
from planner.money import check_currency, decimal_string, format_money, grown, to_decimal, to_minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("1240.50", "USD", 124_050), ("0.005", "USD", 1), ("-0.005", "USD", -1), ("1240.5", "JPY", 1_241), ("1.2345", "BHD", 1_235)],
)  # fmt: skip
def test_amounts_become_minor_units_rounded_half_up(amount: str, currency: str, minor: int) -> None:
    assert to_minor(amount, currency) == minor


def test_a_price_grows_by_whole_months_over_twelve() -> None:
    assert grown(124_000, Decimal("0.05"), 12) == 124_000 * 105 // 100
    assert grown(124_000, Decimal("0.05"), 24) == 136_710  # 124,000 × 1.1025
    assert grown(124_000, Decimal("0.05"), 15) == 131_798  # 124,000 × 1.05^1.25 = 131,797.9…
    assert grown(124_000, Decimal("0.05"), -3) == 124_000


def test_amounts_for_people_and_for_programs() -> None:
    assert format_money(2_140_000, "GBP", "en_GB", whole=True) == "£21,400"
    assert format_money(124_050, "USD") == "$1,240.50"
    assert format_money(124_050, "JPY", whole=True) == "¥124,050"
    assert decimal_string(5, "USD") == "0.05"
    assert decimal_string(5, "JPY") == "5"


@pytest.mark.parametrize("amount", ["twelve", "", "NaN", "1e30", "Infinity"])
def test_what_is_no_amount_is_refused_with_a_remedy(amount: str) -> None:
    with pytest.raises(PlannerError):
        to_minor(amount, "USD")


def test_an_unknown_currency_is_refused() -> None:
    assert check_currency("gbp") == "GBP"
    with pytest.raises(PlannerError):
        check_currency("QUID")


@given(st.integers(-(2**62), 2**62), st.sampled_from(["USD", "JPY", "BHD", "EUR"]))
def test_minor_units_come_back_exactly(minor: int, currency: str) -> None:
    assert to_minor(to_decimal(minor, currency), currency) == minor
