"""Parts of a year: quarters, halves, seasons and years over two calendar years, as the month that stands for them."""

from __future__ import annotations

import re
from typing import Final

_CENTURY_PIVOT: Final = 70
_YEAR: Final = r"(?:fy|cy|gj)?\s?'?(?P<y>\d{4}|\d{2})"
_QUARTER: Final = r"(?:q|quarter|qtr|quartal|trim|trimestre|trimester|kwartaal|t)"
_HALF: Final = r"(?:h|hy|half|half year|halbjahr|hj|semestre|semester|sem|s|halfjaar)"
_OF: Final = r"(?:[\s/\-,.]*(?:of |de |del |di |van )?)"
_TH: Final = r"(?:st|nd|rd|th|er|e|eme|o|a|\.)?"


def _named(name: str, most: int) -> tuple[re.Pattern[str], ...]:
    """'Q2 2019', '2. Quartal 2019' and '2019 Q2'; the year is group `y`, the part group `n`."""
    number = rf"(?P<n>[1-{most}])"
    return (
        re.compile(rf"{name}\.?\s?{number}{_OF}{_YEAR}$"),
        re.compile(rf"{number}{_TH}\s?{name}\.?{_OF}{_YEAR}$"),
        re.compile(rf"{_YEAR}[\s/\-]*{name}\.?\s?{number}$"),
        re.compile(rf"{_YEAR}[\s/\-]+{number}{_TH}\s?{name}$"),
    )


_QUARTERS: Final = _named(_QUARTER, 4)
_HALVES: Final = _named(_HALF, 2)
_SEASONS: Final = {
    name: middle
    for middle, names in {
        4: "spring fruhling fruhjahr printemps primavera lente voorjaar",
        7: "summer sommer ete verano estate verao zomer",
        10: "autumn fall herbst automne otono autunno outono herfst najaar",
        1: "winter hiver invierno inverno",
    }.items()
    for name in names.split()
}
"""By the middle month of the northern season; a winter belongs to the year it begins and the one it ends in, and
January is the middle of the latter."""
_SEASON: Final = re.compile(rf"(?:the )?({'|'.join(_SEASONS)}){_OF}(\d{{4}}|'\d\d)$")
_TWO_YEARS: Final = re.compile(r"(?:fy|fiscal year|gj|sj)?\s?'?(\d{4}|\d{2})\s?[/\-–]\s?'?(\d{4}|\d{2})$")


def month_of_period(text: str, at_end: bool) -> str | None:
    """'q2 2019' → '2019-05', its middle, or '2019-06', its end; a year over two ('fy19/20') is the year that it begins
    or ends in; None for any other text. `text` is folded: lower case, no accents."""
    for patterns, length in ((_QUARTERS, 3), (_HALVES, 6)):
        for pattern in patterns:
            if found := pattern.match(text):
                last = int(found["n"]) * length
                return f"{full_year(found['y'])}-{last if at_end else last - length // 2:02d}"
    if found := _SEASON.match(text):
        month = _SEASONS[found[1]]
        return f"{full_year(found[2].lstrip(chr(39)))}-{month + 1 if at_end else month:02d}"
    return _year_over_two(text, at_end)


def _year_over_two(text: str, at_end: bool) -> str | None:
    found = _TWO_YEARS.match(text)
    if found is None:
        return None
    first, last = full_year(found[1]), full_year(found[2])
    is_span = last == first + 1 and (len(found[1]) == 4 or text[0].isalpha())
    return str(last if at_end else first) if is_span else None


def full_year(text: str) -> int:
    """'19' → 2019, '98' → 1998."""
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < _CENTURY_PIVOT else 1900)
