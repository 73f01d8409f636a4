"""Plan → budget: line × quarter, with contingency and tax per line and quarter (law 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from planner.budget.model import GROUPS, Assumptions, Budget, BudgetLine, LineKind, ReconciliationGroup, Treatment
from planner.calendar import FiscalQuarter
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.frames import to_records
from planner.money import round_half_up

_KINDS: Final[tuple[LineKind, ...]] = ("hardware", "labour", "allowance")
_NAMES: Final[dict[LineKind, str]] = {
    "hardware": "hardware", "labour": "installation", "allowance": "replaced on failure",
    "recurring": "recurring", "project": "project", "contingency": "Contingency", "tax": "Tax",
}  # fmt: skip

LineKey = tuple[str, LineKind, Treatment]


@dataclass(frozen=True)
class Costed:
    """The budget, and what each action costs in full: `amounts[i]` belongs to row i of the actions; together with
    `allowance_minor` (by category) they add up to the budget's total to the cent."""

    budget: Budget
    amounts: tuple[int, ...]
    allowance_minor: dict[str, int]


def budget(
    actions: pd.DataFrame,
    allowances: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]],
    schedule: pd.DataFrame,
    assumptions: Assumptions,
    quarters: tuple[FiscalQuarter, ...],
    agreed: Sequence[BudgetLine] = (),
    scenario: str = "as_decided",
    foreseen: Sequence[BudgetLine] = (),
) -> Costed:
    """The lines of all quarters, the reconciliation, and each action's full cost.

    `agreed` and `foreseen`: lines of the same quarters that belong to no device, contracts' and projects'.
    The price of the agreed ones is fixed: they bear tax but no contingency; the foreseen ones bear both. Neither is
    part of the reconciliation, which is the fleet's.
    """
    at = _positions(actions, quarters)
    parts = _parts(actions, assumptions)
    lines: dict[LineKey, list[int]] = defaultdict(lambda: [0] * len(quarters))
    for quarter, of_action in zip(at, parts, strict=True):
        for key, minor in of_action:
            lines[key][quarter] += minor
    for category, (hardware, labour) in allowances.items():
        lines[category, "allowance", "opex"] = [one + two for one, two in zip(hardware, labour, strict=True)]
    surcharges = {key: [_surcharge(amount, assumptions) for amount in amounts] for key, amounts in lines.items()}
    amounts = _full_costs(at, parts, lines, surcharges)
    allowance = {
        category: sum(lines[category, "allowance", "opex"])
        + sum(sum(surcharge) for surcharge in surcharges[category, "allowance", "opex"])
        for category in allowances
    }
    beside = _beside(agreed, foreseen, assumptions)
    all_surcharges = [*((key[2], surcharges[key]) for key in lines), *beside]
    made = Budget(
        currency=assumptions.currency,
        quarters=quarters,
        lines=(*_lines(lines), *agreed, *foreseen, *_surcharge_lines(all_surcharges)),
        reconciliation=_reconciliation(schedule, actions, amounts, allowance),
        scenario=scenario if scenario != "as_decided" or bool(actions["is_pinned"].any()) else "as_due",
        agreed_minor=sum(amount for line in (*agreed, *foreseen) for amount in line.amounts)
        + sum(sum(surcharge) for _, of_line in beside for surcharge in of_line),
    )
    return Costed(made, tuple(amounts), allowance)


def _positions(actions: pd.DataFrame, quarters: Sequence[FiscalQuarter]) -> list[int]:
    """Which quarter each action falls in. The plan holds none outside the horizon."""
    starts = pd.DatetimeIndex([pd.Timestamp(quarter.starts_on) for quarter in quarters])
    return [
        int(position) for position in starts.searchsorted(pd.DatetimeIndex(actions["planned_on"]), side="right") - 1
    ]


def _parts(actions: pd.DataFrame, assumptions: Assumptions) -> list[list[tuple[LineKey, int]]]:
    """Each action's components by the line they go to. A unit at or above the threshold is capitalised."""
    threshold = assumptions.capitalisation_threshold_minor
    parts: list[list[tuple[LineKey, int]]] = []
    for action in to_records(actions[["category", "unit_hardware_minor", "hardware_minor", "labour_minor"]]):
        treatment: Treatment = "capex" if action["unit_hardware_minor"] >= threshold else "opex"
        own: list[tuple[LineKey, int]] = [((action["category"], "hardware", treatment), action["hardware_minor"])]
        if action["labour_minor"]:
            own.append(((action["category"], "labour", "opex"), action["labour_minor"]))
        parts.append(own)
    return parts


def _surcharge(amount: int, assumptions: Assumptions) -> tuple[int, int]:
    """Contingency on the line's amount, and tax on both, each half up."""
    contingency = round_half_up(amount * assumptions.contingency)
    return contingency, _tax(amount + contingency, assumptions)


def _tax(amount: int, assumptions: Assumptions) -> int:
    return round_half_up(amount * assumptions.tax)


def _full_costs(
    at: Sequence[int],
    parts: Sequence[Sequence[tuple[LineKey, int]]],
    lines: Mapping[LineKey, Sequence[int]],
    surcharges: Mapping[LineKey, Sequence[tuple[int, int]]],
) -> list[int]:
    """Each action with its share of its lines' contingency and tax; the shares of a line and quarter add up."""
    members: dict[tuple[LineKey, int], list[tuple[int, int]]] = defaultdict(list)
    for number, (quarter, of_action) in enumerate(zip(at, parts, strict=True)):
        for key, minor in of_action:
            members[key, quarter].append((number, minor))
    amounts = [0] * len(parts)
    for (key, quarter), shares in members.items():
        extra = shared_out(sum(surcharges[key][quarter]), [minor for _, minor in shares], lines[key][quarter])
        for (number, minor), own in zip(shares, extra, strict=True):
            amounts[number] += minor + own
    return amounts


def shared_out(total: int, weights: Sequence[int], weight_sum: int) -> list[int]:
    """`total` in whole minor units by weight, by largest remainder: the parts add up to it exactly."""
    if weight_sum == 0:
        return [0] * len(weights)
    floors = [total * weight // weight_sum for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % weight_sum), i))
    for i in order[: total - sum(floors)]:
        floors[i] += 1
    return floors


def _lines(lines: Mapping[LineKey, Sequence[int]]) -> Iterable[BudgetLine]:
    """Hardware, installation and allowances by category."""
    order = {category: number for number, category in enumerate(CATEGORIES)}
    split = {
        (key[0], key[1]) for key in lines if (key[0], key[1], "opex") in lines and (key[0], key[1], "capex") in lines
    }
    for key in sorted(lines, key=lambda key: (_KINDS.index(key[1]), order[key[0]], key[2])):
        category, kind, treatment = key
        name = f"{CATEGORY_LABELS[category]}: {_NAMES[kind]}"
        shown = f"{name} ({treatment})" if (category, kind) in split else name
        yield BudgetLine(shown, kind, category, treatment, tuple(lines[key]))


_Surcharges = tuple[Treatment, Sequence[tuple[int, int]]]
"""A line's treatment, and by quarter its (contingency, tax)."""


def _beside(
    agreed: Sequence[BudgetLine], foreseen: Sequence[BudgetLine], assumptions: Assumptions
) -> list[_Surcharges]:
    """The surcharges of the lines that belong to no device."""
    fixed: list[_Surcharges] = [
        (line.treatment, [(0, _tax(amount, assumptions)) for amount in line.amounts]) for line in agreed
    ]
    return fixed + [(line.treatment, [_surcharge(amount, assumptions) for amount in line.amounts]) for line in foreseen]


def _surcharge_lines(of_lines: Sequence[_Surcharges]) -> Iterable[BudgetLine]:
    """Contingency and tax, capex and opex apart."""
    kinds: tuple[tuple[int, LineKind], ...] = ((0, "contingency"), (1, "tax"))
    treatments: tuple[Treatment, ...] = ("capex", "opex")
    for which, kind in kinds:
        for treatment in treatments:
            own = [surcharge for of, surcharge in of_lines if of == treatment]
            amounts = tuple(sum(surcharge[which] for surcharge in column) for column in zip(*own, strict=True))
            if any(amounts):
                yield BudgetLine(f"{_NAMES[kind]} ({treatment})", kind, None, treatment, amounts)


def _reconciliation(
    schedule: pd.DataFrame, actions: pd.DataFrame, amounts: Sequence[int], allowance: Mapping[str, int]
) -> dict[str, ReconciliationGroup]:
    """Units and money by group. Planned, estimated and on failure add up to the budget's total less what is
    agreed; the others show what replacing them once would cost at today's prices, which is not in the total."""
    units = schedule.groupby("group")["quantity"].sum()
    value = (schedule["unit_hardware_minor"].fillna(0) * schedule["quantity"]).groupby(schedule["group"]).sum()
    money = {str(group): int(minor) for group, minor in value.items()}
    money |= {"planned": 0, "estimated": 0, "on_failure": sum(allowance.values())}
    for group, amount in zip(actions["group"], amounts, strict=True):
        money[group] += amount
    return {group: ReconciliationGroup(int(units.get(group, 0)), money.get(group, 0)) for group in GROUPS}
