"""Taking out of people's words what a published roadmap may not hold: who and which device, and amounts of money.

Generated sentences hold no names, and their money goes by its type (law 9); a person's words are searched:

- e-mail, IP and MAC addresses go always;
- a device's serial number, name, asset tag, addresses and its user, wherever they stand as a word of their own, in any
  case. A name of letters alone that is a word of this planner's own language ('Server', 'Printer') stays, and so does
  one of fewer than three characters or a number of fewer than five digits: it says nothing of its device;
- without costs, a number beside a currency's sign, code or name, as '£5,000', '5000 GBP', 'USD 5.000,00', '5k dollars'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import pandas as pd
from babel.numbers import list_currencies

from planner.fields import CATEGORY_LABELS
from planner.frames import to_records
from planner.roadmap.document import Parameter, Sentence

MARK: Final = "[removed]"
IDENTIFYING: Final = ("serial_number", "name", "asset_tag", "ip_address", "mac_address", "assigned_to")
_EMAIL: Final = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_IP: Final = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?![\w.]*\d)")
_IP6: Final = re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){0,6}(?![\w:])", re.IGNORECASE)
_MAC: Final = re.compile(r"(?<![\w])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w])", re.IGNORECASE)
_SIGNS: Final = r"[A-Za-z]{0,3}[$€£¥₹₽₩₪₺₴₫฿]"
_CODES: Final = "|".join(sorted(list_currencies()))
_WORDS: Final = (
    r"dollars?|bucks?|cents?|euros?|pounds?(?:\s+sterling)?|quid|pence|francs?|kron(?:er|or|a)|kr|złoty|yen|yuan|rupees?"
)
_NUMBER: Final = r"\d(?:[\d.,'’\u00a0\u202f ]*\d)?"
_SCALE: Final = r"(?:\s*(?:k|m|bn|grand|thousand|million|mio|tsd)\b)?"
_MONEY: Final = re.compile(
    rf"(?:(?:{_SIGNS}|(?<![a-z])(?-i:{_CODES})(?![a-z]))\s*{_NUMBER}{_SCALE}(?:\.?-+)?)"
    rf"|(?:(?<![\w.]){_NUMBER}{_SCALE}\s*(?:{_SIGNS}|(?:(?-i:{_CODES})|{_WORDS})(?![a-z])))"
    rf"|(?:(?<![\w.]){_NUMBER}\s?(?:k|grand)\b)",
    re.IGNORECASE,
)
_SHORTEST: Final = 3
_FEWEST_DIGITS: Final = 5
_ORDINARY: Final = frozenset(
    word for label in (*CATEGORY_LABELS.values(), *CATEGORY_LABELS)
    for word in (label.casefold().replace("_", " "), label.casefold().removesuffix("es"),
                 label.casefold().removesuffix("s"))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out: where it stood, and what kind it was: 'address', 'device or person' or 'amount'."""

    where: str
    kind: str
    words: str


@dataclass(frozen=True)
class Redaction:
    """What may not be seen of one client. `names`: everything that names a device or its user."""

    names: frozenset[str]
    without_costs: bool

    @cached_property
    def _named(self) -> re.Pattern[str] | None:
        told = sorted({name for name in self.names if _says_something(name)}, key=lambda name: (-len(name), name))
        if not told:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, told))})(?!\w)", re.IGNORECASE)

    def text(self, words: str, where: str, removed: list[Removed]) -> str:
        """The words without what may not be seen; each find is noted."""
        for kind, pattern in (
            ("address", _EMAIL), ("device or person", self._named), ("address", _MAC), ("address", _IP),
            ("address", _IP6), ("amount", _MONEY if self.without_costs else None),
        ):  # fmt: skip
            if pattern is not None:
                removed += [Removed(where, kind, found.group().strip()) for found in pattern.finditer(words)]
                words = pattern.sub(MARK, words)
        return words

    def sentence(self, one: Sentence, where: str, removed: list[Removed]) -> Sentence:
        """The sentence with its texts searched and, without costs, its money taken out by type."""
        kept = (part for part in one.parameters if not (self.without_costs and part.kind == "money"))
        return replace(
            one,
            parameters=tuple(
                replace(part, value=self.text(str(part.value), where, removed)) if part.kind == "text" else part
                for part in kept
            ),
        )


def text(words: str) -> Sentence:
    """A person's own words as a sentence."""
    return Sentence("text", (Parameter("text", "text", words),))


def names_of(schedule: pd.DataFrame) -> frozenset[str]:
    """Everything that names one of these devices or its user."""
    known = [name for name in IDENTIFYING if name in schedule.columns]
    return frozenset(_words(row[name] for row in to_records(schedule[known]) for name in known))


def _words(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        whole = str(value).strip() if value is not None else ""
        if whole:
            yield whole
            yield from (part for part in re.split(r"[.@\\/,;]", whole) if part.strip() == part and part != whole)


def _says_something(name: str) -> bool:
    """Whether the name points at a device or person at all."""
    if len(name) < _SHORTEST or name.casefold() in _ORDINARY:
        return False
    return not name.isdigit() or len(name) >= _FEWEST_DIGITS
