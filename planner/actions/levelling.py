"""Levelling any list of items, from a file: for tests, and for people who plan other things."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from planner.actions.uploads import Upload
from planner.budget.levelling import Horizon, Item, Levelled, Limits, level
from planner.errors import PlannerError, Problem
from planner.money import check_currency, decimal_string, to_minor

_WHOLE: Final = ("due", "earliest", "latest", "criticality", "quantity", "pinned", "deadline", "published")
_NUMBERS: Final = ("hours", "risk_cost", "value_lost")
_NEEDED: Final = ("id", "cost", "due")
_WINDOW: Final = (2, 4)
"""Quarters before and after its due quarter that an item may move to, where its window is not given."""


def level_instance(upload: Upload, seconds: float) -> tuple[Levelled, str, tuple[str, ...]]:
    """The plan, the currency and the quarters' labels of an instance: JSON with `currency`, `quarters` (how many, or
    their labels), `items` and `limits` (docs/levelling.md). Amounts are decimal texts or numbers of the currency.

    Raises PlannerError with every fault, each with its item's id.
    """
    try:
        said = json.loads(upload.data)
    except ValueError as error:
        raise PlannerError(f"{upload.file_name} is no JSON.", "See docs/levelling.md for its form.") from error
    if not isinstance(said, dict) or not isinstance(said.get("items"), list):
        raise PlannerError(f"{upload.file_name} has no list 'items'.", "See docs/levelling.md for its form.")
    currency = check_currency(str(said.get("currency", "USD")))
    horizon = _horizon(said.get("quarters", 20))
    faults: list[Problem] = []
    items = [item for row in said["items"] if (item := _item(row, currency, faults)) is not None]
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            faults.append(_fault(item.id, "stands twice"))
        seen.add(item.id)
    limits = _limits(said.get("limits", {}), currency, horizon, faults)
    if faults:
        told = "; ".join(fault.message for fault in faults[:12])
        raise PlannerError(f"{upload.file_name} was not levelled: {told}.", "Mend these and run it again.")
    return level(items, limits, horizon, seconds), currency, horizon.labels


def _horizon(said: Any) -> Horizon:
    if isinstance(said, int) and 1 <= said <= 80:
        return Horizon.of(said)
    if isinstance(said, list) and said and len(set(map(str, said))) == len(said):
        labels = tuple(map(str, said))
        return Horizon(labels, tuple(label.split(" ")[0] for label in labels))
    raise PlannerError("'quarters' is no number from 1 to 80 and no list of labels.", "Give 20, or ['FY27 Q1', …].")


def _fault(name: object, what: str) -> Problem:
    return Problem(f"item {name} {what}", "Mend it.")


def _item(row: Any, currency: str, faults: list[Problem]) -> Item | None:
    if not isinstance(row, dict) or (missing := [name for name in _NEEDED if name not in row]):
        faults.append(_fault(row.get("id", "?") if isinstance(row, dict) else "?", "lacks id, cost or due"))
        return None
    name, before = str(row["id"]), len(faults)
    wrong = [key for key in row if key not in (*_NEEDED, *_WHOLE, *_NUMBERS, "batch")]
    faults += [_fault(name, f"has '{key}', which is not known") for key in (*wrong, *missing)]
    values: dict[str, Any] = {}
    for key in _WHOLE:
        if row.get(key) is not None:
            _take(values, name, key, row[key], int, faults)
    for key in _NUMBERS:
        if row.get(key) is not None:
            _take(values, name, key, row[key], float, faults)
    cost = _amount(row["cost"], currency)
    if cost is None or cost < 0:
        faults.append(_fault(name, f"costs '{row['cost']}', which is no amount of 0 or more"))
    if values.get("quantity", 1) < 1 or not 1 <= values.get("criticality", 3) <= len(_CRITICALITIES):
        faults.append(_fault(name, "needs a quantity of 1 or more and a criticality from 1 to 5"))
    if len(faults) > before or cost is None:
        return None
    window = {"earliest": values["due"] - _WINDOW[0], "latest": values["due"] + _WINDOW[1]}
    batch = str(row["batch"]) if row.get("batch") is not None else None
    known: dict[str, Any] = {"id": name, "cost": cost, "batch": batch, **window, **values}
    return Item(**known)


_CRITICALITIES: Final = (1, 2, 3, 4, 5)


def _take(values: dict[str, Any], name: str, key: str, said: Any, kind: type, faults: list[Problem]) -> None:
    if (
        isinstance(said, bool)
        or not isinstance(said, int if kind is int else (int, float))
        or (key in _NUMBERS and said < 0)
    ):
        faults.append(
            _fault(name, f"has the {key} '{said}', which is no {'whole number' if kind is int else 'number'}")
        )
        return
    values[key] = kind(said)


def _amount(said: Any, currency: str) -> int | None:
    try:
        return to_minor(str(said), currency)
    except (PlannerError, ArithmeticError, ValueError):
        return None


def _limits(said: Mapping[str, Any], currency: str, horizon: Horizon, faults: list[Problem]) -> Limits:
    """The limits; a number stands for every quarter (or year), a mapping names them by label."""
    at = {label: number for number, label in enumerate(horizon.labels)}
    years = {year: year for year in horizon.years}
    known = {"quarter_cap", "year_cap", "capacity", "minimum", "blackout", "hard_batches", "visit_cost", "evenness"}
    faults += [Problem(f"the limit '{key}' is not known", "Mend it.") for key in sorted(set(said) - known)]

    def money(value: Any) -> int:
        amount = _amount(value, currency)
        if amount is None:
            faults.append(Problem(f"'{value}' is no amount", "Mend it."))
        return amount or 0

    def each(key: str, places: Mapping[str, Any], read: Any) -> dict[Any, Any]:
        value = said.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            return {place: read(value) for place in places.values()}
        faults.extend(Problem(f"{key} names '{name}', which is none of the quarters", "Mend it.")
                      for name in value if name not in places)  # fmt: skip
        return {places[name]: read(one) for name, one in value.items() if name in places}

    shut = said.get("blackout", [])
    faults += [Problem(f"blackout names '{name}', which is no quarter", "Mend it.") for name in shut if name not in at]
    return Limits(
        quarter_caps=each("quarter_cap", at, money), year_caps=each("year_cap", years, money),
        capacity=each("capacity", at, float), minimum=each("minimum", at, money),
        blackout=frozenset(at[name] for name in shut if name in at), hard_batches=bool(said.get("hard_batches", True)),
        visit_cost=money(said.get("visit_cost", 0)), evenness=float(said.get("evenness", 1.0)),
    )  # fmt: skip


def levelled_json(found: Levelled, currency: str, labels: tuple[str, ...]) -> dict[str, Any]:
    """The answer for programs: amounts as decimal strings, quarters by label."""

    def shown(minor: float) -> str:
        return decimal_string(round(minor), currency)

    def label(at: int) -> str | None:
        return labels[at] if 0 <= at < len(labels) else None

    return {
        "status": found.status, "objective": shown(found.objective), "bound": shown(found.bound), "gap": found.gap,
        "currency": currency, "quarters": list(labels), "spend": [shown(minor) for minor in found.spend],
        "as_due": [shown(minor) for minor in found.as_due], "hours": list(found.hours),
        "assignment": {name: labels[at] for name, at in found.quarter_of.items()}, "outside": list(found.outside),
        "moves": [
            {"id": move.id, "from": label(move.start), "to": label(move.to), "why": move.why,
             "params": dict(move.params),
             "risk_cost": shown(move.risk_cost), "value_lost": shown(move.value_lost)}
            for move in found.moves
        ],
        "clashes": [asdict(clash) for clash in found.clashes], "cut_short": found.cut_short,
    }  # fmt: skip
