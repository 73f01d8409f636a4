"""The engine's arithmetic as Excel formulas that come to the same cent.

Evergreen rounds exact decimals half up; a spreadsheet calculates in binary floating point, where 1030.515 may lie a
little below itself. So each amount is taken to whole minor units before it is rounded: the inner ROUND clears away what
floating point added (to 14 significant digits, or to 6 decimals where the exact result has fewer), a half is then
exactly a half, and the outer ROUND takes it away from zero, in Excel and in LibreOffice alike.
"""

from __future__ import annotations


class Rounding:
    """Formulas in the currency's major units; `digits` are those after its decimal mark."""

    def __init__(self, digits: int) -> None:
        self.digits = digits
        self.scale = 10**digits

    def major(self, formula: str) -> str:
        """Minor units as an amount."""
        return f"{formula}/{self.scale}" if self.digits else formula

    def minor(self, formula: str) -> str:
        return f"{formula}*{self.scale}" if self.digits else formula

    def clean(self, formula: str) -> str:
        """A sum of amounts without what floating point adds to it."""
        return f"ROUND({formula},{self.digits})"

    def grown(self, price: str, factor: str, units: str) -> str:
        """`parts.unit_cost`'s growing parts: price × factor half up, times the units."""
        raw = self.minor(f"{price}*{factor}")
        return self.major(f"{units}*ROUND(ROUND({raw},13-INT(LOG10({raw}+1))),0)")

    def labour(self, minutes: str, rate: str, units: str) -> str:
        """`parts.labour_unit_minor`, times the units."""
        return self.major(f"{units}*ROUND(ROUND({self.minor(f'{minutes}*{rate}')}/60,6),0)")

    def half_up(self, formula: str) -> str:
        """An amount in minor units that has at most a few decimals, to whole ones."""
        return f"ROUND(ROUND({formula},6),0)"


def months_grown(priced_on: str, day: str) -> str:
    """`parts.months_of_growth`: whole months, a day that the later month lacks counting as its last."""
    months = f"(YEAR({day})-YEAR({priced_on}))*12+MONTH({day})-MONTH({priced_on})"
    return f"MAX(0,{months}-IF(MIN(DAY({priced_on}),DAY(EOMONTH({day},0)))>DAY({day}),1,0))"


def growth_factor(rate: str, months: str) -> str:
    """`money.growth_factor`."""
    return f"(1+{rate})^({months}/12)"


def landed(day: str, waits: str | None) -> str:
    """`landing.landed`: `waits` names the twelve cells that say how many months a day of each month has to wait; None
    where every month is open."""
    if waits is None:
        return day
    wait = f"INDEX({waits},MONTH({day}))"
    return f"IF({wait}=0,{day},EDATE(DATE(YEAR({day}),MONTH({day}),1),{wait}))"
