"""The catalogue of every sentence that a published roadmap can hold, in English.

A wording takes the values and the same as a reader is shown them. What has money in it says the rest where the money
was taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from planner.fields import CATEGORY_LABELS
from planner.money import format_money
from planner.roadmap.document import Parameter, Sentence
from planner.roadmap.initiatives import counted

Values = Mapping[str, Any]
Shown = Mapping[str, str]


def say(sentence: Sentence, locale: str, currency: str | None) -> str:
    """The sentence in words: numbers, money and days as the locale writes them. Raises KeyError for a key that is not
    in the catalogue."""
    values = {one.name: one.value for one in sentence.parameters}
    shown = {one.name: shown_value(one, locale, currency) for one in sentence.parameters}
    return WORDINGS[sentence.key](values, shown)


def shown_value(one: Parameter, locale: str, currency: str | None) -> str:
    """One value as a reader is shown it. Raises ValueError for money where no currency may be shown."""
    if one.kind == "money":
        if currency is None:
            raise ValueError(f"{one.name} is money in a document without costs")
        return format_money(int(one.value), currency, locale, whole=True)
    if one.kind == "count":
        return str(format_decimal(int(one.value), locale=locale))
    if one.kind == "share":
        return str(format_percent(int(one.value) / 10_000, locale=locale))
    if one.kind == "day":
        return str(format_date(date.fromisoformat(str(one.value)), "medium", locale=locale))
    return CATEGORY_LABELS[str(one.value)] if one.kind == "category" else str(one.value)


def _devices(count: int, shown: str) -> str:
    return "1 device" if count == 1 else f"{shown} devices"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _answer(values: Values, shown: Shown) -> str:
    """'14 devices are overdue and 9 more fall due within a year; £21,400 in the next four quarters, £180,000 over 5
    years.'"""
    parts: list[str] = []
    for name, one, many in (
        ("overdue", "is overdue", "are overdue"), ("due", "is due", "are due"),
        ("due_soon", "falls due within a year", "fall due within a year"),
    ):  # fmt: skip
        if count := values.get(name, 0):
            subject = f"{shown[name]} more" if parts else _devices(count, shown[name])
            parts.append(f"{subject} {one if count == 1 else many}")
    if not values["fleet"]:
        said = "There are no devices yet"
    elif parts:
        said = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    else:
        said = f"None of {_devices(values['fleet'], shown['fleet'])} is due within a year"
    if "near" not in values:
        return f"{said}."
    years = values["quarters"] / 4
    span = f"{years:g} year{'' if years == 1 else 's'}"
    return f"{said}; {shown['near']} in the next four quarters, {shown['whole']} over {span}."


def _project_why(values: Values, shown: Shown) -> str:
    parts = [values["text"]] if values.get("text") else []
    parts += [
        f"It {name}s {_devices(values[name], shown[name])} that need no replacement of their own then."
        for name in ("migrate", "consolidate", "retire", "upgrade")
        if values.get(name)
    ]
    if "yearly" in values:
        parts.append(f"It recurs at {shown['yearly']} a year.")
    if "later" in values:
        parts.append(f"Later quarters cost {shown['later']} more.")
    return " ".join(parts)


def _unplanned(_: Values, shown: Shown) -> str:
    if "expected" not in shown:
        return "Devices fail besides what is planned."
    expected, bad = shown["expected"], shown["bad"]
    return f"Failures are expected to cost {expected} besides the plan, in a bad quarter {bad} or more."


def _amount_changed(_: Values, shown: Shown) -> str:
    return f"{shown['title']}: {shown['before']} before, {shown['after']} now."


def _plan_changed(_: Values, shown: Shown) -> str:
    return f"The whole plan: {shown['before']} before, {shown['after']} now."


def _lines_changed(verb: str) -> Callable[[Values, Shown], str]:
    return lambda _, shown: f"{verb}: {shown['title']}."


WORDINGS: Final[Mapping[str, Callable[[Values, Shown], str]]] = {
    "text": lambda values, _: str(values["text"]),
    "answer": _answer,
    "replace": lambda values, _: f"Replace {counted(int(values['devices']), str(values['category']))}",
    "project_why": _project_why,
    "unplanned": _unplanned,
    "near": lambda _, __: "in the next four quarters",
    "peak": lambda _, shown: f"in the fullest quarter, {shown['quarter']}" if "quarter" in shown else "fullest quarter",
    "overdue": lambda values, shown: f"of {_devices(values['fleet'], shown['fleet'])} overdue",
    "due_within_a_year": lambda _, __: "due within a year",
    "to_decide": lambda values, _: "line to decide" if values["count"] == 1 else "lines to decide",
    "added": _lines_changed("New"),
    "removed": _lines_changed("No longer on it"),
    "moved": lambda _, shown: f"{shown['title']}: {shown['before']} before, {shown['after']} now.",
    "reworded": _lines_changed("Changed in its words"),
    "status_changed": lambda _, shown: f"{shown['title']}: {shown['before']} before, {shown['after']} now.",
    "amount_changed": _amount_changed,
    "plan_changed": _plan_changed,
    "devices_changed": lambda _, shown: f"{shown['status']}: {shown['before']} before, {shown['after']} now.",
}
"""Sentence's key → its wording."""
