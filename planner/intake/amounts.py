"""Amounts, months and quantities out of cells, whatever decimal mark, currency or unit stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, Literal

from planner.money import known_currencies

DecimalMark = Literal[".", ","]

_SYMBOLS: Final = (
    "US$",
    "CA$",
    "C$",
    "AU$",
    "A$",
    "NZ$",
    "S$",
    "HK$",
    "R$",
    "€",
    "£",
    "$",
    "¥",
    "₹",
    "₩",
    "₽",
    "zł",
    "kr",
    "Kč",
    "Fr.",
    "Ft",
    "円",
    "₺",
)
_ISO_OF: Final = {
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "AU$": "AUD",
    "A$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
    "HK$": "HKD",
    "R$": "BRL",
    "€": "EUR",
    "£": "GBP",
    "$": "$",
    "¥": "JPY",
    "円": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "zł": "PLN",
    "Kč": "CZK",
    "Fr.": "CHF",
    "Ft": "HUF",
    "₺": "TRY",
}
_WORDS: Final = {
    "euro": "EUR",
    "euros": "EUR",
    "dollar": "$",
    "dollars": "$",
    "pounds": "GBP",
    "yen": "JPY",
    "sfr": "CHF",
    "chf": "CHF",
    "us dollars": "USD",
}
_CODE: Final = re.compile(r"\b([A-Z]{3})\b")
_NUMBER: Final = re.compile(r"[-+]?\d[\d.,' \u00a0\u202f\u2009’]*")
_BARE_PRICE: Final = re.compile(r"([1-8])(?!\1)\d{0,12}(?:\.\d{1,2})?")
"""Two equal digits at the start may be a filler (9999), which is for a closer look to tell."""
_PLAIN: Final = re.compile(r"(?![1-9][0-9]?\.[0-9]{3}$)[0-9]{1,14}(?:\.[0-9]+)?")
_THOUSANDS: Final = re.compile(r"[-+]?(?:[1-9][.,]\d{3}|[1-9]\d[.,]\d\d0)")
"""'1.500' and '1,500' are thousands under any decimal mark: no device costs so little to a tenth of a cent."""
_SUFFIX: Final = re.compile(r"^\s*(k|tsd|m)\b", re.IGNORECASE)
_MINUS: Final = re.compile(r"^\s*(?:\(.*\)|[-−].*)$")
_EXPONENT: Final = re.compile(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d{1,2}")
_YEARS: Final = re.compile(
    r"(?:\b|\d)(?:y|yr|yrs|year|years|jahr|jahre|jahren|an|ans|annee|annees|ano|anos|año|años|anni|anno|"
    r"jaar|j|a)\b|年",
    re.IGNORECASE,
)
_MONTHS: Final = re.compile(
    r"(?:\b|\d)(?:m|mo|mon|mos|mth|mths|month|months|monat|monate|monaten|mois|mes|meses|mesi|mese|maand|"
    r"maanden)\b|か月|ヶ月|カ月|月",
    re.IGNORECASE,
)
_DAYS: Final = re.compile(r"(?:\b|\d)(?:d|day|days|tag|tage|jour|jours|dias|días|giorni|dagen)\b|日", re.IGNORECASE)
LONGEST_MONTHS: Final = 40 * 12


def currency_in(text: str) -> str | None:
    """The ISO code (or a bare '$') that a header or a cell names: 'Cost (GBP)', '€ 12', 'Preis in EUR'."""
    for code in _CODE.findall(text):
        if code in known_currencies() and code not in ("ALL", "TOP", "MOP", "PEN", "CUP", "XXX"):
            return str(code)
    for symbol in _SYMBOLS:
        if (
            symbol in text
            and symbol in _ISO_OF
            and (not symbol.isalpha() or re.search(rf"(?<![^\W\d]){symbol}(?![^\W\d])", text))
        ):
            return _ISO_OF[symbol]
    lowered = text.casefold()
    return next((code for word, code in _WORDS.items() if re.search(rf"\b{word}\b", lowered)), None)


def decimal_mark(texts: Iterable[str]) -> DecimalMark | None:
    """The mark before the decimals in a column, or None where its texts do not tell."""
    votes = {".": 0, ",": 0}
    for text in texts:
        if ("." not in text and "," not in text) or (number := _NUMBER.search(text)) is None:
            continue
        digits = number[0].rstrip(" .,'")
        point, comma = digits.rfind("."), digits.rfind(",")
        last = max(point, comma)
        ends = last >= 0 and len(digits) - last in (2, 3) and digits[last + 1 :].isdigit()
        if ends or (point >= 0 and comma >= 0):
            votes[digits[last]] += 2
        elif len(re.findall(r"[.]\d{3}", digits)) > 1 or re.search(r"[.]\d{3}$", digits):
            votes[","] += 1
        elif re.search(r"[,]\d{3}$", digits):
            votes["."] += 1
    if votes["."] == votes[","]:
        return None
    return "." if votes["."] > votes[","] else ","


def bare_prices(texts: Iterable[str], mark: DecimalMark) -> dict[str, Decimal]:
    """Those texts that are nothing but a number above zero, as most prices are, and their amounts."""
    bare = (text for text in texts if _BARE_PRICE.fullmatch(text) and (mark == "." or "." not in text))
    return {text: Decimal(text).normalize() + 0 for text in bare}


@lru_cache(maxsize=65_536)
def amount_of(text: str, mark: DecimalMark = ".") -> Decimal | None:
    """'$1,240.50', '1.299,00 €', "1'299.–", '(120)', '1,2k' → a Decimal; None where no single number stands."""
    text = text.replace("\u2212", "-").strip()
    if (mark == "." or "." not in text) and _PLAIN.fullmatch(text):
        return Decimal(text)
    if _EXPONENT.fullmatch(text):
        return _decimal(text)
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1:
        return None
    start = text.index(numbers[0])
    rest = text[:start] + text[start + len(numbers[0]) :]
    if len(re.findall(r"[^\W\d_]", rest)) > 14:
        return None
    digits = re.sub(r"[\s'’\u00a0\u202f\u2009]", "", numbers[0]).rstrip(".,")
    value = _decimal(_with_point(digits, mark))
    if value is None:
        return None
    if suffix := _SUFFIX.match(text[start + len(numbers[0]) :]):
        value *= 1_000_000 if suffix[1].casefold() == "m" else 1_000
    return -abs(value) if _MINUS.match(text) else value


def _with_point(digits: str, mark: DecimalMark) -> str:
    if _THOUSANDS.fullmatch(digits):
        return re.sub(r"[.,]", "", digits)
    if _fits(digits, mark):
        return digits.replace("." if mark == "," else ",", "").replace(",", ".")
    return _other_mark(digits)


def _fits(digits: str, mark: DecimalMark) -> bool:
    """Whether a number can be read with this mark: its groups are of three digits and stand before it."""
    other = "." if mark == "," else ","
    return (
        re.fullmatch(
            rf"[-+]?(?:\d+|\d{{1,3}}(?:[{other}]\d{{3}})+|\d{{1,2}}(?:[{other}]\d\d)+[{other}]\d{{3}})(?:[{mark}]\d+)?",
            digits,
        )
        is not None
    )


def _other_mark(digits: str) -> str:
    last = max(digits.rfind("."), digits.rfind(","))
    return re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :] if last >= 0 else digits


def _decimal(digits: str) -> Decimal | None:
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < Decimal(10) ** 15 else None


@lru_cache(maxsize=16_384)
def months_of(
    text: str, header_unit: Literal["years", "months", "days"] | None, of_small: Literal["years", "months"] = "months"
) -> int | None:
    """A length of time in months. A unit in the cell outranks the header's; `of_small` is what a bare number is."""
    numbers = re.findall(r"\d+(?:[.,]\d+)?", text)
    if len(numbers) != 1:
        return None
    amount = Decimal(numbers[0].replace(",", "."))
    bare = text.replace(numbers[0], "0", 1)
    unit = (
        "months"
        if _MONTHS.search(bare)
        else "years"
        if _YEARS.search(bare)
        else "days"
        if _DAYS.search(bare)
        else header_unit or of_small
    )
    months = amount * 12 if unit == "years" else amount / Decimal("30.4375") if unit == "days" else amount
    return int(months.to_integral_value()) if 0 < months <= LONGEST_MONTHS else None


def unit_of_header(header: str) -> Literal["years", "months", "days"] | None:
    """The unit that a header names: 'Useful Life (years)', 'Nutzungsdauer (Jahre)', 'garantie_mois'."""
    words = header.replace("_", " ")
    if _MONTHS.search(words) and not re.fullmatch(r".*\bm\b.*", words, re.IGNORECASE):
        return "months"
    if re.search(r"\b(?:yrs?|years?|jahre?n?|ans|années|años|anos|anni|jaar|jaren|lat)\b|年", words, re.IGNORECASE):
        return "years"
    return "days" if re.search(r"\b(?:days|tage|jours|días|dias|giorni|dagen)\b", words, re.IGNORECASE) else None


_LONGEST_COUNTED: Final = 120
_UNIT: Final = (
    r"(?:x|×|pcs?|pieces?|units?|ea|each|off|nos?|stk|st|stück|stueck|unités?|pièces?|pezzi|pz|uds?|unidades|stuks?"
    r"|台|個)\.?"
)
_LABEL: Final = r"(?:qty|quantity|anzahl|menge|qté|cant)\.?[:=]? ?"
_DIGITS: Final = r"(\d{1,3})"
_QUANTITY: Final = re.compile(
    r"[\s(\[]*(?:(?:x|×|qty|quantity|anzahl|menge|qté|cant|no|count)\s?[.:=]?\s?)?(\d{1,3}(?:[., ]\d{3})+|\d{1,7})"
    r"(?:[.,]0+)?\s*(?:x|×|[^\W\d]{0,8}\.?)[\s)\]]*",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    rf"^{_DIGITS} ?[x×] +(?=\S)"
    rf"|[\s,;:–-]*[(\[] ?(?:(?:[x×]|{_LABEL}) ?{_DIGITS}|{_DIGITS} ?{_UNIT}) ?[)\]]$"
    rf"|[\s,;:–-]+(?:(?:x |× ?|{_LABEL}){_DIGITS}|{_DIGITS} ?(?!x\b){_UNIT})$",
    re.IGNORECASE,
)


@lru_cache(maxsize=16_384)
def quantity_of(text: str) -> int | None:
    """A whole number of devices from 0 on: '12', '12 Stk.', '3x', '(x4)', 'qty 4'; None for anything else."""
    found = _QUANTITY.fullmatch(text)
    return int(re.sub(r"\D", "", found[1])) if found else None


def counted_devices(text: str) -> tuple[str, int] | None:
    """'P2422H (x4)', '4 x P2422H', 'P2422H, 4 pcs' → ('P2422H', 4); None where a text counts nothing. 'X13' and the
    like are names: without brackets a space or a word has to tell."""
    found = _COUNTED.search(text) if len(text) <= _LONGEST_COUNTED else None
    count = int(next((part for part in found.groups() if part), "0")) if found else 0
    rest = (text[: found.start()] + text[found.end() :]).strip() if found else ""
    return (rest, count) if count and re.search(r"[^\W\d]", rest) else None
