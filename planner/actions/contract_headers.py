"""Which column of a list of licences or subscriptions says what about a contract."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

_HEADERS: Final[Mapping[str, str]] = {
    "renews": r"auto ?renew\w*|renews automatically|renew\?",
    "renews_on": r"(next )?renewal( due)?( date| on)?|renews( on)?|renew (date|by)|anniversary( date)?|"
    r"co ?term(inus)? date",
    "notice_days": r"(cancellation |termination )?notice( period| days| in days)?|days notice|notice \(?days\)?",
    "uplift": r"(price |annual |yearly )?(uplift|escalator|increase)( at renewal| per year)?( pct| percent)?",
    "billing": r"bill(ing|ed)( period| frequency| cycle| term| interval)?|(payment|invoice|invoicing) (frequency|cycle|"
    r"period|schedule)|frequency|paid",
    "term_months": r"(contract |subscription |commitment |initial |renewal )?(term|length|duration|commitment)"
    r"( length)?( in)?( \(?(months|years|mths|yrs)\)?)?",
    "starts_on": r"(contract |term |subscription |license |licence )?(start|starts|begin|begins|effective|commencement)"
    r"( date| on)?|(valid )?from|purchase date|purchased( on)?|activation date|date purchased|order date",
    "ends_on": r"(contract |term |subscription |license |licence |support |maintenance )?(end|ends|expiry|expires|"
    r"expiration|expire|expiring|termination)( date| on)?|(valid )?(until|to|through|till)|maintained until|exp date",
    "currency": r"currency|ccy",
    "client": r"client( name)?|customer( name)?|company|organi[sz]ation|tenant( name)?|account( name)?",
    "vendor": r"(software )?(vendor|publisher|supplier|manufacturer|provider|maker|reseller)( name)?",
    "quantity": r"(number of |no of |total |purchased |paid |active |assigned )?(seats?|qty|quantity|units?|users?|"
    r"licen[cs]es|licen[cs]e (count|qty|quantity)|devices)( purchased| owned| licensed| total| count)?|"
    r"entitled|purchased qty",
    "unit_price": r".*\b(unit|per (seat|user|licen[cs]e|unit|device|item)|each|seat)\b.*\b(price|cost|rate|fee)\b.*|"
    r".*\b(price|cost|rate|fee)\b.*\b(unit|per (seat|user|licen[cs]e|unit|device|item)|each|seat)\b.*|"
    r"((monthly|annual|yearly|quarterly|list|net) )?(price|rate)( per (month|year|annum|quarter))?",
    "total_price": r"((total|annual|yearly|monthly|quarterly|contract|extended|purchase|recurring|net|line) )*"
    r"(cost|amount|spend|value|fee|charge|total|price)s?( per (month|year|annum|quarter|term))?|mrr|arr|acv",
    "kind": r"type|category|kind|contract type|licen[cs]e type",
    "notes": r"notes?|comments?|remarks?",
    "name": r"(product|software|subscription|licen[cs]e|service|sku|plan|contract|agreement|application|app|item)"
    r"( name| title| description)?|description|title|name",
}  # fmt: skip
"""Field → the whole header it stands under, in lower case and without marks; tried in this order."""
_MARKS: Final = re.compile(r"[^a-z0-9?]+")
_PERIODS: Final = {
    "month": re.compile(r"\b(monthly|per month|month|mo|mrr|pcm)\b"),
    "quarter": re.compile(r"\b(quarterly|per quarter|quarter|qtr)\b"),
    "year": re.compile(r"\b(annual|annually|yearly|per year|per annum|pa|year|yr|arr|acv)\b"),
}
_SECRET: Final = re.compile(r"\b(serials?|keys?|passwords?|pin|secret|token|activation code|e ?mail|user ?name)\b")
_PRICES: Final = frozenset({"unit_price", "total_price", "quantity"})
_TIMES: Final = frozenset({"starts_on", "ends_on", "renews_on", "term_months", "billing"})
_RECURS: Final = frozenset({"renews_on", "renews", "notice_days", "uplift", "billing", "term_months"})


def fields_of(headers: Sequence[str]) -> dict[str, int]:
    """Field → column; the first header that fits has it."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    words = [folded(header) for header in headers]
    for field, pattern in _HEADERS.items():
        for at, text in enumerate(words):
            if at not in taken and text and re.fullmatch(pattern, text):
                found[field] = at
                taken.add(at)
                break
    return found


def folded(header: str) -> str:
    """'Cost / seat (p.a.)' as 'cost per seat pa'."""
    text = header.casefold().replace("p.a.", "pa").replace("/", " per ").replace("%", " percent ")
    text = re.sub(r"\b[a-z]{3}\b(?=\)?$)", _without_currency, text)
    return " ".join(_MARKS.sub(" ", re.sub(r"[£$€]", " ", text)).split())


def _without_currency(found: re.Match[str]) -> str:
    return "" if found[0] in ("usd", "gbp", "eur", "cad", "aud", "nzd", "chf") else found[0]


def is_secret(header: str) -> bool:
    """Whether a column holds what is not kept: a product's key (often called its serial number), or whose account."""
    return _SECRET.search(folded(header)) is not None


def price_period(header: str) -> str | None:
    """The period that a price's header names."""
    text = folded(header)
    return next((period for period, pattern in _PERIODS.items() if pattern.search(text)), None)


def is_contract_list(fields: Mapping[str, int], is_devices: bool) -> bool:
    """Whether these columns tell what is paid for, how much or how many, and when; a list of devices has to say that
    it renews too."""
    found = set(fields)
    tells = "name" in found and bool(found & _PRICES) and bool(found & _TIMES)
    return tells and (not is_devices or len(found & _RECURS) >= 2)
