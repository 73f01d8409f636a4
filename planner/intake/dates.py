"""Date texts → ISO dates as exact as they are: '2023-05-14', '2023-05' or '2023'."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from planner.intake.periods import full_year, month_of_period

Order = Literal["dmy", "mdy"]

FIRST_YEAR: Final = 1985
LAST_YEAR: Final = 2099
"""Outside of these a date stands for 'unknown' or 'never': 1900-01-01, 1970-01-01, 0001-01-01, 9999-12-31."""
SERIALS: Final = range(31_048, 60_000)
"""Excel's day numbers of 1985 to 2064; day 0 is 1899-12-30."""
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)
_UNIX_DAY_ZERO: Final = date(1970, 1, 1)
_REIWA_OFFSET: Final = 2018
_HEISEI_OFFSET: Final = 1988

_MONTHS: Final = (
    "jan janv january januar janvier enero ene janeiro gennaio gen januari jänner jan. stycznia",
    "feb febr february februar fevrier fev febrero fevereiro febbraio februari lutego",
    "mar march marz mars marzo marco maart mrz mrt maerz marca", "apr april avril avr abril abr aprile kwietnia",
    "may mai mayo maio maggio mag mei maj maja",
    "jun june juni juin junio junho giugno giu czerwca", "jul july juli juillet juil julio julho luglio lug lipca",
    "aug august aout agosto ago augustus sierpnia",
    "sep sept september septembre septiembre setembro set settembre wrzesnia",
    "oct october oktober okt octobre octubre outubro out ottobre ott pazdziernika",
    "nov november novembre noviembre novembro listopada",
    "dec december dezember dez decembre diciembre dic dezembro dicembre grudnia",
)  # fmt: skip
_MONTH_OF: Final = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_TIME: Final = r"(?:[t ,]+\d{1,2}[:.h]\d{2}.*|t.*|z)?$"
_ISO: Final = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?" + _TIME)
_ISO_MONTH: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})月?$")
_NUMERIC: Final = re.compile(r"(\d{1,2})([/.\- ])\s?(\d{1,2})\2\s?'?(\d{4}|\d{2})\.?" + _TIME)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{4})$")
_YEAR: Final = re.compile(r"(\d{4})年?度?$")
_COMPACT: Final = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:\d{6}(?:\.\d+[+-]\d+)?z?|t\d{4,6}z?)?$")
_FISCAL: Final = re.compile(r"(?:fy|cy|fiscal year|hj|gj)\s?'?(\d{4}|\d{2})$")
_NAMED: Final = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|er|o|a)?[\s.\-/,]+(?:de )?)?([^\W\d]{3,10})\.?[\s.\-/,']+(?:de |del )?(\d{4}|\d{2})"
    + _TIME
)
_NAMED_FIRST: Final = re.compile(r"([^\W\d]{3,10})\.?[\s\-/]+(\d{1,2})(?:st|nd|rd|th)?[\s,\-/]+(\d{4}|\d{2})" + _TIME)
_YEAR_NAMED: Final = re.compile(r"(\d{4})[\s\-/]+([^\W\d]{3,10})\.?(?:[\s\-/]+(\d{1,2}))?" + _TIME)
_ERA: Final = re.compile(r"(令和|平成|r|h)\s?(\d{1,2}|元)[年./](\d{1,2})[月./](\d{1,2})日?$")
_ABOUT: Final = re.compile(
    r"^(?:approx(?:imately)?|appr|about|around|circa|ca|c|est|estimated|vers|environ|env|um|etwa|ungefahr|"
    r"rund|aprox|hacia|about|circa il|rond|ongeveer|by|end of|ende|fin|early|mid|late|anfang|mitte|~|>|<|"
    r"約|expires?|exp|until|till|bis|ab|from|since|seit|purchased|expired on|expired)[\s.:]+|^[~≈<>]\s?",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|mo|di|mi|do|fr|sa|"
    r"so)[a-z]*\.?,?\s+(?=\d|[a-z]{3,9}\s\d)",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(
    r"^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:[ap]\.?m\.?)?(?:\s?(?:uhr|utc|gmt))?,?\s+(?=\S)", re.IGNORECASE
)
"""A time of day before the date."""
_TAIL: Final = re.compile(r"\s*(?:\?+|\((?:est|approx|ca|about|geschatzt|estimate|estimated)[^)]*\)|頃)$")
_JAPANESE_DAY: Final = re.compile(r"\s*[((][月火水木金土日][))]")


@lru_cache(maxsize=65_536)
def iso_date(text: str, order: Order = "mdy", at_end: bool = True) -> str | None:
    """The date that a text says, or None. `order` decides only where day and month are both up to 12; a quarter or the
    like is its last month, or with `at_end` false its middle one."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.strip().casefold()) if not unicodedata.combining(c))
    folded = _TAIL.sub("", _JAPANESE_DAY.sub("", " ".join(unicodedata.normalize("NFKC", folded).split())))
    while (shorter := _ABOUT.sub("", folded)) != folded:
        folded = shorter
    folded = _CLOCK.sub("", folded)
    if not any(character.isdigit() for character in folded):
        return None
    return (
        _numeric(folded, order)
        or _partial(folded)
        or _checked(month_of_period(folded, at_end))
        or _named(folded)
        or _named(_WEEKDAY.sub("", folded))
        or _counted(folded)
    )


def _numeric(text: str, order: Order) -> str | None:
    if found := _ISO.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _COMPACT.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _ERA.match(text):
        offset = _REIWA_OFFSET if found[1] in ("令和", "r") else _HEISEI_OFFSET
        return _day(offset + (1 if found[2] == "元" else int(found[2])), int(found[3]), int(found[4]))
    if not (found := _NUMERIC.match(text)):
        return None
    first, second, year = int(found[1]), int(found[3]), full_year(found[4])
    day_first = first > 12 or (second <= 12 and (order == "dmy" or found[2] == "."))
    day, month = (first, second) if day_first else (second, first)
    return _day(year, month, day)


def _partial(text: str) -> str | None:
    if found := _ISO_MONTH.match(text):
        return _month(int(found[1]), int(found[2]))
    if found := _MONTH_YEAR.match(text):
        return _month(int(found[2]), int(found[1]))
    if (found := _YEAR.match(text)) or (found := _FISCAL.match(text)):
        year = full_year(found[1])
        return str(year) if FIRST_YEAR <= year <= LAST_YEAR else None
    return None


def _checked(period: str | None) -> str | None:
    return period if period and FIRST_YEAR <= int(period[:4]) <= LAST_YEAR else None


def _named(text: str) -> str | None:
    if (found := _NAMED_FIRST.match(text)) and found[1] in _MONTH_OF:
        return _day(full_year(found[3]), _MONTH_OF[found[1]], int(found[2]))
    if (found := _NAMED.match(text)) and found[2] in _MONTH_OF:
        year, month = full_year(found[3]), _MONTH_OF[found[2]]
        return _day(year, month, int(found[1])) if found[1] else _month(year, month)
    if (found := _YEAR_NAMED.match(text)) and found[2] in _MONTH_OF:
        year, month = int(found[1]), _MONTH_OF[found[2]]
        return _day(year, month, int(found[3])) if found[3] else _month(year, month)
    return None


def _counted(text: str) -> str | None:
    """Excel's day numbers, and seconds or milliseconds since 1970."""
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", text) and int(text[:5]) in SERIALS:
        return (_EXCEL_DAY_ZERO + timedelta(days=int(text[:5]))).isoformat()
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return (_UNIX_DAY_ZERO + timedelta(seconds=int(text[:10]))).isoformat()
    return None


def _day(year: int, month: int, day: int) -> str | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(year: int, month: int) -> str | None:
    return f"{year}-{month:02d}" if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else None


def order_votes(texts: Iterable[str]) -> tuple[int, int, int]:
    """How many texts can only be day-month-year, only month-day-year, or both (but not day equal month)."""
    day_first = month_first = either = 0
    for text in texts:
        found = _NUMERIC.match(_CLOCK.sub("", text.strip().casefold()))
        if not found:
            continue
        first, second = int(found[1]), int(found[3])
        if (found[2] == "." and second <= 12) or (first > 12 and second <= 12):
            day_first += 1
        elif second > 12 and first <= 12:
            month_first += 1
        elif first != second:
            either += 1
    return day_first, month_first, either


_NEVER: Final = re.compile(
    r"(?:0{1,4}[-/.]0{1,2}[-/.]0{1,4}|0{1,2}[-/.]0{1,2}[-/.]0{2,4}|(\d{1,2}[-/.]){2}(19[0-7]\d|9999|000\d|"
    r"1601)|(000\d|1601|19[0-7]\d|9999)[-/.]\d{1,2}[-/.]\d{1,2}|2099-12-31|0)(?:[T ].*)?$"
)


def is_no_date(text: str) -> bool:
    """Whether a text is a date that stands for 'unknown' or 'never'."""
    return _NEVER.match(text.strip()) is not None
