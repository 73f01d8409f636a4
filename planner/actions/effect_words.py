"""The effect of a change of rules in a sentence, and for programs: pages and commands tell the same."""

from __future__ import annotations

from typing import Any, Final

from planner.budget.effect import Amounts, Effect
from planner.money import decimal_string, format_money

_NAMED_YEARS: Final = 3


def effect_sentence(effect: Effect, currency: str, locale: str) -> str:
    """'Moves 31 devices; +£12,400 in FY27, −£3,000 in FY29; in all +£9,400.' Amounts are rounded to whole units, and a
    year whose change rounds to none is not named."""
    if effect.is_none:
        return "This moves no device and changes no amount."
    moved = effect.moved_units
    first = f"Moves {moved:,} {'device' if moved == 1 else 'devices'}" if moved else "Moves no device"
    changes = {year: amounts.change for year, amounts in effect.by_year.items() if amounts.change}
    named = [f"{signed(change, currency, locale)} in {year}" for year, change in list(changes.items())[:_NAMED_YEARS]]
    if not named:
        return f"{first}; the spend of each year stays as it is."
    if len(changes) > _NAMED_YEARS:
        rest = len(changes) - _NAMED_YEARS
        named.append(f"{rest} more {'year changes' if rest == 1 else 'years change'}")
    total = f"; in all {signed(effect.total.change, currency, locale)}" if len(changes) > 1 else ""
    return f"{first}; {', '.join(named)}{total}."


def signed(minor: int, currency: str, locale: str) -> str:
    """'+£12,400', '−£300', '±£0': a change in whole units."""
    shown = format_money(abs(minor), currency, locale, whole=True)
    return f"{'+' if minor > 0 else '−' if minor < 0 else '±'}{shown}"


def effect_json(effect: Effect, currency: str) -> dict[str, Any]:
    """The effect for programs: amounts as decimal strings, days ISO or None."""

    def amounts(of: Amounts) -> dict[str, str]:
        values = {"before": of.before, "after": of.after, "change": of.change}
        return {name: decimal_string(minor, currency) for name, minor in values.items()}

    return {
        "currency": currency,
        "moved_devices": effect.moved_units,
        "years": {year: amounts(of) for year, of in effect.by_year.items()},
        "rows": {row: {year: amounts(of) for year, of in years.items()} for row, years in effect.by_row.items()},
        "total": amounts(effect.total),
        "moved": [
            {
                "asset_id": device.asset_id, "device": device.device, "category": device.category,
                "quantity": device.quantity,
                "due_before": device.due_before.isoformat() if device.due_before else None,
                "due_after": device.due_after.isoformat() if device.due_after else None,
                "planned_before": device.planned_before or None, "planned_after": device.planned_after or None,
            }
            for device in effect.moved
        ],
    }  # fmt: skip
