"""Fiscal quarters and years: a view over real dates.

Convention: every range here is closed, `starts_on` and `ends_on` are both inside it.
Nothing stores a quarter; what is stored is a date, and the client's calendar says which quarter holds it.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

NamedBy = Literal["end", "start", "both"]
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day where it is shorter (31 Jan + 1 = 28 Feb)."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def months_between(earlier: date, later: date) -> int:
    """Whole months from `earlier` to `later`, rounded down; negative where `later` comes first."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if add_months(earlier, months) > later else months


def month_end(day: date) -> date:
    """The last day of the month that holds `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


@dataclass(frozen=True, order=True, slots=True)
class FiscalQuarter:
    """One fiscal quarter of one client. Ordered by its first day."""

    starts_on: date
    ends_on: date
    fiscal_year: int
    number: int
    year_label: str

    @property
    def label(self) -> str:
        return f"{self.year_label} Q{self.number}"

    @property
    def key(self) -> str:
        """Stable within one calendar: '2027Q2', the fiscal year by its end."""
        return f"{self.fiscal_year}Q{self.number}"

    @property
    def months_label(self) -> str:
        """'Oct–Dec 2026', or 'Nov 2026–Jan 2027' where it crosses the year."""
        first, last = MONTHS[self.starts_on.month - 1], MONTHS[self.ends_on.month - 1]
        if self.starts_on.year == self.ends_on.year:
            return f"{first}–{last} {self.ends_on.year}"
        return f"{first} {self.starts_on.year}–{last} {self.ends_on.year}"

    def contains(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """A client's fiscal year: the month it starts in, and how people name it.

    `named_by`: 'end' calls the year from July 2026 FY27, 'start' FY26, 'both' FY26/27.
    """

    first_month: int = 1
    named_by: NamedBy = "end"

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= 12:
            raise ValueError(f"first_month is 1 to 12, not {self.first_month}")

    def quarter_of(self, day: date) -> FiscalQuarter:
        return _quarter(self, day.year, day.month)

    def quarters(self, from_day: date, count: int) -> tuple[FiscalQuarter, ...]:
        """`count` quarters in a row, the first being the one that holds `from_day`."""
        first = self.quarter_of(from_day).starts_on
        return tuple(self.quarter_of(add_months(first, 3 * step)) for step in range(count))

    def year_label(self, start_year: int, end_year: int) -> str:
        """What people call the fiscal year that begins in the one calendar year and ends in the other."""
        if self.named_by == "start":
            return f"FY{start_year % 100:02d}"
        if self.named_by == "both" and start_year != end_year:
            return f"FY{start_year % 100:02d}/{end_year % 100:02d}"
        return f"FY{end_year % 100:02d}"


@lru_cache(maxsize=4096)
def _quarter(calendar: FiscalCalendar, year: int, month: int) -> FiscalQuarter:
    """The quarter that holds a month: asked for thousands of times in one roadmap, of a few hundred months."""
    months_in = (month - calendar.first_month) % 12
    number = months_in // 3 + 1
    starts_on = add_months(date(year, month, 1), -(months_in % 3))
    year_starts_on = add_months(starts_on, -3 * (number - 1))
    end_year = add_months(year_starts_on, 11).year
    return FiscalQuarter(
        starts_on=starts_on,
        ends_on=add_months(starts_on, 3) - timedelta(days=1),
        fiscal_year=end_year,
        number=number,
        year_label=calendar.year_label(year_starts_on.year, end_year),
    )
