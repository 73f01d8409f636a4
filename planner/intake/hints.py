"""What a sheet's name, its title or the file's name say about all of its rows: the customer, the kind of device."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from planner.intake.categories import of_kind
from planner.intake.dates import iso_date
from planner.intake.grid import Cell, is_blank, text_of
from planner.intake.ownership import is_out_of_use
from planner.intake.synonyms import fields_of_header, is_known_header

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
    r"(?:client|customer|company|kunde|firma|société|cliente|empresa|azienda|klant|organi[sz]ation|prepared for"
    r"|erstellt für|"
    r"préparé pour|preparado para|顧客)(?: name| ?name)?\s*[:：]\s*(.+)",
    re.IGNORECASE,
)

_FOR: Final = re.compile(
    r"\b(?:for|für|pour|para|voor|per)\s+([^\d]+?)"
    r"(?:\s+(?:as of|as at|per|stand|updated|au|al|[-–—(|]).*|[,;:].*|\s*\d.*)?$",
    re.IGNORECASE,
)
_DEPARTMENT: Final = re.compile(
    r"\b(?:finance|accounts|sales|marketing|hr|human resources|purchasing|production|engineering|reception"
    r"|management|admin\w*|legal|operations|support"
    r"|buchhaltung|vertrieb|verkauf|einkauf|produktion|fertigung|personal|gesch[äa]ftsleitung|verwaltung|compta\w*"
    r"|ventes|achats|direction|contabilidad|ventas"
    r"|amministrazione|vendite|boekhouding|verkoop|department|abteilung|dept)\b",
    re.IGNORECASE,
)
_SHARED: Final = ("assigned_to", "site", "department", "client", "status", "category")
_SURE_LABEL: Final = 0.75
_LONGEST_TITLE: Final = 200
_COVER_ROWS: Final = 40


def client_of_titles(titles: Sequence[str]) -> str | None:
    """The customer that a title above a table names."""
    for title in titles:
        if labelled := _LABELLED.match(title.strip()):
            return labelled[1].strip()
    for title in titles:
        if (named := _FOR.search(title[:_LONGEST_TITLE])) and _COMPANY.search(named[1]):
            return named[1].strip()
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


def client_of_cover(rows: Sequence[Sequence[Cell]]) -> str | None:
    """The customer that a cover names beside a label: 'Prepared for' | 'Brookfield Dental Care'."""
    for row in rows[:_COVER_ROWS]:
        texts = [text_of(cell) for cell in row if not is_blank(cell)]
        line = ": ".join([texts[0].rstrip(" :："), *texts[1:2]]) if len(texts) > 1 else "".join(texts)
        if labelled := _LABELLED.match(line):
            return labelled[1].strip()
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


def first_section(above: Sequence[str], titles: Sequence[str]) -> list[tuple[int, str]]:
    """The title right above a header as the section that begins there: a labelled one, or one worded as the sections
    below are ('Floor 1', 'Floor 2')."""
    title = above[-1] if above else ""
    words = {words[0] for other in titles if (words := other.casefold().split())}
    is_section = labelled_value(title) is not None or (
        title.casefold().split()[:1] and title.casefold().split()[0] in words
    )
    return [(-1, title)] if is_section else []


def labelled_value(title: str) -> tuple[str, str] | None:
    """'User: Ann Smith' → ('assigned_to', 'Ann Smith'), for what rows of one table can share."""
    label, colon, text = title.partition(":")
    if not colon or not text.strip():
        return None
    known = fields_of_header(label)
    field = max(_SHARED, key=lambda name: known.get(name, 0.0))
    return (field, text.strip()) if known.get(field, 0.0) >= _SURE_LABEL else None


def meant_by_sections(titles: Sequence[str], taken: AbstractSet[str | None]) -> dict[str, tuple[str, str]]:
    """Title of a section → (field, text) that it gives to its rows: a kind of device, a state ('Disposed'), and where
    no column does so the customer, the department or the place. `taken`: fields that have a column."""
    meant: dict[str, tuple[str, str]] = {}
    for title in dict.fromkeys(titles):
        if said := labelled_value(title):
            if said[0] not in taken or said[0] in ("category", "status"):
                meant[title] = said
            continue
        field = (
            "category" if of_kind(title)
            else "status" if is_out_of_use(title)
            else "client" if _COMPANY.search(title)
            else "department" if _DEPARTMENT.search(title)
            else "site"
        )  # fmt: skip
        if field in ("category", "status") or (field not in taken and not _GENERIC.search(title)):
            meant[title] = (field, title.rstrip(" :"))
    return meant


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
