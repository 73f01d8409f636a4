"""Money: integer minor units with an ISO 4217 currency, rounded half up, and the growth of prices.

Floats never hold money. An amount in the store or in a frame is `…_minor` (cents, pence, yen), and its
currency stands beside it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, Overflow, localcontext
from functools import cache
from typing import Final

from babel.core import Locale, UnknownLocaleError, get_global
from babel.numbers import format_currency, get_currency_precision

from planner.errors import PlannerError

MAX_MINOR: Final = 2**63 - 1
_ONE: Final = Decimal(1)
_WIDE: Final = Context(prec=60, traps=[InvalidOperation, Overflow])


@cache
def known_currencies() -> frozenset[str]:
    """Every ISO 4217 code in Babel's CLDR tables."""
    return frozenset(get_global("all_currencies"))


def check_currency(code: str) -> str:
    """The code in capitals. Raises PlannerError where no such currency exists."""
    upper = code.strip().upper()
    if upper not in known_currencies():
        raise PlannerError(f"'{code}' is no currency.", "Use an ISO 4217 code such as USD, GBP or EUR.")
    return upper


def check_locale(name: str) -> str:
    """The locale's name as Babel writes it. Raises PlannerError where no such locale is known."""
    try:
        return str(Locale.parse(name.strip().replace("-", "_")))
    except (UnknownLocaleError, ValueError) as error:
        raise PlannerError(f"'{name}' is no locale.", "Use a language and country such as en_GB or de_DE.") from error


@cache
def minor_digits(currency: str) -> int:
    """Digits after the decimal mark: 2 for USD, 0 for JPY, 3 for BHD (CLDR by Babel)."""
    return get_currency_precision(currency)


def round_half_up(value: Decimal) -> int:
    """The nearest integer; a half goes away from zero, as finance rounds."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_minor(amount: Decimal | int | str | float, currency: str) -> int:
    """An amount in major units as minor units. Raises PlannerError where it is no number or beyond 64 bit."""
    try:
        decimal = amount if isinstance(amount, Decimal) else Decimal(str(amount))
        scaled = decimal.scaleb(minor_digits(currency), _WIDE)
        minor = int(scaled.quantize(_ONE, ROUND_HALF_UP, _WIDE))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise PlannerError(f"'{amount}' is no amount of money.", "Enter a number such as 1240.50.") from error
    if abs(minor) > MAX_MINOR:
        raise PlannerError(f"The amount {amount} is too large.", "Check the decimal mark and the currency.")
    return minor


def to_decimal(minor: int, currency: str) -> Decimal:
    """Minor units as an amount in major units, with the currency's digits."""
    return Decimal(int(minor)).scaleb(-minor_digits(currency))


def decimal_string(minor: int, currency: str) -> str:
    """'1240.00': how programs get an amount."""
    return f"{to_decimal(minor, currency):.{minor_digits(currency)}f}"


def format_money(minor: int, currency: str, locale: str = "en_US", *, whole: bool = False) -> str:
    """'$1,240.00', or '$1,240' with `whole`: how people get an amount."""
    amount = to_decimal(minor, currency)
    if not whole:
        return format_currency(amount, currency, locale=locale)
    rounded = Decimal(round_half_up(amount))
    return format_currency(rounded, currency, format=_whole_pattern(locale), locale=locale, currency_digits=False)


@cache
def _whole_pattern(locale: str) -> str:
    """The locale's own money pattern without its decimals."""
    pattern: str = Locale.parse(locale).currency_formats["standard"].pattern
    return pattern.replace(".00", "")


def grown(minor: int, growth_per_year: Decimal, months: int) -> int:
    """A price after `months` of growth: minor × (1 + g)^(months / 12), half up to the minor unit.

    A price dated after the quarter is not shrunk: negative months count as none.
    """
    if months <= 0 or growth_per_year == 0:
        return minor
    with localcontext(prec=28):
        return round_half_up(minor * growth_factor(growth_per_year, months))


@cache
def growth_factor(growth_per_year: Decimal, months: int) -> Decimal:
    """(1 + g)^(months / 12) to 28 digits."""
    with localcontext(prec=28):
        return (1 + growth_per_year) ** (Decimal(months) / 12)
