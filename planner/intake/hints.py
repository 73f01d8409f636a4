"""What a sheet's name, its title or the file's name say about all of its rows: the customer, the kind of device."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from planner.intake.categories import of_kind
from planner.intake.dates import iso_date
from planner.intake.synonyms import is_known_header

_GENERIC: Final = re.compile(
    r"\b(?:sheet|tabelle|feuil\w*|hoja|planilha|foglio|blad|シート|data|daten|assets?|inventory|inventar\w*|"
    r"inventaire|inventario|inventário"
    r"|inventaris|hardware|software|devices?|geräte\w*|list|liste|lista|lijst|export|report|refresh|plan|"
    r"register|overview|übersicht|summary"
    r"|all|master|current|main|copy|old|new|retired|disposed|active|spare|stock|prepared|last|updated|"
    r"page|stand|as of|budget|prices?|confidential"
    r"|it|equipment|configurations?|details|computers?|workstations?|servers?|network|laptops?|parc|"
    r"informatique|matériel|equipos|bestand"
    r"|q[1-4]|fy\d*|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"template|instructions|notes?"
    r"|lookup|ref|pivot|dashboard|warranty|audit|results?|table|users?|phones?|printers?|monitors?|custom|"
    r"chromeos|chromebooks?|mobile|資産|台帳|一覧)\b|\d{4}",
    re.IGNORECASE,
)
_COMPANY: Final = re.compile(
    r"\b(?:inc|llc|llp|ltd|limited|gmbh|ag|kg|ohg|sarl|sas|sa|s\.a\.|s\.l\.|srl|spa|s\.p\.a|bv|b\.v|nv|"
    r"corp|corporation|company|co|group|clinic"
    r"|dental|medical|law|partners|associates|school|academy|university|college|church|hospital|bank|"
    r"logistics|manufacturing|foundation|council"
    r"|maschinenbau|holding|services|solutions|studios?|architects|accounting|hotel|trust|society|bros|"
    r"sons|ltda|oy|ab|株式会社)\b|&",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"(?:client|customer|company|kunde|firma|société|cliente|azienda|klant|organi[sz]ation|prepared for|"
    r"顧客)\s*[:：]\s*(.+)",
    re.IGNORECASE,
)


def client_of_titles(titles: Sequence[str]) -> str | None:
    """The customer that a title above a table names."""
    for title in titles:
        if labelled := _LABELLED.match(title.strip()):
            return labelled[1].strip()
    for title in titles:
        for part in re.split(r"\s+[-–—|:/]\s+|:\s", title):
            name = part.strip(" -–—|:")
            if (
                _COMPANY.search(name)
                and not _GENERIC.search(name)
                and len(name.split()) <= 8
                and not re.search(r"\d", name)
            ):
                return name
        stripped = re.sub(r"\s+", " ", _GENERIC.sub(" ", title)).strip(" -–—|:/.,")
        if (
            _COMPANY.search(stripped)
            and 2 <= len(stripped.split()) <= 6
            and len(title.split()) <= 10
            and not re.search(r"\d", stripped)
        ):
            return stripped
    return None


def client_of_sheet(name: str | None, others: Sequence[str | None]) -> str | None:
    """A sheet's name where it looks like a customer: by its words, or as one of several sheets with proper names."""
    if not name or not _is_proper(name):
        return None
    if _COMPANY.search(name):
        return name.strip()
    proper = [other for other in others if other and _is_proper(other)]
    return name.strip() if len(set(proper)) > 1 and len(set(proper)) == len(set(others)) else None


def _is_proper(name: str) -> bool:
    return not (
        _GENERIC.search(name.replace("_", " ").replace("-", " "))
        or of_kind(name)
        or is_known_header(name)
        or iso_date(name)
        or not re.search(r"[^\W\d]{3}", name)
    )


def kind_of_names(*names: str | None) -> str | None:
    """The first name that tells one kind of device: a sheet 'Servers', a file 'chromebooks.csv'."""
    for name in names:
        if not name:
            continue
        for word in re.split(r"[^\w]+|_|(?<=[a-z])(?=[A-Z])", re.sub(r"\.\w{2,5}$", "", name)):
            if (
                len(word) > 3
                and of_kind(word)
                and word.casefold() not in ("computers", "computer", "hardware", "devices", "network")
            ):
                return word
    return None
