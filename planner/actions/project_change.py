"""A project as a person gives it → the project, and all that is wrong with it at once.

Amounts are the client's currency, as people say them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from planner.actions.faults import Faults
from planner.actions.rule_change import to_amount, to_whole
from planner.budget.contracts import BILLING_MONTHS
from planner.budget.projects import DISPOSITIONS, KINDS, PRICE_STATUSES, STATUSES, Project, ProjectLine
from planner.errors import PlannerError, Problem
from planner.money import MAX_MINOR

Given = Mapping[str, Any]
LANES: Final = ("Run", "Protect", "Grow", "Transform")
PRIORITIES: Final = ("high", "medium", "low")
TREATMENTS: Final = ("opex", "capex")
BILLINGS: Final = tuple(BILLING_MONTHS)
FIELDS: Final = (
    "title", "why", "lane", "priority", "status", "owner", "starts_on", "price_status", "quote", "valid_until", "lines",
    "devices", "goal", "depends_on",
)  # fmt: skip
"""What may be given. `lines`: dicts of `LINE_FIELDS`; `devices`: asset id → disposition; `goal`: a goal's id or None;
`depends_on`: keys of what has to come first."""
LINE_FIELDS: Final = (
    "name", "kind", "treatment", "quantity", "unit_price", "months_after", "billing", "months",
)  # fmt: skip
_OPTIONS: Final = {"lane": LANES, "priority": PRIORITIES, "status": STATUSES, "price_status": PRICE_STATUSES}
_TEXTS: Final = {"title": 200, "why": 4000, "owner": 200, "quote": 200}
_LONGEST_NAME: Final = 200
_YEARS: Final = range(1990, 2100)
_MOST_UNITS: Final = 1_000_000
_MOST_MONTHS: Final = 480
_MOST_PAYMENTS: Final = 480
_NEW: Final = Project(0, "", "", "Transform", "medium", "proposed", None, date.min, "budgetary", None, None)


def settled(
    given: Given, base: Project | None, currency: str, asset_ids: Collection[int]
) -> tuple[Project | None, tuple[Problem, ...]]:
    """The project with what is given over `base`, what is not given staying; or None and every fault. A new one needs
    a title and a day. `asset_ids`: the client's. Whether there are such a goal and such initiatives to wait for is
    the caller's to know."""
    faults = Faults()
    title = str(given.get("title", base.title if base else "") or "").strip()
    where = title[:60] or "A project without a title"
    values = _values(given, where, faults)
    if not title:
        faults.add(where, "It has no title.", "Say what is to be done.")
    if base is None and given.get("starts_on") is None:
        faults.add(where, "It has no day.", "Say in which quarter it starts.")
    if "lines" in given:
        values["lines"] = tuple(
            line for row in given["lines"] if (line := _line(row, where, currency, faults)) is not None
        )
    if "devices" in given:
        values["devices"] = _devices(given["devices"], where, asset_ids, faults)
    if faults.found:
        return None, tuple(faults.found)
    if "goal" in given:
        values["goal_id"] = given["goal"]
    if "depends_on" in given:
        values["depends_on"] = tuple(sorted(given["depends_on"] or ()))
    return replace(base or _NEW, **values), ()


def _values(given: Given, where: str, faults: Faults) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in sorted(set(given) - set(FIELDS)):
        faults.add(where, f"A project has no '{name}'.", f"Choose one of: {', '.join(FIELDS)}.")
    for name, longest in _TEXTS.items():
        if name in given:
            text = _within(given[name], longest, name.capitalize(), where, faults)
            values[name] = text if name in ("title", "why") else text or None
    for name, options in _OPTIONS.items():
        if given.get(name) is not None:
            values[name] = faults.tried(f"{where}, {name.replace('_', ' ')}", _chosen, given[name], options)
    for name in ("starts_on", "valid_until"):
        if given.get(name) is not None:
            values[name] = faults.tried(f"{where}, {name.replace('_', ' ')}", _day, given[name])
        elif name == "valid_until" and name in given:
            values[name] = None
    return values


def _within(value: Any, longest: int, what: str, where: str, faults: Faults) -> str:
    """The text without blanks around it; one too long is a fault, not cut."""
    text = str(value or "").strip()
    if len(text) > longest:
        faults.add(where, f"{what} is longer than {longest:,} characters.", "Say it shorter.")
    return text


def _chosen(value: Any, options: Sequence[str]) -> str:
    for option in options:
        if str(value).strip().casefold() == option.casefold():
            return option
    raise PlannerError(f"There is no '{value}'.", f"Choose one of: {', '.join(options)}.")


def _day(value: Any) -> date:
    if isinstance(value, date) and value.year in _YEARS:
        return value
    raise PlannerError(f"'{value}' is no date of a project.", "Give a date as 2027-05-31.")


def _line(row: Given, where: str, currency: str, faults: Faults) -> ProjectLine | None:
    """One line; a fault names it."""
    before = len(faults.found)
    name = _within(row.get("name"), _LONGEST_NAME, "The name of a line", where, faults)
    place = f"{where}, line {name[:60] or '?'}"
    for key in sorted(set(row) - set(LINE_FIELDS)):
        faults.add(place, f"A line has no '{key}'.", f"Choose one of: {', '.join(LINE_FIELDS)}.")
    if not name:
        faults.add(place, "It has no name.", "Say what is paid for.")
    if row.get("unit_price") is None:
        faults.add(place, "It has no price.", "Give the price of one, or 0.")
    kind = faults.tried(place, _chosen, row.get("kind") or "one_time", KINDS)
    treatment = faults.tried(place, _chosen, row.get("treatment") or "opex", TREATMENTS)
    billing = faults.tried(place, _chosen, row.get("billing") or "month", BILLINGS)
    price = faults.tried(place, to_amount, _or(row.get("unit_price"), 0), currency)
    quantity = faults.tried(f"{place}, quantity", to_whole, _or(row.get("quantity"), 1), 1, _MOST_UNITS)
    said_after = _or(row.get("months_after"), 0)
    after = faults.tried(f"{place}, months after the start", to_whole, said_after, 0, _MOST_MONTHS)
    months = row.get("months")
    if months is not None:
        months = faults.tried(f"{place}, months", to_whole, months, 1, _MOST_MONTHS)
    if len(faults.found) > before or kind is None or treatment is None or billing is None:
        return None
    if price is None or quantity is None or after is None:
        return None
    if price * quantity * _MOST_PAYMENTS > MAX_MINOR // 1_000:
        faults.add(place, "Its cost is beyond what can be counted.", "Check the price and the quantity.")
        return None
    known: Any = {"kind": kind, "treatment": treatment}
    return ProjectLine(name, **known, quantity=quantity, unit_price_minor=price, months_after=after, billing=billing,
                       months=months)  # fmt: skip


def _or(value: Any, usual: int) -> Any:
    """What is said; what is usual where nothing is. 0 is something."""
    return usual if value is None else value


def _devices(
    said: Mapping[int, str], where: str, asset_ids: Collection[int], faults: Faults
) -> tuple[tuple[int, str], ...]:
    """The devices it takes the place of. Another client's are none of them."""
    found = []
    for asset_id, disposition in sorted(said.items()):
        if asset_id not in asset_ids:
            faults.add(where, f"Device {asset_id} is not among this client's.", "Choose a device of this client.")
        chosen = faults.tried(f"{where}, device {asset_id}", _chosen, disposition, DISPOSITIONS)
        if chosen is not None:
            found.append((asset_id, chosen))
    return tuple(found)
