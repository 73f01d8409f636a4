"""What a line of an invoice is for: a device and of which category, installation, something that recurs, or else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from planner.budget.actuals import PurchaseKind
from planner.intake.categories import is_accessory
from planner.intake.recognise import recognise

_RECURS: Final = re.compile(
    r"\b(subscriptions?|licen[cs]es?|licen[cs]ing|renewals?|warrant(?:y|ies)|care ?packs?|maintenance|support|hosting|"
    r"per user|user/month|monthly|annual|managed service|saas|leas(?:e|ing)|abonnement|lizenz(?:en)?|wartung)\b"
)
_LABOUR: Final = re.compile(
    r"^(?:on-?site |remote |labou?r|install|installation|setup|set-up|configur|deploy|migration|engineer|technician|"
    r"consult|professional services?|project management|montage|einrichtung)|"
    r"(?<!incl )(?<!incl\. )(?<!including )(?<!with )(?<!and )(?<!\+ )\b(?:installation|labou?r|set-?up|configuration|"
    r"engineer|technician|deployment|consult(?:ing|ancy)|man-?hours?|hours? of work|einrichtung)\b"
)
_TRADE_IN: Final = re.compile(r"\b(trade-?ins?|buy-?backs?|part exchange|r[üu]cknahme)\b")
_EXTRA: Final = re.compile(
    r"\b(freight|shipping|delivery|postage|carriage|handling|versand|fracht|frais de port|mouse|mice|keyboards?|"
    r"headsets?|cables?|adapt[eo]rs?|chargers?|bags?|sleeves?|privacy (?:screen|filter)s?)\b"
)
_ELSE: Final = re.compile(r"\b(surcharge|discount|toner|cartridges?|memory upgrade|spare)\b")
_WITH: Final = re.compile(r"\b(?:incl(?:uding|\.)?|with|w/|mit|avec|and|\+)(?=\s|$)")


@lru_cache(maxsize=65_536)
def kind_and_category(text: str, stated: str) -> tuple[PurchaseKind, str | None]:
    """From the line's text and the category that its sheet states. Only hardware has a category, as intake recognises
    devices; what is only named as going with a device ('laptop incl. installation') does not count."""
    first = _WITH.split(text.casefold(), maxsplit=1)[0]
    folded = f"{stated.casefold()} {first}".strip()
    if _RECURS.search(folded):
        return "recurring", None
    if _LABOUR.search(first) or _LABOUR.search(stated.casefold()):
        return "labour", None
    if _TRADE_IN.search(folded):
        return "trade_in", None
    if _EXTRA.search(first) or is_accessory(first):
        return "extra", None
    if _ELSE.search(first):
        return "other", None
    told = recognise({"category": stated or None, "model": text or None})["category"]
    return ("hardware", told) if told not in ("other", "virtual_machine") else ("other", None)
