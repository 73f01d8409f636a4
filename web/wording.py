"""Values as people read them: money, days, counts, fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import pandas as pd

from planner.calendar import MONTHS
from planner.fields import FIELDS
from planner.money import format_money
from web.markup import NOTHING

_INITIALS: Final = {"os": "OS", "cpu": "CPU", "ram": "RAM", "ip": "IP", "mac": "MAC"}


def money(minor: int | None, currency: str, locale: str) -> str:
    """'£1,240', a dash where there is none: screens show whole units, exports the cents."""
    return format_money(int(minor), currency, locale, whole=True) if minor else NOTHING


def day(value: Any) -> str:
    """'3 Nov 2026' (kept on one line), or nothing where there is no date."""
    if value is None or pd.isna(value):
        return ""
    return f"{value.day}\u00a0{MONTHS[value.month - 1]}\u00a0{value.year}"


def moment(value: datetime) -> str:
    """A stored moment in the server's own time: '3 Nov 2026, 14:05'."""
    local = value.astimezone()
    return f"{day(local.date())}, {local:%H:%M}"


def count(number: int, one: str, many: str = "") -> str:
    """'1 device', '1,204 devices'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def field_label(field: str) -> str:
    """'serial_number' as 'Serial number'."""
    words = [_INITIALS.get(word, word) for word in field.split("_")]
    return words[0][:1].upper() + words[0][1:] + "".join(f" {word}" for word in words[1:])


def value_text(field: str, value: Any, currency: str = "", locale: str = "en_US") -> str:
    """A stored value of this field as a person reads it; money is minor units of `currency`."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if FIELDS.get(field) == "money" and isinstance(value, int) and currency:
        return format_money(value, currency, locale)
    return day(value) if isinstance(value, date) else str(value)


def in_short(names: Sequence[str], most: int = 6) -> str:
    """'A, B, C and 9 more'."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most:,} more" if len(names) > most else shown
