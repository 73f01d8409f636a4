"""The document's budget by fiscal year: twenty quarters fit no phone, and the figure beside it has them."""

from __future__ import annotations

from dataclasses import dataclass

from planner.roadmap.document import Document


@dataclass(frozen=True, slots=True)
class Year:
    """A fiscal year and what it costs."""

    label: str
    total: int


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One line: an amount for each fiscal year."""

    label: str
    amounts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.amounts)


def years_of(document: Document) -> tuple[Year, ...]:
    """Every fiscal year of the document; nothing where it shows no costs."""
    if not document.shows_costs:
        return ()
    totals: dict[str, int] = {}
    for quarter in document.quarters:
        year = quarter.label.split(" ")[0]
        totals[year] = totals.get(year, 0) + (quarter.planned_minor or 0)
    return tuple(Year(label, total) for label, total in totals.items())


def budget_rows(document: Document) -> tuple[BudgetRow, ...]:
    """One row per line of the budget, the dearest first; together they are the years' totals."""
    labels = [quarter.label.split(" ")[0] for quarter in document.quarters]
    years = list(dict.fromkeys(labels))
    rows = [
        BudgetRow(
            row.label,
            tuple(
                sum(minor for label, minor in zip(labels, row.amounts_minor, strict=True) if label == year)
                for year in years
            ),
        )
        for row in document.budget
    ]
    return tuple(sorted(rows, key=lambda row: (-row.total, row.label)))
