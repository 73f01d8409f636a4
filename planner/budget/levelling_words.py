"""Levelling in words: how good the plan is, why each replacement moved, and what must give where limits clash."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from planner.budget.candidates import key_of
from planner.budget.levelled_plan import STANDS, LevelledPlan, PlannedMove
from planner.budget.levelling.model import Clash
from planner.calendar import FiscalCalendar, FiscalQuarter

Money = Callable[[int], str]
Named = Mapping[int, str]
"""Asset id → the device's name."""


def plan_sentence(plan: LevelledPlan, money: Money) -> str:
    """How good the plan is, proven: 'No plan within these limits is better.' or by how much one might be."""
    if plan.status == "optimal":
        return "Proven: no plan within these limits has a lower cost of waiting, early replacement and unevenness."
    least = plan.objective_minor - plan.bound_minor
    return f"Proven: no plan within these limits is better by more than {money(least)} ({plan.gap:.2%})."


def move_sentence(move: PlannedMove, calendar: FiscalCalendar, money: Money) -> str:
    """Why a replacement is not in its due quarter, and what that costs."""
    return f"{move_reason(move, calendar, money)} {cost_sentence([move], money)}".strip()


def move_reason(move: PlannedMove, calendar: FiscalCalendar, money: Money) -> str:
    """Why a replacement is not in its due quarter."""
    said: Mapping[str, Any] = move.params
    start, to = calendar.quarter_of(move.start).label, calendar.quarter_of(move.to).label
    if "put_back" in said:
        return _put_back(start, said, move.why == "capacity", money)
    if move.why in _PLAIN:
        return _PLAIN[move.why]
    if move.why == "capacity":
        return f"{start} would take {said['undisturbed']:,.0f} h of technicians, there are {said['capacity']:,.0f} h."
    if move.why == "minimum":
        return f"{to} would have only {money(said['undisturbed'])}, at least {money(said['minimum'])} was asked for."
    if move.why == "evenness":
        return f"{start} would cost {money(said['undisturbed'])}, {to} only {money(said['to_undisturbed'])}."
    return f"{said.get('year', start)} would cost {money(said['undisturbed'])}, its cap is {money(said['cap'])}."


def _put_back(start: str, said: Mapping[str, Any], is_hours: bool, money: Money) -> str:
    """Others have taken its place in its quarter."""
    if is_hours:
        return (
            f"With it {start} would take {said['put_back']:,.0f} h of technicians, there are {said['capacity']:,.0f} h."
        )
    return f"{start} would cost {money(said['put_back'])} with it, its cap is {money(said['cap'])}."


_PLAIN: Final = {
    "pinned": "A person chose this quarter.",
    "overdue": "It is overdue: caught up over the next quarters, worst first.",
    "deadline": "Its support or lease ends before its planned quarter.",
    "not_open": "Nothing can be bought in its own quarter.",
    "batch": "It goes together with others of its batch.",
}


def cost_sentence(moves: Sequence[PlannedMove], money: Money) -> str:
    """What the moves cost together in risk and in life given up. Of what is overdue most of the waiting lies behind:
    it is not told."""
    risk = sum(move.risk_minor for move in moves if move.why != "overdue")
    lost = sum(move.lost_minor for move in moves)
    parts = [f"Waiting risks {money(risk)}."] if risk else []
    return " ".join([*parts, f"Going early gives up {money(lost)} of their life." if lost else ""]).strip()


def clash_sentences(
    clashes: Sequence[Clash], quarters: Sequence[FiscalQuarter], devices: Named, money: Money
) -> tuple[str, ...]:
    """One sentence for each limit that cannot be kept: what it is, the least it must give together with the others
    named, and what it must give where it alone gives."""
    labels = [quarter.label for quarter in quarters]
    return tuple(_clash(clash, labels, devices, money) for clash in clashes)


def _clash(clash: Clash, labels: Sequence[str], devices: Named, money: Money) -> str:
    what, unit = _limit(clash, labels, devices, money)
    together = unit(clash.least) if clash.least else "nothing, if the others named give"
    alone = f"; {unit(clash.alone)} if it alone gives" if clash.alone not in (None, 0, clash.least) else ""
    return f"{what} must give {together}{alone}."


def _limit(clash: Clash, labels: Sequence[str], devices: Named, money: Money) -> tuple[str, Callable[[Any], str]]:
    """The limit in words, and how its unit is told."""
    quarter = labels[int(clash.where)] if clash.limit in _OF_A_QUARTER else clash.where
    if clash.limit in ("quarter_cap", "year_cap"):
        return f"The cap of {money(round(clash.now))} in {quarter}", lambda give: f"{money(round(give))} more"
    if clash.limit == "minimum":
        return f"The least spend of {money(round(clash.now))} in {quarter}", lambda give: f"{money(round(-give))} less"
    if clash.limit == "capacity":
        return f"The technicians' {clash.now:,.0f} h in {quarter}", lambda give: f"{give:,.1f} h more"
    if clash.limit in _WHOLE:
        what, way = _WHOLE[clash.limit]
        return f"{what} {quarter}", lambda _: way
    return _of_item(clash, labels, devices), _quarters


def _of_item(clash: Clash, labels: Sequence[str], devices: Named) -> str:
    if clash.where.startswith(STANDS):
        at = int(clash.where.partition(":")[2])
        return f"What stands in {labels[at]} anyway (contracts, projects, allowances)"
    kind = {"deadline": "deadline", "pinned": "chosen quarter", "window": "window"}[clash.limit]
    return f"The {kind} of {devices.get(_asset(clash.where), clash.where)}"


_WHOLE: Final = {
    "blackout": ("The closed quarter", "way: it must be opened"),
    "batch": ("The batch", "way: it must be split"),
}
_OF_A_QUARTER: Final = ("quarter_cap", "minimum", "capacity", "blackout")


def _asset(where: str) -> int:
    head = where.partition(":")[0]
    return key_of(where)[0] if head.isdigit() else 0


def _quarters(give: float) -> str:
    count = abs(round(give))
    return f"{count} {'quarter' if count == 1 else 'quarters'} {'later' if give > 0 else 'earlier'}"
