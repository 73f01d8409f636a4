"""Plan → budget: line × quarter, with contingency and tax per line and quarter (law 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import pandas as pd

from planner.budget.model import GROUPS, Assumptions, Budget, BudgetLine, LineKind, ReconciliationGroup, Treatment
from planner.budget.parts import DELIVERED, PARTS
from planner.calendar import FiscalQuarter
from planner.fields import CATEGORIES, CATEGORY_LABELS
from planner.frames import to_records
from planner.money import round_half_up

_KINDS: Final[tuple[LineKind, ...]] = (
    "hardware", "accessories", "freight", "labour", "disposal", "trade_in", "allowance",
)  # fmt: skip
_NAMES: Final[dict[LineKind, str]] = {
    "hardware": "hardware", "accessories": "accessories", "freight": "freight", "labour": "installation",
    "disposal": "disposal", "trade_in": "trade-in", "allowance": "replaced on failure",
    "recurring": "recurring", "project": "project", "contingency": "Contingency", "tax": "Tax",
}  # fmt: skip

LineKey = tuple[str, LineKind, Treatment]


class Surcharge(NamedTuple):
    """What comes on top of a line's amount in a quarter; `beside` is tax that the client gets back, in no total."""

    contingency: int
    tax: int
    beside: int

    @property
    def total(self) -> int:
        return self.contingency + self.tax


_NONE: Final = Surcharge(0, 0, 0)


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
    surcharges = {key: [_surcharge(key[1], amount, assumptions) for amount in of] for key, of in lines.items()}
    amounts = _full_costs(at, parts, lines, surcharges)
    allowance = {
        category: _with_surcharges((category, "allowance", "opex"), lines, surcharges) for category in allowances
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
        + sum(surcharge.total for _, of_line in beside for surcharge in of_line),
        recoverable_tax=_beside_totals(all_surcharges, assumptions),
    )
    return Costed(made, tuple(amounts), allowance)


def _positions(actions: pd.DataFrame, quarters: Sequence[FiscalQuarter]) -> list[int]:
    """Which quarter each action falls in. The plan holds none outside the horizon."""
    starts = pd.DatetimeIndex([pd.Timestamp(quarter.starts_on) for quarter in quarters])
    return [
        int(position) for position in starts.searchsorted(pd.DatetimeIndex(actions["planned_on"]), side="right") - 1
    ]


def _parts(actions: pd.DataFrame, assumptions: Assumptions) -> list[list[tuple[LineKey, int]]]:
    """Each action's parts by the line they go to; those that are nothing have none. What is delivered of a unit is
    capitalised at or above the threshold."""
    threshold = assumptions.capitalisation_threshold_minor
    told = actions[["category", *(f"unit_{kind}_minor" for kind in PARTS), *(f"{kind}_minor" for kind in PARTS)]]
    parts: list[list[tuple[LineKey, int]]] = []
    for action in to_records(told):
        delivered = sum(action[f"unit_{kind}_minor"] for kind in DELIVERED)
        bought: Treatment = "capex" if delivered >= threshold else "opex"
        parts.append(
            [
                ((action["category"], kind, bought if kind in DELIVERED else "opex"), minor)
                for kind in _KINDS[: len(PARTS)]
                if (minor := action[f"{kind}_minor"])
            ]
        )
    return parts


def _surcharge(kind: LineKind, amount: int, assumptions: Assumptions) -> Surcharge:
    """Contingency on the line's amount, and tax on both, each half up. A trade-in bears neither."""
    if kind == "trade_in":
        return _NONE
    contingency = round_half_up(amount * assumptions.contingency)
    return Surcharge(contingency, *_tax(amount + contingency, assumptions))


def _tax(amount: int, assumptions: Assumptions) -> tuple[int, int]:
    """In the totals, and beside them."""
    if assumptions.tax_treatment == "excluded":
        return 0, 0
    tax = round_half_up(amount * assumptions.tax)
    return (tax, 0) if assumptions.tax_treatment == "added" else (0, tax)


def _with_surcharges(
    key: LineKey, lines: Mapping[LineKey, Sequence[int]], surcharges: Mapping[LineKey, Sequence[Surcharge]]
) -> int:
    """A whole line over all quarters."""
    return sum(lines[key]) + sum(surcharge.total for surcharge in surcharges[key])


def _full_costs(
    at: Sequence[int],
    parts: Sequence[Sequence[tuple[LineKey, int]]],
    lines: Mapping[LineKey, Sequence[int]],
    surcharges: Mapping[LineKey, Sequence[Surcharge]],
) -> list[int]:
    """Each action with its share of its lines' contingency and tax; the shares of a line and quarter add up."""
    members: dict[tuple[LineKey, int], list[tuple[int, int]]] = defaultdict(list)
    for number, (quarter, of_action) in enumerate(zip(at, parts, strict=True)):
        for key, minor in of_action:
            members[key, quarter].append((number, minor))
    amounts = [0] * len(parts)
    for (key, quarter), shares in members.items():
        extra = shared_out(surcharges[key][quarter].total, [minor for _, minor in shares], lines[key][quarter])
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


_Surcharges = tuple[Treatment, Sequence[Surcharge]]
"""A line's treatment, and its surcharges by quarter."""


def _beside(
    agreed: Sequence[BudgetLine], foreseen: Sequence[BudgetLine], assumptions: Assumptions
) -> list[_Surcharges]:
    """The surcharges of the lines that belong to no device."""
    fixed: list[_Surcharges] = [
        (line.treatment, [Surcharge(0, *_tax(amount, assumptions)) for amount in line.amounts]) for line in agreed
    ]
    return fixed + [
        (line.treatment, [_surcharge(line.kind, amount, assumptions) for amount in line.amounts]) for line in foreseen
    ]


def whole_amounts(line: BudgetLine, assumptions: Assumptions, *, is_fixed: bool) -> tuple[int, ...]:
    """What a line that belongs to no device costs in each quarter, contingency (of a price that is not fixed) and tax
    included."""
    ((_, surcharges),) = _beside([line], [], assumptions) if is_fixed else _beside([], [line], assumptions)
    return tuple(amount + surcharge.total for amount, surcharge in zip(line.amounts, surcharges, strict=True))


def _beside_totals(of_lines: Sequence[_Surcharges], assumptions: Assumptions) -> tuple[int, ...]:
    """Recoverable tax by quarter; empty where tax is not recoverable."""
    if assumptions.tax_treatment != "recoverable":
        return ()
    quarters = assumptions.horizon_quarters
    return tuple(sum(surcharges[quarter].beside for _, surcharges in of_lines) for quarter in range(quarters))


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
