"""The key figures that a template's names ask for: single cells, and rows of the plan's quarters and fiscal years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from planner.reports.template.values import Amount, Value, amount
from planner.roadmap.model import Roadmap

PREFIX: Final = "evergreen_"
_NEXT_QUARTERS: Final = 4


def _status(*wanted: str) -> Callable[[Roadmap], int]:
    return lambda roadmap: sum(roadmap.status_counts[one] for one in wanted)


def _peak_quarter(roadmap: Roadmap) -> str | None:
    budget = roadmap.budget
    return budget.quarters[budget.planned().index(budget.peak)].label if budget.peak else None


def _cap(roadmap: Roadmap) -> int | None:
    return roadmap.levelled.limits.quarter_cap_minor if roadmap.levelled else None


def _by_year(roadmap: Roadmap, amounts: Sequence[int]) -> list[Amount]:
    sums: dict[str, int] = {}
    for quarter, minor in zip(roadmap.quarters, amounts, strict=True):
        sums[quarter.year_label] = sums.get(quarter.year_label, 0) + minor
    return [Amount(minor) for minor in sums.values()]


SINGLE: Final[Mapping[str, tuple[str, Callable[[Roadmap], Value]]]] = {
    "client": ("The client's name", lambda r: r.client),
    "as_of": ("The day that everything is as of", lambda r: r.as_of),
    "answer": ("The roadmap in one sentence: what must go, and what it costs", lambda r: r.answer),
    "currency": ("The ISO code of the currency, such as GBP", lambda r: r.currency),
    "total": ("The whole plan's cost", lambda r: Amount(r.budget.total)),
    "total_next_year": ("The cost of the next four quarters",
                        lambda r: Amount(sum(r.budget.planned()[:_NEXT_QUARTERS]))),
    "total_capex": ("The part of the whole plan that is capital spend",
                    lambda r: Amount(sum(r.budget.of_treatment("capex")))),
    "total_opex": ("The part of the whole plan that is running cost",
                   lambda r: Amount(sum(r.budget.of_treatment("opex")))),
    "peak": ("The cost of the dearest quarter", lambda r: Amount(r.budget.peak)),
    "peak_quarter": ("The dearest quarter, such as FY27 Q2", _peak_quarter),
    "quarter_cap": ("What a quarter may cost; empty where the plan has no cap",
                    lambda r: amount(_cap(r))),
    "first_quarter": ("The plan's first quarter", lambda r: r.quarters[0].label),
    "last_quarter": ("The plan's last quarter", lambda r: r.quarters[-1].label),
    "devices": ("Devices of the fleet", _status("healthy", "due_soon", "due", "overdue", "unknown")),
    "overdue": ("Devices past their limit or support", _status("overdue")),
    "due": ("Devices that are due now", _status("due")),
    "due_soon": ("Devices that fall due within a year", _status("due_soon")),
    "due_by_next_year": ("Devices that are due now or within a year", _status("due", "due_soon")),
    "healthy": ("Devices that are not due within a year", _status("healthy")),
    "unknown": ("Devices of which no age is known", _status("unknown")),
    "initiative_count": ("Initiatives on the roadmap", lambda r: len(r.initiatives)),
    "contract_count": ("Contracts and subscriptions", lambda r: len(r.workings.contracts) if r.workings else 0),
    "finding_count": ("Findings about the data", lambda r: len(r.findings)),
}  # fmt: skip
"""Name without its prefix → what it means, and the value."""

SERIES: Final[Mapping[str, tuple[str, Callable[[Roadmap], Sequence[Value]]]]] = {
    "quarters": ("The plan's quarters, such as FY27 Q2", lambda r: [one.label for one in r.quarters]),
    "quarter_months": ("Their months, such as Oct–Dec 2026", lambda r: [one.months_label for one in r.quarters]),
    "quarter_starts": ("Their first days", lambda r: [one.starts_on for one in r.quarters]),
    "planned": ("Each quarter's cost", lambda r: [Amount(one) for one in r.budget.planned()]),
    "planned_capex": ("Each quarter's capital spend",
                      lambda r: [Amount(one) for one in r.budget.of_treatment("capex")]),
    "planned_opex": ("Each quarter's running cost",
                     lambda r: [Amount(one) for one in r.budget.of_treatment("opex")]),
    "cap": ("Each quarter's cap; empty where the plan has none",
            lambda r: [amount(_cap(r))] * len(r.quarters)),
    "years": ("The fiscal years that the plan touches, such as FY27", lambda r: list(r.budget.by_year())),
    "year_planned": ("Each year's cost", lambda r: _by_year(r, r.budget.planned())),
    "year_capex": ("Each year's capital spend", lambda r: _by_year(r, r.budget.of_treatment("capex"))),
    "year_opex": ("Each year's running cost", lambda r: _by_year(r, r.budget.of_treatment("opex"))),
}  # fmt: skip
"""The same of a row: one value for each quarter or year."""
