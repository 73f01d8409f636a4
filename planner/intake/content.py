"""What the values of a column look like: shares of its distinct texts, to be weighed beside its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from planner.intake.amounts import quantity_of
from planner.intake.categories import of_kind, of_model, of_system
from planner.intake.dates import iso_date
from planner.intake.grid import Cell, CellColumn, text_of
from planner.intake.makers import known_maker, leading_maker, maker_of_model
from planner.intake.placeholders import is_placeholder, says_no_day

_SAMPLED: Final = 120
_IP: Final = re.compile(
    r"(?:\d{1,3}\.){3}\d{1,3}(?:/\d+)?(?:[,; ].*)?|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){4,7}",
    re.IGNORECASE,
)
_MAC: Final = re.compile(
    r"(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?:[,; ].*)?|(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}|"
    r"(?=.*[a-f])[0-9a-f]{12}",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_URL: Final = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)
_UUID: Final = re.compile(r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?", re.IGNORECASE)
_SYSTEM: Final = re.compile(
    r"\b(?:windows|win ?(?:7|8|10|11|srv|server)|macos|mac os|os x|linux|ubuntu|debian|rhel|centos|ios|"
    r"ipados|android|chrome ?os|vmware|esxi|fortios|ios xe|junos|routeros|dsm|truenas)\b",
    re.IGNORECASE,
)
_CPU: Final = re.compile(
    r"\b(?:intel|amd|core|xeon|ryzen|celeron|pentium|epyc|apple m\d|snapdragon|i[3579]-?\d{3,5}|[\d.]+ "
    r"?ghz|m[1-4](?: pro| max)?)\b",
    re.IGNORECASE,
)
_SIZE: Final = re.compile(r"\d+(?:[.,]\d+)? ?(?:gb|mb|tb|go|to|gib|gio|g|t)\b.*", re.IGNORECASE)
_VERSION: Final = re.compile(r"v?\d+(?:\.\d+){1,4}\w*(?:[ (-].*)?", re.IGNORECASE)
_SERIAL: Final = re.compile(r"(?=[^\s]*\d)[A-Z0-9][A-Z0-9./-]{4,29}", re.IGNORECASE)
_MIXED: Final = re.compile(r"(?=\S*\d)(?=\S*[A-Z])[A-Z0-9]{5,25}", re.IGNORECASE)
_NUMBER: Final = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_CODES: Final = "USD|EUR|GBP|CHF|CAD|AUD|NZD|JPY|SEK|NOK|DKK|PLN|CZK|HUF|BRL|INR|SGD|ZAR|MXN"
_MONEY: Final = re.compile(
    rf"(?=.*\d)(?:[A-Z]{{0,2}}[$€£¥₹]|{_CODES}|zł|kr\.?|Kč|Fr\.)? ?-?\d[\d.,'’ \u00a0\u202f\u2009]*-?"
    rf"(?: ?(?:[A-Z]{{0,2}}[$€£¥₹円]|{_CODES}|kr\.?|zł|Kč|Ft))?",
    re.IGNORECASE,
)
_MONEY_SURE: Final = re.compile(r"[$€£¥]|\b(?:EUR|USD|GBP|CHF)\b|\d[.,]\d\d$")
_HOST: Final = re.compile(r"(?=[^\s]*[A-Z])[A-Z0-9]{1,15}(?:[-_.][A-Z0-9]+){1,5}|[A-Z]{2,}\d{1,3}", re.IGNORECASE)
_TAG: Final = re.compile(r"[A-Z]{0,6}[-_ ]?\d{3,10}(?:-\w{1,2})?", re.IGNORECASE)
_TERM: Final = re.compile(
    r"\d{1,4}(?:[.,]\d)? ?-?(?:months?|mos?|mths?|years?|yrs?|y|jahre?n?|monate?n?|mois|ans?|meses|mes|"
    r"años?|anos?|mesi|anni|maanden|jaar|days|ヶ月|か月|年)\.?",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"[A-Z]{3}|[$€£¥]|[A-Z]{1,2}\$", re.IGNORECASE)
_FLAG: Final = frozenset(
    [
        "true",
        "false",
        "yes",
        "no",
        "y",
        "n",
        "ja",
        "nein",
        "oui",
        "non",
        "si",
        "sí",
        "sì",
        "sim",
        "não",
        "nee",
        "x",
        "✓",
        "1",
        "0",
        "wahr",
        "falsch",
        "vrai",
        "faux",
    ]
)
_STATES: Final = re.compile(
    r"(?:in use|in service|active|inactive|deployed|spare|stock|in stock|retired|repair|broken|disposed|"
    r"ready to deploy|deployable|undeployable|pending|archived|available|decommissioned|disabled|enabled|"
    r"provisioned|deprovisioned|lost|stolen|in betrieb|lager|defekt|ausgemustert|en service|en stock|hors "
    r"service|reserve|operational|production|offline|online|storage|aktiv|inaktiv|in reparatur|in gebruik|"
    r"actief|en uso|activo|in uso|em uso|ativo|baja|dismesso|使用中|在庫|廃棄|稼働中)(?:\W.*)?",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"\b(?:floor|room|office|building|hq|branch|warehouse|site|rack|lab|hall|street|etage|raum|büro|werk|"
    r"bureau|salle|sala|oficina|ufficio|closet|center|centre|standort|kantoor|階|室|本社|支社)\b",
    re.IGNORECASE,
)

_SOFTWARE: Final = re.compile(
    r"\b(?:office (?:365|20\d\d|16|pro|standard|home)|microsoft (?:office|365)|[mo]365|libreoffice)", re.IGNORECASE
)
_OWNED: Final = re.compile(
    r"(?:company|corporate|personal|private|byod|client|customer|msp|haas|owned|(?:company|corporate|client"
    r"|customer|employee|user|msp)[- ]owned"
    r"|leas(?:e|ed|ing)|rent(?:al|ed)|firma|firmeneigentum|eigentum|privat|geleast|gekauft|purchased|bought)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares (0..1) of a column's distinct texts that look like each kind; `filled`: cells with a value."""

    filled: int
    distinct: int
    shares: dict[str, float]

    def __getitem__(self, kind: str) -> float:
        return self.shares.get(kind, 0.0)


def profile(column: CellColumn) -> Profile:
    """Looks at up to 120 distinct values."""
    distinct = column.values
    texts = [(text_of(cell), cell) for cell in _spread(distinct)]
    texts = [(text, cell) for text, cell in texts if not is_placeholder(text) and not says_no_day(text)]
    if not texts:
        return Profile(column.filled, len(distinct), {})
    counts: dict[str, int] = {}
    for text, cell in texts:
        for kind in _kinds(text, cell):
            counts[kind] = counts.get(kind, 0) + 1
    shares = {kind: count / len(texts) for kind, count in counts.items()}
    shares["unique"] = len(distinct) / column.filled
    shares["long"] = sum(len(text) > 40 for text, _ in texts) / len(texts)
    shares["sequence"] = float(
        shares.get("tag", 0.0) >= 0.8 and len({text[:3] for text, _ in texts}) <= max(1, len(texts) // 10)
    )
    return Profile(column.filled, len(distinct), shares)


def _spread(values: list[Cell]) -> list[Cell]:
    if len(values) <= _SAMPLED:
        return values
    step = len(values) / _SAMPLED
    return [values[int(number * step)] for number in range(_SAMPLED)]


def _kinds(text: str, cell: Cell) -> list[str]:
    """All kinds that one text could be."""
    kinds = [kind for kind, pattern in _FULL if pattern.fullmatch(text)]
    kinds += [kind for kind, pattern in _PARTS if pattern.search(text)]
    if isinstance(cell, date) or ((found := iso_date(text)) and (len(found) == 10 or not text.isdigit())):
        kinds.append("day" if not re.fullmatch(r"\d{5}(?:\.\d+)?|\d{10,14}", text) else "day_number")
    elif re.fullmatch(r"(?:19[89]|20[0-4])\d", text):
        kinds.append("year")
    if text.casefold() in _FLAG:
        kinds.append("flag")
    if re.fullmatch(r"\d{1,3}(?:[.,]0+)?", text):
        kinds.append("small")
    if len(text) <= 12 and quantity_of(text) is not None:
        kinds.append("count")
    if known_maker(text):
        kinds.append("maker")
    if len(text) <= 40 and not re.search(r"\d", text) and of_kind(text):
        kinds.append("category")
    if leading_maker(text) or maker_of_model(text) or of_model(text):
        kinds.append("model")
    if of_system(text):
        kinds.append("system")
    return kinds


_FULL: Final = (
    ("ip", _IP), ("mac", _MAC), ("mail", _MAIL), ("uuid", _UUID), ("size", _SIZE), ("version", _VERSION),
    ("serial", _SERIAL), ("number", _NUMBER), ("money", _MONEY), ("host", _HOST), ("tag", _TAG),
    ("state", _STATES), ("owned", _OWNED), ("mixed", _MIXED), ("term", _TERM), ("code", _CODE),
)  # fmt: skip
_PARTS: Final = (
    ("url", _URL),
    ("system", _SYSTEM),
    ("cpu", _CPU),
    ("money_sure", _MONEY_SURE),
    ("place", _PLACE),
    ("software", _SOFTWARE),
)
