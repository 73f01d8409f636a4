"""A posted form → what the recipient asked for."""

from __future__ import annotations

from datetime import date
from typing import Final

from starlette.datastructures import FormData

from planner.actions.shared_views import DecisionAsked, SharedRoadmap
from planner.errors import PlannerError
from planner.money import to_minor

MOST_BYTES: Final = 65_536


def asked_of(form: FormData, seen: SharedRoadmap) -> DecisionAsked:
    """The decision in the form; only what its kind needs is read. Raises PlannerError where a day or an amount cannot
    be read."""
    kind = _text(form, "kind")
    return DecisionAsked(
        _text(form, "line"), kind,
        _amount(_text(form, "amount"), seen) if kind == "purchase" else None,
        _day(_text(form, "board_on")) if kind == "board" else None,
        _day(_text(form, "to")) if kind == "defer" else None,
        _text(form, "comment"),
    )  # fmt: skip


def _text(form: FormData, name: str) -> str:
    return str(form.get(name, "")).replace("\r\n", "\n").replace("\x00", "")


def _amount(words: str, seen: SharedRoadmap) -> int | None:
    if not words.strip() or seen.document.currency is None:
        return None
    plain = words.strip().replace(" ", "").replace("\u00a0", "")
    try:
        return to_minor(plain.replace(",", "") if _groups_by_comma(plain) else plain.replace(".", "").replace(",", "."),
                        seen.document.currency)  # fmt: skip
    except (ValueError, ArithmeticError) as error:
        raise PlannerError(f"'{words[:40]}' is no amount.", "Write it as 1234.50.") from error


def _groups_by_comma(words: str) -> bool:
    """Whether the last separator is a point, or a comma that stands before three digits: then commas group."""
    tail = words[max(words.rfind(","), words.rfind(".")) + 1 :]
    return words.rfind(".") > words.rfind(",") or len(tail) == 3


def _day(words: str) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise PlannerError(f"'{words[:40]}' is no day.", "Choose it in the calendar.") from error
