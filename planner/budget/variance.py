"""A frozen plan against what was bought: planned, actual and the causes of each difference, to the cent.

Compared are amounts before contingency and tax: hardware with the devices bought, and, as money, installation,
contracts and projects with their invoices. In each quarter and group the causes add up to actual less planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from datetime import date

from planner.budget.actuals import Purchase
from planner.budget.frozen_plan import FrozenPlan
from planner.budget.variance_beside import GROUP_OF_KIND, Moves, compare_beside
from planner.budget.variance_book import Book
from planner.budget.variance_devices import compare_devices
from planner.budget.variance_lines import NamedLines, compare_lines
from planner.budget.variance_model import Apart, Cause, CauseItem, Variance

Dated = list[tuple[int, Purchase]]


def compare(plan: FrozenPlan, purchases: Sequence[Purchase], gone: Set[int], as_of: date) -> Variance:
    """Up to the quarter of `as_of`. `purchases` in the plan's currency, each once; `gone`: ids of planned devices that
    are retired or no longer in the fleet. A purchase before the day of the plan is none of its."""
    judged = sum(quarter.starts_on <= as_of for quarter in plan.quarters)
    runs = judged > 0 and as_of < plan.quarters[judged - 1].ends_on
    book = Book(plan.quarters, judged, runs)
    inside = _judged(plan, purchases, judged, as_of)
    kept, returns = _without_returns([pair for pair in inside if _is_device(pair[1])])
    moves = compare_devices(book, plan, kept, gone)
    for quarter, bought, cause in returns:
        _tell_return(book, quarter, bought, cause)
    apart = _compare_the_rest(book, plan, moves, [pair for pair in inside if not _is_device(pair[1])])
    contingency = sum(sum(line.amounts[:judged]) for line in plan.lines if line.kind == "contingency")
    return Variance(
        plan.quarters[:judged], runs, dict(book.cells), tuple(book.items), apart, contingency,
        len(purchases) - len(inside),
    )  # fmt: skip


def _compare_the_rest(book: Book, plan: FrozenPlan, moves: Moves, rest: Dated) -> tuple[Apart, ...]:
    """Contracts, projects, what goes with devices, and what is none of them; gives the lines of which no invoice was
    seen. An invoice that names a contract or project is that one's, whatever its kind."""
    named = NamedLines(plan)
    planned = {move.group for move, minor in moves.items() if minor}
    of_group: dict[str, Dated] = defaultdict(list)
    others: Dated = []
    for quarter, bought in rest:
        group = GROUP_OF_KIND.get(bought.kind)
        is_beside = group in planned and named.line_of(bought) is None
        (of_group[group] if group and is_beside else others).append((quarter, bought))
    apart = list(compare_lines(book, named, others))
    for group in GROUP_OF_KIND.values():
        apart += compare_beside(book, group, moves, of_group[group])
    return tuple(apart)


def _judged(plan: FrozenPlan, purchases: Sequence[Purchase], judged: int, as_of: date) -> list[tuple[int, Purchase]]:
    found = []
    for bought in purchases:
        quarter = plan.quarter_at(bought.bought_on)
        if quarter is not None and quarter < judged and plan.as_of <= bought.bought_on <= as_of:
            found.append((quarter, bought))
    return found


def _is_device(bought: Purchase) -> bool:
    return bought.kind == "hardware" and bought.category is not None


def _without_returns(devices: Dated) -> tuple[Dated, list[tuple[int, Purchase, Cause]]]:
    """Purchases to match, and what does not count as a device kept: credit notes, and purchases that one takes back
    whole (the same category, quantity and amount, not later than it)."""
    kept: dict[int, tuple[int, Purchase]] = {}
    alike: dict[tuple[str | None, int, int], list[int]] = defaultdict(list)
    returns: list[tuple[int, Purchase, Cause]] = []
    for at, (quarter, bought) in enumerate(devices):
        amount = bought.amount_minor
        if amount is None or amount >= 0:
            kept[at] = (quarter, bought)
            if amount:
                alike[bought.category, bought.quantity, amount].append(at)
        elif of := alike[bought.category, bought.quantity, -amount]:
            returns += [(*kept.pop(of.pop()), "unplanned"), (quarter, bought, "unplanned")]
        else:
            returns.append((quarter, bought, "cheaper"))
    return list(kept.values()), returns


def _tell_return(book: Book, quarter: int, bought: Purchase, cause: Cause) -> None:
    """A price given back makes its quarter cheaper; of what was sent back, purchase and credit note are both told."""
    group, amount = bought.category or "other", bought.amount_minor or 0
    label = f"{bought.label} (sent back)" if cause == "unplanned" else bought.label
    book.buy(quarter, group, amount)
    book.tell(
        CauseItem(
            quarter, group, cause, label, bought.quantity, amount, None, amount, None, bought.bought_on, bought.source,
            counted_by=bought.counted_by,
        )
    )  # fmt: skip
